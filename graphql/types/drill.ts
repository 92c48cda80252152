import { readDrillPlans } from '../../prisma/drills';
import type { DrillLeg as LegCode } from '../../workflows/domain/drillLinks';
import type { PageReason as PageReasonCode, Role as RoleCode } from '../../workflows/domain/vocabulary';
import { builder } from '../builder';
import { onRecord } from '../record';
import { PageReason, Role } from './common';

type Shape = {
  readonly episodeId: string;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly pages: number;
  readonly sentAfterS: number | null;
  readonly answeredAfterS: number | null;
  readonly links: readonly Link[];
  readonly legs: readonly Leg[];
  readonly silentLeg: LegCode | null;
  readonly incidentId: string | null;
};

/** One leg of the way through the system itself. */
type Leg = { readonly leg: LegCode; readonly tookS: number | null };

/** One role that was asked, from the moment it was asked. */
type Link = {
  readonly role: RoleCode;
  readonly reason: PageReasonCode;
  readonly askedAfterS: number;
  readonly sentAfterS: number | null;
  readonly answeredAfterS: number | null;
};

const DrillLink = builder.objectRef<Link>('DrillLink').implement({
  description: 'One role of the chain: when it was asked, and after how long from then it was reached and answered.',
  fields: (t) => ({
    role: t.expose('role', { type: Role }),
    reason: t.expose('reason', { type: PageReason }),
    askedAfterS: t.exposeFloat('askedAfterS', { description: 'From the opening of the drill.' }),
    sentAfterS: t.exposeFloat('sentAfterS', { nullable: true }),
    answeredAfterS: t.exposeFloat('answeredAfterS', {
      nullable: true,
      description: 'The first answer to any page of this role; the reader’s is the signature.',
    }),
  }),
});

const DrillLeg = builder.objectRef<Leg>('DrillLeg').implement({
  description: 'One leg of the way through the system itself, and how long it took.',
  fields: (t) => ({
    leg: t.exposeString('leg', {
      description:
        'PAGE: opening to the first page; DOOR: the cart is let in; RECEIPT: its ECG is kept; MATCH: it is with its episode; READER: the reader’s page is out.',
    }),
    tookS: t.exposeFloat('tookS', { nullable: true, description: 'None: not gone (yet).' }),
  }),
});

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
    legs: t.expose('legs', { type: [DrillLeg], description: 'The five legs in their order.' }),
    silentLeg: t.exposeString('silentLeg', {
      nullable: true,
      description: 'The first leg that was not gone after two minutes: an incident.',
    }),
    incidentId: t.exposeID('incidentId', { nullable: true }),
    links: t.expose('links', { type: [DrillLink], description: 'Whom the drill asked, in the order they were asked.' }),
  }),
});

/** A role is one line for each reason; the page that tells of those who missed it is not part of the drill. */
const DRILLS = `
  SELECT e.id AS "episodeId", e.opened_at AS "openedAt", e.closed_at AS "closedAt",
         coalesce(sum(l.pages), 0)::int AS pages,
         extract(epoch FROM min(l.sent_at) - e.opened_at)::float8 AS "sentAfterS",
         extract(epoch FROM min(l.answered_at) - e.opened_at)::float8 AS "answeredAfterS",
         coalesce(jsonb_agg(jsonb_build_object('role', l.role, 'reason', l.reason,
           'askedAfterS', extract(epoch FROM l.asked_at - e.opened_at), 'sentAfterS', extract(epoch FROM l.sent_at - l.asked_at),
           'answeredAfterS', extract(epoch FROM l.answered_at - l.asked_at)) ORDER BY l.asked_at, l.role)
           FILTER (WHERE l.role IS NOT NULL), '[]') AS links,
         jsonb_build_array(
           jsonb_build_object('leg', 'PAGE', 'tookS', extract(epoch FROM min(l.sent_at) - e.opened_at)),
           jsonb_build_object('leg', 'DOOR', 'tookS', extract(epoch FROM d.entered_at - d.began_at)),
           jsonb_build_object('leg', 'RECEIPT', 'tookS', extract(epoch FROM d.receipt_at - d.sent_at)),
           jsonb_build_object('leg', 'MATCH', 'tookS', extract(epoch FROM i.disposition_at - i.received_at)),
           jsonb_build_object('leg', 'READER', 'tookS', extract(epoch FROM
             min(l.sent_at) FILTER (WHERE l.reason = 'READ_ECG') - i.disposition_at))) AS legs,
         d.silent_leg AS "silentLeg", d.incident_id AS "incidentId"
    FROM episode e LEFT JOIN drill_ecg d ON d.episode_id = e.id
    LEFT JOIN device_inbox i ON i.device_id = 'dv_drill_' || e.receiving_site_id AND i.kind = 'ecg/inline'
          AND i.payload ->> 'orderRef' = e.id AND i.disposition = 'ESCALATED'
    LEFT JOIN LATERAL (
      SELECT p.role, p.because ->> 'reason' AS reason, count(*) AS pages, min(p.asked_at) AS asked_at,
             min(p.sent_at) AS sent_at, min(coalesce(p.ack_at, r.signed_at)) AS answered_at
        FROM page p LEFT JOIN reading r ON r.id = p.subject_id
       WHERE (p.subject_id = e.id OR r.episode_id = e.id) AND p.because ->> 'reason' <> 'DRILL_MISSED'
       GROUP BY p.role, p.because ->> 'reason'
    ) l ON true
   WHERE e.drill AND e.receiving_site_id = $1 GROUP BY e.id, d.episode_id, i.device_id, i.msg_id ORDER BY e.opened_at DESC LIMIT 100`;

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
