import type { MilestoneEntry, Time } from './episode';
import type { Instant } from './time';
import { DAY_MS, instant, MINUTE_MS } from './time';
import type { Milestone, Precision, Source } from './vocabulary';

/** Milestones that follow from other happenings; by hand they can only be corrected. */
export const DERIVED: readonly Milestone[] = [
  'ECG1_ACQUIRED',
  'ECG1_RECEIVED',
  'ECG1_REPORTED',
  'ECG_REPEATED',
  'STEMI_DX',
  'STRATEGY',
  'LYSIS_ASSESSED',
  'LAB_CALLED',
  'DOWN_REF_SENT',
  'DOWN_REF_ACCEPTED',
  'UP_REF',
];

/** Of these the earliest counts, whoever told it: R1 for the call, and for the rest the step they follow from. */
const EARLIEST_COUNTS: readonly Milestone[] = ['HELP_SOUGHT', ...DERIVED];
const BY_PEOPLE: readonly Source[] = ['HUMAN', 'BACK_ENTERED'];

type Told<At> = { readonly code: Milestone; readonly source: Source; readonly at: At };

/** Which of two standing entries of one milestone counts: what a person says before what was inferred (4.1 human). */
export function countsBefore<At extends Instant | Date>(one: Told<At>, other: Told<At>): boolean {
  const [isSaid, otherIsSaid] = [one, other].map(({ source }) => BY_PEOPLE.includes(source));
  return isSaid === otherIsSaid || EARLIEST_COUNTS.includes(one.code) ? one.at < other.at : isSaid === true;
}

/** One line of an append-only list: corrected and taken back by later ones. */
type Entry = Pick<MilestoneEntry, 'n' | 'corrects' | 'withdraws'>;

/** The entries that stand: not corrected or taken back by a later one. */
export const standing = <Line extends Entry>(entries: readonly Line[]): readonly Line[] => {
  const corrected = new Set(entries.map((entry) => entry.corrects));
  return entries.filter((entry) => !corrected.has(entry.n) && entry.withdraws !== true);
};

/** A list is replaced, never changed, so what counts in it is looked up once: every decision asks a hundred times. */
const found = new WeakMap<readonly MilestoneEntry[], ReadonlyMap<Milestone, MilestoneEntry>>();

const byCode = (entries: readonly MilestoneEntry[]): ReadonlyMap<Milestone, MilestoneEntry> => {
  const earlier = found.get(entries);
  if (earlier !== undefined) return earlier;
  const first = new Map<Milestone, MilestoneEntry>();
  for (const entry of standing(entries)) {
    const other = first.get(entry.code);
    if (other === undefined || countsBefore(entry, other)) first.set(entry.code, entry);
  }
  found.set(entries, first);
  return first;
};

/** The entry that counts for a milestone: of those that stand a person’s, and the earliest, whenever reported. */
export const milestone = (entries: readonly MilestoneEntry[], code: Milestone): MilestoneEntry | undefined =>
  byCode(entries).get(code);

/** R31: what a person enters more than a day after it happened is accepted, and marked. */
export const asEntered = (time: Time, receivedAt: Instant): Time =>
  time.source === 'HUMAN' && receivedAt - (time.untilAt ?? time.at) > DAY_MS
    ? { ...time, source: 'BACK_ENTERED' }
    : time;

const WIDTH_MS: Readonly<Record<Precision, number>> = {
  SECOND: 0,
  MINUTE: MINUTE_MS,
  HOUR: 60 * MINUTE_MS,
  INTERVAL: 0,
};
/** The last moment a reported time can mean: "10:05" is not over before 10:06. */
export const latestOf = ({ at, untilAt, precision }: Time): Instant => instant((untilAt ?? at) + WIDTH_MS[precision]);

/** When a milestone happened, or `undefined` when it is not known. */
export const when = (entries: readonly MilestoneEntry[], code: Milestone): Instant | undefined =>
  milestone(entries, code)?.at;

/** The latest entry that stands: what was assessed again counts from its last word. */
export const lastMilestone = (entries: readonly MilestoneEntry[], code: Milestone): MilestoneEntry | undefined =>
  standing(entries)
    .filter((entry) => entry.code === code)
    .reduce<MilestoneEntry | undefined>(
      (last, entry) => (last !== undefined && last.at > entry.at ? last : entry),
      undefined,
    );
