import type { Episode } from './episode';
import type { Ladder, LadderRun } from './ladder';
import type { Ask } from './lysisLadders';
import { askAll } from './lysisLadders';
import { standingOverlay } from './overlays';
import { chainOf } from './owners';

/** 2.10: the receiving site and a cardiologist who helps from afar hear of an arrest at once. */
function arrestLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  if (standingOverlay(episode, 'ARREST') === undefined) return undefined;
  const asks: readonly Ask[] = [
    [0, 'ON_CALL_CARDIOLOGIST', 'VOICE'],
    [0, 'ED_DOCTOR', 'VOICE'],
    [0, 'COORDINATOR', 'PUSH'],
    [5, 'SECOND_CARDIOLOGIST', 'VOICE'],
    [10, 'DUTY_DIRECTOR', 'VOICE'],
  ];
  return askAll(episode, { from: startedAt, reason: 'ARREST' }, asks);
}

/** 2.10: once circulation is back a new ECG is asked for, in the minutes of T05. */
function ecgAfterArrestLadder(episode: Episode, { startedAt }: LadderRun): Ladder | undefined {
  const last = episode.overlays.findLast(({ overlay }) => overlay === 'ARREST');
  const backAt = last?.until;
  if (backAt === undefined || episode.ecgs.some(({ acquiredAt }) => acquiredAt >= backAt)) return undefined;
  const [owner, lead] = chainOf('HOLDER', episode);
  const asks: readonly Ask[] = [
    [0, owner, 'PUSH'],
    [7, owner, 'VOICE'],
    [10, lead, 'VOICE'],
  ];
  return askAll(episode, { from: startedAt, reason: 'ECG_AFTER_ARREST' }, asks);
}

/** The ladders of overlays by key; one whose cause is gone is none. */
export const OVERLAY_LADDERS: Readonly<
  Record<string, ((episode: Episode, run: LadderRun) => Ladder | undefined) | undefined>
> = { ARREST: arrestLadder, ECG_AFTER_ARREST: ecgAfterArrestLadder };
