/** One figure beside its floor: the same thing done by the bare parts in the same run, and how far ours may be from it. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the bare parts needed; absent where the bar is a plain number. */
  readonly floor?: number;
  /** The most the figure may be. */
  readonly limit?: number;
  /** The most times the floor it may be. */
  readonly limitRatio?: number;
};

/** What a benchmark hands back: figures for the table, and what `--json` prints. */
export type Report = { readonly figures: readonly Figure[]; readonly json: object };

export const ratioOf = ({ value, floor }: Figure): number | undefined =>
  floor === undefined || floor === 0 ? undefined : value / floor;

/** Whether every bar of a figure holds; a figure without one only informs, and one below nothing was not measured. */
export const holds = (figure: Figure): boolean => {
  const ratio = ratioOf(figure);
  if (figure.value < 0 || (ratio !== undefined && ratio < 0)) return false;
  const withinLimit = figure.limit === undefined || figure.value <= figure.limit;
  return withinLimit && (figure.limitRatio === undefined || (ratio !== undefined && ratio <= figure.limitRatio));
};

/** The value below which a share of all values lies (`0.95` for p95); undefined of nothing. */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** As `quantile`, where there must be something to measure. */
export function measured(values: readonly number[], share: number): number {
  const value = quantile(values, share);
  if (value === undefined) throw new Error('nothing was measured');
  return round(value);
}

export const round = (value: number): number => Math.round(value * 10) / 10;

const barOf = ({ limit, limitRatio, unit }: Figure): string =>
  [limit === undefined ? [] : `<= ${limit} ${unit}`, limitRatio === undefined ? [] : `<= ${limitRatio} x floor`]
    .flat()
    .join(', ');

const judgement = (figure: Figure): string => {
  if (figure.limit === undefined && figure.limitRatio === undefined) return '';
  return holds(figure) ? 'holds' : 'MISSED';
};

/** A figure as `--json` gives it. */
export const judged = (figure: Figure) => ({ ...figure, ratio: ratioOf(figure), holds: holds(figure) });

/** The figures as a table people read. */
export function table(figures: readonly Figure[]): string {
  const lines = figures.map((figure) => {
    const { name, value, unit, floor } = figure;
    const ratio = ratioOf(figure);
    const beside =
      floor === undefined ? ['', ''] : [`${floor} ${unit}`, ratio === undefined ? '' : `${ratio.toFixed(2)} x`];
    return [name, `${value} ${unit}`, ...beside, barOf(figure), judgement(figure)];
  });
  const rows = [['figure', 'ours', 'floor', 'ratio', 'bar', ''], ...lines];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
