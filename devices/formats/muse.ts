import { crc32 } from 'node:zlib';
import { compactTime, type FileTime } from './fileTime';
import { uvPer } from './numbers';
import { MAX_SAMPLES, refused, toUv, type Decoded, type Refused } from './recording';
import { childOf, childrenOf, readXml, type Element } from './xml';

/** What the units are called there. */
const UNITS: Readonly<Record<string, string>> = { MICROVOLTS: 'uV', MILLIVOLTS: 'mV', NANOVOLTS: 'nV' };

/**
 * GE MUSE `RestingECG` from its published structure: eight leads of 16-bit samples in base64, each with a CRC-32. No
 * export of a cart has been seen, which the recording says. Its document type names a DTD that is never fetched.
 */
export function decodeMuse(bytes: Uint8Array): Decoded {
  const xml = readXml(bytes, { bareDoctype: true });
  if (!xml.ok) return xml;
  const rhythm = childrenOf(xml.root, 'Waveform').find(
    (wave) => textOf(wave, 'WaveformType').toUpperCase() === 'RHYTHM',
  );
  if (!rhythm) return refused('MALFORMED', 'no rhythm in it');
  const fs = numberOf(rhythm, 'SampleBase') * 10 ** (numberOf(rhythm, 'SampleExponent') || 0);
  if (!(fs > 0)) return refused('MALFORMED', 'no sampling rate');
  const leads: { name: string; uv: Int16Array }[] = [];
  for (const element of childrenOf(rhythm, 'LeadData')) {
    const lead = leadOf(element);
    if ('why' in lead) return lead;
    leads.push(lead);
  }
  const { notes, ...started } = startOf(childOf(xml.root, 'TestDemographics'));
  const filters = filtersOf(rhythm);
  return {
    ok: true,
    recording: {
      fs,
      leads,
      ...started,
      ...(filters !== undefined && { filters }),
      notes: ['FORMAT_UNPROVEN', ...notes],
    },
  };
}

const textOf = (element: Element | undefined, name: string): string => childOf(element, name)?.text.trim() ?? '';

/** NaN where nothing is said. */
const numberOf = (element: Element, name: string): number => Number.parseFloat(textOf(element, name));

function leadOf(element: Element): { name: string; uv: Int16Array } | Refused {
  const name = textOf(element, 'LeadID');
  const samples = Buffer.from(textOf(element, 'WaveFormData'), 'base64');
  const count = numberOf(element, 'LeadSampleCountTotal');
  const perCount = numberOf(element, 'LeadAmplitudeUnitsPerBit') * (uvPer(UNITS[unitOf(element)] ?? '') ?? NaN);
  if (!(count > 0) || count > MAX_SAMPLES || samples.byteLength !== count * 2)
    return refused('TRUNCATED', 'a lead with fewer or more samples than it promises');
  if (!(perCount > 0) || (textOf(element, 'LeadSampleSize') || '2') !== '2')
    return refused('MALFORMED', 'a lead without amplitude, or not of 16 bits');
  const sum = textOf(element, 'LeadDataCRC32');
  if (sum !== '' && Number(sum) >>> 0 !== crc32(samples))
    return refused('CHECKSUM_WRONG', 'the sum of a lead does not fit');
  return { name, uv: Int16Array.from({ length: count }, (_, n) => toUv(samples.readInt16LE(n * 2) * perCount)) };
}

const unitOf = (element: Element): string => textOf(element, 'LeadAmplitudeUnits').toUpperCase();

/** Month before day, no zone: `09-23-2025`, `10:35:50`. */
function startOf(demographics: Element | undefined): FileTime {
  const [, month = '', day = '', year = ''] =
    /^(\d\d)-(\d\d)-(\d{4})$/.exec(textOf(demographics, 'AcquisitionDate')) ?? [];
  const clock = textOf(demographics, 'AcquisitionTime').replaceAll(':', '');
  return year === '' ? { notes: [] } : compactTime(year + month + day + clock);
}

/** As they stand there: in what they are counted nobody has published. */
function filtersOf(rhythm: Element): string | undefined {
  const said = ['HighPassFilter', 'LowPassFilter', 'ACFilter'].flatMap((name) => {
    const text = textOf(rhythm, name);
    return /^[A-Za-z0-9. ]{1,12}$/.test(text) ? [`${name} ${text}`] : [];
  });
  return said.length > 0 ? said.join(', ') : undefined;
}
