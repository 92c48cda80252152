import type { Candidate } from './noisy';

/** A spike swallows what comes so soon before or after it, s. */
const REACH_S = 0.25;
/** Shapes are compared shifted against each other by so much: in no larger steps is every beat met, s. */
const STEP_S = 0.024;

/** What a search for swallowed beats goes by. */
export type Search = {
  readonly fs: number;
  /** What lies at a place: its height beside the usual one nearby, and its likeness. */
  readonly shareOf: (at: number) => number;
  readonly likenessOf: (at: number) => number;
  /** What is so high may be a spike that swallowed a beat; from this likeness on it is a beat itself, or one was swallowed. */
  readonly high: number;
  readonly known: number;
  /** No two finds are closer, samples. */
  readonly apart: number;
};

/** By what is high and none of this heart's shapes, the beat beside it that its height hid. */
export function hiddenBeside(
  found: readonly Candidate[],
  { fs, shareOf, likenessOf, high, known, apart }: Search,
): Map<Candidate, Candidate> {
  const [reach, step] = [Math.round(REACH_S * fs), Math.max(1, Math.round(STEP_S * fs))];
  const hidden = new Map<Candidate, Candidate>();
  found.forEach((one, n) => {
    if (one.share < high || one.likeness >= known) return;
    const to = Math.min((found[n + 1]?.at ?? Infinity) - apart, one.at + reach);
    let best = one;
    for (let at = Math.max((found[n - 1]?.at ?? -Infinity) + apart, one.at - reach); at <= to; at += step) {
      const share = shareOf(at);
      const likeness = share < high ? 0 : likenessOf(at);
      if (likeness > best.likeness) best = { at, share, likeness };
    }
    if (best.likeness >= known) hidden.set(one, best);
  });
  return hidden;
}
