import type { Pool } from 'pg';
import { DEVICE_ALARMS } from '../workflows/domain/deviceAlarms';
import { keptOf } from '../workflows/domain/thresholds';
import { GOOD_SQI } from '../workflows/domain/streamRules';
import { PRIORITIES, type Priority } from '../workflows/domain/vocabulary';
import { bindingAt, type Binding } from '../prisma/bindings';
import { findDevice, placeOf } from '../prisma/devices';
import { dispose, putOff, wakeAlarm, type Db, type WaitingRow } from '../prisma/inbox';
import { episodesOfPatient } from '../prisma/openEpisodes';
import { holdBack, standingSuppression } from '../prisma/suppression';
import { siteEdition } from '../prisma/pathway';
import { writeWords, type Word } from '../prisma/words';
import { SCHEMAS, type AlarmData } from './envelope';
import { decideAlarm, groupKey, type AlarmCase, type AlarmVerdict } from './rules/alarm';
import { inTransaction } from '../prisma/transaction';

/** Takes up one alarm: decision, disposition, group and word are one transaction; telling comes after it. */
export async function takeUpAlarm(pool: Pool, row: WaitingRow, now: Date): Promise<void> {
  const { data } = SCHEMAS.alarm.parse(row.payload);
  await inTransaction(pool, async (db) => {
    const binding = await wearerAt(db, row.device_id, row.effective_at);
    const key = groupKey(data.code, row.device_id, binding?.patientId);
    // One at a time for each group, so that two alarms in one instant cannot both open an incident.
    await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
    const alarm = await gather(db, { row, data, key, now, ...(binding && { binding }) });
    await settle(db, { row, data, key, now, alarm, verdict: decideAlarm(alarm) });
  });
}

/** Who wore it, and the episode that goes on with him where the device was not given for one. */
export async function wearerAt(db: Db, deviceId: string, at: Date): Promise<Binding | undefined> {
  const binding = await bindingAt(db, deviceId, at);
  if (!binding || binding.episodeId !== undefined) return binding;
  const [newest] = await episodesOfPatient(db, binding.patientId);
  return newest ? { ...binding, episodeId: newest.id } : binding;
}

/** What of a message an alarm rests on, whether a device sent it or a rule found it in what was measured. */
type AlarmRow = Pick<WaitingRow, 'device_id' | 'msg_id' | 'flags' | 'effective_at' | 'received_at'>;

type Measured = { readonly row: AlarmRow; readonly data: AlarmData; readonly priority: Priority };

/** An alarm that the stream rules found in stored vitals goes the way of one that a device sent. */
export async function raiseMeasured(db: Db, { row, data, priority }: Measured, now: Date): Promise<void> {
  const binding = await wearerAt(db, row.device_id, row.effective_at);
  const key = groupKey(data.code, row.device_id, binding?.patientId);
  await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
  const alarm = { ...(await gather(db, { row, data, key, now, ...(binding && { binding }) })), priority };
  await conclude(db, { row, data, key, now, alarm, verdict: decideAlarm(alarm) });
}

type Gathering = {
  row: AlarmRow;
  data: AlarmData;
  key: string;
  now: Date;
  binding?: { patientId: string; episodeId?: string };
};

async function gather(db: Db, { row, data, key, now, binding }: Gathering): Promise<AlarmCase> {
  const { device_id: deviceId, msg_id: msgId, flags } = row;
  const device = await findDevice(db, deviceId);
  const place = await placeOf(db, device?.siteId);
  if (!place) throw new Error('no site in the region answers alarms');
  const pathway = keptOf(await siteEdition(db, place.hubSiteId, now), 'INCIDENT');
  const known = await db.query<KnownAlarm>(
    'SELECT incident_id, ended_at FROM device_alarm WHERE device_id = $1 AND alarm_id = $2',
    [deviceId, data.alarmId],
  );
  const group = await db.query<{ incident_id: string; priority: string; last_at: Date }>(
    'SELECT incident_id, priority, last_at FROM alarm_group WHERE key = $1',
    [key],
  );
  const [told] = known.rows;
  const [grouped] = group.rows;
  const suppression = binding && (await standingSuppression(db, binding.patientId, data.code, now));
  return {
    deviceId,
    msgId,
    data,
    effectiveAt: row.effective_at.getTime(),
    receivedAt: row.received_at.getTime(),
    now: now.getTime(),
    flags,
    place,
    earlier: await countEarlier(db, row, data),
    noSignal: await hasNoSignal(db, row, binding?.patientId),
    ...(binding && { binding }),
    ...(suppression && { suppression }),
    ...(pathway && { pathway }),
    ...(told && { known: knownAs(told), othersLast: await othersLast(db, row, data, told) }),
    ...(grouped && {
      group: {
        incidentId: grouped.incident_id,
        priority: priorityFrom(grouped.priority),
        lastAt: grouped.last_at.getTime(),
      },
    }),
  };
}

type KnownAlarm = { readonly incident_id: string | null; readonly ended_at: Date | null };

const knownAs = ({ incident_id: incidentId, ended_at: endedAt }: KnownAlarm): NonNullable<AlarmCase['known']> => ({
  ended: endedAt !== null,
  ...(endedAt !== null && { endedAt: endedAt.getTime() }),
  ...(incidentId !== null && { incidentId }),
});

/** Whether the incident that one alarm leaves has another of the last day that still lasts. */
async function othersLast(db: Db, row: AlarmRow, data: AlarmData, told: KnownAlarm): Promise<boolean> {
  if (data.phase !== 'end' || told.incident_id === null) return false;
  const { rowCount } = await db.query(
    `SELECT 1 FROM device_alarm
      WHERE incident_id = $3 AND (device_id, alarm_id) <> ($1, $2) AND ended_at IS NULL
        AND started_at > $4::timestamptz - interval '1 day' LIMIT 1`,
    [row.device_id, data.alarmId, told.incident_id, row.effective_at],
  );
  return rowCount === 1;
}

/**
 * Whether the device told in the last day that the electrode is off or the signal poor, and has not taken it back. A good
 * signal since is better word of the contact than an end that never came.
 */
async function hasNoSignal(db: Db, { device_id, effective_at }: AlarmRow, patientId?: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `SELECT 1 FROM device_alarm a
      WHERE a.device_id = $1 AND a.code IN ('LEAD_OFF', 'POOR_SIGNAL') AND a.started_at <= $2
        AND a.started_at > $2::timestamptz - interval '1 day' AND (a.ended_at IS NULL OR a.ended_at > $2)
        AND NOT EXISTS (SELECT 1 FROM vital_sample v
                         WHERE v.patient_id = $3 AND v.code IN ('HR', 'RR_INTERVAL') AND v.at > a.started_at AND v.at <= $2
                           AND v.device_id = a.device_id AND v.value IS NOT NULL AND v.sqi >= $4) LIMIT 1`,
    [device_id, effective_at, patientId, GOOD_SQI],
  );
  return rowCount === 1;
}

/** What the database holds as text; an unknown word is taken for the gravest. */
export const priorityFrom = (text: string): Priority => PRIORITIES.find((one) => one === text) ?? 'HIGH';

async function countEarlier(db: Db, row: AlarmRow, data: AlarmData): Promise<number> {
  const within = DEVICE_ALARMS[data.code].countWithin;
  if (within === undefined) return 0;
  const { rows } = await db.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM device_alarm
      WHERE device_id = $1 AND code = $2 AND alarm_id <> $3
        AND started_at BETWEEN $4::timestamptz - make_interval(mins => $5) AND $4`,
    [row.device_id, data.code, data.alarmId, row.effective_at, within],
  );
  return rows[0]?.n ?? 0;
}

type Concluding = { row: AlarmRow; data: AlarmData; key: string; now: Date; alarm: AlarmCase; verdict: AlarmVerdict };
type Settling = Concluding & { row: WaitingRow };

async function settle(db: Db, { row, data, key, now, alarm, verdict }: Settling): Promise<void> {
  const ended = data.phase === 'end';
  if (verdict.do === 'WAIT') {
    // One that has begun is remembered at once: its end, and what it makes doubtful, look for it.
    if (!ended) await rememberAlarm(db, { row, data, ended, key });
    return putOff(db, row, new Date(verdict.until));
  }
  const incidentId = incidentOf(verdict);
  const kept = verdict.rule === 'TOO_OLD' ? 'ARCHIVED' : 'CLOSED_BY_RULE';
  const disposition = verdict.do === 'CLOSE' || verdict.do === 'HOLD' ? kept : 'ESCALATED';
  const fresh = await dispose(
    db,
    row,
    { disposition, rule: verdict.rule, ...(incidentId !== undefined && { subjectId: incidentId }) },
    now,
  );
  // Somebody else disposed of it between our look and our lock: then it has been told, too.
  if (!fresh) return;
  if (ended && DEVICE_ALARMS[data.code].lastsMin !== undefined) await wakeAlarm(db, row.device_id, data.alarmId);
  await conclude(db, { row, data, key, now, alarm, verdict });
}

function incidentOf(verdict: Exclude<AlarmVerdict, { do: 'WAIT' }>): string | undefined {
  if (verdict.do === 'HOLD') return undefined;
  return verdict.do === 'OPEN' ? verdict.opening.id : verdict.incidentId;
}

/** Alarm, group and word, once it is decided. */
async function conclude(db: Db, { row, data, key, now, alarm, verdict }: Concluding): Promise<void> {
  if (verdict.do === 'WAIT') return;
  const incidentId = incidentOf(verdict);
  await rememberAlarm(db, {
    row,
    data,
    ended: data.phase === 'end',
    key,
    ...(incidentId !== undefined && { incidentId }),
  });
  await writeWords(db, wordsOf(verdict, alarm, key), now);
  if (verdict.do === 'HOLD') {
    const { device_id: deviceId, msg_id: msgId, flags, effective_at: effectiveAt } = row;
    await holdBack(db, verdict.suppressionId, {
      deviceId,
      msgId,
      flags,
      effectiveAt,
      data,
      priority: verdict.priority,
    });
  } else if (verdict.do === 'OPEN' || verdict.do === 'JOIN') await rememberGroup(db, { key, verdict, alarm });
  else if (incidentId !== undefined)
    // Its end is a signal of the group too: what comes back within ten minutes of it joins (10.29).
    await db.query('UPDATE alarm_group SET last_at = greatest(last_at, $2) WHERE key = $1', [key, now]);
}

export function wordsOf(verdict: AlarmVerdict, { deviceId, msgId, place }: AlarmCase, key: string): Word[] {
  if (verdict.do === 'WAIT' || verdict.do === 'CLOSE' || verdict.do === 'HOLD') return [];
  const base = { kind: 'INCIDENT', region: place.region, id: `${deviceId}:${msgId}:incident` } as const;
  if (verdict.do === 'END') return [{ ...base, targetId: verdict.incidentId, message: verdict.message }];
  const targetId = verdict.do === 'OPEN' ? verdict.opening.id : verdict.incidentId;
  const first: Word =
    verdict.do === 'OPEN'
      ? { ...base, targetId, opening: verdict.opening }
      : // Carries an opening too: if that incident turns out to be closed, this alarm sounds anew.
        { ...base, targetId, message: verdict.message, opening: verdict.opening, groupKey: key };
  return verdict.ended ? [first, { ...base, id: `${base.id}:ended`, targetId, message: verdict.ended }] : [first];
}

type Remembering = { row: AlarmRow; data: AlarmData; ended: boolean; key: string; incidentId?: string };

const rememberAlarm = (db: Db, { row, data, ended, key, incidentId }: Remembering) =>
  db.query(
    `INSERT INTO device_alarm (device_id, alarm_id, code, incident_id, group_key, started_at, ended_at)
     VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $7 THEN $6::timestamptz END)
     ON CONFLICT (device_id, alarm_id) DO UPDATE
       SET incident_id = COALESCE(excluded.incident_id, device_alarm.incident_id),
           ended_at = COALESCE(device_alarm.ended_at, excluded.ended_at)`,
    [row.device_id, data.alarmId, data.code, incidentId ?? null, key, row.effective_at, ended],
  );

type Grouping = { key: string; verdict: Extract<AlarmVerdict, { do: 'OPEN' | 'JOIN' }>; alarm: AlarmCase };

export async function rememberGroup(db: Db, { key, verdict, alarm }: Grouping): Promise<void> {
  const incidentId = verdict.do === 'OPEN' ? verdict.opening.id : verdict.incidentId;
  const held = alarm.group?.priority;
  const heaviest =
    verdict.do === 'JOIN' && held && PRIORITIES.indexOf(held) < PRIORITIES.indexOf(verdict.priority)
      ? held
      : verdict.priority;
  await db.query(
    `INSERT INTO alarm_group (key, incident_id, region, priority, last_at, signals) VALUES ($1, $2, $3, $4, $5, 1)
     ON CONFLICT (key) DO UPDATE
       SET incident_id = excluded.incident_id, priority = excluded.priority, last_at = excluded.last_at,
           signals = CASE WHEN alarm_group.incident_id = excluded.incident_id THEN alarm_group.signals + 1 ELSE 1 END`,
    [key, incidentId, alarm.place.region, heaviest, new Date(alarm.now)],
  );
}
