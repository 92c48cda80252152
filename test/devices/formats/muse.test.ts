import { assert, integer, property } from 'fast-check';
import { crc32 } from 'node:zlib';
import { decodeMuse } from '../../../devices/formats/muse';
import { qualityOf } from '../../../devices/formats/quality';
import { decodeEcg } from '../../../devices/formats/registry';
import { writeMuse, type MuseChoices } from '../../../devices/simulator/cartMuse';
import { syntheticTwelveLead } from '../../../devices/simulator/heart';
import { apart } from './apart';

const heart = syntheticTwelveLead();
const eight = heart.leads.filter(({ name }) => !['III', 'aVR', 'aVL', 'aVF'].includes(name));

test('eight leads in base64 become twelve; the median beat is left out', () => {
  const decoded = decodeEcg('application/xml', writeMuse(eight));
  if (!decoded.ok) throw new Error(decoded.why);
  expect(decoded.format).toBe('MUSE_XML');
  expect(decoded.recording.fs).toBe(500);
  expect(apart(decoded.recording.leads, heart.leads)).toEqual([]);
  expect(decoded.recording.startedLocal).toBe('2026-11-22T10:15:30');
  expect(decoded.recording.filters).toBe('HighPassFilter 5, LowPassFilter 150, ACFilter 50');
});

test('as no cart’s file has been seen, it is shown, said to be unproven, and not measured', () => {
  const decoded = decodeEcg('application/xml', writeMuse(eight));
  if (!decoded.ok) throw new Error(decoded.why);
  expect(decoded.recording.notes).toEqual(['FORMAT_UNPROVEN', 'LEADS_DERIVED']);
  expect(qualityOf(decoded.recording).reasons).toEqual(['FORMAT_UNPROVEN']);
});

test('4.88 µV a bit is 4.88 µV a bit', () => {
  const decoded = decodeMuse(writeMuse([{ name: 'I', uv: Int16Array.of(488, -976) }], { unitsPerBit: 4.88 }));
  expect(decoded.ok && [...(decoded.recording.leads[0]?.uv ?? [])]).toEqual([488, -976]);
});

test.each<[string, MuseChoices, string]>([
  ['a lead whose sum does not fit', { sumOf: (bytes) => String(crc32(bytes) ^ 1) }, 'CHECKSUM_WRONG'],
  ['a lead shorter than it promises', { count: (samples) => samples + 1 }, 'TRUNCATED'],
  ['a forged number of samples', { count: () => 4e9 }, 'TRUNCATED'],
  ['an amplitude in inches', { units: 'INCHES' }, 'MALFORMED'],
  ['a document type with entities of its own', { doctype: '<!DOCTYPE RestingECG [<!ENTITY a "b">]>' }, 'XML_REFUSED'],
])('%s is quarantined', (_, choices, code) => {
  expect(decodeMuse(writeMuse(eight, choices))).toMatchObject({ ok: false, broken: true, code });
});

test('a sum written as a negative number is the same sum', () => {
  expect(decodeMuse(writeMuse(eight, { sumOf: (bytes) => String(crc32(bytes) | 0) })).ok).toBe(true);
});

test('cut off anywhere it ends in quarantine', () => {
  const file = writeMuse(syntheticTwelveLead({ seconds: 1 }).leads);
  const cut = property(integer({ min: 0, max: file.length - 1 }), (length) =>
    expect(decodeEcg('application/vnd.ge.muse+xml', file.subarray(0, length))).toMatchObject({
      ok: false,
      broken: true,
    }),
  );
  assert(cut, { numRuns: 150 });
});
