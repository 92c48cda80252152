import { preRead } from '../../../devices/preread/preread';
import { aHeart, noiseOf } from './aHeart';

/** Invented hearts without a disease; the seed of each is its number. */
const HEARTS = 100;

/** Between two numbers, by a repeatable draw. */
const drawer = (seed: number) => {
  const next = noiseOf(seed * 7919 + 13);
  // The first numbers of neighbouring seeds are alike.
  for (let n = 0; n < 8; n += 1) next();
  return (low: number, high: number) => low + ((next() + 1) / 2) * (high - low);
};

/** J points of the healthy: upsloping V2–V3 below the limit of their sex, and now and then a notch in the side leads. */
function normal(number: number) {
  const draw = drawer(number);
  const sex = draw(0, 1) < 0.5 ? ('MALE' as const) : ('FEMALE' as const);
  const ageYears = Math.round(draw(18, 90));
  const notch = draw(0, 1) < 0.15;
  const stMv = notch
    ? { V4: draw(0.05, 0.25), V5: draw(0.05, 0.25), V6: draw(0, 0.15) }
    : { V2: draw(0, 0.11), V3: draw(0, 0.11), II: draw(-0.02, 0.05), V4: draw(-0.02, 0.06) };
  const heart = aHeart({
    rate: draw(46, 110),
    fs: draw(0, 1) < 0.7 ? 500 : 250,
    wide: draw(0.85, 1.1),
    height: draw(0.5, 1.6),
    noiseUv: draw(2, 35),
    seed: number + 1,
    stMv,
    notch,
  });
  return { heart, patient: { sex, ageYears } };
}

test('of a hundred invented healthy hearts of all ages, rates and heights, some with a notch, none is flagged and 95 are assessed', () => {
  const verdicts = Array.from({ length: HEARTS }, (_, number) => {
    const { heart, patient } = normal(number);
    const { verdict, reasons } = preRead(heart, patient);
    return { number, verdict, reasons: reasons.join(' ') };
  });
  expect(verdicts.filter(({ verdict }) => verdict === 'MEETS_CRITERIA')).toEqual([]);
  const assessed = verdicts.filter(({ verdict }) => verdict === 'DOES_NOT_MEET');
  expect(assessed.length).toBeGreaterThanOrEqual(0.95 * HEARTS);
}, 120_000);
