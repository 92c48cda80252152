import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { qualityOf } from '../../../devices/formats/quality';
import type { Recording } from '../../../devices/formats/recording';
import { decodeEcg } from '../../../devices/formats/registry';
import { TWELVE } from '../../../devices/formats/leads';
import { attributeOf, childOf, descendants, readXml } from '../../../devices/formats/xml';
import { describeReal, LIBRARY } from '../library';

/** By their content alone: nobody says what they are. */
const file = (name: string) => decodeEcg('application/octet-stream', readFileSync(join(LIBRARY, 'formats', name)));

function read(name: string): Recording & { format: string } {
  const decoded = file(name);
  if (!decoded.ok) throw new Error(`${name}: ${decoded.code}, ${decoded.why}`);
  return { ...decoded.recording, format: decoded.format };
}

const uvOf = ({ leads }: Recording, name: string): Int16Array =>
  leads.find((lead) => lead.name === name)?.uv ?? new Int16Array(0);
const range = (uv: Int16Array): [number, number] => [Math.min(...uv), Math.max(...uv)];

/** Where a beat fits best into a lead: how alike the two are (1 = the same shape) and how high the one is to the other. */
function bestFit(beat: readonly number[], uv: Int16Array): { likeness: number; height: number } {
  const level = (values: ArrayLike<number>) => Array.from(values).reduce((sum, v) => sum + v, 0) / values.length;
  const [own, size] = [level(beat), Math.hypot(...beat.map((v) => v - level(beat)))];
  let best = { likeness: 0, height: 0 };
  for (let at = 0; at + beat.length <= uv.length; at++) {
    const part = uv.subarray(at, at + beat.length);
    const mean = level(part);
    let product = 0;
    let square = 0;
    for (const [n, v] of beat.entries()) {
      product += (v - own) * ((part[n] ?? 0) - mean);
      square += ((part[n] ?? 0) - mean) ** 2;
    }
    const likeness = product / (size * Math.sqrt(square) || 1);
    if (likeness > best.likeness) best = { likeness, height: Math.sqrt(square) / size };
  }
  return best;
}

describeReal('what carts really export', () => {
  test.each([
    ['aecg_hl7_example.xml', 'HL7_AECG', 500, 5000],
    ['aecg_amps_1000hz.xml', 'HL7_AECG', 1000, 10_000],
    ['aecg_mindray_beneheart_r12.xml', 'HL7_AECG', 100, 1000],
    ['dicom_mortara_el250.dcm', 'DICOM', 1000, 10_000],
    ['dicom_eli250_example.dcm', 'DICOM', 500, 5000],
    ['dicom_cardio_sample.dcm', 'DICOM', 500, 5000],
    ['dicom_ge_wrongsop.dcm', 'DICOM', 240, 2400],
    ['philips_1.03_129DYPRG.xml', 'PHILIPS_XML', 500, 5264],
    ['philips_1.04_ZZDEMO.xml', 'PHILIPS_XML', 500, 5300],
    ['philips_1.04_ad4d3d80.xml', 'PHILIPS_XML', 500, 5300],
    ['philips_1.04.01_2020-05-18.xml', 'PHILIPS_XML', 500, 5300],
    ['philips_tbj.xml', 'PHILIPS_XML', 500, 5300],
    ['schiller_at10p.xml', 'SCHILLER_XML', 500, 5000],
  ])('%s is %s: twelve leads at %d Hz whose limb leads agree', (name, format, fs, samples) => {
    const recording = read(name);
    expect([recording.format, recording.fs]).toEqual([format, fs]);
    expect(recording.leads.map((lead) => [lead.name, lead.uv.length])).toEqual(TWELVE.map((lead) => [lead, samples]));
    expect(qualityOf(recording).quality.einthoven).toBeLessThan(0.05);
  });

  test('one recording as HL7 aECG and as DICOM is the same, sample by sample', () => {
    const aecg = read('aecg_hl7_example.xml');
    const dicom = read('dicom_eli250_example.dcm');
    expect(dicom.leads).toEqual(aecg.leads);
    expect(dicom.startedLocal).toBe(aecg.startedLocal);
    // 2.5 µV a count: the first count of lead I in the file is -2.
    expect(uvOf(aecg, 'I')[0]).toBe(-5);
  });

  test('a file without a time zone says its wall time and claims no instant', () => {
    const { startedAt, startedLocal } = read('aecg_hl7_example.xml');
    expect([startedAt, startedLocal]).toEqual([undefined, '2002-11-22T09:10:00']);
  });

  test('a cart that recorded in 1970 has lost its clock, and its time is not believed', () => {
    const { startedAt, startedLocal, notes } = read('schiller_at10p.xml');
    expect([startedAt, startedLocal, notes]).toEqual([undefined, undefined, ['CLOCK_SUSPECT']]);
  });

  test('a relative time axis gives the rate, and the file’s own time the start', () => {
    expect(read('aecg_amps_1000hz.xml')).toMatchObject({ fs: 1000, startedLocal: '2004-01-15T11:20:04' });
  });

  test('100 Hz and private codes are read and shown, and no ST is measured in them', () => {
    const recording = read('aecg_mindray_beneheart_r12.xml');
    expect(qualityOf(recording).reasons).toEqual(['RATE_TOO_LOW_FOR_ST']);
    expect(range(uvOf(recording, 'II'))).toEqual([-855, 2705]);
  });

  test('a twelve-lead ECG filed under the haemodynamic class is read, says so, and is too slow for ST', () => {
    const recording = read('dicom_ge_wrongsop.dcm');
    expect(recording.notes).toEqual(['SOP_CLASS_WRONG']);
    expect(qualityOf(recording).reasons).toEqual(['RATE_TOO_LOW_FOR_ST']);
    // 0.00122 mV a count.
    expect(range(uvOf(recording, 'I'))).toEqual([-478, 1542]);
  });

  test('the padding of a median beat never gets into the recording', () => {
    const recording = read('dicom_eli250_example.dcm');
    expect(recording.notes).toEqual([]);
    for (const { uv } of recording.leads) expect(Math.min(...uv)).toBeGreaterThan(-3000);
  });

  test('1.25 µV a count at 1000 Hz, with statements in Italian', () => {
    expect(range(uvOf(read('dicom_mortara_el250.dcm'), 'V1'))).toEqual([-1125, 206]);
  });

  test.each(['philips_1.03_129DYPRG.xml', 'philips_1.04_ZZDEMO.xml', 'philips_1.04.01_2020-05-18.xml'])(
    'the calibration pulse at the end of %s is cut off and said',
    (name) => {
      const { leads, notes } = read(name);
      expect(notes).toContain('CALIBRATION_REMOVED');
      const last = leads.map(({ uv }) => uv.at(-1));
      expect(new Set(last).size).toBeGreaterThan(1);
    },
  );

  test('the cart’s own averaged beat is found in each of the twelve unpacked leads, at its height', () => {
    const name = 'philips_1.04_ZZDEMO.xml';
    const xml = readXml(readFileSync(join(LIBRARY, 'formats', name)));
    const recording = read(name);
    for (const beat of xml.ok ? descendants(xml.root, 'repbeat') : []) {
      const lead = attributeOf(beat, 'leadname');
      const packed = Buffer.from(childOf(beat, 'waveform')?.text ?? '', 'base64');
      // 500 Hz and 2.5 µV a count; 0.24 s from 40 ms before the onset of QRS, which the cart gives in ms.
      const from = Number(childOf(beat, 'qonset')?.text) / 2 - 20;
      const average = Array.from({ length: 120 }, (_, n) => packed.readInt16LE((from + n) * 2) * 2.5);
      expect([lead, bestFit(average, uvOf(recording, lead))]).toEqual([
        lead,
        { likeness: expect.closeTo(1, 1), height: expect.closeTo(1, 0) },
      ]);
    }
    expect.assertions(12);
  });

  test('UTF-16 in either byte order is the same recording', () => {
    expect(read('philips_tbj.xml').leads).toEqual(read('philips_1.04_ad4d3d80.xml').leads);
  });

  test('the spike of a bad electrode stays in its lead for a person to see', () => {
    expect(range(uvOf(read('philips_1.04_ad4d3d80.xml'), 'V3'))[0]).toBe(-17_225);
  });
});
