import * as fc from 'fast-check';
import { acknowledge, clear, climb, nextTellAt, noteSent, startRun, supersede } from '../../workflows/domain/climb';
import type { Ladder, LadderRun, Rung } from '../../workflows/domain/ladder';
import { minutesLadder } from '../../workflows/domain/runs';
import type { Instant } from '../../workflows/domain/time';
import { MINUTE_MS } from '../../workflows/domain/time';
import { minute, T0 } from '../builders/anEpisode';

const SUBJECT = { kind: 'EPISODE', id: 'ep_1' } as const;
const ladder = minutesLadder(T0, 'DISPATCH_AMBULANCE', [
  { afterMin: 0, role: 'EMS_DISPATCHER', siteId: 'st_ems', channel: 'PUSH' },
  { afterMin: 2, role: 'EMS_DISPATCHER', siteId: 'st_ems', channel: 'VOICE' },
  { afterMin: 3, role: 'DISPATCH_LEAD', siteId: 'st_ems', channel: 'VOICE' },
]);
const breach: Ladder = {
  because: { reason: 'CLOCK_LEVEL', target: 'T18' },
  answeredBy: 'ACKNOWLEDGEMENT',
  nobodyAfterMs: 5 * MINUTE_MS,
  rungs: [
    { at: minute(0), when: 'ALWAYS', tells: [], level: 'HALF' },
    {
      at: minute(10),
      when: 'ALWAYS',
      tells: [{ role: 'COORDINATOR', siteId: 'st_hub', channel: 'PUSH' }],
      level: 'NEAR_BREACH',
    },
    {
      at: minute(20),
      when: 'ALWAYS',
      tells: [{ role: 'DUTY_DIRECTOR', siteId: 'st_hub', channel: 'VOICE' }],
      level: 'BREACH',
    },
    { at: minute(25), when: 'UNANSWERED', tells: [{ role: 'HOSPITAL_DUTY', siteId: 'st_hub', channel: 'VOICE' }] },
  ],
};
const climbed = (one: Ladder, run: LadderRun, at: Instant) => climb(one, run, SUBJECT, at);
const roles = ({ orders }: { readonly orders: readonly { readonly role: string }[] }) => orders.map(({ role }) => role);
const first = ({ pages }: LadderRun) => pages[0]?.id ?? '';

test('each rung asks at its minute, once', () => {
  const now = climbed(ladder, startRun('DISPATCH', T0), T0);
  expect(roles(now)).toEqual(['EMS_DISPATCHER']);
  expect(roles(climbed(ladder, now.run, minute(1.9)))).toEqual([]);
  expect(roles(climbed(ladder, now.run, minute(2)))).toEqual(['EMS_DISPATCHER']);
});

test('rungs that are due together tell a person once, with the last word', () => {
  const { orders } = climbed(ladder, startRun('DISPATCH', T0), minute(4));
  expect(orders.map(({ role, channel }) => `${role} ${channel}`)).toEqual([
    'EMS_DISPATCHER VOICE',
    'DISPATCH_LEAD VOICE',
  ]);
});

test('who acknowledges ends the climb', () => {
  const { run } = climbed(ladder, startRun('DISPATCH', T0), T0);
  const answered = acknowledge(run, ladder, { pageId: first(run), by: 'ps_1', at: minute(1) });
  expect(nextTellAt(ladder, answered)).toBeUndefined();
  expect(answered).toMatchObject({ status: 'ANSWERED', answeredBy: 'ps_1' });
});

test('a level of a clock is announced although the level before was acknowledged, and asks anew', () => {
  const { run } = climbed(breach, startRun('CLOCK:T18', T0), minute(10));
  const answered = acknowledge(run, breach, { pageId: first(run), by: 'ps_1', at: minute(11) });
  const next = climbed(breach, answered, minute(20));
  expect(roles(next)).toEqual(['DUTY_DIRECTOR']);
  expect(next.levels).toEqual([{ level: 'BREACH', at: minute(20) }]);
  expect(roles(climbed(breach, next.run, minute(25)))).toEqual(['HOSPITAL_DUTY']);
});

test('the silent half is noted and tells nobody', () => {
  const half = climbed(breach, startRun('CLOCK:T18', T0), minute(5));
  expect(half.levels).toEqual([{ level: 'HALF', at: T0 }]);
  expect(half.orders).toEqual([]);
});

test('a page that could not be sent makes the next rung due at once', () => {
  const { run } = climbed(ladder, startRun('DISPATCH', T0), T0);
  const failed = noteSent(run, [{ id: first(run), fault: 'CHANNEL_UNREACHABLE' }], minute(0.1));
  expect(nextTellAt(ladder, failed)).toBe(minute(0.1));
  expect(failed.pages[0]?.status).toBe('FAILED');
});

test('a clock’s page that could not be sent asks the next person at once, and the level keeps its own time', () => {
  const { run } = climbed(breach, startRun('CLOCK:T18', T0), minute(10));
  const failed = noteSent(run, [{ id: first(run), fault: 'CHANNEL_UNREACHABLE' }], minute(10.1));
  const ahead = climbed(breach, failed, minute(10.1));
  expect(roles(ahead)).toEqual(['DUTY_DIRECTOR']);
  expect(ahead.levels).toEqual([]);
  const level = climbed(breach, ahead.run, minute(20));
  expect(roles(level)).toEqual(['DUTY_DIRECTOR']);
  expect(level.levels).toEqual([{ level: 'BREACH', at: minute(20) }]);
});

test('when every send fails the ladder comes to its end at once, and says that nobody was reached', () => {
  const ends = Array.from({ length: 8 }).reduce<LadderRun>(
    (run, _, turn) => {
      const now = minute(10 + turn / 10);
      const next = climbed(breach, run, now);
      return noteSent(
        next.run,
        next.orders.map(({ id }) => ({ id, fault: 'CHANNEL_UNREACHABLE' })),
        now,
      );
    },
    startRun('CLOCK:T18', T0),
  );
  expect(ends.pages.map(({ role }) => role)).toEqual(['COORDINATOR', 'DUTY_DIRECTOR', 'HOSPITAL_DUTY']);
  expect(ends.status).toBe('NOBODY_ANSWERED');
});

test('who was asked late because the time was entered late still has five minutes to answer', () => {
  const late = climbed(breach, startRun('CLOCK:T18', T0), minute(60));
  expect(roles(late)).toEqual(['COORDINATOR', 'DUTY_DIRECTOR']);
  expect(roles(climbed(breach, late.run, minute(65)))).toEqual(['HOSPITAL_DUTY']);
  expect(climbed(breach, climbed(breach, late.run, minute(65)).run, minute(70)).run.status).toBe('NOBODY_ANSWERED');
});

test('nobody having answered stays until a person clears it', () => {
  const { run } = climbed(ladder, climbed(ladder, startRun('DISPATCH', T0), minute(3)).run, minute(8));
  expect(run.status).toBe('NOBODY_ANSWERED');
  expect(climbed(ladder, run, minute(5000)).run.status).toBe('NOBODY_ANSWERED');
  expect(clear(run, 'ps_1', minute(31))).toMatchObject({ status: 'CLEARED', clearedBy: 'ps_1' });
});

test('a page asked and given up in one go still goes out, and is unanswered whatever becomes of it', () => {
  const { run } = climbed(ladder, climbed(ladder, startRun('DISPATCH', T0), minute(3)).run, minute(8));
  const asked = { ...run, pages: run.pages.map((page) => ({ ...page, status: 'ASKED' as const })) };
  const sent = noteSent(
    asked,
    run.pages.map(({ id }) => ({ id, sentAt: minute(9) })),
    minute(9),
  );
  expect(new Set(sent.pages.map(({ status }) => status))).toEqual(new Set(['UNANSWERED']));
  expect(new Set(clear(asked, 'ps_1', minute(9)).pages.map(({ status }) => status))).toEqual(new Set(['UNANSWERED']));
});

test('a HIGH alarm is repeated every minute until answered, and nobody answering is said beside it', () => {
  const alarm: Ladder = { ...ladder, repeatEveryMs: MINUTE_MS, nobodyAfterMs: MINUTE_MS };
  const late = climbed(alarm, startRun('ALARM', T0), minute(3));
  const minutes = [4, 5, 6, 7].map((after) => minute(after));
  const repeats = minutes.reduce((run, at) => climbed(alarm, run, at).run, late.run);
  expect(repeats.pages.filter(({ role }) => role === 'DISPATCH_LEAD')).toHaveLength(5);
  expect(repeats.status).toBe('NOBODY_ANSWERED');
});

test('a superseded run asks nobody again, and what was acknowledged stays acknowledged', () => {
  const { run } = climbed(ladder, startRun('DISPATCH', T0), minute(3));
  const acknowledged = acknowledge(run, undefined, { pageId: first(run), by: 'ps_1', at: minute(3.5) });
  const over = supersede(acknowledged, minute(4));
  expect(over.pages.map(({ status }) => status)).toEqual(['ACKNOWLEDGED', 'SUPERSEDED']);
  expect(nextTellAt(ladder, over)).toBeUndefined();
});

const rungs = fc
  .array(
    fc.record({
      afterMin: fc.integer({ min: 0, max: 120 }),
      when: fc.constantFrom<Rung['when']>('ALWAYS', 'UNANSWERED', 'UNOPENED'),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((list) => list.toSorted((a, b) => a.afterMin - b.afterMin));
const moments = fc
  .array(fc.integer({ min: 0, max: 400 }), { maxLength: 20 })
  .map((list) => list.toSorted((a, b) => a - b));

test('however time is cut, the same people are told and every ladder ends answered or with nobody', () => {
  fc.assert(
    fc.property(rungs, moments, (steps, times) => {
      const any: Ladder = {
        because: { reason: 'CLOCK_LEVEL' },
        answeredBy: 'ACKNOWLEDGEMENT',
        nobodyAfterMs: 5 * MINUTE_MS,
        rungs: steps.map(({ afterMin, when }, index) => ({
          at: minute(afterMin),
          when,
          tells: [{ role: 'COORDINATOR', siteId: `st_${index}`, channel: 'PUSH' }],
        })),
      };
      const run = [...times, 1000, 1200, 1400].reduce(
        (one, after) => climbed(any, one, minute(after)).run,
        startRun('X', T0),
      );
      const once = [1000, 1200, 1400].reduce((one, after) => climbed(any, one, minute(after)).run, startRun('X', T0));
      expect(run.pages.map(({ siteId }) => siteId)).toEqual(once.pages.map(({ siteId }) => siteId));
      expect(new Set(run.pages.map(({ id }) => id)).size).toBe(run.pages.length);
      expect(run.status).toBe('NOBODY_ANSWERED');
    }),
  );
});

test('the next moment never lies behind what was climbed', () => {
  fc.assert(
    fc.property(rungs, fc.integer({ min: 0, max: 200 }), (steps, after) => {
      const any: Ladder = {
        ...breach,
        rungs: steps.map(({ afterMin, when }) => ({
          at: minute(afterMin),
          when,
          tells: [{ role: 'COORDINATOR', siteId: 's', channel: 'PUSH' }],
        })),
      };
      const { run } = climbed(any, startRun('X', T0), minute(after));
      const next = nextTellAt(any, run);
      expect(next === undefined || next > minute(after)).toBe(true);
    }),
  );
});
