import type { Recording } from '../../../devices/formats/recording';
import { findBeats } from '../../../devices/preread/beats';
import { preRead } from '../../../devices/preread/preread';
import { aHeart, noiseOf } from './aHeart';

const MAN = { sex: 'MALE', ageYears: 60 } as const;

/** A recording with the samples of one lead, or of all, changed. */
const changed = (recording: Recording, change: (uv: Int16Array) => Int16Array, only?: string): Recording => ({
  ...recording,
  leads: recording.leads.map(({ name, uv }) => ({ name, uv: only === undefined || only === name ? change(uv) : uv })),
});

test.each([50, 78, 130])('a heart that beats %i times a minute is counted so', (rate) => {
  const { hr = 0, rPeaksS } = preRead(aHeart({ rate }), MAN);
  expect(Math.abs(hr - rate)).toBeLessThan(0.03 * rate);
  expect(Math.abs(rPeaksS.length - rate / 6)).toBeLessThanOrEqual(2);
});

test.each(['II', 'V5'])('a Holter whose %s comes off for eight seconds loses no beat of the other lead', (lost) => {
  const { fs, leads } = aHeart({ seconds: 30, rate: 70 });
  const two = leads.filter(({ name }) => name === 'II' || name === 'V5');
  const traces = two.map(({ name, uv }) =>
    Float64Array.from(uv, (value, i) => (name === lost && i > 11.1 * fs && i < 19.1 * fs ? 0 : value)),
  );
  const whole = two.map(({ uv }) => new Float64Array(uv));
  expect(findBeats(traces, fs)).toHaveLength(findBeats(whole, fs).length);
});

/** The two leads of a Holter, with what `disturb` makes of each sample from one second to another. */
function holter(heart: Parameters<typeof aHeart>[0], disturb: (uv: number, seconds: number) => number = (uv) => uv) {
  const { fs, leads } = aHeart({ seconds: 60, ...heart });
  const two = leads.filter(({ name }) => name === 'II' || name === 'V5');
  return { fs, traces: two.map(({ uv }) => Float64Array.from(uv, (value, i) => disturb(value, i / fs))) };
}

test('where noise is as high as beats are, the beats in step are kept and nothing is made up between them', () => {
  const noise = noiseOf(11);
  let [slow, slower] = [0, 0];
  const trembling = (uv: number, seconds: number) => {
    slow += (noise() - slow) * 0.14;
    slower += (slow - slower) * 0.14;
    return seconds > 20 && seconds < 30 ? uv + 3000 * slower : uv;
  };
  const [calm, disturbed] = [holter({ rate: 70 }), holter({ rate: 70 }, trembling)];
  const [marked, found] = [calm, disturbed].map(({ traces, fs }) => findBeats(traces, fs));
  expect(found).toHaveLength(marked?.length ?? 0);
});

test.each([-0.18, -0.14, 0.16, 0.2])(
  'a spike %f s beside a beat is not taken for it, and the beat stays where it was',
  (aside) => {
    const { fs, leads } = aHeart({ seconds: 30, rate: 70 });
    const traces = leads.map(({ uv }) => new Float64Array(uv));
    const beats = findBeats(traces, fs);
    const beat = beats[15] ?? 0;
    const spikeAt = Math.round(beat + aside * fs);
    const spiked = traces.map((trace, n) =>
      trace.map((uv, i) => uv + (n % 2 === 0 ? -1500 : 1500) * Math.exp(-(((i - spikeAt) / (0.012 * fs)) ** 2) / 2)),
    );
    const found = findBeats(spiked, fs);
    expect(found).toHaveLength(beats.length);
    expect(found.some((at) => Math.abs(at - beat) < 0.03 * fs)).toBe(true);
  },
);

test.each([150, 180, 220])(
  'a run of 30 wide beats at %i a minute is a rhythm of its own and is never thinned out',
  (perMin) => {
    const { fs, traces } = holter({ rate: 75, run: { beats: 30, perMin } });
    const gaps = findBeats(traces, fs).map((at, n, all) => (at - (all[n - 1] ?? 0)) / fs);
    expect(gaps.filter((gap) => Math.abs(gap - 60 / perMin) < 0.03).length).toBeGreaterThanOrEqual(28);
  },
);

test('a heart without elevation does not meet the criteria, and every number names its algorithm', () => {
  expect(preRead(aHeart(), MAN)).toMatchObject({
    verdict: 'DOES_NOT_MEET',
    algorithm: { name: 'wiretime-preread', version: '1.6.0' },
  });
});

test.each([
  ['inferior', { II: 0.2, I: -0.05 }, ['INFERIOR']],
  ['lateral', { V5: 0.15, V6: 0.15 }, ['LATERAL']],
  ['anterior', { V3: 0.25, V4: 0.25 }, ['ANTERIOR']],
])('elevation of the %s wall is found there', (_, stMv, territories) => {
  expect(preRead(aHeart({ stMv }), MAN)).toMatchObject({ verdict: 'MEETS_CRITERIA', territories });
});

test('elevation between a man’s and a woman’s limit is left to a person while nobody knows which holds', () => {
  const recording = aHeart({ stMv: { V2: 0.2, V3: 0.2 } });
  const [woman, man] = (['FEMALE', 'MALE'] as const).map((sex) => preRead(recording, { sex, ageYears: 30 }));
  expect([woman?.verdict, man?.verdict]).toEqual(['MEETS_CRITERIA', 'DOES_NOT_MEET']);
  expect(preRead(recording)).toMatchObject({ verdict: 'CANNOT_ASSESS', reasons: ['AGE_OR_SEX_UNKNOWN'] });
});

/** The trap of LUDB's headers: every lead one millivolt from top to bottom. */
const equallyHigh = (uv: Int16Array): Int16Array => {
  const range = Math.max(...uv) - Math.min(...uv);
  return uv.map((value) => (1000 * value) / range);
};

const INFARCT = aHeart({ stMv: { II: 0.2, I: -0.05 } });

test.each<[string, Recording, string]>([
  ['of three seconds', changed(INFARCT, (uv) => uv.slice(0, 1500)), 'TOO_SHORT'],
  ['that is flat', changed(INFARCT, (uv) => uv.map(() => 0)), 'NO_SIGNAL'],
  ['with a dead lead', changed(INFARCT, (uv) => uv.map(() => 3), 'V4'), 'LEAD_DEAD'],
  [
    'with a lead that came off half way',
    changed(INFARCT, (uv) => uv.map((value, i) => (i < 2500 ? value : 0)), 'V2'),
    'LEAD_LOST',
  ],
  ['cut off at the top', changed(INFARCT, (uv) => uv.map((value) => Math.min(value, 520))), 'LEAD_CLIPPED'],
  ['of too few samples a second', { ...INFARCT, fs: 200 }, 'RATE_TOO_LOW_FOR_ST'],
  [
    'whose II is at another scale than I and III',
    changed(INFARCT, (uv) => uv.map((value) => 2 * value), 'II'),
    'SCALE_SUSPECT',
  ],
  ['whose leads are all drawn equally high', changed(INFARCT, equallyHigh), 'SCALE_SUSPECT'],
  ['without V3', { ...INFARCT, leads: INFARCT.leads.filter(({ name }) => name !== 'V3') }, 'LEADS_MISSING'],
])('a recording %s is not judged', (_, recording, reason) => {
  const { verdict, reasons } = preRead(recording, MAN);
  expect(verdict).toBe('CANNOT_ASSESS');
  expect(reasons).toContain(reason);
});

test.each([1, 2, 3])('noise alone (seed %i) is not judged', (seed) => {
  const noise = noiseOf(seed);
  expect(
    preRead(
      changed(INFARCT, (uv) => uv.map(() => 400 * noise())),
      MAN,
    ).verdict,
  ).toBe('CANNOT_ASSESS');
});

test('mains hum alone is not judged', () => {
  const hum = changed(INFARCT, (uv) => uv.map((_, i) => 300 * Math.sin((2 * Math.PI * 50 * i) / 500)));
  expect(preRead(hum, MAN).verdict).toBe('CANNOT_ASSESS');
});

test('a QRS of 90 ms is measured to a few milliseconds, and so is one stretched by half', () => {
  expect(Math.abs((preRead(aHeart(), MAN).qrsMs ?? 0) - 90)).toBeLessThanOrEqual(12);
  expect(preRead(aHeart({ wide: 1.8 }), MAN).qrsMs ?? 0).toBeGreaterThan(120);
});

test.each([
  ['spike', { spikeMv: 2 }],
  ['spike drawn out to a low block by a slow amplifier', { spikeMv: 0.4, spikeMs: 16 }],
])('elevation behind a pacemaker’s %s is for a person to judge, and the spike is no part of QRS', (_, spike) => {
  const heart = { stMv: { II: 0.3 }, wide: 1.8 };
  const { verdict, reasons, qrsMs = 0 } = preRead(aHeart({ ...heart, ...spike }), MAN);
  expect(verdict).toBe('CANNOT_ASSESS');
  expect(reasons).toContain('PACED');
  expect(Math.abs(qrsMs - (preRead(aHeart(heart), MAN).qrsMs ?? 0))).toBeLessThanOrEqual(10);
});

test('elevation that is gone 60 ms after the J point is a notch: it is named, and ST is taken where the notch is over', () => {
  expect(preRead(aHeart({ stMv: { II: 0.3 }, notch: true }), MAN)).toMatchObject({
    verdict: 'DOES_NOT_MEET',
    reasons: ['J_WAVE'],
    leads: [],
  });
});

test.each([
  ['a mirror image in V2', { II: 0.3, V2: -0.15 }],
  ['no other lead than V1 to V3', { V2: 0.28, V3: 0.28 }],
])('a notch with %s is left to a person', (_, stMv) => {
  const notched = aHeart({ stMv, notch: true });
  const lasting = aHeart({ stMv: { V2: -0.15 } });
  const leads = notched.leads.map(({ name, uv }) => ({
    name,
    uv: name === 'V2' && 'II' in stMv ? (lasting.leads.find((lead) => lead.name === 'V2')?.uv ?? uv) : uv,
  }));
  expect(preRead({ ...notched, leads }, MAN)).toMatchObject({ verdict: 'CANNOT_ASSESS', reasons: ['J_WAVE'] });
});

test.each([
  [3, 120],
  [5, 150],
  [8, 190],
])('W3: %i wide beats in a row at %i a minute among narrow ones may be ventricular tachycardia', (beats, perMin) => {
  const { reasons, wideRuns } = preRead(aHeart({ run: { beats, perMin } }), MAN);
  expect(reasons).toContain('VT_SUSPECTED');
  expect(wideRuns).toHaveLength(1);
  expect(wideRuns[0]?.beats).toBe(beats);
  expect(Math.abs((wideRuns[0]?.perMin ?? 0) - perMin)).toBeLessThanOrEqual(5);
});

test('W2: wide beats alone may be ventricular tachycardia from 150 a minute on; slower ones may be a bundle branch block', () => {
  const reasonsAt = (rate: number) => preRead(aHeart({ rate, wide: 1.8 }), MAN).reasons;
  expect(reasonsAt(165)).toContain('VT_SUSPECTED');
  expect(reasonsAt(120)).not.toContain('VT_SUSPECTED');
});

test.each([
  ['a single wide beat', { run: { beats: 1, perMin: 150 } }],
  ['two wide beats', { run: { beats: 2, perMin: 150 } }],
  ['four wide beats, slower than 100 a minute', { run: { beats: 4, perMin: 85 } }],
  ['a narrow beat that comes 170 times a minute', { rate: 170 }],
])('%s is no ventricular tachycardia', (_, heart) => {
  expect(preRead(aHeart(heart), MAN)).toMatchObject({ wideRuns: [] });
});

test.each([15, 30])('a QRS hardly gets shorter when the muscles tremble by %i µV', (noiseUv) => {
  for (const wide of [1, 1.8]) {
    const [calm = 0, trembling = 0] = [6, noiseUv * Math.sqrt(3)].map(
      (uv) => preRead(aHeart({ wide, noiseUv: uv }), MAN).qrsMs,
    );
    expect(Math.abs(trembling - calm)).toBeLessThanOrEqual(10);
  }
});

test('ST that begins low in V1 to V3 and climbs at once is no hint of a posterior infarct; ST that stays low is one', () => {
  const stMv = { V1: -0.12, V2: -0.12, V3: -0.12 };
  expect(preRead(aHeart({ stMv }), MAN).reasons).toContain('ST_DEPRESSION_V1_V3');
  expect(preRead(aHeart({ stMv, notch: true }), MAN).reasons).not.toContain('ST_DEPRESSION_V1_V3');
});

test('6.5 next#1: exchanged arm electrodes are suspected, and the recording is left to a person', () => {
  const { leads, ...rest } = aHeart();
  const uvOf = (name: string) => leads.find((lead) => lead.name === name)?.uv ?? new Int16Array(0);
  const SWAPPED: Readonly<Record<string, string>> = { II: 'III', III: 'II', aVR: 'aVL', aVL: 'aVR' };
  const swapped = leads.map(({ name, uv }) => ({
    name,
    uv: name === 'I' ? uv.map((value) => -value) : uvOf(SWAPPED[name] ?? name),
  }));
  expect(preRead({ ...rest, leads: swapped }, MAN)).toMatchObject({
    verdict: 'CANNOT_ASSESS',
    reasons: ['ARMS_REVERSED'],
  });
});
