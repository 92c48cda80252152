import { assert, integer, property } from 'fast-check';
import { crc32 } from 'node:zlib';
import { decodeMuse } from '../../../devices/formats/muse';
import { qualityOf } from '../../../devices/formats/quality';
import type { Lead } from '../../../devices/formats/recording';
import { decodeEcg } from '../../../devices/formats/registry';
import { syntheticTwelveLead } from '../../../devices/simulator/heart';
import { apart } from './apart';

const heart = syntheticTwelveLead();
const eight = heart.leads.filter(({ name }) => !['III', 'aVR', 'aVL', 'aVF'].includes(name));

type Choices = {
  readonly unitsPerBit?: number;
  readonly units?: string;
  readonly sumOf?: (bytes: Buffer) => string;
  readonly count?: (samples: number) => number;
  readonly doctype?: string;
};

/** A `RestingECG` document of a woman nobody ever met: the median beat first, as MUSE writes it. */
function writeMuse(leads: readonly Lead[], choices: Choices = {}): Buffer {
  const { doctype = '<!DOCTYPE RestingECG SYSTEM "restecg.dtd">' } = choices;
  const wave = (type: string, given: readonly Lead[]) => `
    <Waveform><WaveformType>${type}</WaveformType><SampleBase>500</SampleBase><SampleExponent>0</SampleExponent>
      <HighPassFilter>5</HighPassFilter><LowPassFilter>150</LowPassFilter><ACFilter>50</ACFilter>
      ${given.map((lead) => leadElement(lead, choices)).join('')}</Waveform>`;
  const median = leads.map(({ name, uv }) => ({ name, uv: uv.slice(0, 600) }));
  return Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${doctype}
    <RestingECG><PatientDemographics><PatientLastName>SYNTHETIC</PatientLastName></PatientDemographics>
      <TestDemographics><AcquisitionTime>10:15:30</AcquisitionTime><AcquisitionDate>11-22-2026</AcquisitionDate></TestDemographics>
      ${wave('Median', median)}${wave('Rhythm', leads)}</RestingECG>`);
}

function leadElement({ name, uv }: Lead, { unitsPerBit = 1, units = 'MICROVOLTS', sumOf, count }: Choices): string {
  const bytes = Buffer.alloc(uv.length * 2);
  uv.forEach((value, n) => bytes.writeInt16LE(Math.round(value / unitsPerBit), n * 2));
  const base64 = bytes.toString('base64').replace(/.{76}/g, '$&\n');
  return `<LeadData><LeadByteCountTotal>${bytes.length}</LeadByteCountTotal>
    <LeadSampleCountTotal>${count ? count(uv.length) : uv.length}</LeadSampleCountTotal>
    <LeadAmplitudeUnitsPerBit>${unitsPerBit}</LeadAmplitudeUnitsPerBit><LeadAmplitudeUnits>${units}</LeadAmplitudeUnits>
    <LeadID>${name}</LeadID><LeadSampleSize>2</LeadSampleSize>
    <LeadDataCRC32>${sumOf ? sumOf(bytes) : crc32(bytes)}</LeadDataCRC32><WaveFormData>${base64}</WaveFormData></LeadData>`;
}

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

test.each<[string, Choices, string]>([
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
