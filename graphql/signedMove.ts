import { Fault } from '../activities/platform/faults';
import type { Actor } from '../workflows/domain/decision';
import type { Whither } from '../workflows/domain/moved';
import { ecgId } from '../workflows/domain/ids';
import { instant, instantOf } from '../workflows/domain/time';
import type { Territory } from '../workflows/domain/vocabulary';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { present } from './present';
import { isClosed, onRecord } from './record';

type Asked = { readonly clientId: string; readonly readingId: string; readonly reason?: string | null | undefined };

/** A reading that is signed and over hears nothing any more: the episodes themselves hand its ECG on. */
export async function signedMove(
  { engine, pool, prisma, now }: Context,
  { clientId: id, readingId, reason }: Asked,
  by: Actor,
  to: Whither,
): Promise<Answer | undefined> {
  if (!(await onRecord(() => isClosed(pool, readingId)))) return undefined;
  const reading = await onRecord(() =>
    prisma.reading.findUnique({ where: { id: readingId }, include: { held: true } }),
  );
  if (reading === null) throw new Fault('NOT_FOUND', 'No such reading.');
  const ecg = ecgId(reading.ecgId);
  const holder = reading.held === null ? reading.episodeId : reading.held.episodeId;
  if (holder !== null)
    return engine.tell('EPISODE', holder, {
      ...{ type: 'ECG_RETRACTED', id, by, ecgId: ecg, to },
      reason: reason ?? '',
    });
  const { finding, signedBy, signedAt, acquiredAt } = reading;
  const { territories } = (reading.report ?? {}) as { readonly territories?: readonly Territory[] }; // the projection's own shape
  const report =
    finding === null || signedBy === null || signedAt === null
      ? undefined
      : { ecgId: ecg, finding, territories: territories ?? [], signedBy, at: instantOf(signedAt) };
  const at = instantOf(acquiredAt);
  return engine.tell('EPISODE', to.episodeId, {
    ...{ type: 'ECG_RECEIVED', id, by, ecgId: ecg, readingId },
    acquired: { at, precision: 'SECOND', source: 'DEVICE' },
    ecgReceivedAt: at,
    moved: { at: instant(now()), ...present({ report }) },
  });
}
