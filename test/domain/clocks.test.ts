import * as fc from 'fast-check';
import { levelAt, readClock } from '../../workflows/domain/clocks';
import type { Choice, Episode } from '../../workflows/domain/episode';
import { episodeId } from '../../workflows/domain/ids';
import type { TargetCode } from '../../workflows/domain/targets';
import { targetCodes, targetOf } from '../../workflows/domain/targets';
import type { ConsentKind, Finding, Level, Milestone, Strategy } from '../../workflows/domain/vocabulary';
import { LEVELS } from '../../workflows/domain/vocabulary';
import { anEntry, anEpisode, hour, local, milestonesAt, minute, riskFor } from '../builders/anEpisode';

type Minutes = Partial<Record<Milestone, number>>;
const chosen = (strategy: Strategy, after: number): { choice: Choice } => ({
  choice: { strategy, by: 'ps_cardiologist', role: 'ON_CALL_CARDIOLOGIST', at: minute(after) },
});
const status = (code: TargetCode, episode: Episode, now = minute(24 * 60)) => readClock(code, episode, now)?.status;

describe('a clock', () => {
  test('is not there before its start is known', () => {
    expect(readClock('T05', anEpisode(), minute(30))).toBeUndefined();
  });
  test('1.1 start: runs from the clinical time, not from when it was entered', () => {
    const milestones = milestonesAt({}, anEntry('FMC', minute(0), { receivedAt: minute(8), source: 'BACK_ENTERED' }));
    expect(readClock('T05', anEpisode({ milestones }), minute(8))).toMatchObject({
      startedAt: minute(0),
      dueAt: minute(10),
    });
  });
  test('goes on running after its limit until the end is known', () => {
    expect(readClock('T05', anEpisode({}, { FMC: 0 }), minute(40))).toMatchObject({ status: 'RUNNING', quiet: false });
  });
  test('whose end was corrected to an earlier time is met', () => {
    const late = anEntry('ECG1_ACQUIRED', minute(12), { n: 2 });
    const corrected = anEntry('ECG1_ACQUIRED', minute(9), { n: 3, corrects: 2 });
    const milestones = [...milestonesAt({ FMC: 0 }), late, corrected];
    expect(status('T05', anEpisode({ milestones }))).toBe('MET');
  });
  test('that was announced as breached and then turns out to be met says both', () => {
    const clocks = { T05: { announced: [{ level: 'BREACH' as const, at: minute(10) }], breachedAt: minute(10) } };
    expect(status('T05', anEpisode({ clocks }, { FMC: 0, ECG1_ACQUIRED: 9 }))).toBe('MET_REPORTED_LATE');
    expect(status('T05', anEpisode({ clocks }, { FMC: 0, ECG1_ACQUIRED: 12 }))).toBe('MISSED');
  });
});

test('a start a minute ahead of our own clock is a start', () => {
  expect(readClock('T05', anEpisode({}, { FMC: 1 }), minute(0))).toMatchObject({
    status: 'RUNNING',
    dueAt: minute(11),
  });
});

describe('10.10: an end before the start', () => {
  test.each<[TargetCode, Minutes]>([
    ['T05', { FMC: 0, ECG1_ACQUIRED: -5 }],
    ['T12', { STEMI_DX: 0, ASPIRIN: -9, P2Y12: -2 }],
    ['T16', { STEMI_DX: 0, LAB_CALLED: -4 }],
    ['T26', { STEMI_DX: -20, LYSIS_START: -15, REF_DOOR_IN: 0 }],
  ])('%s is met, shown apart, and prompts nobody', (code, minutes) => {
    expect(readClock(code, anEpisode({}, minutes), minute(60))).toMatchObject({
      status: 'BEFORE_START',
      quiet: true,
    });
  });
  test('of any other row is a wrong time: uncertain, and flagged', () => {
    expect(readClock('T18', anEpisode({}, { STEMI_DX: -30, DOOR: 0, WIRE: -5 }), minute(60))).toMatchObject({
      status: 'UNCERTAIN',
      flag: 'END_BEFORE_START',
    });
  });
});

describe('10.19: a time known only as an interval', () => {
  const fmcWithin = (from: number, to: number, minutes: Minutes) =>
    anEpisode({
      milestones: milestonesAt(minutes, anEntry('FMC', minute(from), { untilAt: minute(to), precision: 'INTERVAL' })),
    });
  test('whose ends agree gives the plain answer', () => {
    expect(status('T05', fmcWithin(0, 5, { ECG1_ACQUIRED: 9 }))).toBe('MET');
    expect(status('T05', fmcWithin(0, 5, { ECG1_ACQUIRED: 30 }))).toBe('MISSED');
  });
  test('whose ends disagree is uncertain', () => {
    expect(status('T05', fmcWithin(0, 5, { ECG1_ACQUIRED: 12 }))).toBe('UNCERTAIN');
  });
  test('is uncertain while only the earlier due time is over, and pages go on', () => {
    expect(readClock('T05', fmcWithin(0, 5, {}), minute(12))).toMatchObject({ status: 'UNCERTAIN', quiet: false });
    expect(status('T05', fmcWithin(0, 5, {}), minute(16))).toBe('RUNNING');
  });
  test('is paged by the earlier due time, and the later one is known too', () => {
    expect(readClock('T05', fmcWithin(0, 5, {}), minute(6))).toMatchObject({
      status: 'RUNNING',
      dueAt: minute(10),
      dueUntilAt: minute(15),
    });
  });
});

describe('10.17: before the strategy is chosen all of T18–T27 run', () => {
  const waiting = anEpisode({}, { FMC: -20, STEMI_DX: -10, REF_DOOR_IN: -15, DOOR: 0 });
  test.each<TargetCode>(['T18', 'T21', 'T22', 'T23', 'T24', 'T25', 'T26', 'T27'])('%s runs', (code) => {
    expect(status(code, waiting, minute(1))).toBe('RUNNING');
  });
});

describe('the strategy makes clocks void and keeps the reason', () => {
  const minutes = { FMC: -20, STEMI_DX: -10, REF_DOOR_IN: -15, LAB_CALLED: -6 };
  const after = (strategy: Strategy, more: Minutes = {}) => anEpisode(chosen(strategy, -5), { ...minutes, ...more });
  test.each<[Strategy, TargetCode, string | undefined]>([
    ['PPCI_BY_TRANSFER', 'T25', 'STRATEGY_PPCI'],
    ['PPCI_BY_TRANSFER', 'T26', 'STRATEGY_PPCI'],
    ['PPCI_BY_TRANSFER', 'T27', 'STRATEGY_PPCI'],
    ['PPCI_BY_TRANSFER', 'T21', undefined],
    ['PPCI_BY_TRANSFER', 'T24', undefined],
    ['LYSIS', 'T16', undefined], // the lab was called before
    ['LYSIS', 'T21', 'STRATEGY_LYSIS'],
    ['LYSIS', 'T22', 'STRATEGY_LYSIS'],
    ['LYSIS', 'T23', 'STRATEGY_LYSIS'],
    ['LYSIS', 'T24', undefined],
    ['LYSIS', 'T27', undefined],
    ['NONE', 'T21', 'STRATEGY_NONE'],
    ['NONE', 'T24', 'STRATEGY_NONE'],
    ['NONE', 'T27', 'STRATEGY_NONE'],
  ])('%s and %s: %s', (strategy, code, voidReason) => {
    expect(readClock(code, after(strategy), minute(0))?.voidReason).toBe(voidReason);
  });
  test('the door-to-wire clock is void under lysis even when a wire is recorded the next day', () => {
    expect(readClock('T18', after('LYSIS', { DOOR: 40, LYSIS_START: 0, WIRE: 1200 }), minute(1300))).toMatchObject({
      status: 'VOID',
      voidReason: 'STRATEGY_LYSIS',
    });
  });
  test('a late choice of lysis finds the needle clock already running, back-dated', () => {
    const late = anEpisode(chosen('LYSIS', 25), { FMC: 0, STEMI_DX: 10 });
    expect(readClock('T27', late, minute(25))).toMatchObject({
      status: 'RUNNING',
      startedAt: minute(10),
      dueAt: minute(20),
    });
  });
  test('turning from lysis to PPCI before the bolus lets the wire clocks run again', () => {
    expect(status('T18', anEpisode(chosen('PPCI_ON_SITE', 10), { STEMI_DX: 0, DOOR: 0 }), minute(12))).toBe('RUNNING');
  });
  test('lysis given in time stays met when the patient then needs rescue PCI', () => {
    const rescued = anEpisode(chosen('LYSIS', 12), {
      FMC: 0,
      STEMI_DX: 10,
      LYSIS_START: 18,
      LYSIS_ASSESSED: 108,
      LAB_CALLED: 109,
    });
    expect(status('T25', rescued)).toBe('MET');
    expect(status('T30', rescued, minute(120))).toBe('RUNNING');
    expect(status('T31', rescued, minute(120))).toBeUndefined();
  });
});

describe('a refusal makes void what it refuses', () => {
  const refusing = (kind: ConsentKind, minutes: Minutes = {}) =>
    anEpisode({ consents: { [kind]: { state: 'REFUSED' } } }, { FMC: 0, STEMI_DX: 10, REF_DOOR_IN: 5, ...minutes });
  test('PCI refused: no wire clock, and lysis is still on time or late', () => {
    expect(status('T21', refusing('PCI'), minute(20))).toBe('VOID');
    expect(status('T25', refusing('PCI'), minute(20))).toBe('RUNNING');
  });
  test('lysis refused: no needle clock', () => {
    expect(status('T25', refusing('LYSIS'), minute(20))).toBe('VOID');
  });
  test('what was done before a refusal keeps its result', () => {
    expect(status('T24', refusing('TRANSFER', { REF_DOOR_OUT: 30 }), minute(90))).toBe('MET');
  });
});

describe('1.1 stop: what ends every clock', () => {
  test('death makes running clocks void, ended ones keep their result', () => {
    const dead = anEpisode({}, { FMC: 0, ECG1_ACQUIRED: 8, STEMI_DX: 12, DOOR: 20, DEATH: 40 });
    expect(readClock('T18', dead, minute(50))).toMatchObject({ status: 'VOID', voidReason: 'DIED' });
    expect(status('T05', dead)).toBe('MET');
  });
  test('a diagnosis that is no STEMI makes STEMI clocks void', () => {
    const report = (finding: Finding) => ({
      report: { ecgId: 'ecg_1' as never, finding, territories: [], signedBy: 'ps_reader', at: minute(20) },
    });
    const minutes = { FMC: 0, STEMI_DX: 10, DOOR: 15 };
    expect(readClock('T18', anEpisode(report('NOT_ACUTE'), minutes), minute(30))?.voidReason).toBe('NOT_STEMI');
    expect(status('T18', anEpisode(report('UNCLEAR'), minutes), minute(30))).toBe('RUNNING');
  });
  test('closing the episode', () => {
    const closed = { closed: { reason: 'OTHER_DIAGNOSIS' as const, by: 'ps_1', at: minute(30) } };
    expect(readClock('T05', anEpisode(closed, { FMC: 0 }), minute(40))?.voidReason).toBe('CLOSED');
  });
});

describe('who is on the clock', () => {
  test('a patient at the PCI hospital has the direct targets, a transferred one the transfer targets', () => {
    const direct = anEpisode(chosen('PPCI_ON_SITE', 12), { FMC: 0, STEMI_DX: 10, DOOR: 2 });
    const transfer = anEpisode(chosen('PPCI_BY_TRANSFER', 12), { FMC: 0, STEMI_DX: 10, REF_DOOR_IN: 5 });
    const running = (episode: Episode) =>
      targetCodes.filter((code) => /^T(19|2[0-3])/.test(code) && status(code, episode, minute(20)) === 'RUNNING');
    expect(running(direct)).toEqual(['T19', 'T20']);
    expect(running(transfer)).toEqual(['T21', 'T22', 'T23']);
  });
  test('a clock that once ran and is no longer the patient’s becomes void, not forgotten', () => {
    const clocks = { T20: { announced: [] } };
    const transfer = anEpisode({ clocks, ...chosen('PPCI_BY_TRANSFER', 45) }, { FMC: 0, STEMI_DX: 10 });
    expect(readClock('T20', transfer, minute(50))).toMatchObject({ status: 'VOID', voidReason: 'NOT_APPLICABLE' });
  });
  test('patients without a STEMI diagnosis have no wire clock', () => {
    expect(readClock('T18', anEpisode({}, { DOOR: 0 }), minute(30))).toBeUndefined();
  });
});

describe('device time without wire time', () => {
  test('meets the clock and asks for the wire', () => {
    expect(readClock('T18', anEpisode({}, { STEMI_DX: 0, DOOR: 0, DEVICE: 80 }), minute(100))).toMatchObject({
      status: 'MET',
      flag: 'MET_BY_DEVICE',
    });
  });
});

test('angiography within two hours of lysis is flagged when it was no rescue', () => {
  expect(readClock('T31', anEpisode({}, { LYSIS_START: 0, ANGIO: 100 }), hour(3))?.flag).toBe('TOO_EARLY');
  expect(readClock('T31', anEpisode({}, { LYSIS_START: 0, ANGIO: 130 }), hour(3))?.flag).toBeUndefined();
});

describe('10.18: a late entry', () => {
  const entered = (lateMin: number) =>
    anEpisode({ milestones: milestonesAt({}, anEntry('FMC', minute(0), { receivedAt: minute(lateMin) })) });
  test('of a start older than a day pages nobody', () => {
    expect(readClock('T05', entered(24 * 60 + 1), minute(24 * 60 + 2))?.quiet).toBe(true);
  });
  test('of a start within the day tells its overdue levels', () => {
    expect(readClock('T05', entered(23 * 60), minute(23 * 60))?.quiet).toBe(false);
  });
  test('is not what a correction of a time known at once is', () => {
    const corrected = anEntry('DISCHARGE', minute(5), { n: 2, corrects: 1, receivedAt: hour(50) });
    const milestones = [...milestonesAt({ DISCHARGE: 0 }), corrected];
    expect(readClock('T42', anEpisode({ milestones }), hour(51))?.quiet).toBe(false);
  });
});

describe('T41, 10.20: acceptance counts working time', () => {
  const sent = (text: string) => anEpisode({ milestones: milestonesAt({}, anEntry('DOWN_REF_SENT', local(text))) });
  test('sent on Friday at five it is due on Monday at five', () => {
    expect(readClock('T41', sent('2026-03-06T17:00'), local('2026-03-06T18:00'))?.dueAt).toBe(
      local('2026-03-09T17:00'),
    );
  });
  test('half of it lies half of the working time away', () => {
    expect(readClock('T41', sent('2026-03-06T17:00'), local('2026-03-06T18:00'))?.levels?.HALF).toBe(
      local('2026-03-09T05:00'),
    );
  });
});

test('T42: high risk is due at the end of day 7, others at the end of day 14', () => {
  const left = (highRisk: boolean) =>
    anEpisode({ discharge: { at: minute(0), by: 'ps_1', drugs: [], highRisk } }, { DISCHARGE: 0 });
  expect(readClock('T42', left(true), minute(1))?.dueAt).toBe(local('2026-03-10T00:00') - 1);
  expect(readClock('T42', left(false), minute(1))?.dueAt).toBe(local('2026-03-17T00:00') - 1);
});

test('T42 ends when the patient goes back up into a new episode, and one that was made keeps its result', () => {
  const discharge = { at: minute(0), by: 'ps_1', drugs: [], highRisk: true };
  const continuedBy = episodeId('ep_2');
  const gone = anEpisode({ discharge, continuedBy }, { DISCHARGE: 0 });
  expect(readClock('T42', gone, hour(500))).toMatchObject({ status: 'VOID', voidReason: 'GOES_ON_ELSEWHERE' });
  const visited = anEpisode({ discharge, continuedBy }, { DISCHARGE: 0, COMMUNITY_VISIT1: 5 * 24 * 60 });
  expect(readClock('T42', visited, hour(500))?.status).toBe('MET');
});

describe('levels', () => {
  const running = anEpisode({}, { FMC: 0 });
  test.each<[number, Level | undefined]>([
    [4.9, undefined],
    [5, 'HALF'],
    [7.5, 'NEAR_BREACH'],
    [10, 'BREACH'],
    [15, 'ESCALATED'],
    [600, 'ESCALATED'],
  ])('after %d of 10 minutes: %s', (after, level) => {
    const reading = readClock('T05', running, minute(after));
    expect(reading && levelAt(reading, minute(after))).toBe(level);
  });
  test('an ended clock stays at the level it ended on', () => {
    const reading = readClock('T05', anEpisode({}, { FMC: 0, ECG1_ACQUIRED: 8 }), hour(5));
    expect(reading && levelAt(reading, hour(5))).toBe('NEAR_BREACH');
  });
});

const limited = targetCodes.filter((code) => targetOf(code).limitMin !== undefined);
const everything = (code: TargetCode, extra: Partial<Episode> = {}) =>
  anEpisode({
    helpChannel: code === 'T39' ? 'WARD' : 'WALK_IN',
    ...riskFor(code),
    milestones: milestonesAt({
      STEMI_DX: code === 'T36' ? undefined : 0,
      REF_DOOR_IN: ['T19', 'T20'].includes(code) ? undefined : 0,
      LAB_CALLED: code === 'T30' ? 0 : undefined,
      LYSIS_ASSESSED: code === 'T30' ? 0 : undefined,
      [targetOf(code).from[0] ?? 'FMC']: 0,
    } as Minutes),
    ...extra,
  });

test('a running clock never goes back a level as time passes', () => {
  const rank = (level: Level | undefined) => (level === undefined ? -1 : LEVELS.indexOf(level));
  fc.assert(
    fc.property(fc.constantFrom(...limited), fc.nat(40_000), fc.nat(40_000), (code, first, more) => {
      const reading = readClock(code, everything(code), minute(first));
      expect(reading).toBeDefined();
      if (reading === undefined) return;
      const level = rank(levelAt(reading, minute(first)));
      expect(rank(levelAt(reading, minute(first + more)))).toBeGreaterThanOrEqual(level);
    }),
  );
});

test('1.1 breach: levels come in their order, and the breach is the due time', () => {
  for (const code of limited) {
    const reading = readClock(code, everything(code), minute(1));
    const times = LEVELS.map((level) => reading?.levels?.[level] ?? 0);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(reading?.levels?.BREACH).toBe(reading?.dueAt);
  }
});

test('a clock read twice says the same, and a later end is never better', () => {
  const order = ['MET', 'UNCERTAIN', 'MISSED'];
  fc.assert(
    fc.property(fc.nat(300), fc.nat(300), (end, more) => {
      const given = (wire: number) => anEpisode({}, { STEMI_DX: 0, DOOR: 0, WIRE: wire });
      const one = status('T18', given(end));
      expect(status('T18', given(end))).toBe(one);
      expect(order.indexOf(status('T18', given(end + more)) ?? '')).toBeGreaterThanOrEqual(order.indexOf(one ?? ''));
    }),
  );
});
