import { crc32 } from 'node:zlib';
import type { Lead } from '../formats/recording';

export type MuseChoices = {
  readonly unitsPerBit?: number;
  readonly units?: string;
  readonly sumOf?: (bytes: Buffer) => string;
  readonly count?: (samples: number) => number;
  readonly doctype?: string;
};

/** A `RestingECG` document of a woman nobody ever met: the median beat first, as MUSE writes it. */
export function writeMuse(leads: readonly Lead[], choices: MuseChoices = {}): Buffer {
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

function leadElement({ name, uv }: Lead, { unitsPerBit = 1, units = 'MICROVOLTS', sumOf, count }: MuseChoices): string {
  const bytes = Buffer.alloc(uv.length * 2);
  uv.forEach((value, n) => bytes.writeInt16LE(Math.round(value / unitsPerBit), n * 2));
  const base64 = bytes.toString('base64').replace(/.{76}/g, '$&\n');
  return `<LeadData><LeadByteCountTotal>${bytes.length}</LeadByteCountTotal>
    <LeadSampleCountTotal>${count ? count(uv.length) : uv.length}</LeadSampleCountTotal>
    <LeadAmplitudeUnitsPerBit>${unitsPerBit}</LeadAmplitudeUnitsPerBit><LeadAmplitudeUnits>${units}</LeadAmplitudeUnits>
    <LeadID>${name}</LeadID><LeadSampleSize>2</LeadSampleSize>
    <LeadDataCRC32>${sumOf ? sumOf(bytes) : crc32(bytes)}</LeadDataCRC32><WaveFormData>${base64}</WaveFormData></LeadData>`;
}
