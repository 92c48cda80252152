import type { Pool } from 'pg';

export type Filter = {
  readonly region: string;
  readonly siteId: string | undefined;
  /** Also those in follow-up. */
  readonly followUp: boolean;
};

export type Counts = {
  readonly live: number;
  readonly breached: number;
  readonly nobodyAnswered: number;
  readonly unreadEcgs: number;
  readonly openIncidents: number;
};

const LIVE = `
  e.region = $1 AND e.closed_at IS NULL AND ($2::text IS NULL OR $2 IN (e.community_site_id, e.referring_site_id, e.receiving_site_id))
  AND ($3 OR e.phase <> 'FOLLOW_UP')`;

// A clock that still runs, breached or not: what waits longest past its limit comes first.
const BY_DEADLINE = `
  SELECT e.id FROM episode e LEFT JOIN LATERAL (
    SELECT min(c.due_at) AS due_at FROM clock c
     WHERE c.episode_id = e.id AND c.status IN ('RUNNING', 'UNCERTAIN') AND c.ended_at IS NULL) c ON true
   WHERE ${LIVE} ORDER BY c.due_at NULLS LAST, e.opened_at DESC, e.id LIMIT $4`;

const COUNTS = `
  SELECT count(*)::int AS live, count(*) FILTER (WHERE e.worst_level IN ('BREACH', 'ESCALATED'))::int AS breached,
         count(*) FILTER (WHERE e.nobody_answered)::int AS "nobodyAnswered",
         (SELECT count(*)::int FROM reading WHERE status IN ('WAITING', 'OPENED')) AS "unreadEcgs",
         (SELECT count(*)::int FROM incident WHERE status <> 'CLOSED') AS "openIncidents"
    FROM episode e WHERE ${LIVE}`;

const valuesOf = ({ region, siteId, followUp }: Filter) => [region, siteId ?? null, followUp];

/** The ids of live episodes by their earliest deadline still open; those without one last. */
export async function byDeadline(pool: Pick<Pool, 'query'>, filter: Filter, limit: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(BY_DEADLINE, [...valuesOf(filter), limit]);
  return rows.map(({ id }) => id);
}

export async function countLive(pool: Pick<Pool, 'query'>, filter: Filter): Promise<Counts> {
  const { rows } = await pool.query<Counts>(COUNTS, valuesOf(filter));
  return rows[0] ?? { live: 0, breached: 0, nobodyAnswered: 0, unreadEcgs: 0, openIncidents: 0 };
}
