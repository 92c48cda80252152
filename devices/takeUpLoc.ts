import type { Pool } from 'pg';
import { findDevice } from '../prisma/devices';
import { episodeById } from '../prisma/openEpisodes';
import { dispose, putOff, type Db, type WaitingRow } from '../prisma/inbox';
import {
  findReader,
  keepSightings,
  noteMeaning,
  seenAround,
  wasTold,
  type Seen,
  type Sighting,
} from '../prisma/sightings';
import { writeWords } from '../prisma/words';
import { instant } from '../workflows/domain/time';
import { SCHEMAS } from './envelope';
import { wearerAt } from './takeUp';
import { inTransaction } from '../prisma/transaction';

/** Two readers that see one wristband within this saw it at one place (devices.md 6.2). */
const TOGETHER_MS = 1_000;
/** The other reader's word may come this much later. */
const LISTEN_MS = 2_000;

/** What became of one sighting; the message's rule is that of its most telling one. */
const RULES = [
  'MILESTONE',
  'REPEATED',
  'WEAKER',
  'NO_EPISODE',
  'UNBOUND',
  'NO_MEANING',
  'UNKNOWN_READER',
  'TOO_OLD',
] as const;
type Rule = (typeof RULES)[number];

/**
 * Wristbands seen at gates and beacons: all are kept, and after a moment in which another reader may speak up, those
 * that mean a clinical time are told to the wearer's episode, the earliest of each once.
 */
export async function takeUpLoc(pool: Pool, row: WaitingRow, now: Date): Promise<void> {
  const { data } = SCHEMAS.loc.parse(row.payload);
  const shift = row.effective_at.getTime() - row.measured_at.getTime();
  const sightings = data.sightings.map(({ at, tagId, readerId, event, rssi }, n): Sighting => ({
    ...{ deviceId: row.device_id, msgId: row.msg_id, n, tagId, readerId, event, at: at + shift },
    ...(rssi !== undefined && { rssi }),
  }));
  const decideAt = row.received_at.getTime() + LISTEN_MS;
  await inTransaction(pool, async (db) => {
    await keepSightings(db, sightings);
    if (now.getTime() < decideAt) return putOff(db, row, new Date(decideAt));
    const rules: Rule[] = [];
    for (const sighting of sightings) rules.push(await decide(db, { row, sighting, shift, now }));
    const rule = RULES.find((one) => rules.includes(one)) ?? 'NO_MEANING';
    await dispose(db, row, { disposition: rule === 'MILESTONE' ? 'SHOWN' : 'ARCHIVED', rule }, now);
  });
}

type Deciding = { readonly row: WaitingRow; readonly sighting: Sighting; readonly shift: number; readonly now: Date };

async function decide(db: Db, { row, sighting, shift, now }: Deciding): Promise<Rule> {
  const { deviceId, msgId, n, tagId, readerId, event, at } = sighting;
  if (row.flags.includes('ARCHIVE')) return 'TOO_OLD';
  const reader = await findReader(db, readerId, new Date(at));
  if (!reader) return 'UNKNOWN_READER';
  const code = event === 'leave' ? reader.leaves : reader.arrives;
  if (code === undefined) return 'NO_MEANING';
  const wearer = await wearerAt(db, await wristbandOf(db, tagId, deviceId), new Date(at));
  if (!wearer) return 'UNBOUND';
  const { patientId, episodeId } = wearer;
  const episode = episodeId === undefined ? undefined : await episodeById(db, episodeId);
  if (!episode) {
    await noteMeaning(db, sighting, { patientId });
    return 'NO_EPISODE';
  }
  if (isOutshone(sighting, await seenAround(db, tagId, at, TOGETHER_MS))) {
    await noteMeaning(db, sighting, { patientId, episodeId: episode.id });
    return 'WEAKER';
  }
  // One tag's sightings are decided one after the other, whichever reader reported them.
  await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`sighting:${episode.id}:${code}`]);
  if (await wasTold(db, episode.id, code, at)) return 'REPEATED';
  const offset = shift === 0 ? {} : { deviceOffsetMs: shift };
  const id = `${deviceId}:${msgId}:${n}:seen`;
  const time = {
    at: instant(Math.min(at, row.received_at.getTime())),
    precision: 'SECOND',
    source: 'DEVICE',
    ...offset,
  } as const;
  const by = { kind: 'DEVICE', id: readerId } as const;
  await writeWords(
    db,
    [
      {
        ...{ id, kind: 'EPISODE', region: episode.region, targetId: episode.id },
        message: { id, by, type: 'MILESTONE_RECORDED', code, time },
      },
    ],
    now,
  );
  await noteMeaning(db, sighting, { patientId, episodeId: episode.id, milestone: code });
  return 'MILESTONE';
}

/** A tag that is a registered wristband is itself; any other is what the wristband that reports it calls itself. */
async function wristbandOf(db: Db, tagId: string, deviceId: string): Promise<string> {
  return (await findDevice(db, tagId)) ? tagId : deviceId;
}

/** Whether another reader saw the same wristband at the same moment, and closer; of equals one wins, whoever is asked. */
export function isOutshone(sighting: Seen, around: readonly Seen[]): boolean {
  const nearness = ({ rssi }: Seen) => rssi ?? -Infinity;
  const leaves = ({ event }: Seen) => event === 'leave';
  return around.some(
    (other) =>
      other.readerId !== sighting.readerId &&
      leaves(other) === leaves(sighting) &&
      (nearness(other) > nearness(sighting) ||
        (nearness(other) === nearness(sighting) && other.readerId < sighting.readerId)),
  );
}
