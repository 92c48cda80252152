import type { Because as BecauseShape } from '../../workflows/domain/decision';
import { builder } from '../builder';
import { AlarmCode, Channel, LadderStatus, Level, PageReason, PageStatus, Role, SubjectKind } from './common';
import { personBy, siteBy } from './people';

export const Because = builder.objectRef<BecauseShape>('Because').implement({
  description: 'Why a page goes out, as codes; the catalogues make the sentence.',
  fields: (t) => ({
    reason: t.expose('reason', { type: PageReason }),
    target: t.exposeString('target', { nullable: true }),
    level: t.expose('level', { type: Level, nullable: true }),
    alarm: t.expose('alarm', { type: AlarmCode, nullable: true }),
    detail: t.exposeString('detail', { nullable: true }),
    drill: t.boolean({ resolve: ({ drill }) => drill === true }),
  }),
});

export const Page = builder.prismaObject('Page', {
  description: 'One attempt to reach one person.',
  fields: (t) => ({
    id: t.exposeID('id'),
    ladderId: t.exposeID('ladderId'),
    subjectKind: t.expose('subjectKind', { type: SubjectKind }),
    subjectId: t.exposeID('subjectId'),
    rung: t.exposeInt('rung'),
    role: t.expose('role', { type: Role }),
    site: t.field(siteBy(({ siteId }) => siteId)),
    channel: t.expose('channel', { type: Channel }),
    because: t.field({
      type: Because,
      select: { because: true },
      resolve: ({ because }) => because as BecauseShape, // written by the engine as this shape
    }),
    status: t.expose('status', { type: PageStatus }),
    askedAt: t.expose('askedAt', { type: 'Instant' }),
    sentAt: t.expose('sentAt', { type: 'Instant', nullable: true }),
    person: t.field(personBy(({ personId }) => personId)),
    simulated: t.exposeBoolean('simulated', { nullable: true }),
    fault: t.exposeString('fault', { nullable: true }),
    ackAt: t.expose('ackAt', { type: 'Instant', nullable: true }),
    ackBy: t.field(personBy(({ ackBy }) => ackBy)),
  }),
});

builder.prismaObject('Ladder', {
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
    answeredBy: t.field(personBy(({ answeredBy }) => answeredBy)),
    endedAt: t.expose('endedAt', { type: 'Instant', nullable: true }),
    clearedBy: t.field(personBy(({ clearedBy }) => clearedBy)),
    pages: t.relation('pages', { query: { orderBy: [{ askedAt: 'asc' }, { id: 'asc' }] } }),
  }),
});

/** Pages nobody has answered, acknowledged or made needless. */
const OPEN_PAGES = ['ASKED', 'SENT', 'FAILED', 'UNANSWERED'] as const;

builder.queryFields((t) => ({
  pagesForMe: t.prismaField({
    type: ['Page'],
    description: 'Pages to me, or to a role I have at that site, that nobody has answered yet; newest first.',
    resolve: (query, _, __, { prisma, actor }) =>
      prisma.page.findMany({
        ...query,
        where: {
          status: { in: [...OPEN_PAGES] },
          ladder: { status: { in: ['CLIMBING', 'NOBODY_ANSWERED'] } },
          OR: [
            { personId: actor?.personId ?? '' },
            ...(actor?.duties ?? []).map(({ role, siteId }) => ({ role, siteId })),
          ],
        },
        orderBy: [{ askedAt: 'desc' }, { id: 'asc' }],
        take: 100,
      }),
  }),
}));
