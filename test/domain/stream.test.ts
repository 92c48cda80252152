import { assert, array, boolean, constantFrom, double, integer, property, record } from 'fast-check';
import { DEVICE_ALARMS, priorityOf } from '../../workflows/domain/deviceAlarms';
import { FRESH, watch, type StreamState, type Transition } from '../../workflows/domain/stream';
import { NO_PROFILE, type AlarmProfile, type Reading } from '../../workflows/domain/streamBands';
import { changeRules, STREAM_RULES, STREAM_VITALS, type StreamVital } from '../../workflows/domain/streamRules';
import type { AlarmCode } from '../../workflows/domain/vocabulary';

const T0 = Date.parse('2026-11-22T02:00:00Z');

/** Seconds after the start, what, how much. */
type Told = readonly [at: number, vital: StreamVital, value: number, more?: Partial<Reading> | undefined];
type Given = {
  readonly profile?: Partial<AlarmProfile>;
  readonly symptoms?: readonly string[];
  readonly from?: StreamState;
};

function watched(readings: readonly Told[], { profile, symptoms = [], from = FRESH }: Given = {}) {
  const watching = { rules: STREAM_RULES, profile: { ...NO_PROFILE, ...profile }, symptoms };
  let state = from;
  const told: Transition[] = [];
  for (const [at, vital, value, more] of readings) {
    // What is kept across a restart is JSON, and nothing else.
    const step = watch(structuredClone(state), { at: T0 + at * 1000, vital, value, ...more }, watching);
    state = step.state;
    told.push(...step.told);
  }
  return { state, told };
}

/** `60 start BRADYCARDIA MEDIUM` */
const words = (readings: readonly Told[], given?: Given): string[] =>
  watched(readings, given).told.map(
    ({ at, phase, code, priority }) => `${(at - T0) / 1000} ${phase} ${code} ${priority}`,
  );

/** The same value every so many seconds, both ends included. */
const every = (
  [from, to, stepS]: readonly [number, number, number],
  vital: StreamVital,
  value: number,
  more?: Partial<Reading>,
): Told[] =>
  Array.from({ length: Math.floor((to - from) / stepS) + 1 }, (_, n): Told => [from + n * stepS, vital, value, more]);

const HOUR = 3600;
const DAY = 24 * HOUR;

describe('W1 no QRS', () => {
  test('W1: six seconds without a QRS are an alarm at once, shorter is a pause (10.8)', () => {
    expect(words([[0, 'RR_INTERVAL', 6000]])).toContain('0 start VF_ASYSTOLE HIGH');
    expect(words([[0, 'RR_INTERVAL', 5999]])).toEqual(['0 start PAUSE HIGH']);
  });

  test('W1: while the electrode is off it is held, unless the signal was good until just now', () => {
    expect(
      words([
        [0, 'CONTACT', 0],
        [10, 'RR_INTERVAL', 9000],
      ]),
    ).toEqual([]);
    const good: Told = [5, 'HR', 72, { sqi: 0.9 }];
    expect(words([[0, 'CONTACT', 0], good, [10, 'RR_INTERVAL', 9000, { sqi: 0.1 }]])).toEqual([
      '10 start VF_ASYSTOLE HIGH',
    ]);
    expect(words([good, [600, 'RR_INTERVAL', 9000, { sqi: 0.1 }]])).toEqual([]);
  });
});

describe('W4 pauses', () => {
  test('W4: four seconds in sinus rhythm, five in atrial fibrillation', () => {
    expect(words([[0, 'RR_INTERVAL', 4000]])).toEqual(['0 start PAUSE MEDIUM']);
    expect(words([[0, 'RR_INTERVAL', 4900]], { profile: { knownAf: true } })).toEqual([]);
    expect(
      words([
        [0, 'AF', 1],
        [5, 'RR_INTERVAL', 4900],
      ]),
    ).toEqual([]);
    expect(words([[0, 'RR_INTERVAL', 5000]], { profile: { knownAf: true } })).toEqual(['0 start PAUSE HIGH']);
  });

  test('W4: the third pause of three seconds within 24 hours, asleep LOW', () => {
    const pauses: Told[] = [0, 8 * HOUR, 16 * HOUR].flatMap((at): Told[] => [
      [at, 'RR_INTERVAL', 3200],
      [at + 5, 'RR_INTERVAL', 900],
    ]);
    expect(words(pauses)).toEqual([`${16 * HOUR} start PAUSE MEDIUM`, `${16 * HOUR + 5} end PAUSE MEDIUM`]);
    expect(words([...pauses.slice(0, 4), [25 * HOUR, 'RR_INTERVAL', 3200]])).toEqual([]);
    expect(
      words([
        [0, 'ASLEEP', 1],
        [1, 'RR_INTERVAL', 4000],
      ]),
    ).toEqual(['1 start PAUSE LOW']);
  });
});

describe('W5 slow', () => {
  test('W5: below 40 for a minute, not for less, and it ends five above the limit', () => {
    expect(words(every([0, 50, 10], 'HR', 38))).toEqual([]);
    expect(words([...every([0, 60, 10], 'HR', 38), [70, 'HR', 44], [80, 'HR', 45]])).toEqual([
      '60 start BRADYCARDIA MEDIUM',
      '80 end BRADYCARDIA MEDIUM',
    ]);
  });

  test('W5: one beat above the limit and a gap in the readings start the minute anew', () => {
    expect(words([...every([0, 50, 10], 'HR', 38), [55, 'HR', 41], ...every([60, 110, 10], 'HR', 38)])).toEqual([]);
    expect(
      words([
        [0, 'HR', 38],
        [180, 'HR', 38],
      ]),
    ).toEqual([]);
    expect(
      words([
        [0, 'HR', 38],
        [60, 'HR', 38],
      ]),
    ).toEqual(['60 start BRADYCARDIA MEDIUM']);
  });

  test('W5: asleep 38 is nobody’s alarm and 34 is; not knowing is being awake', () => {
    expect(words([[0, 'ASLEEP', 1], ...every([0, 120, 10], 'HR', 38)])).toEqual([]);
    expect(words([[0, 'ASLEEP', 1], ...every([0, 60, 10], 'HR', 34)])).toEqual(['60 start BRADYCARDIA MEDIUM']);
    // Told of the sleep eleven minutes ago: not known any more.
    expect(words([[0, 'ASLEEP', 1], ...every([660, 720, 10], 'HR', 38)])).toEqual(['720 start BRADYCARDIA MEDIUM']);
  });

  test('W5: below 35 with a complaint it is HIGH, and one that comes later raises the same alarm', () => {
    expect(words(every([0, 60, 10], 'HR', 34), { symptoms: ['CHEST_PAIN'] })).toEqual(['60 start BRADYCARDIA HIGH']);
    const { state, told } = watched(every([0, 60, 10], 'HR', 34));
    const later = watched([[70, 'HR', 34]], { symptoms: ['CHEST_PAIN'], from: state });
    expect(later.told).toMatchObject([{ phase: 'update', priority: 'HIGH', alarmId: told[0]?.alarmId }]);
  });

  test('W5: a personal limit replaces the 40 and leaves the 35', () => {
    const profile = { limits: { HR_LOW: 36 } };
    expect(words(every([0, 120, 10], 'HR', 37), { profile })).toEqual([]);
    expect(words(every([0, 60, 10], 'HR', 34), { profile })).toEqual(['60 start BRADYCARDIA MEDIUM']);
  });
});

describe('W7 fast', () => {
  test('W7: 180 for 30 s HIGH, above 150 for a minute MEDIUM, above 120 at rest for five minutes LOW', () => {
    expect(words(every([0, 30, 10], 'HR', 180))).toEqual(['30 start TACHYCARDIA HIGH']);
    expect(words(every([0, 60, 10], 'HR', 151))).toEqual(['60 start TACHYCARDIA MEDIUM']);
    expect(words(every([0, 290, 10], 'HR', 150))).toEqual([]);
    expect(words(every([0, 300, 10], 'HR', 121))).toEqual(['300 start TACHYCARDIA LOW']);
    expect(words(every([0, 600, 10], 'HR', 120))).toEqual([]);
  });

  test('W7: in movement 130 is no alarm; a faster heart makes the same alarm graver', () => {
    expect(words([[0, 'MOVING', 1], ...every([0, 600, 10], 'HR', 130)])).toEqual([]);
    expect(words([...every([0, 300, 10], 'HR', 130), ...every([310, 340, 10], 'HR', 185)])).toEqual([
      '300 start TACHYCARDIA LOW',
      '340 update TACHYCARDIA HIGH',
    ]);
  });

  test('W7: a personal limit of 130 at rest', () => {
    expect(words(every([0, 600, 10], 'HR', 125), { profile: { limits: { HR_HIGH: 130 } } })).toEqual([]);
  });
});

describe('W8 atrial fibrillation', () => {
  test('W8: onset after 30 s and end, each told once, not again within 24 hours', () => {
    const episode = (at: number): Told[] => [...every([at, at + 60, 10], 'AF', 1), [at + 70, 'AF', 0]];
    expect(words(episode(0))).toEqual(['30 start AF_ONSET MEDIUM', '70 end AF_ONSET MEDIUM']);
    expect(words([...episode(0), ...episode(HOUR), ...episode(DAY + 60)])).toEqual([
      '30 start AF_ONSET MEDIUM',
      '70 end AF_ONSET MEDIUM',
      `${DAY + 90} start AF_ONSET MEDIUM`,
      `${DAY + 130} end AF_ONSET MEDIUM`,
    ]);
  });

  test('W8: known fibrillation is no alarm, only its rate is', () => {
    const known = { profile: { knownAf: true } };
    expect(words(every([0, 600, 10], 'AF', 1), known)).toEqual([]);
    expect(words(every([0, 60, 10], 'HR', 160), known)).toEqual(['60 start TACHYCARDIA MEDIUM']);
  });
});

test('W10: a QTc of 500 ms is reviewed, 499 is not', () => {
  expect(
    words([
      [0, 'QTC', 499],
      [60, 'QTC', 500],
    ]),
  ).toEqual(['60 start LONG_QTC MEDIUM']);
});

describe('W12 and W13 ST of few leads', () => {
  const up = (from: number, to: number, value = 0.2) => every([from, to, 10], 'ST', value, { lead: 'II' });

  test('W12: 0.2 mV over the own baseline for a minute asks for twelve leads, and never grades ischaemia by itself', () => {
    expect(words(up(0, 60))).toEqual(['60 start ST_ELEVATION_FEW_LEADS MEDIUM']);
    expect(words(up(0, 60, 3))).toEqual(['60 start ST_ELEVATION_FEW_LEADS MEDIUM']);
    expect(words(up(0, 60), { symptoms: ['CHEST_PAIN'] })).toEqual(['60 start ST_ELEVATION_FEW_LEADS HIGH']);
    expect(words(up(0, 600, 0.29), { profile: { stBaselineMv: { II: 0.1 } } })).toEqual([]);
  });

  test('W12: lying down or getting up starts the minute anew', () => {
    expect(words([[0, 'UPRIGHT', 0], ...up(1, 41), [45, 'UPRIGHT', 1], ...up(51, 101)])).toEqual([]);
    expect(words([[0, 'UPRIGHT', 0], ...up(1, 41), [45, 'UPRIGHT', 1], ...up(51, 111)])).toHaveLength(1);
  });

  test('W13: 0.1 mV down at rest for a minute; again after 30 minutes, sooner when grown by 0.05 mV', () => {
    const down = (from: number, to: number, value: number) => every([from, to, 60], 'ST', value, { lead: 'V5' });
    expect(words([[0, 'MOVING', 1], ...every([0, 300, 10], 'ST', -0.1, { lead: 'V5' })])).toEqual([]);
    expect(words(down(0, 1860, -0.1))).toEqual(['60 start ST_DEPRESSION MEDIUM', '1860 start ST_DEPRESSION MEDIUM']);
    expect(words([...down(0, 120, -0.1), ...down(180, 240, -0.15)])).toEqual([
      '60 start ST_DEPRESSION MEDIUM',
      '180 start ST_DEPRESSION MEDIUM',
    ]);
  });

  test('W13: each lead has its own minute', () => {
    const leads: Told[] = [0, 10, 20, 30, 40, 50].map((at): Told => [
      at,
      'ST',
      -0.2,
      { lead: at % 20 === 0 ? 'I' : 'II' },
    ]);
    expect(words([...leads, [60, 'ST', -0.2, { lead: 'I' }]])).toEqual(['60 start ST_DEPRESSION MEDIUM']);
  });
});

test('W14: below 90 for 15 s or on two readings, below 85 HIGH, over at 92', () => {
  expect(words([[0, 'SPO2', 89]])).toEqual([]);
  expect(
    words([
      [0, 'SPO2', 89],
      [15, 'SPO2', 89],
    ]),
  ).toEqual(['15 start SPO2_LOW MEDIUM']);
  expect(
    words([
      [0, 'SPO2', 89],
      [HOUR, 'SPO2', 88],
    ]),
  ).toEqual([`${HOUR} start SPO2_LOW MEDIUM`]);
  expect(
    words([
      [0, 'SPO2', 84],
      [5, 'SPO2', 79],
    ]),
  ).toEqual(['5 start SPO2_LOW HIGH']);
  expect(
    words([
      [0, 'SPO2', 89],
      [15, 'SPO2', 89],
      [30, 'SPO2', 91],
      [45, 'SPO2', 92],
    ]),
  ).toEqual(['15 start SPO2_LOW MEDIUM', '45 end SPO2_LOW MEDIUM']);
  expect(
    words(
      [
        [0, 'SPO2', 89],
        [15, 'SPO2', 89],
      ],
      { profile: { limits: { SPO2_LOW: 88 } } },
    ),
  ).toEqual([]);
});

describe('W15 pressure', () => {
  test('W15: 180 or 110 at once, 160 or 100 when measured twice', () => {
    expect(words([[0, 'SBP', 180]])).toEqual(['0 start BP_ABNORMAL MEDIUM']);
    expect(words([[0, 'DBP', 110]])).toEqual(['0 start BP_ABNORMAL MEDIUM']);
    expect(words([[0, 'SBP', 160]])).toEqual([]);
    expect(
      words([
        [0, 'SBP', 160],
        [300, 'SBP', 165],
      ]),
    ).toEqual(['300 start BP_ABNORMAL LOW']);
    expect(
      words([
        [0, 'DBP', 100],
        [300, 'DBP', 101],
      ]),
    ).toEqual(['300 start BP_ABNORMAL LOW']);
    expect(words([[0, 'SBP', 180]], { symptoms: ['DYSPNOEA'] })).toEqual(['0 start BP_ABNORMAL HIGH']);
  });

  test('W15: below 90 MEDIUM, HIGH when confirmed (10.30), over when it is normal', () => {
    expect(
      words([
        [0, 'SBP', 88],
        [300, 'SBP', 86],
        [600, 'SBP', 110],
      ]),
    ).toEqual(['0 start BP_ABNORMAL MEDIUM', '300 update BP_ABNORMAL HIGH', '600 end BP_ABNORMAL HIGH']);
  });
});

test('W16: below 3.0 HIGH, to 3.9 and from 16.7 MEDIUM; a normal repeat ends it, none keeps it', () => {
  expect(words([[0, 'GLUCOSE', 2.9]])).toEqual(['0 start GLUCOSE_ABNORMAL HIGH']);
  expect(
    words([
      [0, 'GLUCOSE', 3.9],
      [600, 'GLUCOSE', 5.5],
    ]),
  ).toEqual(['0 start GLUCOSE_ABNORMAL MEDIUM', '600 end GLUCOSE_ABNORMAL MEDIUM']);
  expect(words([[0, 'GLUCOSE', 16.7]])).toEqual(['0 start GLUCOSE_ABNORMAL MEDIUM']);
});

describe('W19, W20, W21 technical', () => {
  test('W19: electrode off for two minutes awake, MEDIUM after 30 minutes of a watched patient', () => {
    expect(words(every([0, 120, 30], 'CONTACT', 0))).toEqual(['120 start LEAD_OFF LOW']);
    expect(words([[0, 'ASLEEP', 1], ...every([0, 300, 30], 'CONTACT', 0)])).toEqual([]);
    expect(words(every([0, 1800, 30], 'CONTACT', 0), { profile: { highWatch: true } })).toEqual([
      '120 start LEAD_OFF LOW',
      '1800 update LEAD_OFF MEDIUM',
    ]);
    expect(words([...every([0, 120, 30], 'CONTACT', 0), [150, 'CONTACT', 1]])).toContain('150 end LEAD_OFF LOW');
  });

  test('W20: ten minutes of poor signal', () => {
    expect(words(every([0, 540, 60], 'SQI', 0.3))).toEqual([]);
    expect(words(every([0, 600, 60], 'SQI', 0.3))).toEqual(['600 start POOR_SIGNAL LOW']);
  });

  test('W21: below 20 % once LOW, below 5 % once MEDIUM', () => {
    const falling: Told[] = [25, 21, 19, 18, 20, 19, 10, 4, 3].map((value, n): Told => [n * 600, 'BATTERY', value]);
    expect(words(falling)).toEqual(['1200 start LOW_BATTERY LOW', '4200 update LOW_BATTERY MEDIUM']);
  });

  test('6.4: a poor signal or an electrode that is off neither starts nor ends a rhythm alarm', () => {
    const poor = { sqi: 0.4 };
    expect(words(every([0, 120, 10], 'HR', 30, poor))).toEqual([]);
    expect(words([...every([0, 60, 10], 'HR', 30), [70, 'HR', 90, poor], [80, 'HR', 90]])).toEqual([
      '60 start BRADYCARDIA MEDIUM',
      '80 end BRADYCARDIA MEDIUM',
    ]);
    expect(words([[0, 'CONTACT', 0], ...every([0, 120, 10], 'HR', 30)])).toEqual([]);
    expect(words([[0, 'CONTACT', 0], ...every([0, 120, 10], 'SPO2', 80)])).toContain('10 start SPO2_LOW HIGH');
  });
});

test('W25: two kilograms in three days, told once a day', () => {
  const scale: Told[] = [80, 81, 81.9, 82.0, 82.5].map((value, day): Told => [day * DAY, 'WEIGHT', value]);
  // 82.0 is two kilograms over the 80 of three days before, which are just over; 82.5 is 1.5 over the 81.
  expect(words(scale)).toEqual([]);
  expect(
    words([
      [0, 'WEIGHT', 80],
      [2 * DAY, 'WEIGHT', 82],
      [2 * DAY + HOUR, 'WEIGHT', 81],
      [2 * DAY + 2 * HOUR, 'WEIGHT', 82],
    ]),
  ).toEqual([`${2 * DAY} start WEIGHT_GAIN LOW`, `${2 * DAY + HOUR} end WEIGHT_GAIN LOW`]);
  expect(
    words(
      [
        [0, 'WEIGHT', 80],
        [DAY, 'WEIGHT', 82],
      ],
      { symptoms: ['DYSPNOEA'] },
    ),
  ).toEqual([`${DAY} start WEIGHT_GAIN MEDIUM`]);
});

const facts = { symptoms: [], asleep: false, claimedHigh: false, repeats: 1 };
test.each<[string, AlarmCode, Partial<Parameters<typeof priorityOf>[1]>, string]>([
  ['W2: VT of 150 for 30 s', 'SUSTAINED_VT', { value: 150 }, 'HIGH'],
  ['W2: VT of 120 without symptoms (10.7)', 'SUSTAINED_VT', { value: 120 }, 'MEDIUM'],
  ['W2: VT of 120 with symptoms', 'SUSTAINED_VT', { value: 120, symptoms: ['SYNCOPE'] }, 'HIGH'],
  ['W3: a single short run', 'NON_SUSTAINED_VT', {}, 'INFO'],
  ['W3: three short runs within the hour', 'NON_SUSTAINED_VT', { repeats: 3 }, 'MEDIUM'],
  ['W6: high-degree block at 50', 'AV_BLOCK', { value: 50 }, 'MEDIUM'],
  ['W6: high-degree block below 40', 'AV_BLOCK', { value: 39 }, 'HIGH'],
  ['W9: pre-excited fibrillation', 'PRE_EXCITED_AF', {}, 'HIGH'],
  ['W10: QTc of 550 with R-on-T', 'LONG_QTC', { value: 550, claimedHigh: true }, 'HIGH'],
  ['W11: ST elevation in twelve leads', 'ST_ELEVATION_12_LEAD', {}, 'HIGH'],
  ['W17: the button', 'SOS', {}, 'HIGH'],
  ['W18: chest pain told', 'CHEST_PAIN_REPORTED', {}, 'HIGH'],
  ['W22: an hour without data', 'NO_DATA', {}, 'LOW'],
  ['W23: the pipeline stands', 'PLATFORM_FAULT', {}, 'HIGH'],
  ['W24: a measurement or dose overdue', 'MISSED_MEASUREMENT', {}, 'LOW'],
])('%s, as its device or the server tells it', (_, code, more, priority) => {
  expect(priorityOf(code, { ...facts, ...more })).toBe(priority);
});

describe('10.32: clinical.md 6.2 says what is an alarm and after which delay, devices.md 5.6 only when it is over', () => {
  test('10.32 a slow heart is an alarm after the 60 s of 6.2, not after the 15 s of 5.6, and over 5/min further up', () => {
    const slow = every([0, 90, 5], 'HR', 38);
    expect(words(slow.slice(0, 12))).toEqual([]);
    expect(words(slow)).toEqual(['60 start BRADYCARDIA MEDIUM']);
    expect(words([...slow, ...every([95, 200, 5], 'HR', 44)])).toEqual(['60 start BRADYCARDIA MEDIUM']);
    expect(words([...slow, ...every([95, 200, 5], 'HR', 46)])).toHaveLength(2);
  });
  test('10.32 a saturation of 79 % has the delay of 6.2 too: one reading is none, two or 15 s are', () => {
    expect(words([[0, 'SPO2', 79]])).toEqual([]);
    expect(
      words([
        [0, 'SPO2', 79],
        [5, 'SPO2', 79],
      ]),
    ).toEqual(['5 start SPO2_LOW HIGH']);
  });
  test('10.32 a value inside the hysteresis never begins an alarm', () => {
    expect(words(every([0, 600, 5], 'HR', 42))).toEqual([]);
    expect(words(every([0, 600, 5], 'SPO2', 91))).toEqual([]);
  });
});

test('every rule names the row its alarm has', () => {
  for (const { ref, code } of Object.values(STREAM_RULES)) expect(DEVICE_ALARMS[code].ref).toBe(ref);
});

test('a reading that comes late changes nothing', () => {
  expect(
    words([
      [0, 'HR', 38],
      [60, 'HR', 60],
      [30, 'HR', 38],
      [50, 'HR', 38],
    ]),
  ).toEqual([]);
});

test('a changed edition changes its numbers and nothing else', () => {
  const rules = changeRules(STREAM_RULES, { W5_AWAKE: { limit: 45 } });
  expect(rules.W5_AWAKE).toEqual({ ...STREAM_RULES.W5_AWAKE, limit: 45 });
  expect({ ...rules, W5_AWAKE: STREAM_RULES.W5_AWAKE }).toEqual(STREAM_RULES);
});

test('whatever is measured, every alarm starts before it is updated or ended, once, and the memory stays small', () => {
  const readings = array(
    record({
      gap: integer({ min: 0, max: 400 }),
      vital: constantFrom(...STREAM_VITALS),
      value: double({ min: -1, max: 7000, noNaN: true }),
      poor: boolean(),
    }),
    { maxLength: 120 },
  );
  const orderly = property(readings, (given) => {
    let at = 0;
    const told = given.map(({ gap, vital, value, poor }): Told => {
      at += gap;
      return [at, vital, value, { sqi: poor ? 0.2 : 0.9, ...(vital === 'ST' && { lead: 'II' }) }];
    });
    const { state, told: transitions } = watched(told);
    const open = new Set<string>();
    for (const { phase, alarmId } of transitions) {
      if (phase === 'start' ? open.has(alarmId) : !open.has(alarmId)) return false;
      if (phase === 'start') open.add(alarmId);
      if (phase === 'end') open.delete(alarmId);
    }
    return JSON.stringify(state).length < 12_000;
  });
  expect(() => assert(orderly, { numRuns: 300 })).not.toThrow();
});
