import type { Episode } from './episode';
import type { Ladder, LadderRun } from './ladder';
import { askAll } from './asking';
import { roleNamed } from './stepRoles';

/** What each of those who were told must know they were told wrongly, by the first word of the ladder's key. */
const REASONS = { RETRACT: 'ECG_RETRACTED', MERGED: 'EPISODE_MERGED', NAMED: 'PATIENT_CHANGED' } as const;
const isTold = (kind: string): kind is keyof typeof REASONS => kind in REASONS;

/** R23: one ladder a role, so that each acknowledgement is seen; the minutes are those of standing down (2.9). */
export function recordLadder(episode: Episode, { key, startedAt }: LadderRun): Ladder | undefined {
  const [kind = '', , name] = key.split(':');
  const role = roleNamed(name);
  if (!isTold(kind) || role === undefined) return undefined;
  return askAll(episode, { from: startedAt, reason: REASONS[kind], told: role }, { endsWhenAnswered: true });
}
