import { readDrillPlans } from '../../prisma/drills';
import { builder } from '../builder';
import { onRecord } from '../record';

type Shape = {
  readonly episodeId: string;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly pages: number;
  readonly sentAfterS: number | null;
  readonly answeredAfterS: number | null;
};

const Drill = builder.objectRef<Shape>('Drill').implement({
  description: 'One drill and what was measured: nobody’s episode, left out of every figure.',
  fields: (t) => ({
    episodeId: t.exposeID('episodeId'),
    openedAt: t.field({ type: 'Instant', resolve: ({ openedAt }) => openedAt }),
    closedAt: t.field({ type: 'Instant', nullable: true, resolve: ({ closedAt }) => closedAt }),
    pages: t.exposeInt('pages'),
    sentAfterS: t.exposeFloat('sentAfterS', {
      nullable: true,
      description: 'Opening to the first page that went out.',
    }),
    answeredAfterS: t.exposeFloat('answeredAfterS', { nullable: true, description: 'Opening to the first answer.' }),
  }),
});

const DRILLS = `
  SELECT e.id AS "episodeId", e.opened_at AS "openedAt", e.closed_at AS "closedAt", count(p.id)::int AS pages,
         extract(epoch FROM min(p.sent_at) - e.opened_at)::float8 AS "sentAfterS",
         extract(epoch FROM min(p.ack_at) - e.opened_at)::float8 AS "answeredAfterS"
    FROM episode e LEFT JOIN page p ON p.subject_id = e.id
   WHERE e.drill AND e.receiving_site_id = $1 GROUP BY e.id ORDER BY e.opened_at DESC LIMIT 100`;

builder.queryFields((t) => ({
  drills: t.field({
    type: [Drill],
    description: 'The last hundred of a hospital, newest first.',
    args: { siteId: t.arg.id({ required: true }) },
    resolve: (_, { siteId }, { pool }) => onRecord(async () => (await pool.query<Shape>(DRILLS, [siteId])).rows),
  }),
  drillPlan: t.int({
    nullable: true,
    description: 'Minute of the hospital’s local day at which it drills; none: only by hand.',
    args: { siteId: t.arg.id({ required: true }) },
    resolve: (_, { siteId }, { pool }) =>
      onRecord(async () => (await readDrillPlans(pool)).find((plan) => plan.siteId === siteId)?.atMin),
  }),
}));
