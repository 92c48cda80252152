import * as fc from 'fast-check';
import type { Rota, Shift, Substitution } from '../../workflows/domain/rota';
import { handOversOwed, holes, postsAt, stretches } from '../../workflows/domain/rota';
import { instant } from '../../workflows/domain/time';
import { minute, T0 } from '../builders/anEpisode';

const NURSE = { role: 'LAB_NURSE', siteId: 'st_hub' } as const;
const hour = (n: number) => minute(n * 60);
const shift = (personId: string, from: number, to: number, more: Partial<Shift> = {}): Shift => ({
  id: `sh_${personId}_${from}`,
  ...NURSE,
  personId,
  fromAt: hour(from),
  toAt: hour(to),
  version: 1,
  ...more,
});
const standIn = (personId: string, from: number, to: number, more: Partial<Substitution> = {}): Substitution => ({
  id: `su_${personId}_${from}`,
  ...NURSE,
  personId,
  fromAt: hour(from),
  toAt: hour(to),
  madeAt: T0,
  ...more,
});
const rota = (shifts: readonly Shift[], substitutions: readonly Substitution[] = []): Rota => ({
  shifts,
  substitutions,
});
const asked = (one: Rota, at: number) => postsAt(one, NURSE, hour(at)).map((post) => post.asked.join('+'));

test('the nurse planned for the hour is asked', () => {
  expect(asked(rota([shift('day', 8, 20)]), 8)).toEqual(['day']);
  expect(asked(rota([shift('day', 8, 20)]), 20)).toEqual([]);
});

test('at the change of shift both are asked until the successor confirms, then the successor alone', () => {
  const plan = [shift('day', 8, 20), shift('night', 20, 32)];
  expect(asked(rota(plan), 21)).toEqual(['night+day']);
  expect(handOversOwed(rota(plan), [NURSE], hour(21))).toEqual([
    { ...NURSE, id: 'sh_night_20', personId: 'night', fromPersonIds: ['day'] },
  ]);
  const confirmed = rota([shift('day', 8, 20), shift('night', 20, 32, { takenAt: hour(20) })]);
  expect(asked(confirmed, 21)).toEqual(['night']);
  expect(handOversOwed(confirmed, [NURSE], hour(21))).toEqual([]);
});

test('a first shift after a gap has nobody to take over from', () => {
  expect(asked(rota([shift('day', 8, 20), shift('night', 22, 32)]), 23)).toEqual(['night']);
});

test('who stands in wins over the plan, and the one replaced is asked too until it is confirmed', () => {
  const plan = [shift('day', 8, 20)];
  expect(asked(rota(plan, [standIn('kind', 10, 12, { insteadOf: 'day' })]), 11)).toEqual(['kind+day']);
  const confirmed = [standIn('kind', 10, 12, { insteadOf: 'day', takenAt: hour(9) })];
  expect(asked(rota(plan, confirmed), 11)).toEqual(['kind']);
  expect(asked(rota(plan, confirmed), 12)).toEqual(['day']);
});

test('of two changes for the same hour the later one holds', () => {
  const changes = [
    standIn('kind', 8, 20, { insteadOf: 'day', takenAt: T0 }),
    standIn('kinder', 8, 20, { insteadOf: 'kind', takenAt: T0, madeAt: minute(1) }),
  ];
  expect(asked(rota([shift('day', 8, 20)], changes), 9)).toEqual(['kinder']);
});

test('a newer edition of the plan holds, and a change by a person survives it', () => {
  const plan = [shift('old', 8, 20), shift('new', 8, 20, { version: 2 })];
  expect(asked(rota(plan), 9)).toEqual(['new']);
  expect(asked(rota(plan, [standIn('kind', 8, 20, { insteadOf: 'old' })]), 9)).toEqual(['kind', 'new']);
});

test('a hole is found with its beginning and its end, and is gone once somebody fills it', () => {
  const plan = [shift('day', 8, 20), shift('next', 24, 32)];
  expect(holes(rota(plan), [NURSE], hour(8), hour(32))).toEqual([{ ...NURSE, fromAt: hour(20), toAt: hour(24) }]);
  expect(holes(rota(plan, [standIn('kind', 20, 24)]), [NURSE], hour(8), hour(32))).toEqual([]);
  expect(holes(rota(plan, [standIn('kind', 20, 22)]), [NURSE], hour(8), hour(32))).toEqual([
    { ...NURSE, fromAt: hour(22), toAt: hour(24) },
  ]);
});

test('a role nobody was ever planned for is one whole hole, and a role that is not needed is none', () => {
  expect(holes(rota([]), [NURSE], hour(0), hour(24))).toEqual([{ ...NURSE, fromAt: hour(0), toAt: hour(24) }]);
  expect(holes(rota([]), [], hour(0), hour(24))).toEqual([]);
});

const people = fc.constantFrom('a', 'b', 'c', 'd');
const span = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 24 }))
  .map(([from, hours]) => ({ from, to: from + hours }));
const anyShift = fc.record({ person: people, span, version: fc.integer({ min: 1, max: 2 }) });
const anyChange = fc.record({ person: people, span, instead: fc.option(people, { nil: undefined }), made: fc.nat(9) });
const anyRota = fc
  .record({ shifts: fc.array(anyShift, { maxLength: 8 }), changes: fc.array(anyChange, { maxLength: 5 }) })
  .map(({ shifts, changes }) =>
    rota(
      shifts.map(({ person, span: { from, to }, version }, n) => shift(person, from, to, { id: `sh_${n}`, version })),
      changes.map(({ person, span: { from, to }, instead, made }, n) =>
        standIn(person, from, to, {
          id: `su_${n}`,
          madeAt: minute(made),
          ...(instead !== undefined && instead !== person && { insteadOf: instead }),
        }),
      ),
    ),
  );

test('at every minute of any rota there is either somebody to ask or a hole that says so, never both', () => {
  fc.assert(
    fc.property(anyRota, fc.integer({ min: 0, max: 90 * 60 }), (one, at) => {
      const now = minute(at);
      const found = holes(one, [NURSE], hour(0), instant(hour(90) + 1));
      const inHole = found.some(({ fromAt, toAt }) => fromAt <= now && now < toAt);
      expect(inHole).toBe(postsAt(one, NURSE, now).length === 0);
    }),
  );
});

test('the stretches of any rota cover the whole time once, in order, without a gap', () => {
  fc.assert(
    fc.property(anyRota, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 40 }), (one, from, hours) => {
      const cut = stretches(one, NURSE, hour(from), hour(from + hours));
      expect(cut[0]?.fromAt).toBe(hour(from));
      expect(cut.at(-1)?.toAt).toBe(hour(from + hours));
      for (const [n, next] of cut.slice(1).entries()) expect(next.fromAt).toBe(cut[n]?.toAt);
    }),
  );
});

test('whoever stands in is asked, whatever the plan says, and no person has two places', () => {
  fc.assert(
    fc.property(anyRota, fc.integer({ min: 0, max: 80 }), (one, at) => {
      const latest = { ...standIn('x', 0, 90), madeAt: hour(1000) };
      const posts = postsAt(rota(one.shifts, [...one.substitutions, latest]), NURSE, hour(at));
      expect(posts.map(({ personId }) => personId)).toContain('x');
      expect(new Set(posts.map(({ personId }) => personId)).size).toBe(posts.length);
    }),
  );
});
