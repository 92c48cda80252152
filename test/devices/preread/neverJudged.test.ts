import { deriveLimbLeads } from '../../../devices/formats/leads';
import type { Recording } from '../../../devices/formats/recording';
import { preRead } from '../../../devices/preread/preread';
import { describeReal } from '../library';
import { aHeart, noiseOf } from './aHeart';
import { namesIn, recordingOf } from './annotations';

const MAN = { sex: 'MALE', ageYears: 60 } as const;
const MEASURED = ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'];

const clamp = (uv: number): number => Math.max(-32_768, Math.min(32_767, Math.round(uv)));

/** A recording with the samples of the measured leads changed, lead by lead; the other limb leads follow from I and II. */
function remade(recording: Recording, change: (uv: number, i: number, lead: number) => number): Recording {
  const measured = recording.leads.flatMap(({ name, uv }) => {
    const lead = MEASURED.indexOf(name);
    return lead < 0 ? [] : [{ name, uv: uv.map((value, i) => clamp(change(value, i, lead))) }];
  });
  return { ...recording, leads: deriveLimbLeads(measured).leads };
}

/** Invented fibrillation: a few waves a second, none like the last, mixed otherwise in every lead. */
function fibrillation(seed: number, fs: number): (i: number, lead: number) => number {
  const noise = noiseOf(seed);
  const shares = MEASURED.map(() => [noise(), noise() / 2]);
  const waves = [0, 1].map(() => {
    let [phase, faster] = [noise() * Math.PI, 0];
    return Float64Array.from({ length: 10 * fs }, () => {
      faster += (6 * (noise() - faster)) / fs;
      phase += ((2 * Math.PI) / fs) * (4 + (seed % 3)) * (1 + 0.6 * faster);
      return Math.sin(phase);
    });
  });
  return (i, lead) => 700 * waves.reduce((sum, wave, n) => sum + (wave[i] ?? 0) * (shares[lead]?.[n] ?? 0), 0);
}

test.each([1, 2, 3, 4, 5, 6])('W1: fibrillation (invented, seed %i) is never judged', (seed) => {
  const heart = aHeart();
  const waves = fibrillation(seed, heart.fs);
  expect(
    preRead(
      remade(heart, (_, i, lead) => waves(i, lead)),
      MAN,
    ).verdict,
  ).toBe('CANNOT_ASSESS');
});

test.each([1, 2, 3, 4, 5, 6])(
  'W1: a heart that begins to fibrillate (invented, seed %i) half way is not judged',
  (seed) => {
    const heart = aHeart({ rate: 80 });
    const waves = fibrillation(seed, heart.fs);
    const { verdict, reasons } = preRead(
      remade(heart, (uv, i, lead) => (i < 5 * heart.fs ? uv : waves(i, lead))),
      MAN,
    );
    expect(verdict).toBe('CANNOT_ASSESS');
    expect(reasons).toContain('NO_STABLE_BEAT');
  },
);

test('W4: a heart that stands still for four seconds of ten is not judged by the beats before and after', () => {
  const heart = aHeart({ rate: 80 });
  const paused = remade(heart, (uv, i) => (i > 3 * heart.fs && i < 7.5 * heart.fs ? uv / 1000 + (i % 7) : uv));
  expect(preRead(paused, MAN).verdict).toBe('CANNOT_ASSESS');
});

test('W2: wide beats that last for seconds are named, and the few usual ones beside them are not judged', () => {
  expect(preRead(aHeart({ run: { beats: 12, perMin: 180 } }), MAN)).toMatchObject({
    verdict: 'CANNOT_ASSESS',
    reasons: expect.arrayContaining(['NO_STABLE_BEAT', 'VT_SUSPECTED']),
  });
});

type Damage = (recording: Recording, noise: () => number) => Recording;

/** What leaves nothing to judge. */
const DAMAGES: Readonly<Record<string, Damage>> = {
  'three seconds long': ({ leads, ...rest }) => ({
    ...rest,
    leads: leads.map(({ name, uv }) => ({ name, uv: uv.slice(0, 3 * rest.fs) })),
  }),
  flat: (recording) => remade(recording, () => 0),
  'dead in V4': (recording, noise) => remade(recording, (uv, _, lead) => (lead === 5 ? 5 * noise() : uv)),
  'lost in V2 for three seconds': (recording) =>
    remade(recording, (uv, i, lead) => (lead === 3 && i > 4 * recording.fs && i < 7 * recording.fs ? 0 : uv)),
  'at its end in every lead': (recording) => remade(recording, () => 32_767),
  'too high for its amplifier in V3': (recording) =>
    remade(recording, (uv, _, lead) => (lead === 4 ? Math.max(-400, Math.min(150, 8 * uv)) : uv)),
  'noise alone': (recording, noise) => remade(recording, () => 400 * noise()),
  'hum alone': (recording) =>
    remade(recording, (_, i, lead) => 300 * Math.sin((2 * Math.PI * 50 * i) / recording.fs + lead)),
  'a hundredth of its height': (recording) => remade(recording, (uv) => uv / 100),
  'sixty times its height': (recording) => remade(recording, (uv) => 60 * uv),
};

/** What a heart looks the same under. */
const DISTURBANCES: Readonly<Record<string, Damage>> = {
  'at 250 samples a second': (recording) => resampled(recording, 250),
  'at 360 samples a second': (recording) => resampled(recording, 360),
  'at 1000 samples a second': (recording) => resampled(recording, 1000),
  'with mains of 60 Hz': (recording) =>
    remade(recording, (uv, i, lead) => uv + 50 * Math.sin((2 * Math.PI * 60 * i) / recording.fs + lead)),
  'with a deep breath': (recording) =>
    remade(recording, (uv, i, lead) => uv + 500 * Math.sin((2 * Math.PI * 0.3 * i) / recording.fs + 0.3 * lead)),
  'with tremor': (recording, noise) => remade(recording, (uv) => uv + 52 * noise()),
  'labelled with twice its samples a second': (recording) => ({ ...recording, fs: 2 * recording.fs }),
  'labelled with half its samples a second': (recording) => ({ ...recording, fs: recording.fs / 2 }),
};

function resampled({ leads, ...rest }: Recording, fs: number): Recording {
  const step = rest.fs / fs;
  const between = (uv: Int16Array, at: number) => {
    const before = Math.floor(at);
    const one = uv[before] ?? 0;
    return clamp(one + (at - before) * ((uv[before + 1] ?? one) - one));
  };
  return {
    ...rest,
    fs,
    leads: leads.map(({ name, uv }) => ({
      name,
      uv: Int16Array.from({ length: Math.floor((uv.length - 1) / step) }, (_, i) => between(uv, i * step)),
    })),
  };
}

/** Left bundle branch block, pacemaker, pre-excitation. */
const HIDDEN = ['00143', '00190', '00498', '00180', '00256', '00279', '00286', '00338', '00346', '00461'];

describeReal('real recordings', () => {
  const names = ['ptbxl', 'ludb', 'cinc2021'].flatMap((folder) =>
    namesIn(folder).map((name) => `${folder}/${name.replace(/_hr$/, '')}`),
  );

  const read = new Map<string, Recording>();
  const known = (name: string): Recording => {
    const recording = read.get(name) ?? recordingOf(name);
    read.set(name, recording);
    return recording;
  };

  test.each(Object.entries(DAMAGES))('none is judged that is %s', (_, damage) => {
    const seed = Object.values(DAMAGES).indexOf(damage);
    // Every recording meets one damage of ten: all of all take half a minute, and were run once.
    const some = names.filter((__, n) => n % 10 === seed);
    const judged = some.filter(
      (name, n) => preRead(damage(known(name), noiseOf(100 * seed + n)), MAN).verdict !== 'CANNOT_ASSESS',
    );
    expect(judged).toEqual([]);
  });

  test.each(Object.entries(DISTURBANCES))('a QRS that hides ST is no plain positive %s', (_, disturb) => {
    const seed = Object.values(DISTURBANCES).indexOf(disturb);
    const flagged = HIDDEN.filter((_, n) => n % 2 === seed % 2).filter(
      (id, n) => preRead(disturb(known(`ptbxl/${id}`), noiseOf(n + 1)), MAN).verdict === 'MEETS_CRITERIA',
    );
    expect(flagged).toEqual([]);
  });
});
