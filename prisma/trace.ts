import type { Db } from './inbox';

type Key = { readonly device_id: string; readonly msg_id: string };

const KEEP = `
  WITH taken AS (
    SELECT device_id, msg_id, payload -> 'data' AS data, effective_at - measured_at AS shift, received_at,
           'ARCHIVE' = ANY (flags) AS too_old
      FROM device_inbox
     WHERE disposition IS NULL AND (device_id, msg_id) IN (SELECT * FROM unnest($1::text[], $2::text[])) FOR UPDATE
  ), kept AS (
    INSERT INTO trace_piece (device_id, alarm_id, n, at, lead, fs, uv_per_lsb, samples, is_last, received_at)
    SELECT device_id, data ->> 'alarmId', (data ->> 'n')::int, (data ->> 'at')::timestamptz + shift, data ->> 'lead',
           (data ->> 'fs')::float8, (data ->> 'uvPerLsb')::float8, decode(data ->> 'b64', 'base64'),
           COALESCE((data ->> 'last')::boolean, false), received_at
      FROM taken WHERE NOT too_old
    ON CONFLICT DO NOTHING
  )
  UPDATE device_inbox i
     SET disposition = CASE WHEN t.too_old THEN 'ARCHIVED' ELSE 'SHOWN' END,
         rule = CASE WHEN t.too_old THEN 'TOO_OLD' ELSE 'TRACE' END, disposition_at = $3
    FROM taken t WHERE i.device_id = t.device_id AND i.msg_id = t.msg_id`;

/** Keeps pieces of traces, each once, and disposes of their messages. */
export const keepTraces = (db: Db, keys: readonly Key[], now: Date): Promise<unknown> =>
  db.query(KEEP, [keys.map(({ device_id }) => device_id), keys.map(({ msg_id }) => msg_id), now]);

export type TracePiece = {
  readonly alarmId: string;
  readonly n: number;
  readonly position: string;
  readonly at: Date;
  readonly lead: string;
  readonly fs: number;
  readonly uvPerLsb: number;
  readonly samples: Buffer;
};

/** Pieces of an incident's traces that came after a position, in the order of time. */
export async function piecesOf(db: Db, incidentId: string, after: string, limit: number): Promise<TracePiece[]> {
  const { rows } = await db.query<TracePiece>(
    `SELECT * FROM (
       SELECT p.alarm_id AS "alarmId", p.n, p.position, p.at, p.lead, p.fs, p.uv_per_lsb AS "uvPerLsb", p.samples
         FROM device_alarm a JOIN trace_piece p USING (device_id, alarm_id)
        WHERE a.incident_id = $1 AND p.position > $2 ORDER BY p.position DESC LIMIT $3) AS newest
      ORDER BY at, n`,
    [incidentId, after, limit],
  );
  return rows;
}

/** How an incident's traces stand: pieces there, pieces missing before the newest, whether the last came. */
export type TraceState = {
  readonly pieces: number;
  readonly missing: number;
  readonly seconds: number;
  readonly lastReceivedAt: Date;
  readonly over: boolean;
};

export async function traceState(db: Db, incidentId: string): Promise<TraceState | undefined> {
  const { rows } = await db.query<TraceState>(
    `SELECT sum(there)::int AS pieces, sum(upto - there)::int AS missing, sum(seconds)::float8 AS seconds,
            max(received) AS "lastReceivedAt", bool_and(ended) AS over
       FROM (SELECT count(*) AS there, max(p.n) + 1 AS upto, sum(length(p.samples) / 2 / p.fs) AS seconds,
                    max(p.received_at) AS received, bool_or(p.is_last) AS ended
               FROM device_alarm a JOIN trace_piece p USING (device_id, alarm_id)
              WHERE a.incident_id = $1 GROUP BY p.device_id, p.alarm_id) AS one
     HAVING count(*) > 0`,
    [incidentId],
  );
  return rows[0];
}
