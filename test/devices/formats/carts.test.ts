import { qualityOf } from '../../../devices/formats/quality';
import { decodeEcg } from '../../../devices/formats/registry';
import { writeDicom, type DicomChoices } from '../../../devices/simulator/cartDicom';
import { CART_FORMATS, cartFile } from '../../../devices/simulator/cartFiles';
import { syntheticTwelveLead } from '../../../devices/simulator/heart';
import { apart } from './apart';

const heart = { ...syntheticTwelveLead({ stMv: { II: 0.25 } }), startedAt: Date.parse('2026-11-22T10:15:30Z') };
const PICTURES = ['PDF', 'IMAGE'];

test.each(CART_FORMATS.filter((format) => !PICTURES.includes(format)))(
  'a cart that speaks %s is understood sample by sample, whatever it calls its file',
  (format) => {
    const { contentType, bytes } = cartFile(format, heart);
    for (const type of [contentType, 'application/octet-stream']) {
      const decoded = decodeEcg(type, bytes);
      if (!decoded.ok) throw new Error(`${decoded.code}: ${decoded.why}`);
      expect([decoded.format, decoded.recording.fs]).toEqual([format, 500]);
      expect(apart(decoded.recording.leads, heart.leads)).toEqual([]);
    }
  },
);

test.each(['PDF', 'IMAGE'] as const)('of a %s nothing is measured: a person looks at it', (format) => {
  expect(decodeEcg('application/octet-stream', cartFile(format, heart).bytes)).toMatchObject({
    ok: false,
    broken: false,
    format,
    code: 'PICTURE',
  });
});

test('a file that is not what its sender calls it is read by what it is, and says so', () => {
  const decoded = decodeEcg('application/dicom', cartFile('HL7_AECG', heart).bytes);
  expect(decoded.format).toBe('HL7_AECG');
  expect(decoded.ok && decoded.recording.notes).toContain('FORMAT_MISDECLARED');
});

test('an archive is quarantined and never unpacked', () => {
  const zip = Buffer.from('504b0304140000000800', 'hex');
  expect(decodeEcg('application/dicom', zip)).toMatchObject({ broken: true, code: 'ARCHIVE' });
});

test.each<DicomChoices>([
  { implicit: true },
  { openLengths: true },
  { implicit: true, openLengths: true },
  { unit: 'mV' },
])('DICOM written as %j holds the same samples', (choices) => {
  const decoded = decodeEcg('application/dicom', writeDicom(heart, choices));
  expect(decoded.ok && apart(decoded.recording.leads, heart.leads)).toEqual([]);
});

test('a DICOM file cut anywhere in its elements is said to be cut', () => {
  const whole = writeDicom(heart);
  for (const length of [200, 1_000, 60_000])
    expect(decodeEcg('application/dicom', whole.subarray(0, length))).toMatchObject({
      broken: true,
      code: 'TRUNCATED',
    });
});

test('eight leads are enough for DICOM and aECG: the other four follow', () => {
  const eight = { ...heart, leads: heart.leads.filter(({ name }) => !['III', 'aVR', 'aVL', 'aVF'].includes(name)) };
  for (const bytes of [writeDicom(eight), cartFile('HL7_AECG', eight).bytes]) {
    const decoded = decodeEcg('application/octet-stream', bytes);
    if (!decoded.ok) throw new Error(decoded.why);
    expect(decoded.recording.leads).toHaveLength(12);
    expect(decoded.recording.notes).toEqual(['LEADS_DERIVED']);
    expect(qualityOf(decoded.recording).quality.einthoven).toBe(0);
  }
});

test('general and ambulatory ECG objects are at home, any other class is said', () => {
  const notes = (sopClass: string) => {
    const decoded = decodeEcg('application/dicom', writeDicom(heart, { sopClass }));
    return decoded.ok && decoded.recording.notes;
  };
  expect(notes('1.2.840.10008.5.1.4.1.1.9.1.2')).toEqual([]);
  expect(notes('1.2.840.10008.5.1.4.1.1.9.2.1')).toEqual(['SOP_CLASS_WRONG']);
});
