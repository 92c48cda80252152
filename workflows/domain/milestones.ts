import type { MilestoneEntry } from './episode';
import type { Instant } from './time';
import type { Milestone } from './vocabulary';

/** The entries that stand: not corrected by a later one. */
export const standing = (entries: readonly MilestoneEntry[]): readonly MilestoneEntry[] => {
  const corrected = new Set(entries.map((entry) => entry.corrects));
  return entries.filter((entry) => !corrected.has(entry.n));
};

/** The entry that counts for a milestone: the earliest that stands, whenever it was reported. */
export const milestone = (entries: readonly MilestoneEntry[], code: Milestone): MilestoneEntry | undefined =>
  standing(entries)
    .filter((entry) => entry.code === code)
    .reduce<MilestoneEntry | undefined>((first, entry) => (first !== undefined && first.at <= entry.at ? first : entry), undefined);

/** When a milestone happened, or `undefined` when it is not known. */
export const when = (entries: readonly MilestoneEntry[], code: Milestone): Instant | undefined => milestone(entries, code)?.at;
