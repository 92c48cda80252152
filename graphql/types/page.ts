import type { Because as BecauseShape } from '../../workflows/domain/decision';
import type { LadderRow, PageRow } from '../../workflows/domain/rows';
import { builder } from '../builder';
import { pending } from '../pending';
import type { Stored } from '../stored';
import { AlarmCode, Channel, LadderStatus, Level, PageReason, PageStatus, Role, SubjectKind } from './common';
import { Person, Site } from './people';

export const Because = builder.objectRef<BecauseShape>('Because').implement({
  description: 'Why a page goes out, as codes; the catalogues make the sentence.',
  fields: (t) => ({
    reason: t.expose('reason', { type: PageReason }),
    target: t.exposeString('target', { nullable: true }),
    level: t.expose('level', { type: Level, nullable: true }),
    alarm: t.expose('alarm', { type: AlarmCode, nullable: true }),
    detail: t.exposeString('detail', { nullable: true }),
  }),
});

export const Page = builder.objectRef<Stored<PageRow>>('Page').implement({
  description: 'One attempt to reach one person.',
  fields: (t) => ({
    id: t.exposeID('id'),
    ladderId: t.exposeID('ladderId'),
    subjectKind: t.expose('subjectKind', { type: SubjectKind }),
    subjectId: t.exposeID('subjectId'),
    rung: t.exposeInt('rung'),
    role: t.expose('role', { type: Role }),
    site: t.field({ type: Site, nullable: true, resolve: pending }),
    channel: t.expose('channel', { type: Channel }),
    because: t.expose('because', { type: Because }),
    status: t.expose('status', { type: PageStatus }),
    askedAt: t.expose('askedAt', { type: 'Instant' }),
    sentAt: t.expose('sentAt', { type: 'Instant', nullable: true }),
    person: t.field({ type: Person, nullable: true, resolve: pending }),
    simulated: t.exposeBoolean('simulated', { nullable: true }),
    fault: t.exposeString('fault', { nullable: true }),
    ackAt: t.expose('ackAt', { type: 'Instant', nullable: true }),
    ackBy: t.field({ type: Person, nullable: true, resolve: pending }),
  }),
});

export const Ladder = builder.objectRef<Stored<LadderRow>>('Ladder').implement({
  description: 'Who is asked, through which channel, after how long, and who is last.',
  fields: (t) => ({
    id: t.exposeID('id'),
    key: t.exposeString('key'),
    subjectKind: t.expose('subjectKind', { type: SubjectKind }),
    subjectId: t.exposeID('subjectId'),
    status: t.expose('status', { type: LadderStatus }),
    startedAt: t.expose('startedAt', { type: 'Instant' }),
    climbed: t.exposeInt('climbed', { description: 'Rungs taken so far.' }),
    nextAt: t.expose('nextAt', { type: 'Instant', nullable: true }),
    answeredAt: t.expose('answeredAt', { type: 'Instant', nullable: true }),
    answeredBy: t.field({ type: Person, nullable: true, resolve: pending }),
    endedAt: t.expose('endedAt', { type: 'Instant', nullable: true }),
    clearedBy: t.field({ type: Person, nullable: true, resolve: pending }),
    pages: t.field({ type: [Page], resolve: pending }),
  }),
});

builder.queryFields((t) => ({
  pagesForMe: t.field({ type: [Page], description: 'Pages to me, or to a role I have at that site, that nobody has answered yet.', resolve: pending }),
}));
