import type { Recording } from '../../../devices/formats/recording';
import { preRead } from '../../../devices/preread/preread';
import { describeReal } from '../library';
import { aHeart, noiseOf } from './aHeart';
import { recordingOf } from './annotations';

const WOMAN = { sex: 'FEMALE', ageYears: 56 } as const;

type Change = (uv: Int16Array, fs: number, lead: number) => Int16Array;

const leadByLead = ({ leads, ...rest }: Recording, change: Change): Recording => ({
  ...rest,
  leads: leads.map(({ name, uv }, n) => ({ name, uv: change(uv, rest.fs, n) })),
});

/** A straight line between neighbours. */
const twiceAsOften = (uv: Int16Array): Int16Array =>
  new Int16Array(uv.length * 2 - 1).map((_, i) => ((uv[i >> 1] ?? 0) + (uv[(i + 1) >> 1] ?? 0)) / 2);

const humming = (recording: Recording, hz: number, heightUv: number): Recording =>
  leadByLead(recording, (uv, fs, n) => uv.map((v, i) => v + heightUv * Math.sin((2 * Math.PI * hz * i) / fs + n)));

function trembling(recording: Recording, heightUv: number): Recording {
  const noise = noiseOf(11);
  return leadByLead(recording, (uv) => uv.map((value) => value + heightUv * noise()));
}

const LATER_S = 0.7;

/** What changes a recording and not the heart in it. */
const HARMLESS: readonly (readonly [string, (recording: Recording) => Recording])[] = [
  ['stands off its zero line', (one) => leadByLead(one, (uv, _, n) => uv.map((value) => value + 37 * n - 200))],
  [
    'wanders with the breath',
    (one) => leadByLead(one, (uv, fs, n) => uv.map((v, i) => v + 250 * Math.sin((2 * Math.PI * 0.22 * i) / fs + n))),
  ],
  [
    'wanders with a quick breath',
    (one) => leadByLead(one, (uv, fs, n) => uv.map((v, i) => v + 300 * Math.sin((2 * Math.PI * 0.5 * i) / fs + n))),
  ],
  ['hums with mains of 50 Hz', (one) => humming(one, 50, 100)],
  ['hums with mains of 60 Hz', (one) => humming(one, 60, 100)],
  ['trembles with the muscles', (one) => trembling(one, 30)],
  ['trembles hard with the muscles', (one) => trembling(one, 60)],
  ['is kept in steps of 5 µV', (one) => leadByLead(one, (uv) => uv.map((value) => 5 * Math.round(value / 5)))],
  ['is sampled twice as often', (one) => ({ ...leadByLead(one, twiceAsOften), fs: one.fs * 2 })],
  ['begins later', (one) => leadByLead(one, (uv, fs) => uv.slice(Math.round(LATER_S * fs)))],
];

/** The lowest threshold of twelve leads: less is no change of the heart. */
const SMALLEST_LIMIT_MV = 0.1;

/** Beats away from both ends, where a beat may be cut in two. */
const inside = (peaks: readonly number[], shift = 0): number[] =>
  peaks.map((at) => at + shift).filter((at) => at > 1 && at < 9);

/** What is not the same; nothing, if all is well. */
function differences(recording: Recording, kind: string, change: (recording: Recording) => Recording): string[] {
  const [now, then] = [preRead(change(recording), WOMAN), preRead(recording, WOMAN)];
  const [beats, marked] = [inside(now.rPeaksS, kind === 'begins later' ? LATER_S : 0), inside(then.rPeaksS)];
  const moved = beats.filter((at, n) => Math.abs(at - (marked[n] ?? 0)) >= 0.03);
  // Behind a QRS that takes the thresholds away ST is steep, and no verdict rests on where exactly it begins.
  const levels = Object.entries(then.verdict === 'CANNOT_ASSESS' ? {} : now.jMv).filter(
    ([lead, level]) => Math.abs(level - (then.jMv[lead] ?? 0)) >= SMALLEST_LIMIT_MV,
  );
  return [
    ...(now.verdict === then.verdict ? [] : [`${then.verdict} became ${now.verdict} ${now.reasons.join(' ')}`]),
    ...(beats.length === marked.length ? [] : [`${marked.length} beats became ${beats.length}`]),
    ...moved.map((at) => `a beat moved to ${at}`),
    ...levels.map(([lead]) => `the level of ${lead} moved`),
    ...(Math.abs((now.qrsMs ?? 0) - (then.qrsMs ?? 0)) <= 20 ? [] : ['QRS has another length']),
  ];
}

describe.each([
  ['a heart without elevation', () => aHeart()],
  ['a heart with an inferior infarct', () => aHeart({ stMv: { II: 0.25 } })],
])('%s', (_, make) => {
  test.each(HARMLESS)('is read the same when its recording %s', (kind, change) => {
    expect(differences(make(), kind, change)).toEqual([]);
  });

  test('has levels half as high when its recording is half as high, and its beats upside down stay where they are', () => {
    const recording = make();
    const then = preRead(recording, WOMAN);
    const half = preRead(
      leadByLead(recording, (uv) => uv.map((value) => value / 2)),
      WOMAN,
    );
    const down = preRead(
      leadByLead(recording, (uv) => uv.map((value) => -value)),
      WOMAN,
    );
    for (const [lead, level] of Object.entries(half.jMv)) expect(level).toBeCloseTo((then.jMv[lead] ?? 0) / 2, 2);
    expect(down.rPeaksS).toEqual(then.rPeaksS);
  });
});

describeReal('real recordings', () => {
  describe.each(['ptbxl/00009', 'ptbxl/00189', 'ptbxl/00256', 'ptbxl/00143'])('%s', (name) => {
    test.each(HARMLESS)('is read the same when it %s', (kind, change) => {
      expect(differences(recordingOf(name), kind, change)).toEqual([]);
    });
  });
});

describeReal('a whole ward of recordings', () => {
  const NORMAL = ['00001', '00009', '00010', '00064', '00085', '00212', '00244', '00373', '00410'];
  const HIDDEN = ['00143', '00190', '00498', '00180', '00256', '00279', '00286', '00338', '00346', '00461'];

  test.each(HARMLESS.filter(([kind]) => /hums|trembles/.test(kind)))(
    'in which each %s has every normal assessed, and no wide, paced or pre-excited QRS is a plain positive',
    (_, change) => {
      const verdictOf = (id: string) => preRead(change(recordingOf(`ptbxl/${id}`)), WOMAN).verdict;
      expect(NORMAL.filter((id) => verdictOf(id) === 'CANNOT_ASSESS')).toEqual([]);
      expect(HIDDEN.filter((id) => verdictOf(id) !== 'CANNOT_ASSESS')).toEqual([]);
    },
  );
});
