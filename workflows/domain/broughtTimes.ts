import type { Telling } from './decision';
import type { Episode, MilestoneEntry, Time } from './episode';
import { standing } from './milestones';
import type { Milestone } from './vocabulary';
import { mark, takeBack } from './marking';

/** A line of a list that brought clinical times with it: their numbers. */
type Bringing = { readonly marked?: readonly number[] };
type Heard = Telling & { readonly reason?: string };

const standingBrought = ({ milestones }: Episode, { marked }: Bringing): readonly MilestoneEntry[] =>
  standing(milestones).filter(({ n }) => marked?.includes(n) === true);

export type Timed = { readonly episode: Episode; readonly marked: readonly number[] | undefined };

/** The times a corrected line brought are corrected with it, where nobody has done so since. */
export const movedTimes = (
  episode: Episode,
  before: Bringing,
  timeOf: (code: Milestone) => Time | undefined,
  heard: Heard,
): Timed =>
  standingBrought(episode, before).reduce<Timed>(
    (done, { n, code }) => {
      const time = timeOf(code);
      const was = episode.milestones[n - 1];
      if (time === undefined || time.at === was?.at) return { ...done, marked: [...(done.marked ?? []), n] };
      const moved = mark(done.episode, code, time, { ...heard, corrects: n });
      return { episode: moved, marked: [...(done.marked ?? []), moved.milestones.length] };
    },
    { episode, marked: undefined },
  );

/** The times a line brought are taken back with it. */
export const withoutTimes = (episode: Episode, line: Bringing, heard: Heard): Episode =>
  standingBrought(episode, line).reduce((next, entry) => takeBack(next, entry, heard), episode);
