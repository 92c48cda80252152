import type { Reading } from './streamBands';
import { STREAM_VITALS, type StreamVital } from './streamRules';

/** A stored value as the rules need it; `at` in milliseconds of UTC. */
export type Measured = {
  readonly code: string;
  readonly at: number;
  readonly value: number;
  readonly lead: string | null;
  readonly sqi: number | null;
};

const isWatched = (code: string): code is StreamVital => STREAM_VITALS.some((vital) => vital === code);
/** At one instant it is first known how the wearer is, then what was measured. */
const ABOUT_WEARER: readonly string[] = ['AF', 'CONTACT', 'ASLEEP', 'MOVING', 'UPRIGHT'] satisfies StreamVital[];
const rank = ({ code }: Measured): number => (ABOUT_WEARER.includes(code) ? 0 : 1);

/** In the order of their times; the quality beside a value is a reading of its own. */
export function readingsOf<Sample extends Measured>(samples: readonly Sample[]): { reading: Reading; of: Sample }[] {
  return samples
    .toSorted((a, b) => a.at - b.at || rank(a) - rank(b))
    .flatMap((of) => {
      const { code, at, value, sqi, lead } = of;
      if (!isWatched(code)) return [];
      const reading: Reading = { vital: code, at, value, ...(lead !== null && { lead }), ...(sqi !== null && { sqi }) };
      const quality: Reading[] = sqi === null ? [] : [{ vital: 'SQI', at, value: sqi }];
      return [...quality, reading].map((one) => ({ reading: one, of }));
    });
}
