import type { Telling } from './decision';
import type { Episode, MilestoneEntry, Time } from './episode';
import { refuse } from './faults';
import { known } from './known';
import { asEntered } from './milestones';
import type { Instant } from './time';
import { MINUTE_MS } from './time';
import type { Milestone } from './vocabulary';

/** Who reports a time, when it was heard, and which entry it corrects or takes back, and why. */
type Reported = Telling & Pick<MilestoneEntry, 'corrects' | 'withdraws' | 'reason' | 'ecgId'>;

/** A clock of ours may run this far behind a person's (devices.md 6.3). */
const FUTURE_LIMIT_MS = 2 * MINUTE_MS;

/** Appends a clinical time; never replaces one. */
export function mark(episode: Episode, code: Milestone, time: Time, reported: Reported): Episode {
  const { by, receivedAt, corrects, withdraws, reason, ecgId } = reported;
  const entry = {
    ...asEntered(time, receivedAt),
    n: episode.milestones.length + 1,
    code,
    recordedBy: by.id,
    receivedAt,
    ...known({
      corrects,
      withdraws,
      ecgId,
      // other words carry reasons of their own: here it is why an entry no longer stands
      reason: corrects === undefined ? undefined : reason,
      recordedRole: by.kind === 'HUMAN' ? by.role : undefined,
    }),
  };
  return { ...episode, milestones: [...episode.milestones, entry] };
}

/** An entry of its own takes one back; nothing is deleted. */
export const takeBack = (episode: Episode, entry: MilestoneEntry, reported: Reported): Episode => {
  const { n, code, at, precision, source } = entry;
  return mark(episode, code, { at, precision, source }, { ...reported, corrects: n, withdraws: true });
};

export const systemTime = (at: Instant): Time => ({ at, precision: 'SECOND', source: 'SYSTEM' });
export const humanTime = (at: Instant): Time => ({ at, precision: 'SECOND', source: 'HUMAN' });
/** Now, as whoever tells it knows it. */
export const toldNow = ({ by, receivedAt }: Telling): Time =>
  by.kind === 'HUMAN' ? humanTime(receivedAt) : systemTime(receivedAt);

export const inFuture = ({ at, untilAt }: Time, { receivedAt }: Telling): boolean =>
  (untilAt ?? at) > receivedAt + FUTURE_LIMIT_MS;
export const futureRefusal = () =>
  refuse('TIME_IN_FUTURE', 'That time lies in the future; check the clock or the date.');
