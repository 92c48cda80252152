import { MAX_SAMPLES, refused, toUv, type Decoded, type Lead, type Refused } from './recording';
import { readHeader, sawPacing } from './scpHeader';
import { makeHuffman, readTables } from './scpHuffman';
import {
  PROTOCOL_3,
  readBeats,
  readLeads,
  readSignal,
  sectionsOf,
  type Beats,
  type CodedSignal,
  type LeadRange,
  type Sections,
} from './scpSections';
import { addBeats, crowded, fillUp, sumUp, thinning } from './scpSignal';

/** EN 1064's thinning where the file gives no ratio of its own. */
const USUAL_FACTOR = 4;
/** A lead's bits are filled up to whole words; what that may decode to. */
const PADDING_VALUES = 16;

/** Section 0 stands first and its own pointer repeats its length; not every maker writes the letters `SCPECG`. */
export function looksLikeScp(bytes: Uint8Array): boolean {
  if (bytes.byteLength < 32) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(10, true);
  const isFirst = view.getUint16(8, true) === 0 && view.getUint16(22, true) === 0;
  return isFirst && length >= 26 && length <= 4096 && view.getUint32(24, true) === length;
}

/** SCP-ECG (EN 1064, ISO 11073-91064): sections 0 to 7, every CRC checked. */
export function decodeScp(bytes: Uint8Array): Decoded {
  const sections = sectionsOf(bytes);
  if ('why' in sections) return sections;
  const listed = sections.get(3);
  if (!listed) return refused('MALFORMED', 'no list of leads');
  const list = readLeads(listed.body);
  if ('why' in list) return list;
  // The standard allows it: the beat is shown as what it is, and nobody looks for a rhythm in it.
  if (!sections.has(6)) return averagedBeat(sections, list.leads);
  const first = Math.min(...list.leads.map(({ start }) => start));
  const last = Math.max(...list.leads.map(({ end }) => end));
  if ((last - first + 1) * list.leads.length > MAX_SAMPLES)
    return refused('TOO_MANY_SAMPLES', 'more samples than an ECG needs');
  const rhythm = rhythmOf(sections, list.leads, list.subtracted);
  if ('why' in rhythm) return rhythm;
  const { notes, ...header } = readHeader(sections.get(1)?.body);
  const together = list.leads.every(({ start, end }) => start === first && end === last);
  return {
    ok: true,
    recording: {
      fs: Math.round(1e8 / rhythm.intervalUs) / 100,
      leads: list.leads.map((range, n) => place(range, rhythm.nv[n], first, last)),
      ...header,
      notes: [
        ...notes,
        ...(rhythm.thinned || list.subtracted || listed.protocol >= PROTOCOL_3 ? ['FORMAT_UNPROVEN'] : []),
        ...(together ? [] : ['LEADS_NOT_SIMULTANEOUS']),
        ...(sawPacing(sections.get(7)?.body) ? ['PACING_SEEN_BY_CART'] : []),
      ],
    },
  };
}

/** A record of an averaged beat alone (section 5), as long as section 4 says. */
function averagedBeat(sections: Sections, leads: readonly LeadRange[]): Decoded {
  const [four, five] = [sections.get(4), sections.get(5)];
  if (!five) return refused('MALFORMED', 'neither a rhythm nor an averaged beat');
  if (!four) return refused('UNSUPPORTED', 'an averaged beat that says nowhere how long it is');
  const beats = readBeats(four.body);
  if ('why' in beats) return beats;
  const coded = readSignal(five, leads.length);
  if ('why' in coded) return coded;
  const unpack = unpackerOf(sections);
  if (!unpack) return refused('COMPRESSION_WRONG', 'Huffman tables that cannot be');
  const length = lengthOf(coded, beats);
  if (length === 0) return refused('MALFORMED', 'an averaged beat of no length');
  const nv = leads.map((_, n) => referenceOf(unpack, coded, beats, n));
  if (nv.some((values) => values.length < length)) return refused('TRUNCATED', 'an averaged beat that ends too early');
  const { notes, ...header } = readHeader(sections.get(1)?.body);
  return {
    ok: true,
    recording: {
      fs: Math.round(1e8 / coded.intervalUs) / 100,
      leads: leads.map(({ name }, n) => ({ name, uv: Int16Array.from(nv[n] ?? [], (value) => toUv(value / 1000)) })),
      ...header,
      notes: [...notes, 'AVERAGED_BEAT_ONLY', 'FORMAT_UNPROVEN'],
    },
  };
}

/** Leads that were taken one after another keep their place in time; before and after them nothing is drawn. */
function place({ name, start }: LeadRange, nv: Float64Array | undefined, first: number, last: number): Lead {
  const uv = new Int16Array(last - first + 1);
  nv?.forEach((value, n) => (uv[start - first + n] = toUv(value / 1000)));
  return { name, uv };
}

type Rhythm = { readonly intervalUs: number; readonly thinned: boolean; readonly nv: readonly Float64Array[] };

function rhythmOf(sections: Sections, leads: readonly LeadRange[], subtracted: boolean): Rhythm | Refused {
  const [four, five, six] = [sections.get(4), sections.get(5), sections.get(6)];
  const coded = six ? readSignal(six, leads.length) : refused('MALFORMED', 'no rhythm');
  if ('why' in coded) return coded;
  const unpack = unpackerOf(sections);
  if (!unpack) return refused('COMPRESSION_WRONG', 'Huffman tables that cannot be');
  const beats = four ? readBeats(four.body) : undefined;
  if (beats && 'why' in beats) return beats;
  const median = five ? readSignal(five, leads.length) : undefined;
  // A median beat that nothing is added from may be as it likes.
  const reference = median && !('why' in median) ? median : undefined;
  if (subtracted && (!beats || !reference)) return refused('MALFORMED', 'its reference beat is missing');
  if (beats && leads.some((range) => crowded(beats.beats, range) || crowded(beats.protectedZones, range)))
    return refused('MALFORMED', 'beats that lie over each other');
  const full = fullRate(coded, reference);
  const nv: Float64Array[] = [];
  for (const [n, range] of leads.entries()) {
    const counts = countsOf(unpack(coded.leads[n], range.end - range.start + 1), { coded, range, full, beats });
    if (!counts) return refused('TRUNCATED', `lead ${n + 1} ends too early`);
    const signal = counts.map((count) => count * coded.nvPerCount);
    if (subtracted && beats && reference) addBeats(signal, range, referenceOf(unpack, reference, beats, n), beats);
    nv.push(signal);
  }
  return { intervalUs: full.intervalUs, thinned: coded.thinned, nv };
}

type Unpack = (bytes: Uint8Array | undefined, most: number) => Int32Array;

/** Huffman codes where section 2 gives tables, plain 16-bit numbers where there is no such section. */
function unpackerOf(sections: Sections): Unpack | undefined {
  const two = sections.get(2);
  if (!two) return (bytes = new Uint8Array(0), most) => plain(bytes, most);
  const tables = readTables(two.body);
  if (!tables) return undefined;
  const decode = makeHuffman(tables);
  return (bytes = new Uint8Array(0), most) => decode(bytes, most);
}

function plain(bytes: Uint8Array, most: number): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int32Array.from({ length: Math.min(most, bytes.byteLength >> 1) }, (_, n) => view.getInt16(n * 2, true));
}

type Full = { readonly intervalUs: number; readonly factor: number };

/** A thinned rhythm may state the interval it was thinned to; the reference beat then tells the full one. */
function fullRate(rhythm: CodedSignal, reference: CodedSignal | undefined): Full {
  const ratio = reference ? rhythm.intervalUs / reference.intervalUs : 1;
  const thinnedTo = rhythm.thinned && Number.isInteger(ratio) && ratio > 1 && ratio <= 8;
  return thinnedTo && reference
    ? { intervalUs: reference.intervalUs, factor: ratio }
    : { intervalUs: rhythm.intervalUs, factor: USUAL_FACTOR };
}

type Counting = {
  readonly coded: CodedSignal;
  readonly range: LeadRange;
  readonly full: Full;
  readonly beats: Beats | undefined;
};

/** One value a sample; `undefined` = the values are not as many as the leads and the thinning ask for. */
function countsOf(packed: Int32Array, { coded, range, full, beats }: Counting): Float64Array | undefined {
  const values = sumUp(packed, coded.differences);
  const length = range.end - range.start + 1;
  if (values.length >= length) return Float64Array.from(values);
  if (!coded.thinned) return undefined;
  const widths = thinning(range, beats?.protectedZones ?? [], full.factor);
  const surplus = values.length - widths.length;
  return surplus >= 0 && surplus <= PADDING_VALUES ? fillUp(values, widths) : undefined;
}

const lengthOf = ({ intervalUs }: CodedSignal, { referenceMs }: Beats): number =>
  Math.round((referenceMs * 1000) / intervalUs);

function referenceOf(unpack: Unpack, coded: CodedSignal, beats: Beats, lead: number): Float64Array {
  const values = sumUp(unpack(coded.leads[lead], lengthOf(coded, beats)), coded.differences);
  return Float64Array.from(values, (count) => count * coded.nvPerCount);
}
