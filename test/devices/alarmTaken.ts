import type { Pool } from 'pg';
import { takeUpAlarm } from '../../devices/takeUp';
import { takeIn, URGENT, waiting } from '../../prisma/inbox';
import { one } from './ward';

export const NOON = Date.parse('2026-11-22T04:00:00Z');
const MINUTE = 60_000;
const SHARDS = Array.from({ length: 16 }, (_, n) => n);

/** So many minutes after noon. */
export const at = (min: number): Date => new Date(NOON + min * MINUTE);

export type SaidAlarm = {
  readonly code: string;
  readonly value?: number;
  readonly phase?: string;
  readonly alarmId?: string;
  readonly device?: string;
};

let messages = 0;
/** A wearable's alarm reaches the inbox so many minutes after noon; answers its message id. */
export async function sayAlarm(
  pool: Pool,
  min: number,
  { code, value, phase = 'start', alarmId = 'a1', device = 'dv_watch' }: SaidAlarm,
): Promise<string> {
  const msgId = `taken-alarm-${String(++messages).padStart(8, '0')}`;
  const iso = at(min).toISOString();
  const payload = {
    ...{ v: 1, kind: 'alarm', msgId, bootId: 'boot1', seq: messages, monoMs: 1, buffered: false, fw: '1' },
    ...{ measuredAt: iso, sentAt: iso, clock: { source: 'ntp', syncAgeS: 1 }, orderRef: null, wristband: null },
    data: { alarmId, phase, category: 'physiological', code, onsetAt: iso, ...(value !== undefined && { value }) },
  };
  const time = at(min).getTime();
  const row = { deviceId: device, msgId, kind: 'alarm', bootId: 'boot1', seq: messages, sha256: msgId, flags: [] };
  await takeIn(pool, [
    { ...row, measuredAt: time, effectiveAt: time, receivedAt: time, payload: JSON.stringify(payload) },
  ]);
  return msgId;
}

/** Whatever waits then is taken up, as the gateway's clock shows it. */
export async function takeAlarms(pool: Pool, min: number): Promise<void> {
  for (const row of await waiting(pool, { queue: URGENT, shards: SHARDS, now: at(min), limit: 50 }))
    await takeUpAlarm(pool, row, at(min));
}

/** By which rule a message was disposed of; nothing while it waits. */
export const ruleOf = async (pool: Pool, msgId: string): Promise<string | null | undefined> =>
  (await one<{ rule: string | null }>(pool, 'SELECT rule FROM device_inbox WHERE msg_id = $1', [msgId]))?.rule;

/** What was raised, in order: code and priority. */
export const raised = async (pool: Pool): Promise<readonly string[]> =>
  (
    await pool.query<{ said: string }>(
      `SELECT opening ->> 'code' || ' ' || (opening ->> 'priority') AS said FROM device_word
        WHERE opening IS NOT NULL ORDER BY position`,
    )
  ).rows.map(({ said }) => said);
