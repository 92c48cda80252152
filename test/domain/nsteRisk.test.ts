import { NSTE_ITEMS, riskAdvice } from '../../workflows/domain/nsteRisk';
import type { Answer, RiskClass } from '../../workflows/domain/vocabulary';

/** How many items clinical.md 2.11 names for each class, counted by hand. */
const NAMED: readonly (readonly [RiskClass, number])[] = [
  ['VERY_HIGH', 8],
  ['HIGH', 4],
  ['INTERMEDIATE', 7],
];

const all = (answer: Answer): Readonly<Record<string, Answer>> =>
  Object.fromEntries(NSTE_ITEMS.map(({ code }) => [code, answer]));

test.each(NAMED)('2.11#1, 2.11#2, 2.11#3: %s has %i items', (riskClass, count) => {
  expect(NSTE_ITEMS.filter((item) => item.riskClass === riskClass)).toHaveLength(count);
});

test.each(NSTE_ITEMS)('2.11 $code alone makes $riskClass, every other item answered no', ({ code, riskClass }) => {
  expect(riskAdvice({ ...all('NO'), [code]: 'YES' })).toEqual({ says: riskClass, because: [code], unknown: [] });
});

test('2.11 the highest class wins, and names only its own items', () => {
  expect(riskAdvice({ DIABETES: 'YES', GRACE_OVER_140: 'YES' })).toMatchObject({
    says: 'HIGH',
    because: ['GRACE_OVER_140'],
  });
});

test('2.11#4 low only when everything was asked: unknown never counts as no', () => {
  expect(riskAdvice(all('NO')).says).toBe('LOW');
  expect(riskAdvice({ ...all('NO'), PRIOR_CABG: 'UNKNOWN' })).toMatchObject({ says: 'ASK', unknown: ['PRIOR_CABG'] });
  expect(riskAdvice({}).says).toBe('ASK');
});
