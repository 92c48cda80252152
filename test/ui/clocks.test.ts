import { assert, nat, property } from 'fast-check';
import { askedNow, endOf, siteOfOwner } from '../../ui-admin/src/clockHelp';
import { countdown, drawClock, SHAPES, type DrawnClock, type Tone } from '../../ui-admin/src/clocks';
import { readingTone } from '../../ui-admin/src/readingTone';
import { daysToDue } from '../../ui-admin/src/taskWords';
import { staleness } from '../../ui-admin/src/parts/staleness';
import { withZone } from '../../ui-admin/src/times';
import type { Milestone } from '../../workflows/domain/vocabulary';
import { wordsOf } from '../../ui-admin/src/words/words';

const MIN = 60_000;
const running: DrawnClock = { status: 'RUNNING', startedAt: 0, dueAt: 10 * MIN };

describe('a clock on the board', () => {
  test.each<[number, Tone, string | undefined]>([
    [0, 'ON_TIME', undefined],
    [5, 'ON_TIME', 'HALF'],
    [7.5, 'AT_RISK', 'NEAR_BREACH'],
    [10, 'BREACHED', 'BREACH'],
    [15, 'BREACHED', 'ESCALATED'],
  ])('of ten minutes looks, after %p min, %s at level %s', (minutes, tone, level) => {
    const drawn = drawClock(running, minutes * MIN);
    expect(drawn.tone).toBe(tone);
    expect(drawn.level).toBe(level);
    expect(drawn.leftMin).toBeCloseTo(10 - minutes);
  });

  test('1.1: of an episode under another edition is drawn where that edition has its levels', () => {
    const shares = { half: 30, nearBreach: 60, escalated: 120 };
    const at = (minutes: number) => drawClock({ ...running, shares }, minutes * MIN);
    expect([at(3).level, at(6).level, at(10).level, at(12).level]).toEqual([
      'HALF',
      'NEAR_BREACH',
      'BREACH',
      'ESCALATED',
    ]);
    expect([at(5).tone, at(6).tone, at(10).tone]).toEqual(['ON_TIME', 'AT_RISK', 'BREACHED']);
  });

  test('T07: an ECG that waits is coloured by the limit and the shares of its own edition', () => {
    const shares = { half: 50, nearBreach: 75, escalated: 150 };
    const at = (limitMin: number, nearBreach: number) =>
      readingTone({ limitMin, shares: { ...shares, nearBreach } }, 7 * MIN);
    expect([at(10, 75), at(10, 60), at(6, 75)]).toEqual(['ON_TIME', 'AT_RISK', 'BREACHED']);
  });

  test('a met clock stands still and makes no noise', () => {
    const drawn = drawClock({ ...running, status: 'MET', endedAt: 4 * MIN }, 60 * MIN);
    expect(drawn).toMatchObject({ tone: 'QUIET', leftMin: 6 });
  });

  test('an uncertain clock is neither green nor red', () => {
    expect(drawClock({ ...running, status: 'UNCERTAIN' }, 20 * MIN).tone).toBe('UNKNOWN');
  });

  test('a clock that was overdue when it became known is breached at once', () => {
    expect(drawClock({ ...running, dueAt: 0 }, 0).tone).toBe('BREACHED');
  });

  test('never goes back a level as time passes', () => {
    const order = [undefined, 'HALF', 'NEAR_BREACH', 'BREACH', 'ESCALATED'];
    assert(
      property(nat(40 * MIN), nat(40 * MIN), (one, other) => {
        const [sooner, later] = [Math.min(one, other), Math.max(one, other)];
        const rank = (at: number) => order.indexOf(drawClock(running, at).level);
        expect(rank(later)).toBeGreaterThanOrEqual(rank(sooner));
      }),
    );
  });

  test('every colour has a shape of its own', () => {
    expect(new Set(Object.values(SHAPES)).size).toBe(Object.keys(SHAPES).length);
  });

  test.each([
    [7 * MIN + 5000, '7:05'],
    [-(MIN + 12_000), '−1:12'],
    [0, '0:00'],
    [3 * 60 * MIN, '3 h 00'],
    [14 * 24 * 60 * MIN, '14 d'],
  ])('%p ms read %s', (ms, words) => {
    expect(countdown(ms, wordsOf('en').t)).toBe(words);
  });

  test('days and hours to go are read in the reader’s own language', () => {
    expect([3 * 60 * MIN, 14 * 24 * 60 * MIN].map((ms) => countdown(ms, wordsOf('zh-CN').t))).toEqual([
      '3小时00分',
      '14天',
    ]);
  });
});

describe('a screen that hears nothing', () => {
  test('says so after two missed heartbeats', () => {
    expect(staleness({ stream: 'LIVE', heardAt: 0 }, 24_000)).toBe('FRESH');
    expect(staleness({ stream: 'LOST', heardAt: 0 }, 26_000)).toBe('STALE');
  });

  test('says at once that the record is away', () => {
    expect(staleness({ stream: 'RECORD_AWAY', heardAt: 0 }, 1000)).toBe('RECORD_AWAY');
  });
});

describe('times a person enters', () => {
  test('carry their zone', () => {
    expect(withZone('2026-11-22T14:03:20')).toMatch(/^2026-11-22T14:03:20[+-]\d{2}:\d{2}$/);
  });

  test('are left as they are when they are no times, for the server to refuse with a sentence', () => {
    expect(withZone('soon')).toBe('soon');
  });
});

test('a task due today is not overdue', () => {
  const noon = new Date(2026, 10, 22, 12).getTime();
  expect(daysToDue(new Date(2026, 10, 22, 23, 59).getTime(), noon)).toBe(0);
  expect(daysToDue(new Date(2026, 10, 21, 23, 59).getTime(), noon)).toBe(-1);
});

describe('1.1 near: from near breach on a clock shows what is next and where to ring', () => {
  const reached = (...codes: readonly Milestone[]) => codes.map((code) => ({ code, entry: {} }));
  const site = (id: string) => ({ id, nameZh: id, nameEn: id, phone: `555-${id}` });
  const places = {
    ...{ communitySite: site('cc'), emsSite: site('ems'), referringSite: site('county'), receivingSite: site('hub') },
  };

  test('what its row asked for last, or asks for first', () => {
    expect(askedNow('T24', 16, [])).toBe('VEHICLE_BOOKED');
    expect(askedNow('T24', 31, [])).toBe('RECKON_LYSIS_AGAIN');
    expect(askedNow('T12', 2, [])).toBe('LOAD_AFTER_CHECK');
  });
  test('T18: a step that was reached is not asked for any more', () => {
    expect(askedNow('T18', 50, [])).toBe('PATIENT_TO_LAB');
    expect(askedNow('T18', 50, reached('LAB_IN'))).toBe('PUNCTURE_NOW');
    expect(askedNow('T18', 80, reached('LAB_IN', 'PUNCTURE'))).toBeUndefined();
  });
  test('where the row has no words, the time that ends it', () => {
    expect(askedNow('T20', 45, [])).toBeUndefined();
    expect(endOf('T20')).toBe('WIRE');
  });
  test('the phone is that of the place where the owner is on duty', () => {
    const phone = (role: Parameters<typeof siteOfOwner>[0], ...codes: readonly Milestone[]) =>
      siteOfOwner(role, { ...places, timeline: reached(...codes) })?.phone;
    expect(phone('FAMILY_DOCTOR')).toBe('555-cc');
    expect(phone('EMS_CREW')).toBe('555-ems');
    expect(phone('LABORATORY_DUTY', 'REF_DOOR_IN')).toBe('555-county');
    expect(phone('LABORATORY_DUTY', 'REF_DOOR_IN', 'REF_DOOR_OUT')).toBe('555-hub');
  });
});
