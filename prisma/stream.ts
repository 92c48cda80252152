import type { Measured } from '../workflows/domain/readings';
import type { StreamState } from '../workflows/domain/stream';
import { NO_PROFILE, type AlarmProfile } from '../workflows/domain/streamBands';
import { readChanges, type RuleChanges } from '../workflows/domain/streamRules';
import type { Db } from './inbox';

export type StoredStream = { readonly deviceId: string; readonly patientId: string; readonly state: StreamState };

/** What the rules remember of these devices. */
export async function streamsOf(db: Db, deviceIds: readonly string[]): Promise<Map<string, StoredStream>> {
  const { rows } = await db.query<StoredStream>(
    `SELECT device_id AS "deviceId", patient_id AS "patientId", state FROM stream_state WHERE device_id = ANY ($1)`,
    [deviceIds],
  );
  return new Map(rows.map((row) => [row.deviceId, row]));
}

export async function keepStreams(db: Db, streams: readonly StoredStream[], now: Date): Promise<void> {
  await db.query(
    `INSERT INTO stream_state (device_id, patient_id, state, updated_at)
     SELECT device_id, patient_id, state::jsonb, $4 FROM unnest($1::text[], $2::text[], $3::text[])
         AS rows (device_id, patient_id, state) ORDER BY device_id
     ON CONFLICT (device_id) DO UPDATE
        SET patient_id = excluded.patient_id, state = excluded.state, updated_at = excluded.updated_at`,
    [
      streams.map(({ deviceId }) => deviceId),
      streams.map(({ patientId }) => patientId),
      streams.map(({ state }) => JSON.stringify(state)),
      now,
    ],
  );
}

type ProfileRow = {
  patient_id: string;
  known_af: boolean;
  high_watch: boolean;
  limits: AlarmProfile['limits'];
  st_baseline_mv: AlarmProfile['stBaselineMv'];
};

/** How long after an infarct a patient is watched closely (W19). */
const WATCHED_DAYS = 14;

/** What people have said of these patients; of whom nothing is said, only a fresh infarct counts. */
export async function profilesOf(db: Db, patientIds: readonly string[], now: Date): Promise<Map<string, AlarmProfile>> {
  const { rows } = await db.query<ProfileRow>(
    `SELECT p.patient_id, coalesce(a.known_af, false) AS known_af, coalesce(a.limits, '{}') AS limits,
            coalesce(a.st_baseline_mv, '{}') AS st_baseline_mv,
            coalesce(a.high_watch_until > $2, false) OR EXISTS (
              SELECT 1 FROM episode e JOIN milestone m ON m.episode_id = e.id AND m.code IN ('STEMI_DX', 'NSTE_DX')
               WHERE e.patient_id = p.patient_id AND m.at > $2::timestamptz - make_interval(days => $3)) AS high_watch
       FROM unnest($1::text[]) AS p (patient_id)
       LEFT JOIN LATERAL (SELECT * FROM alarm_profile a WHERE a.patient_id = p.patient_id
                           ORDER BY version DESC LIMIT 1) a ON true`,
    [patientIds, now, WATCHED_DAYS],
  );
  return new Map(
    rows.map((row) => [
      row.patient_id,
      {
        ...NO_PROFILE,
        knownAf: row.known_af,
        highWatch: row.high_watch,
        limits: row.limits,
        stBaselineMv: row.st_baseline_mv,
      },
    ]),
  );
}

/** Which of these patients have reported chest pain since then. */
export async function inPain(db: Db, patientIds: readonly string[], since: Date): Promise<Set<string>> {
  const { rows } = await db.query<{ patient_id: string }>(
    `SELECT DISTINCT p.patient_id FROM unnest($1::text[]) AS p (patient_id)
       JOIN device_alarm a ON a.code = 'CHEST_PAIN_REPORTED' AND a.group_key = p.patient_id || ':SYMPTOM_OR_RHYTHM'
                          AND a.started_at > $2`,
    [patientIds, since],
  );
  return new Set(rows.map(({ patient_id }) => patient_id));
}

/** The edition whose time has come, if any was approved; else the table of the rules holds as it is. */
export async function changesInForce(db: Db, now: Date): Promise<{ edition?: string; changes: RuleChanges }> {
  const { rows } = await db.query<{ edition: string; changes: unknown }>(
    `SELECT edition, changes FROM stream_edition WHERE approved_at IS NOT NULL AND effective_from <= $1
      ORDER BY effective_from DESC, approved_at DESC LIMIT 1`,
    [now],
  );
  const [row] = rows;
  return row ? { edition: row.edition, changes: readChanges(row.changes) } : { changes: {} };
}

/** One device on one wearer, and how much it measured in a time. */
export type Wear = { readonly deviceId: string; readonly patientId: string; readonly samples: number };

/** Who wore what in a time, most readings first. */
export async function wearsBetween(db: Db, from: Date, to: Date): Promise<Wear[]> {
  const { rows } = await db.query<Wear>(
    `SELECT v.device_id AS "deviceId", v.patient_id AS "patientId", count(*)::int AS samples
       FROM vital_sample v JOIN device d ON d.id = v.device_id AND d.kind = 'WEARABLE'
      WHERE v.at >= $1 AND v.at < $2 AND v.patient_id IS NOT NULL AND v.value IS NOT NULL
      GROUP BY v.device_id, v.patient_id ORDER BY samples DESC, v.device_id`,
    [from, to],
  );
  return rows;
}

/** What one of them measured. */
export async function samplesOf(db: Db, { deviceId, patientId }: Wear, from: Date, to: Date): Promise<Measured[]> {
  const { rows } = await db.query<Measured>(
    `SELECT code, round(extract(epoch FROM at) * 1000)::float8 AS at, value, lead, sqi FROM vital_sample
      WHERE patient_id = $1 AND device_id = $2 AND at >= $3 AND at < $4 AND value IS NOT NULL ORDER BY at, n`,
    [patientId, deviceId, from, to],
  );
  return rows;
}

/** When a patient reported chest pain, milliseconds of UTC. */
export async function painsOf(db: Db, patientId: string, from: Date, to: Date): Promise<number[]> {
  const { rows } = await db.query<{ at: number }>(
    `SELECT round(extract(epoch FROM started_at) * 1000)::float8 AS at FROM device_alarm
      WHERE code = 'CHEST_PAIN_REPORTED' AND group_key = $1 || ':SYMPTOM_OR_RHYTHM' AND started_at BETWEEN $2 AND $3`,
    [patientId, from, to],
  );
  return rows.map(({ at }) => at);
}

/** How many alarms the rules did raise then, by code. */
export async function raisedBetween(db: Db, from: Date, to: Date): Promise<Map<string, number>> {
  const { rows } = await db.query<{ code: string; n: number }>(
    `SELECT code, count(*)::int AS n FROM device_alarm
      WHERE alarm_id ~ '^W[0-9]+:' AND started_at >= $1 AND started_at < $2 GROUP BY code`,
    [from, to],
  );
  return new Map(rows.map(({ code, n }) => [code, n]));
}

export type StoredEdition = {
  readonly edition: string;
  readonly effectiveFrom: Date;
  readonly changes: RuleChanges;
  readonly note: string;
  readonly authorId: string;
  readonly approverId: string | null;
};

/** The newest editions of the rules, approved or not. */
export async function editionsOf(db: Db): Promise<StoredEdition[]> {
  const { rows } = await db.query<Omit<StoredEdition, 'changes'> & { changes: unknown }>(
    `SELECT edition, effective_from AS "effectiveFrom", changes, note, author_id AS "authorId",
            approver_id AS "approverId" FROM stream_edition ORDER BY effective_from DESC, edition LIMIT 50`,
  );
  return rows.map((row) => ({ ...row, changes: readChanges(row.changes) }));
}
