import type { Telling } from './decision';
import type { MilestoneEntry } from './episode';
import type { EpisodeId } from './ids';
import { known } from './known';
import { standing } from './milestones';
import type { Instant } from './time';

/** What a line of results or doses carries beside what it tells: by whom, and what became of it. */
export type ToldLine = Pick<
  MilestoneEntry,
  'n' | 'recordedBy' | 'recordedRole' | 'receivedAt' | 'corrects' | 'withdraws' | 'reason' | 'fromEpisodeId'
> & {
  /** Numbers of the clinical times that came with it. */
  readonly marked?: readonly number[];
};

type Numbered = Pick<ToldLine, 'n'>;
const lastNumber = (lines: readonly Numbered[]): number => lines.at(-1)?.n ?? 0;

/** Counted from the last line and not by length: the oldest may have left the state. */
export const nextNumber = (lines: readonly Numbered[]): number => lastNumber(lines) + 1;

/** Lines of another list as they go on in this one. */
export const numberedOn = <Line extends Numbered>(own: readonly Numbered[], lines: readonly Line[]) =>
  lines.map((line, index) => ({ ...line, n: lastNumber(own) + index + 1 }));

/** The lines that stand, by when what they tell took place. */
export const standingByTime = <Line extends ToldLine>(
  lines: readonly Line[],
  timeOf: (line: Line) => Instant,
): readonly Line[] => standing(lines).toSorted((one, other) => timeOf(one) - timeOf(other) || one.n - other.n);

type Told = Telling & { readonly corrects?: number; readonly reason?: string };

/** What every new line says of itself; a reason belongs to a correction, and to what is told after the end. */
export const lineToldBy = (lines: readonly ToldLine[], { by, receivedAt, corrects, reason }: Told): ToldLine => ({
  n: nextNumber(lines),
  recordedBy: by.id,
  receivedAt,
  ...known({ recordedRole: by.kind === 'HUMAN' ? by.role : undefined, corrects, reason }),
});

/** The line that takes another back: what was told stays to be read in both. */
export const takingBack = <Line extends ToldLine>(lines: readonly ToldLine[], line: Line, word: Told) => {
  const { marked: _marked, corrects: _before, ...told } = line;
  return { ...told, ...lineToldBy(lines, { ...word, corrects: line.n }), withdraws: true as const };
};

/** Another episode's lines that stand, numbered on; what this one was told itself it keeps (R1). */
export const linesMoved = <Line extends ToldLine>(
  own: readonly Line[],
  others: readonly Line[],
  fromEpisodeId: EpisodeId,
  isSame: (one: Line, other: Line) => boolean,
) => {
  const fresh = others.filter((other) => !standing(own).some((one) => isSame(one, other)));
  return numberedOn(own, fresh).map(({ corrects: _corrected, marked: _here, ...told }) => ({ ...told, fromEpisodeId }));
};

/** The newest of a list: what no longer stands leaves the state first, then what `leaves` names; the record keeps all. */
export function keptLines<Line extends ToldLine>(
  lines: readonly Line[],
  most: number,
  leaves: (lines: readonly Line[]) => Line | undefined,
): readonly Line[] {
  if (lines.length <= most) return lines;
  const stand = standing(lines);
  const gone = lines.find((line) => !stand.includes(line)) ?? leaves(lines) ?? lines[0];
  return keptLines(
    lines.filter((line) => line !== gone),
    most,
    leaves,
  );
}
