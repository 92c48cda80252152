import type { Db } from '../prisma/inbox';
import { measuredTests, type MeasuredTest } from '../prisma/measuredTests';
import { writeWords, type Word } from '../prisma/words';
import { instant } from '../workflows/domain/time';

/** Point-of-care results of messages just stored become word for their episodes; answers how many. */
export async function tellTests(
  db: Db,
  rows: readonly { readonly device_id: string; readonly msg_id: string }[],
  now: Date,
): Promise<number> {
  const words = (await measuredTests(db, rows)).map(wordOf);
  await writeWords(db, words, now);
  return words.length;
}

function wordOf(measured: MeasuredTest): Word {
  const { deviceId, msgId, n, episodeId, region, code: kind, value, unit, at, shiftMs, receivedAt } = measured;
  const { assay, limit, bound } = measured;
  const id = `${deviceId}:${msgId}:${n}:test`;
  const sampled = {
    at: instant(Math.min(at, receivedAt.getTime())),
    precision: 'SECOND',
    source: 'DEVICE',
    ...(shiftMs === 0 ? {} : { deviceOffsetMs: shiftMs }),
  } as const;
  const report = {
    ...{ kind, value, unit, sampled },
    ...(assay === null ? {} : { assay }),
    ...(limit === null ? {} : { limit }),
    ...(bound === null ? {} : { bound }),
  };
  const message = { id, by: { kind: 'DEVICE', id: deviceId }, type: 'TEST_REPORTED', report } as const;
  return { id, kind: 'EPISODE', region, targetId: episodeId, message };
}
