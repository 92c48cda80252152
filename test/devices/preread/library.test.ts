import { join } from 'node:path';
import { findBeats } from '../../../devices/preread/beats';
import { median } from '../../../devices/preread/filters';
import { preRead } from '../../../devices/preread/preread';
import { prereadFile } from '../../../scripts/preread/file';
import { describeReal, LIBRARY } from '../library';
import { drawnQrs, namesIn, recordingOf, say, tracesOf } from './annotations';

/** Many real recordings on a slow machine, ms. */
jest.setTimeout(120_000);

describeReal('QRS', () => {
  test('its duration differs from the cardiologists’ by 3 ms in the middle, and by more than 20 ms in no more than 3 of 100', () => {
    const errors = namesIn('ludb').map((record) => {
      const recording = recordingOf(`ludb/${record}`);
      const drawn = drawnQrs(record).map(({ from, to }) => ((to - from) / recording.fs) * 1000);
      return (preRead(recording).qrsMs ?? 0) - median(drawn);
    });
    const far = errors.filter((error) => Math.abs(error) > 20).length;
    say(`LUDB QRS: median error ${median(errors).toFixed(1)} ms, ${far} of ${errors.length} off by more than 20 ms`);
    expect(Math.abs(median(errors))).toBeLessThanOrEqual(3);
    expect(far / errors.length).toBeLessThanOrEqual(0.03);
  });
});

describeReal('the verdict on real recordings', () => {
  const read = (name: string) => prereadFile(join(LIBRARY, name), {});
  const ptbxl = (id: string) => read(`ptbxl/${id}_hr.hea`);

  test.each(['ptbxl/00189_hr.hea', 'formats/philips_1.03_129DYPRG.xml'])('the acute infarct %s is flagged', (name) => {
    expect(read(name).verdict).toBe('MEETS_CRITERIA');
  });

  test.each(['00001', '00009', '00010', '00108', '00225'])('the normal %s is assessed and not flagged', (id) => {
    expect(ptbxl(id)).toMatchObject({ verdict: 'DOES_NOT_MEET', reasons: [] });
  });

  test.each(['00064', '00373', '00410'])('the early repolarisation of %s is assessed and not flagged', (id) => {
    expect(ptbxl(id)).toMatchObject({ verdict: 'DOES_NOT_MEET', reasons: [] });
  });

  test.each(['00085', '00212', '00244'])('so is that of %s, whose notch is named', (id) => {
    const { verdict, reasons } = ptbxl(id);
    expect(verdict).toBe('DOES_NOT_MEET');
    expect(reasons).toContain('J_WAVE');
  });

  test.each([
    ['00143', 'PACED'],
    ['00190', 'PACED'],
    ['00498', 'PACED'],
    ['00256', 'LBBB'],
    ['00279', 'LBBB'],
    ['00286', 'LBBB'],
    ['00338', 'LBBB'],
    ['00180', 'WIDE_QRS'],
    ['00346', 'LBBB'],
    ['00461', 'PRE_EXCITATION'],
    ['00234', 'ANEURYSM_OR_OLD_INFARCT'],
  ])('%s goes to a person because of %s', (id, reason) => {
    const line = ptbxl(id);
    expect(line.verdict).toBe('CANNOT_ASSESS');
    expect(line.reasons).toContain(reason);
  });

  test.each(['00181', '00266', '00096', '00298', '00173'])('the mimic %s is no plain positive', (id) => {
    expect(ptbxl(id).verdict).not.toBe('MEETS_CRITERIA');
  });

  test('a Holter’s two leads tell the rhythm and nothing of ST', () => {
    expect(read('mitbih/231.hea')).toMatchObject({ verdict: 'CANNOT_ASSESS', reasons: ['LEADS_MISSING'], jMv: {} });
  });
});

/** What exchanging the electrodes of the arms does to a recording. */
const EXCHANGED: Readonly<Record<string, string>> = { II: 'III', III: 'II', aVR: 'aVL', aVL: 'aVR' };

describeReal('exchanged arm electrodes', () => {
  const names = ['ptbxl', 'ludb', 'cinc2021'].flatMap((folder) =>
    namesIn(folder).map((name) => `${folder}/${name.replace(/_hr$/, '')}`),
  );
  const suspects = (recording: ReturnType<typeof recordingOf>) => preRead(recording).reasons.includes('ARMS_REVERSED');
  const exchanged = (name: string) => {
    const { leads, ...rest } = recordingOf(name);
    const uvOf = (lead: string) => leads.find((one) => one.name === lead)?.uv ?? new Int16Array(0);
    const changed = leads.map(({ name: lead, uv }) => ({
      name: lead,
      uv: lead === 'I' ? uv.map((value) => -value) : uvOf(EXCHANGED[lead] ?? lead),
    }));
    return { ...rest, leads: changed };
  };

  test('are suspected in no recording as it is, and in three of four when they are exchanged', () => {
    expect(names.filter((name) => suspects(recordingOf(name)))).toEqual([]);
    const found = names.filter((name) => suspects(exchanged(name)));
    say(`arms exchanged: ${found.length} of ${names.length} suspected`);
    expect(found.length / names.length).toBeGreaterThanOrEqual(0.75);
  });

  test.each(['00001', '00009', '00010', '00064', '00085', '00212', '00244', '00373', '00410'])(
    'are suspected in the normal %s when they are exchanged',
    (id) => {
      expect(suspects(exchanged(`ptbxl/${id}`))).toBe(true);
    },
  );
});

/** Limb leads follow from I and II, as in a real recording; the chest leads stand alone. */
const TERRITORIES: readonly (readonly [string, Readonly<Record<string, number>>])[] = [
  ['inferior', { II: 1, I: -0.4, III: 1.4, aVF: 1.2, aVL: -0.9, aVR: -0.3 }],
  ['lateral', { I: 1, II: 0, III: -1, aVR: -0.5, aVL: 1, aVF: -0.5, V5: 1, V6: 1 }],
  ['anterior', { V3: 1, V4: 1 }],
  ['septal', { V1: 1, V2: 1 }],
];
/** The highest threshold there is for a woman, 0.15 mV, and 0.05 mV more. */
const LIFT_UV = 200;

describeReal('elevation added to a real recording (synthetic on real)', () => {
  test.each(TERRITORIES)('of the %s wall is found', (_, shares) => {
    const recording = recordingOf('ptbxl/00001');
    const { fs, traces } = tracesOf('ptbxl/00001');
    const beats = findBeats(traces, fs);
    const leads = recording.leads.map(({ name, uv }) => {
      const lifted = uv.slice();
      for (const at of beats) addPlateau(lifted, at, (shares[name] ?? 0) * LIFT_UV, recording.fs);
      return { name, uv: lifted };
    });
    expect(preRead({ ...recording, leads }, { sex: 'FEMALE', ageYears: 56 }).verdict).toBe('MEETS_CRITERIA');
  });
});

/** From 46 ms after R, where this recording's QRS ends, a plateau of 120 ms and the way down over the T wave. */
function addPlateau(uv: Int16Array, at: number, height: number, fs: number): void {
  const ms = (time: number) => Math.round((time / 1000) * fs);
  for (let i = at + ms(26); i < Math.min(uv.length, at + ms(340)); i += 1) {
    const t = ((i - at) / fs) * 1000;
    const share = t < 46 ? (t - 26) / 20 : t < 166 ? 1 : (340 - t) / 174;
    uv[i] = (uv[i] ?? 0) + Math.round(height * share);
  }
}
