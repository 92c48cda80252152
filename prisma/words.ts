import type { Message, Opening } from '../workflows/messages';
import type { SubjectKind } from '../workflows/domain/vocabulary';
import type { Db } from './inbox';

/** Something a running thing must hear: an opening starts it, a message is signalled to it. */
export type Word = {
  readonly id: string;
  readonly kind: SubjectKind;
  readonly region: string;
  readonly targetId: string;
  readonly opening?: Opening;
  readonly message?: Message;
  /** The alarm group that follows when the incident turns out to be closed. */
  readonly groupKey?: string;
};

export type WaitingWord = Word & { readonly attempts: number };

/** Written in the transaction that decided it; the same id twice is one word. */
export async function writeWords(db: Db, words: readonly Word[], now: Date): Promise<void> {
  for (const { id, kind, region, targetId, opening, message, groupKey } of words) {
    await db.query(
      `INSERT INTO device_word (id, target_kind, region, target_id, opening, message, group_key, created_at, next_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT (id) DO NOTHING`,
      [id, kind, region, targetId, opening ?? null, message ?? null, groupKey ?? null, now],
    );
  }
}

/** Words due, LOW alarms last, oldest first; never one whose target still has an earlier word to hear. */
export async function waitingWords(
  db: Db,
  shards: readonly number[],
  now: Date,
  limit: number,
): Promise<WaitingWord[]> {
  const { rows } = await db.query<{
    id: string;
    target_kind: SubjectKind;
    region: string;
    target_id: string;
    opening: Opening | null;
    message: Message | null;
    group_key: string | null;
    attempts: number;
  }>(
    `SELECT id, target_kind, region, target_id, opening, message, group_key, attempts
       FROM device_word w
      WHERE told_at IS NULL AND next_at <= $2 AND shard = ANY ($1)
        AND NOT EXISTS (SELECT 1 FROM device_word e
                         WHERE e.target_id = w.target_id AND e.told_at IS NULL AND e.position < w.position)
      ORDER BY COALESCE(COALESCE(opening ->> 'priority', message ->> 'priority') = 'LOW', false), position LIMIT $3`,
    [shards, now, limit],
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.target_kind,
    region: row.region,
    targetId: row.target_id,
    attempts: row.attempts,
    ...(row.opening && { opening: row.opening }),
    ...(row.message && { message: row.message }),
    ...(row.group_key !== null && { groupKey: row.group_key }),
  }));
}

export async function wordTold(db: Db, id: string, outcome: 'TOLD' | 'GONE', now: Date): Promise<void> {
  await db.query('UPDATE device_word SET told_at = $2, outcome = $3 WHERE id = $1 AND told_at IS NULL', [
    id,
    now,
    outcome,
  ]);
}

export async function wordFailed(db: Db, id: string, next: Date, error: string): Promise<void> {
  await db.query('UPDATE device_word SET attempts = attempts + 1, next_at = $2, last_error = $3 WHERE id = $1', [
    id,
    next,
    error,
  ]);
}

/**
 * The incident a signal was meant for is closed: a new alarm must sound anew, so the signal opens its own incident, and
 * the alarm, its group and its message follow it.
 */
export async function reopenWord(db: Db, { id, targetId, opening, groupKey }: Word): Promise<void> {
  const [, deviceId = null, msgId = null] = /^(.*):([0-9A-Za-z-]{16,64}):incident$/.exec(id) ?? [];
  await db.query(
    `WITH word AS (UPDATE device_word SET target_id = $2, message = NULL WHERE id = $1 AND told_at IS NULL),
          inbox AS (UPDATE device_inbox SET subject_id = $2 WHERE device_id = $5 AND msg_id = $6),
          alarm AS (UPDATE device_alarm SET incident_id = $2 WHERE device_id = $5 AND incident_id = $3 AND ended_at IS NULL)
     UPDATE alarm_group SET incident_id = $2, signals = 1 WHERE key = $4 AND incident_id = $3`,
    [id, opening?.id, targetId, groupKey ?? null, deviceId, msgId],
  );
}

/** How many words wait, and since when the oldest does: what health shows. */
export async function wordsBehind(db: Db): Promise<{ waiting: number; oldestAt: Date | null }> {
  const { rows } = await db.query<{ waiting: number; oldest: Date | null }>(
    'SELECT count(*)::int AS waiting, min(created_at) AS oldest FROM device_word WHERE told_at IS NULL',
  );
  return { waiting: rows[0]?.waiting ?? 0, oldestAt: rows[0]?.oldest ?? null };
}
