import * as fc from 'fast-check';
import { acknowledge, climb, nextTellAt, noteSent, startRun } from '../../workflows/domain/climb';
import type { Ladder, LadderRun } from '../../workflows/domain/ladder';
import { minutesLadder } from '../../workflows/domain/runs';
import type { Instant } from '../../workflows/domain/time';
import { local, minute, T0 } from '../builders/anEpisode';

const SUBJECT = { kind: 'INCIDENT', id: 'in_1' } as const;
const ladder = minutesLadder(T0, 'INCIDENT', [
  { afterMin: 0, role: 'DESK_NURSE', siteId: 'st_hub', channel: 'PUSH' },
  { afterMin: 10, role: 'DUTY_DOCTOR', siteId: 'st_hub', channel: 'VOICE' },
  { afterMin: 20, role: 'DESK_LEAD', siteId: 'st_hub', channel: 'VOICE' },
]);
type OnDuty = Readonly<Record<string, number>>;
type Told = { readonly at: number; readonly who: string; readonly id: string };
const who = (role: string, turn = 0) => `${role} ${turn + 1}`;

/** Climbs until a minute as the shell does; every page is sent at once, or fails where `fails` says so. */
function play(one: Ladder, onDuty: OnDuty, untilMin: number, fails: (name: string) => boolean = () => false) {
  const told: Told[] = [];
  let run: LadderRun = startRun('ALARM', T0);
  for (let at: Instant | undefined = T0; at !== undefined && at <= minute(untilMin); at = nextTellAt(one, run)) {
    const now = at;
    const climbed = climb(one, run, SUBJECT, now);
    told.push(...climbed.orders.map(({ id, role, turn }) => ({ at: (now - T0) / 60_000, who: who(role, turn), id })));
    const sent = climbed.orders.map(({ id, role, turn }) => ({
      id,
      ...((onDuty[role] ?? 1) > 1 && { turns: onDuty[role] ?? 1 }),
      ...(fails(who(role, turn)) ? { fault: 'CHANNEL_UNREACHABLE' } : { sentAt: now }),
    }));
    run = noteSent(climbed.run, sent, now);
  }
  return { run, told };
}
const asked = (told: readonly Told[]) => told.map((one) => `${one.at} ${one.who}`);

test('with one person on duty for each role the ladder is as it always was', () => {
  expect(asked(play(ladder, {}, 24).told)).toEqual(['0 DESK_NURSE 1', '10 DUTY_DOCTOR 1', '20 DESK_LEAD 1']);
});

test('of two nurses on duty the second is asked before the doctor, and the doctor’s minute does not move', () => {
  expect(asked(play(ladder, { DESK_NURSE: 2 }, 12).told)).toEqual([
    '0 DESK_NURSE 1',
    '5 DESK_NURSE 2',
    '10 DUTY_DOCTOR 1',
  ]);
});

test('a nurse who cannot be reached passes the turn on at once, the last of them to the doctor', () => {
  expect(asked(play(ladder, { DESK_NURSE: 2 }, 1, (name) => name === 'DESK_NURSE 1').told)).toEqual([
    '0 DESK_NURSE 1',
    '0 DESK_NURSE 2',
  ]);
  expect(asked(play(ladder, { DESK_NURSE: 2 }, 1, (name) => name.startsWith('DESK_NURSE')).told)).toEqual([
    '0 DESK_NURSE 1',
    '0 DESK_NURSE 2',
    '0 DUTY_DOCTOR 1',
  ]);
});

test('who acknowledges is the last to be asked, and the page says which of them it was', () => {
  const { run } = play(ladder, { DESK_NURSE: 3 }, 5);
  expect(run.pages.map(({ turn = 0, status }) => `${turn} ${status}`)).toEqual(['0 SENT', '1 SENT']);
  const second = run.pages[1]?.id ?? '';
  expect(nextTellAt(ladder, acknowledge(run, ladder, { pageId: second, by: 'ps_2', at: minute(5) }))).toBeUndefined();
});

test('where only the deed answers, a colleague is left alone once one of them has acknowledged', () => {
  const reading: Ladder = { ...ladder, answeredBy: 'DEED' };
  const { run } = play(reading, { DESK_NURSE: 2 }, 1);
  const acknowledged = acknowledge(run, reading, { pageId: run.pages[0]?.id ?? '', by: 'ps_1', at: minute(2) });
  expect(nextTellAt(reading, acknowledged)).toBe(minute(10));
});

test('a call that is repeated every minute goes round among those on duty', () => {
  const high: Ladder = { ...ladder, rungs: ladder.rungs.slice(0, 1), repeatEveryMs: 60_000 };
  expect(asked(play(high, { DESK_NURSE: 2 }, 2).told)).toEqual([
    '0 DESK_NURSE 1',
    '0.5 DESK_NURSE 2',
    '1 DESK_NURSE 1',
    '1.5 DESK_NURSE 2',
    '2 DESK_NURSE 1',
  ]);
});

test('it goes on round when nobody has answered for minutes, and each page that went unanswered says so', () => {
  const high: Ladder = { ...ladder, rungs: ladder.rungs.slice(0, 1), repeatEveryMs: 60_000 };
  const { run, told } = play(high, { DESK_NURSE: 2 }, 8);
  expect(run.status).toBe('NOBODY_ANSWERED');
  expect(asked(told).slice(-4)).toEqual(['6.5 DESK_NURSE 2', '7 DESK_NURSE 1', '7.5 DESK_NURSE 2', '8 DESK_NURSE 1']);
  expect(new Set(run.pages.map(({ status }) => status))).toEqual(new Set(['UNANSWERED']));
});

test('a page that left only after a restart, when its time to answer was over, still passes the turn to a colleague', () => {
  const { run } = play(ladder, {}, 19);
  const last = climb(ladder, run, SUBJECT, minute(20));
  const over = climb(ladder, last.run, SUBJECT, minute(30));
  expect(over.run.status).toBe('NOBODY_ANSWERED');
  const sent = last.orders.map(({ id }) => ({ id, sentAt: minute(30), turns: 2 }));
  const { orders } = climb(ladder, noteSent(over.run, sent, minute(30)), SUBJECT, minute(30));
  expect(orders.map(({ role, turn }) => who(role, turn))).toEqual(['DESK_LEAD 2']);
});

const duty = fc.record({
  DESK_NURSE: fc.integer({ min: 1, max: 5 }),
  DUTY_DOCTOR: fc.integer({ min: 1, max: 5 }),
  DESK_LEAD: fc.integer({ min: 1, max: 5 }),
});

test('whoever can be reached or not: everybody on duty is asked once, role after role, and nobody answering is said', () => {
  fc.assert(
    fc.property(duty, fc.array(fc.boolean(), { minLength: 15, maxLength: 15 }), (onDuty, dead) => {
      const names = Object.entries(onDuty).flatMap(([role, count]) =>
        Array.from({ length: count }, (_, n) => who(role, n)),
      );
      const { run, told } = play(ladder, onDuty, 60, (name) => dead[names.indexOf(name)] === true);
      expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
      expect([...new Set(told.map((one) => one.who))].toSorted()).toEqual(names.toSorted());
      expect(run.status).toBe('NOBODY_ANSWERED');
      const firsts = ['DESK_NURSE', 'DUTY_DOCTOR', 'DESK_LEAD'].map((role) =>
        told.findIndex((one) => one.who === who(role)),
      );
      expect(firsts).toEqual(firsts.toSorted((one, other) => one - other));
      const doctor = told.find((one) => one.who === 'DUTY_DOCTOR 1')?.at ?? 0;
      expect(doctor).toBeLessThanOrEqual(10);
    }),
  );
});

test('urgent pages know no night: at three in the morning the second nurse is asked in her turn', () => {
  const at = local('2026-03-03T03:00');
  const alarm = minutesLadder(at, 'INCIDENT', [
    { afterMin: 0, role: 'DESK_NURSE', siteId: 'st_hub', channel: 'PUSH' },
    { afterMin: 10, role: 'DUTY_DOCTOR', siteId: 'st_hub', channel: 'VOICE' },
  ]);
  const { run, orders } = climb(alarm, startRun('ALARM', at), SUBJECT, at);
  expect(orders.map(({ askedAt }) => askedAt)).toEqual([at]);
  const sent = orders.map(({ id }) => ({ id, sentAt: at, turns: 2 }));
  expect(nextTellAt(alarm, noteSent(run, sent, at))).toBe(local('2026-03-03T03:05'));
});

describe('what only informs', () => {
  const informing: Ladder = { ...ladder, informs: true, putAwayAfterMs: 60 * 60_000 };

  test('is told once, and nobody is asked again', () => {
    const { told, run } = play(informing, { DESK_NURSE: 2 }, 120);
    expect(asked(told)).toEqual(['0 DESK_NURSE 1']);
    expect(run.endedAt).toBe(minute(60));
  });

  test('goes to the next on duty, then up the ladder, until somebody could be told', () => {
    const toNurses = (name: string) => name.startsWith('DESK_NURSE');
    expect(asked(play(informing, { DESK_NURSE: 2 }, 120, (name) => name === 'DESK_NURSE 1').told)).toEqual([
      '0 DESK_NURSE 1',
      '0 DESK_NURSE 2',
    ]);
    expect(asked(play(informing, { DESK_NURSE: 2 }, 120, toNurses).told)).toEqual([
      '0 DESK_NURSE 1',
      '0 DESK_NURSE 2',
      '0 DUTY_DOCTOR 1',
    ]);
  });

  test('and could nobody be told at all, that is said: nobody answered', () => {
    const { run } = play(informing, {}, 30, () => true);
    expect(run.status).toBe('NOBODY_ANSWERED');
    expect(run.pages.map(({ status }) => status)).toEqual(['FAILED', 'FAILED', 'FAILED']);
  });
});
