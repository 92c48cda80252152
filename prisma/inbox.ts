import type { Pool, PoolClient } from 'pg';
import type { Measured } from '../workflows/domain/readings';
import { NOTE_WORN } from './worn';

/** Anything that runs a query: the pool, or the connection of an open transaction. */
export type Db = Pick<Pool | PoolClient, 'query'>;

export type InboxRow = {
  readonly deviceId: string;
  readonly msgId: string;
  readonly kind: string;
  readonly bootId: string;
  readonly seq: number;
  /** Milliseconds of UTC, like every time below. */
  readonly measuredAt: number;
  readonly effectiveAt: number;
  readonly receivedAt: number;
  readonly sha256: string;
  readonly payload: string;
  /** SHA-256 of the recording that came inside the message. */
  readonly blobSha256?: string;
  readonly flags: readonly string[];
};

export type Intake = 'ACCEPTED' | 'DUPLICATE' | 'CONFLICT';

/**
 * Counts rows just stored (`stored` of the same statement) into the ledger of their minute; a minute that gets more is
 * looked at again.
 */
export const COUNT_ACCEPTED = `
  INSERT INTO ledger_minute AS l (minute, accepted)
  SELECT date_trunc('minute', received_at, 'UTC') AS minute, count(*) FROM stored GROUP BY 1 ORDER BY 1
  ON CONFLICT (minute) DO UPDATE SET accepted = l.accepted + excluded.accepted, settled_at = NULL`;

const TAKE_IN = `
  WITH stored AS (
    INSERT INTO device_inbox (device_id, msg_id, kind, boot_id, seq, measured_at, effective_at, received_at, sha256,
                              payload, flags, blob_sha256)
    SELECT device_id, msg_id, kind, boot_id, seq, to_timestamp(measured / 1000), to_timestamp(effective / 1000),
           to_timestamp(received / 1000), sha256, payload::jsonb, string_to_array(flags, ' '), blob
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::float8[], $7::float8[],
                  $8::float8[], $9::text[], $10::text[], $11::text[], $12::text[])
        AS rows (device_id, msg_id, kind, boot_id, seq, measured, effective, received, sha256, payload, flags, blob)
    ON CONFLICT DO NOTHING
    RETURNING device_id, msg_id, received_at
  ), counted AS (${COUNT_ACCEPTED})
  SELECT device_id, msg_id FROM stored`;

/** One statement for the whole batch; what was already there is a duplicate, or a conflict when its content differs. */
export async function takeIn(db: Db, rows: readonly InboxRow[]): Promise<Intake[]> {
  const column = <T>(pick: (row: InboxRow) => T) => rows.map(pick);
  const stored = await db.query<{ device_id: string; msg_id: string }>(TAKE_IN, [
    column((row) => row.deviceId),
    column((row) => row.msgId),
    column((row) => row.kind),
    column((row) => row.bootId),
    column((row) => row.seq),
    column((row) => row.measuredAt),
    column((row) => row.effectiveAt),
    column((row) => row.receivedAt),
    column((row) => row.sha256),
    column((row) => row.payload),
    column((row) => row.flags.join(' ')),
    column((row) => row.blobSha256 ?? null),
  ]);
  const fresh = new Set(stored.rows.map(({ device_id, msg_id }) => `${device_id} ${msg_id}`));
  // The first of two equal keys in one batch is the fresh one.
  const answers = rows.map((row): Intake => (fresh.delete(keyOf(row)) ? 'ACCEPTED' : 'DUPLICATE'));
  const repeated = rows.filter((_, n) => answers[n] === 'DUPLICATE');
  if (repeated.length === 0) return answers;
  const kept = await sumsOf(db, repeated);
  return answers.map((answer, n) => {
    const row = rows[n];
    return answer === 'DUPLICATE' && row && kept.get(keyOf(row)) !== row.sha256 ? 'CONFLICT' : answer;
  });
}

const keyOf = (row: Pick<InboxRow, 'deviceId' | 'msgId'>) => `${row.deviceId} ${row.msgId}`;

async function sumsOf(db: Db, rows: readonly InboxRow[]): Promise<Map<string, string>> {
  const { rows: found } = await db.query<{ device_id: string; msg_id: string; sha256: string }>(
    `SELECT device_id, msg_id, sha256 FROM device_inbox
      WHERE (device_id, msg_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
    [rows.map(({ deviceId }) => deviceId), rows.map(({ msgId }) => msgId)],
  );
  return new Map(found.map(({ device_id, msg_id, sha256 }) => [`${device_id} ${msg_id}`, sha256]));
}

/** Whether the message is there already, whatever it says. */
export async function isStored(db: Db, deviceId: string, msgId: string): Promise<boolean> {
  const { rowCount } = await db.query('SELECT 1 FROM device_inbox WHERE device_id = $1 AND msg_id = $2', [
    deviceId,
    msgId,
  ]);
  return rowCount === 1;
}

/** What the dispatcher takes up next. */
export type WaitingRow = {
  readonly device_id: string;
  readonly msg_id: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly blob_sha256: string | null;
  readonly effective_at: Date;
  readonly measured_at: Date;
  readonly received_at: Date;
  readonly flags: string[];
  readonly attempts: number;
  readonly technical: boolean;
};

export const URGENT = "kind NOT IN ('vitals', 'status', 'ecg/stream')";
export const BULK = "kind IN ('vitals', 'status', 'ecg/stream')";

/**
 * The oldest rows without a disposition in these shards, of urgent ones the technical alarms last; `queue` is one of the
 * two partial indexes.
 */
export async function waiting(
  db: Db,
  {
    queue,
    shards,
    now,
    limit,
  }: { queue: typeof URGENT | typeof BULK; shards: readonly number[]; now: Date; limit: number },
): Promise<WaitingRow[]> {
  const { rows } = await db.query<WaitingRow>(
    `SELECT device_id, msg_id, kind, ${queue === URGENT ? 'payload' : 'NULL AS payload'}, blob_sha256, effective_at,
            measured_at, received_at, flags, attempts, technical
       FROM device_inbox
      WHERE disposition IS NULL AND ${queue} AND shard = ANY ($1) AND (look_at IS NULL OR look_at <= $2)
      ORDER BY ${queue === URGENT ? 'technical, ' : ''}position LIMIT $3`,
    [shards, now, limit],
  );
  return rows;
}

export const DISPOSITIONS = ['SHOWN', 'CLOSED_BY_RULE', 'ESCALATED', 'QUARANTINED', 'ARCHIVED'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];
export type Disposed = { readonly disposition: Disposition; readonly rule: string; readonly subjectId?: string };

type Key = { readonly device_id: string; readonly msg_id: string };

/** True when this caller gave the row its one disposition; false when somebody already had. */
export async function dispose(
  db: Db,
  { device_id, msg_id }: Key,
  { disposition, rule, subjectId }: Disposed,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE device_inbox SET disposition = $3, rule = $4, subject_id = $5, disposition_at = $6, look_at = NULL
      WHERE device_id = $1 AND msg_id = $2 AND disposition IS NULL`,
    [device_id, msg_id, disposition, rule, subjectId ?? null, now],
  );
  return rowCount === 1;
}

/** Looks at the row again later; `error` says why when it failed. */
export async function putOff(db: Db, { device_id, msg_id }: Key, until: Date, error?: string): Promise<void> {
  await db.query(
    `UPDATE device_inbox SET look_at = $3, attempts = attempts + CASE WHEN $4::text IS NULL THEN 0 ELSE 1 END,
            last_error = COALESCE($4, last_error)
      WHERE device_id = $1 AND msg_id = $2 AND disposition IS NULL`,
    [device_id, msg_id, until, error ?? null],
  );
}

/** What a device said of an alarm and what waits is looked at now: the alarm is over. */
export const wakeAlarm = (db: Db, deviceId: string, alarmId: string): Promise<unknown> =>
  db.query(
    `UPDATE device_inbox SET look_at = NULL
      WHERE device_id = $1 AND disposition IS NULL AND kind = 'alarm' AND payload #>> '{data,alarmId}' = $2`,
    [deviceId, alarmId],
  );

/** One value that somebody's wearable measured, as it was just stored. */
export type Sample = Measured & {
  readonly deviceId: string;
  readonly patientId: string;
  readonly receivedAt: Date;
  readonly flags: string[];
};

const SPREAD = `
  WITH taken AS (
    SELECT i.device_id, i.msg_id, i.payload, i.effective_at - i.measured_at AS shift, i.received_at, i.flags,
           COALESCE(b.patient_id, o.patient_id) AS patient_id,
           CASE WHEN b.patient_id IS NULL THEN o.id ELSE b.episode_id END AS episode_id,
           o.id AS ordered, o.patient_id AS ordered_for
      FROM device_inbox i
      LEFT JOIN device_binding b
        ON b.device_id = i.device_id AND tstzrange(b.bound_from, b.bound_to) @> i.effective_at
      LEFT JOIN episode o ON o.id = i.payload ->> 'orderRef' AND o.closed_at IS NULL
     WHERE i.disposition IS NULL
       AND (i.device_id, i.msg_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))
       FOR UPDATE OF i
  ), spread AS (
    INSERT INTO vital_sample (device_id, msg_id, n, patient_id, episode_id, code, at, value, unit, lead, sqi, reason)
    SELECT t.device_id, t.msg_id, p.n - 1, COALESCE(at_point.patient_id, t.ordered_for),
           CASE WHEN at_point.patient_id IS NULL THEN t.ordered ELSE at_point.episode_id END, p.point ->> 'code',
           (p.point ->> 'at')::timestamptz + t.shift, (p.point ->> 'value')::float8, p.point ->> 'unit',
           p.point ->> 'lead', (p.point ->> 'sqi')::real, p.point ->> 'reason'
      FROM taken t
     CROSS JOIN LATERAL jsonb_array_elements(t.payload #> '{data,points}') WITH ORDINALITY AS p (point, n)
      LEFT JOIN device_binding at_point
        ON at_point.device_id = t.device_id
       AND tstzrange(at_point.bound_from, at_point.bound_to) @> ((p.point ->> 'at')::timestamptz + t.shift)
    ON CONFLICT DO NOTHING
    RETURNING device_id, msg_id, n, patient_id, code, at, value, lead, sqi
  ), disposed AS (
    UPDATE device_inbox i
       SET disposition_at = $3, subject_id = t.episode_id,
           disposition = CASE WHEN 'ARCHIVE' = ANY (t.flags) OR t.patient_id IS NULL THEN 'ARCHIVED' ELSE 'SHOWN' END,
           rule = CASE WHEN 'ARCHIVE' = ANY (t.flags) THEN 'TOO_OLD' WHEN t.patient_id IS NULL THEN 'UNBOUND' ELSE 'VITALS' END
      FROM taken t
     WHERE i.device_id = t.device_id AND i.msg_id = t.msg_id
  ), sample AS (
    SELECT s.*, t.received_at, t.flags
      FROM spread s
      JOIN taken t USING (device_id, msg_id)
      JOIN device d ON d.id = s.device_id AND d.kind = 'WEARABLE'
     WHERE s.patient_id IS NOT NULL AND s.value IS NOT NULL AND NOT 'ARCHIVE' = ANY (t.flags)
  ), worn AS (${NOTE_WORN})
  SELECT device_id AS "deviceId", patient_id AS "patientId", code, round(extract(epoch FROM at) * 1000)::float8 AS at,
         value, lead, sqi, received_at AS "receivedAt", flags
    FROM sample ORDER BY at, n`;

/**
 * Vitals into their table, in one statement: whose the device was at the time they were measured, or, where nobody wears
 * it, whose the order is (an ambulance's kit); shifted where the clock was wrong. Answers with what the stream rules
 * look at: values of wearables that somebody wore, too old ones left out.
 */
export async function spreadVitals(db: Db, keys: readonly Key[], now: Date): Promise<Sample[]> {
  const { rows } = await db.query<Sample>(SPREAD, [
    keys.map(({ device_id }) => device_id),
    keys.map(({ msg_id }) => msg_id),
    now,
  ]);
  return rows;
}

export type DeadLetterRow = {
  readonly receivedAt: Date;
  readonly deviceId: string;
  readonly topic: string;
  readonly verdict: string;
  readonly code: string;
  readonly detail: string;
  readonly size: number;
  readonly sha256: string;
  readonly bytes?: Uint8Array;
  readonly subjectId?: string;
};

/** Keeps what was refused for a person to see. */
export async function keepDeadLetter(db: Db, row: DeadLetterRow): Promise<void> {
  await db.query(
    `INSERT INTO dead_letter (received_at, device_id, topic, verdict, code, detail, size, sha256, bytes, subject_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      row.receivedAt,
      row.deviceId,
      row.topic,
      row.verdict,
      row.code,
      row.detail,
      row.size,
      row.sha256,
      row.bytes ?? null,
      row.subjectId ?? null,
    ],
  );
}

/** Bytes of refused messages are kept for seven days (devices.md 6.3); the line itself stays. */
export const forgetDeadBytes = async (db: Db, before: Date): Promise<void> => {
  await db.query('UPDATE dead_letter SET bytes = NULL WHERE bytes IS NOT NULL AND received_at < $1', [before]);
};
