import type { Discharge as DischargeShape, Episode } from '../../workflows/domain/episode';
import { NATIONAL_CLASS } from '../../workflows/domain/arrivals';
import { builder } from '../builder';
import { factsOf } from '../facts';
import { BleedingKind, NationalClass } from './common';
import './episode';
import { personBy } from './people';

const Bleeding = builder.objectRef<NonNullable<Episode['bleeding']>>('Bleeding').implement({
  description: 'Bleeding that stops antithrombotic treatment (R16).',
  fields: (t) => ({
    kind: t.expose('kind', { type: BleedingKind }),
    at: t.expose('at', { type: 'Instant' }),
    by: t.field(personBy(({ by }) => by)),
  }),
});

const AgainstAdvice = builder.objectRef<NonNullable<DischargeShape['againstAdvice']>>('AgainstAdvice').implement({
  description: 'The patient left against advice (R20).',
  fields: (t) => ({
    riskForm: t.exposeBoolean('riskForm', { description: 'Signed.' }),
    reason: t.exposeString('reason'),
    byName: t.exposeString('byName', { nullable: true }),
    relation: t.exposeString('relation', { nullable: true }),
  }),
});

/** What went wrong under treatment, and how the arrival counts. */
builder.prismaObjectFields('Episode', (t) => ({
  bleeding: t.field({
    type: Bleeding,
    nullable: true,
    select: { facts: true },
    resolve: ({ facts }) => factsOf(facts).bleeding,
  }),
  againstAdvice: t.field({
    type: AgainstAdvice,
    nullable: true,
    select: { facts: true },
    resolve: ({ facts }) => factsOf(facts).discharge?.againstAdvice,
  }),
  nationalClass: t.field({
    type: NationalClass,
    nullable: true,
    description: 'The arrival in the four classes of the national platform (G2).',
    select: { arrivalClass: true },
    resolve: ({ arrivalClass }) => (arrivalClass === null ? undefined : NATIONAL_CLASS[arrivalClass]),
  }),
}));
