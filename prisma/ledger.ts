import { BULK, type Db } from './inbox';

/** What became of the messages of one minute. */
export type Balance = {
  readonly minute: Date;
  /** As counted by the statements that stored them. */
  readonly accepted: number;
  /** Rows that are there, or went in their time. */
  readonly kept: number;
  readonly shown: number;
  readonly closedByRule: number;
  readonly escalated: number;
  readonly quarantined: number;
  readonly archived: number;
  readonly waiting: number;
  /** Waiting longer than anybody should have let them. */
  readonly overdue: number;
  /** Given to a person, and the engine has not had the word yet, or has had it only just now. */
  readonly underWay: number;
  /** Given to a person, and neither a word nor a record of that exists. */
  readonly lost: number;
};

/** A message waits no longer than this without somebody looking at it, ms. */
const OVERDUE_MS = 5 * 60_000;
/** What the engine was told is on record within this, ms. */
const RECORDED_MS = 5 * 60_000;

const BALANCE = `
  WITH asked AS (SELECT minute FROM unnest($1::timestamptz[]) AS minute),
  message AS (
    SELECT a.minute, i.disposition,
           i.disposition IS NULL AND greatest(COALESCE(i.look_at, i.received_at), $3) < $2::timestamptz - $4::interval AS overdue,
           CASE WHEN i.subject_id IS NULL OR i.disposition NOT IN ('ESCALATED', 'QUARANTINED') THEN NULL
                WHEN EXISTS (SELECT 1 FROM incident n WHERE n.id = i.subject_id)
                  OR EXISTS (SELECT 1 FROM reading r WHERE r.id = i.subject_id) THEN 'RECORDED'
                WHEN EXISTS (SELECT 1 FROM device_word w WHERE w.target_id = i.subject_id
                                AND (w.told_at IS NULL OR w.told_at > $2::timestamptz - $5::interval)) THEN 'UNDER_WAY'
                ELSE 'LOST' END AS backing
      FROM asked a
      JOIN device_inbox i ON i.received_at >= a.minute AND i.received_at < a.minute + interval '1 minute'
  )
  SELECT a.minute, COALESCE(l.accepted, 0)::float8 AS accepted, (count(m.minute) + COALESCE(l.purged, 0))::float8 AS kept,
         count(*) FILTER (WHERE m.disposition = 'SHOWN')::float8 AS shown,
         count(*) FILTER (WHERE m.disposition = 'CLOSED_BY_RULE')::float8 AS "closedByRule",
         count(*) FILTER (WHERE m.disposition = 'ESCALATED')::float8 AS escalated,
         count(*) FILTER (WHERE m.disposition = 'QUARANTINED')::float8 AS quarantined,
         count(*) FILTER (WHERE m.disposition = 'ARCHIVED')::float8 AS archived,
         count(*) FILTER (WHERE m.minute IS NOT NULL AND m.disposition IS NULL)::float8 AS waiting,
         count(*) FILTER (WHERE m.overdue)::float8 AS overdue,
         count(*) FILTER (WHERE m.backing = 'UNDER_WAY')::float8 AS "underWay",
         count(*) FILTER (WHERE m.backing = 'LOST')::float8 AS lost
    FROM asked a
    LEFT JOIN ledger_minute l ON l.minute = a.minute
    LEFT JOIN message m ON m.minute = a.minute
   GROUP BY a.minute, l.accepted, l.purged
   ORDER BY a.minute`;

/** How these minutes stand; nobody could look at anything before `since`. */
export async function balanceOf(
  db: Db,
  minutes: readonly Date[],
  { now, since }: { readonly now: Date; readonly since?: Date },
): Promise<Balance[]> {
  const values = [minutes, now, since ?? new Date(0), `${OVERDUE_MS} ms`, `${RECORDED_MS} ms`];
  const { rows } = await db.query<Balance>(BALANCE, values);
  return rows;
}

/** Minutes that ended before `before` and were not whole when last looked at, oldest first. */
export async function unsettledMinutes(db: Db, before: Date, limit: number): Promise<Date[]> {
  const { rows } = await db.query<{ minute: Date }>(
    `SELECT minute FROM ledger_minute
      WHERE settled_at IS NULL AND minute + interval '1 minute' <= $1 ORDER BY minute LIMIT $2`,
    [before, limit],
  );
  return rows.map(({ minute }) => minute);
}

/** Minutes in which something was accepted since then. */
export async function recentMinutes(db: Db, since: Date): Promise<Date[]> {
  const { rows } = await db.query<{ minute: Date }>(
    'SELECT minute FROM ledger_minute WHERE minute >= $1 ORDER BY minute',
    [since],
  );
  return rows.map(({ minute }) => minute);
}

/** Every minute that has a line in the ledger or a message in the inbox. */
export async function allMinutes(db: Db): Promise<Date[]> {
  const { rows } = await db.query<{ minute: Date }>(
    `SELECT minute FROM ledger_minute
      UNION SELECT date_trunc('minute', received_at, 'UTC') FROM device_inbox ORDER BY minute`,
  );
  return rows.map(({ minute }) => minute);
}

/** Values that a message carried and that do not stand in the table of values exactly once. */
export async function pointsMissing(db: Db, minutes: readonly Date[]): Promise<number> {
  const { rows } = await db.query<{ missing: number }>(
    `SELECT count(*)::float8 AS missing
       FROM unnest($1::timestamptz[]) AS minute
       JOIN device_inbox i ON i.received_at >= minute AND i.received_at < minute + interval '1 minute'
      CROSS JOIN LATERAL generate_series(0, jsonb_array_length(i.payload #> '{data,points}') - 1) AS point (at)
       LEFT JOIN vital_sample v ON v.device_id = i.device_id AND v.msg_id = i.msg_id AND v.n = point.at
      WHERE i.kind = 'vitals' AND i.disposition IN ('SHOWN', 'ARCHIVED') AND v.n IS NULL`,
    [minutes],
  );
  return rows[0]?.missing ?? 0;
}

export type LedgerLine = {
  readonly minute: Date;
  /** As the check saw it: a message that came meanwhile keeps the minute open. */
  readonly accepted: number;
  readonly now: Date;
  readonly settled: boolean;
  /** What did not balance, by its name; absent where all did. */
  readonly wrong?: Readonly<Record<string, number>>;
  readonly incidentId?: string;
};

/** What a check found; the incident stays named until the difference changes. */
export async function noteChecked(
  db: Db,
  { minute, accepted, now, settled, wrong, incidentId }: LedgerLine,
): Promise<void> {
  await db.query(
    `UPDATE ledger_minute SET checked_at = $2, settled_at = CASE WHEN $3 AND accepted = $6 THEN $2::timestamptz END, wrong = $4,
            incident_id = COALESCE($5, incident_id)
      WHERE minute = $1`,
    [minute, now, settled, wrong ?? null, incidentId ?? null, accepted],
  );
}

/** Whether the last check of this minute found anything else than this. */
export async function isNews(db: Db, minute: Date, wrong: Readonly<Record<string, number>>): Promise<boolean> {
  const { rowCount } = await db.query(
    'SELECT 1 FROM ledger_minute WHERE minute = $1 AND wrong IS DISTINCT FROM $2::jsonb',
    [minute, wrong],
  );
  return rowCount === 1;
}

const PURGE = `
  WITH due AS (
    SELECT minute FROM ledger_minute
     WHERE purged IS NULL AND settled_at IS NOT NULL AND minute < $1 ORDER BY minute LIMIT $2 FOR UPDATE SKIP LOCKED
  ), gone AS (
    DELETE FROM device_inbox i USING due
     WHERE i.received_at >= due.minute AND i.received_at < due.minute + interval '1 minute'
       AND i.disposition IS NOT NULL AND ${BULK}
    RETURNING due.minute
  )
  UPDATE ledger_minute l SET purged = (SELECT count(*) FROM gone WHERE gone.minute = l.minute)
    FROM due WHERE l.minute = due.minute`;

/**
 * Forgets vitals and births of settled minutes before then, whose content stands in tables of its own; alarms, recordings
 * and sightings stay as what was said. The ledger keeps their number. Answers how many minutes it went through.
 */
export async function purgeInbox(db: Db, before: Date, limit: number): Promise<number> {
  const { rowCount } = await db.query(PURGE, [before, limit]);
  return rowCount ?? 0;
}
