import { readElements, type DicomSet } from './dicomElements';
import { compactTime } from './fileTime';
import { leadName } from './leads';
import { uvPer } from './numbers';
import { MAX_SAMPLES, refused, toUv, type Decoded, type Refused } from './recording';

const EXPLICIT = '1.2.840.10008.1.2.1';
const IMPLICIT = '1.2.840.10008.1.2';
/** 12-lead, general and ambulatory ECG waveform storage. */
const ECG_CLASSES = ['1', '2', '3'].map((n) => `1.2.840.10008.5.1.4.1.1.9.1.${n}`);

/** The mark stands behind a preamble of 128 bytes that may hold anything. */
export const looksLikeDicom = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(128, 132)).toString('latin1') === 'DICM';

/** DICOM waveform (PS3.3 A.34): the longest original group with most leads; a median beat is derived and left out. */
export function decodeDicom(bytes: Uint8Array): Decoded {
  try {
    return decodeFile(bytes);
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'SyntaxError') return refused('MALFORMED', 'its elements are not DICOM');
    if (name === 'RangeError') return refused('TRUNCATED', 'its elements reach beyond its end');
    throw error;
  }
}

function decodeFile(bytes: Uint8Array): Decoded {
  const file = makeReader(bytes);
  const meta = metaOf(bytes, file);
  if (meta.syntax !== EXPLICIT && meta.syntax !== IMPLICIT)
    return refused('UNSUPPORTED', 'a DICOM transfer syntax that is packed or of the other byte order');
  const { view } = file;
  const all = readElements(view, { start: meta.end, end: view.byteLength, explicit: meta.syntax === EXPLICIT });
  const groups = (all.get('54000100')?.items ?? []).filter((group) => file.text(group, '003a0004') !== 'DERIVED');
  const sized = groups.map((group) => ({ group, leads: channelsOf(file, group).filter(({ name }) => name).length }));
  const [best] = sized.toSorted(
    (a, b) => b.leads - a.leads || file.number(b.group, '003a0010') - file.number(a.group, '003a0010'),
  );
  if (!best || best.leads === 0) return refused('NO_KNOWN_LEAD', 'no original waveform with an ECG lead');
  const read = readGroup(file, best.group);
  if ('ok' in read) return read;
  const zone = file.text(all, '00080201');
  const { notes, ...started } = compactTime(file.text(all, '0008002a') + zone);
  const kept = [
    ...notes,
    ...read.notes,
    ...(ECG_CLASSES.includes(file.text(all, '00080016')) ? [] : ['SOP_CLASS_WRONG']),
    ...(sized.filter(({ leads }) => leads > 0).length > 1 ? ['PARTS_IGNORED'] : []),
  ];
  return { ok: true, recording: { fs: read.fs, leads: read.leads, ...started, notes: kept } };
}

type Reader = ReturnType<typeof makeReader>;

function makeReader(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (set: DicomSet, tag: string): string => {
    const held = set.get(tag);
    if (!held) return '';
    const value = Buffer.from(bytes.subarray(held.start, held.start + Math.min(held.length, 128)));
    return value
      .toString('latin1')
      .replace(/[\0 ]+$/, '')
      .trim();
  };
  return {
    bytes,
    view,
    text,
    /** A whole number by its length in bytes, or one written out in digits. */
    number: (set: DicomSet, tag: string): number => {
      const held = set.get(tag);
      return held?.length === 2
        ? view.getUint16(held.start, true)
        : held?.length === 4
          ? view.getUint32(held.start, true)
          : NaN;
    },
    decimal: (set: DicomSet, tag: string, otherwise: number): number => {
      const written = text(set, tag);
      return written === '' ? otherwise : Number(written);
    },
  };
}

/** The first group of elements says how the others are written, and is itself always explicit. */
function metaOf(bytes: Uint8Array, file: Reader): { syntax: string; end: number } {
  const length = file.view.getUint32(140, true);
  const end = 144 + length;
  if (end > bytes.byteLength) throw new RangeError('its own head is longer than the file');
  return { syntax: file.text(readElements(file.view, { start: 144, end, explicit: true }), '00020010'), end };
}

/** Channels by lead; a channel of anything else (pressure, respiration) has no name. */
function channelsOf(file: Reader, group: DicomSet) {
  return (group.get('003a0200')?.items ?? []).map((channel) => {
    const source = channel.get('003a0208')?.items[0];
    const unit = channel.get('003a0211')?.items[0];
    const code = source ? file.text(source, '00080100') : '';
    const meaning = source ? file.text(source, '00080104') : '';
    const gain = file.decimal(channel, '003a0210', NaN) * file.decimal(channel, '003a0212', 1);
    return {
      name: leadName(code) ?? leadName(meaning),
      gain: gain * (uvPer(unit ? file.text(unit, '00080100') : '') ?? NaN),
      baseline: file.decimal(channel, '003a0213', 0),
    };
  });
}

const NO_VALUE = -32_768;

function readGroup(file: Reader, group: DicomSet) {
  const fs = file.decimal(group, '003a001a', NaN);
  const channels = channelsOf(file, group);
  const samples = file.number(group, '003a0010');
  const data = group.get('54001010');
  if (file.number(group, '54001004') !== 16 || file.text(group, '54001006') !== 'SS')
    return refused('UNSUPPORTED', 'samples other than signed ones of 16 bits');
  if (!(fs > 0) || !(samples > 0) || channels.length !== file.number(group, '003a0005') || !data)
    return refused('MALFORMED', 'no rate, length or channels of its waveform');
  if (samples * channels.length > MAX_SAMPLES) return refused('TOO_MANY_SAMPLES', 'more samples than an ECG needs');
  if (data.length < samples * channels.length * 2) return refused('TRUNCATED', 'fewer samples than announced');
  return scaled(file, { fs, channels, samples, start: data.start });
}

type Waveform = {
  readonly fs: number;
  readonly channels: ReturnType<typeof channelsOf>;
  readonly samples: number;
  readonly start: number;
};

/** Channels take turns, sample by sample. */
function scaled({ view }: Reader, { fs, channels, samples, start }: Waveform) {
  const leads: { name: string; uv: Int16Array }[] = [];
  let padded = false;
  for (const [turn, { name, gain, baseline }] of channels.entries()) {
    if (name === undefined) continue;
    if (!(Math.abs(gain) > 0)) return refused('MALFORMED', 'a lead without scale') satisfies Refused;
    const uv = new Int16Array(samples);
    for (let n = 0; n < samples; n++) {
      const count = view.getInt16(start + (n * channels.length + turn) * 2, true);
      if (count === NO_VALUE) padded = true;
      else uv[n] = toUv((count + baseline) * gain);
    }
    leads.push({ name, uv });
  }
  return { fs, leads, notes: padded ? ['NO_VALUE_PADDED'] : [] };
}
