import type { Episode } from './episode';
import type { Ladder, LadderRun } from './ladder';
import { askAll } from './lysisLadders';
import type { PageReason } from './vocabulary';
import { ROLES } from './vocabulary';

/** What each of those who were told must know they were told wrongly, by the first word of the ladder's key. */
const REASONS: Readonly<Record<string, PageReason | undefined>> = {
  RETRACT: 'ECG_RETRACTED',
  MERGED: 'EPISODE_MERGED',
  NAMED: 'PATIENT_CHANGED',
};

/** R23: one ladder a role, so that each acknowledgement is seen; the minutes are those of standing down (2.9). */
export function recordLadder(episode: Episode, { key, startedAt }: LadderRun): Ladder | undefined {
  const [kind = '', , name] = key.split(':');
  const reason = REASONS[kind];
  const role = ROLES.find((one) => one === name);
  if (reason === undefined || role === undefined) return undefined;
  return askAll(
    episode,
    { from: startedAt, reason },
    [
      [0, role, 'PUSH'],
      [5, role, 'VOICE'],
      [15, 'COORDINATOR', 'VOICE'],
    ],
    { endsWhenAnswered: true },
  );
}
