import type { Pool } from 'pg';
import type { Log } from '../activities/platform/log';
import { episodeById } from '../prisma/openEpisodes';
import type { Db } from '../prisma/inbox';
import { writeWords } from '../prisma/words';
import { instantOf } from '../workflows/domain/time';
import { raise } from './raise';
import { wearerAt } from './takeUp';
import { inTransaction } from '../prisma/transaction';

/** W22: what a device's silence means as it grows; the first level is told to nobody, only shown. */
export const SILENCE_LEVELS = [
  { level: 1, afterIntervals: 2 },
  { level: 2, afterMs: 3_600_000 },
  { level: 3, afterMs: 24 * 3_600_000 },
] as const;

/** A gateway that heard nothing for this long was away itself: the devices get their time again (design.md 5). */
const AWAY_MS = 30_000;
/** Silences told in one transaction, and how many of these at a time: ten thousand must not wait for each other. */
const TOLD_AT_ONCE = 25;
const LANES = 6;

/** Notes that this gateway listens; says since when nobody did, when that was long enough to matter. */
export async function beat(pool: Pool, gatewayId: string, now: Date): Promise<Date | undefined> {
  const { rows } = await pool.query<{ last: Date | null }>(
    `WITH last AS (SELECT max(beat_at) AS last FROM gateway_heartbeat),
          mine AS (INSERT INTO gateway_heartbeat (id, beat_at, started_at) VALUES ($1, $2, $2)
                   ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at)
     SELECT last FROM last`,
    [gatewayId, now],
  );
  const last = rows[0]?.last ?? undefined;
  return last && now.getTime() - last.getTime() > AWAY_MS ? last : undefined;
}

/** Nobody listened between `from` and `now`: every clock moves by that, so that a restart floods nobody. */
export async function forgiveAbsence(pool: Pool, from: Date, now: Date): Promise<void> {
  await pool.query(
    'UPDATE silence_clock SET due_at = due_at + ($2::timestamptz - $1::timestamptz), last_seen_at = last_seen_at + ($2::timestamptz - $1::timestamptz) WHERE level < 3',
    [from, now],
  );
}

/** Moves every clock that is due by one level; what is told is told in lanes. Answers how many moved. */
export async function sweepSilence(pool: Pool, log: Log, now: Date): Promise<number> {
  const shown = await showSilent(pool, now);
  const lanes = Array.from({ length: LANES }, () => tellSilent(pool, log, now));
  const told = await Promise.all(lanes);
  return told.reduce((sum, count) => sum + count, shown);
}

// A device whose word still waits to be taken up is not silent.
const NOTHING_WAITS = `NOT EXISTS (SELECT 1 FROM device_inbox i
  WHERE i.device_id = c.device_id AND i.disposition IS NULL AND i.kind <> 'status')`;

const [SHOWN, FIRST_TOLD] = SILENCE_LEVELS;

/** The first level is told to nobody: however many devices, it is one statement. */
async function showSilent(pool: Pool, now: Date): Promise<number> {
  const { rowCount } = await pool.query(
    `UPDATE silence_clock c SET level = $2, due_at = last_seen_at + $3::interval
      WHERE c.due_at <= $1 AND c.level < $2 AND ${NOTHING_WAITS}`,
    [now, SHOWN.level, `${FIRST_TOLD.afterMs} ms`],
  );
  return rowCount ?? 0;
}

type Silent = { readonly device_id: string; readonly level: number; readonly last_seen_at: Date };

type Silence = { readonly deviceId: string; readonly id: string; readonly at: Date; readonly now: Date };

/** W22: a day's silence is a task of whoever follows the patient; answers with the episode, when one goes on. */
async function tellEpisode(db: Db, { deviceId, id, at, now }: Silence): Promise<string | undefined> {
  const wearer = await wearerAt(db, deviceId, at);
  const episode = wearer?.episodeId === undefined ? undefined : await episodeById(db, wearer.episodeId);
  if (!episode?.open) return undefined;
  const wordId = `${deviceId}:${id}`;
  const by = { kind: 'DEVICE', id: deviceId } as const;
  const message = { id: wordId, by, type: 'DEVICE_SILENT', deviceId, since: instantOf(at) } as const;
  await writeWords(db, [{ id: wordId, kind: 'EPISODE', region: episode.region, targetId: episode.id, message }], now);
  return episode.id;
}

async function tellSilent(pool: Pool, log: Log, now: Date): Promise<number> {
  return inTransaction(pool, async (db) => {
    const { rows } = await db.query<Silent>(
      `SELECT c.device_id, c.level, c.last_seen_at FROM silence_clock c
        WHERE c.due_at <= $1 AND c.level BETWEEN $2 AND $3 AND ${NOTHING_WAITS}
        ORDER BY c.due_at LIMIT $4 FOR UPDATE OF c SKIP LOCKED`,
      [now, SHOWN.level, SILENCE_LEVELS.length - 1, TOLD_AT_ONCE],
    );
    for (const { device_id: deviceId, level, last_seen_at: lastSeenAt } of rows) {
      const reached = level + 1;
      const id = `silence:${lastSeenAt.getTime()}:${reached}`;
      const silent: Silence = { deviceId, id, at: lastSeenAt, now };
      const episodeId = reached === SILENCE_LEVELS.length ? await tellEpisode(db, silent) : undefined;
      // What a task asks for is not raised a second time.
      const incidentId = episodeId === undefined ? await raise(db, { ...silent, code: 'NO_DATA' }) : undefined;
      const next = SILENCE_LEVELS.find((row) => row.level === reached + 1);
      const dueAt = next && 'afterMs' in next ? new Date(lastSeenAt.getTime() + next.afterMs) : now;
      await db.query(
        `UPDATE silence_clock SET level = $2, due_at = $3, incident_id = COALESCE($4, incident_id), episode_id = $5
          WHERE device_id = $1`,
        [deviceId, reached, dueAt, incidentId ?? null, episodeId ?? null],
      );
      log.info('DEVICE_SILENT', { device: deviceId, level: reached });
    }
    return rows.length;
  });
}
