/** Whole numbers set apart by white space or commas; `undefined` where anything else stands between them. */
export function wholeNumbers(text: string, most: number): Int32Array | undefined {
  const found: number[] = [];
  for (const [word] of text.matchAll(/[^\s,]+/g)) {
    if (found.length >= most || !/^[-+]?\d{1,9}(\.0*)?$/.test(word)) return undefined;
    found.push(Number(word));
  }
  return Int32Array.from(found);
}

/** A measure's unit as microvolts. */
const UV_PER: Readonly<Record<string, number>> = { nV: 0.001, uV: 1, µV: 1, μV: 1, UV: 1, mV: 1000, V: 1_000_000 };
export const uvPer = (unit: string): number | undefined => UV_PER[unit.trim()];

const SECONDS_PER: Readonly<Record<string, number>> = { s: 1, ms: 0.001, us: 1e-6 };
export const secondsPer = (unit: string): number | undefined => SECONDS_PER[unit.trim()];
