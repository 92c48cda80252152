import type { Consult as Shape, ConsultAnswer as AnswerShape } from '../../workflows/domain/consult';
import { isOpenConsult } from '../../workflows/domain/consult';
import { builder } from '../builder';
import { factsOf } from '../facts';
import { ConsultOutput, Finding, Role, Strategy, TransferAdvice } from './common';
import './episode';
import { personBy, siteBy } from './people';

const ConsultBy = builder.objectRef<Shape['asked']>('ConsultBy').implement({
  description: 'Who did it, in which role, and when.',
  fields: (t) => ({
    person: t.field(personBy(({ by }) => by)),
    role: t.expose('role', { type: Role }),
    at: t.expose('at', { type: 'Instant' }),
  }),
});

const ConsultAnswer = builder.objectRef<AnswerShape>('ConsultAnswer').implement({
  description: 'The four outputs; what is not given is named (clinical.md 7.2 #71).',
  fields: (t) => ({
    reading: t.expose('reading', { type: Finding, nullable: true }),
    rescue: t.exposeString('rescue', { nullable: true, description: 'What to do at the patient now.' }),
    reperfusion: t.expose('reperfusion', { type: Strategy, nullable: true }),
    transfer: t.expose('transfer', { type: TransferAdvice, nullable: true }),
    notGiven: t.expose('notGiven', { type: [ConsultOutput] }),
    remark: t.exposeString('remark', { nullable: true }),
  }),
});

const Consult = builder.objectRef<Shape>('Consult').implement({
  description: 'Advice asked for from afar, as a record (T10); it decides nothing.',
  fields: (t) => ({
    n: t.exposeInt('n'),
    asked: t.expose('asked', { type: ConsultBy }),
    role: t.expose('role', { type: Role, description: 'Who is asked.' }),
    site: t.field(siteBy(({ siteId }) => siteId)),
    question: t.exposeString('question'),
    started: t.expose('started', { type: ConsultBy, nullable: true }),
    answered: t.field({ type: ConsultBy, nullable: true, resolve: ({ answered }) => answered }),
    answer: t.field({ type: ConsultAnswer, nullable: true, resolve: ({ answered }) => answered?.answer }),
    withdrawn: t.field({ type: ConsultBy, nullable: true, resolve: ({ withdrawn }) => withdrawn }),
    reason: t.string({
      nullable: true,
      description: 'Why it was taken back.',
      resolve: ({ withdrawn }) => withdrawn?.reason,
    }),
    isOpen: t.boolean({ resolve: isOpenConsult }),
  }),
});

builder.prismaObjectFields('Episode', (t) => ({
  consults: t.field({
    type: [Consult],
    description: 'The last ones, first asked first; older ones are in the story.',
    select: { facts: true },
    resolve: ({ facts }) => factsOf(facts).consults ?? [],
  }),
}));
