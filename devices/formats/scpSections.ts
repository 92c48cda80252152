import { crcCcitt } from './crcCcitt';
import { leadOfCode } from './leadCodes';
import { refused, type Refused } from './recording';

/** One section without its header; a body of no bytes is a section that is there and empty. */
export type Section = { readonly body: DataView; readonly protocol: number };
export type Sections = ReadonlyMap<number, Section>;

const HEADER = 16;
const POINTER = 10;
/** Of 3.0 no cart’s file has been seen. */
export const PROTOCOL_3 = 30;
/** Sections 0…11 are the standard's; further ones are the maker's and not read. */
const LAST_STANDARD = 11;

/** CRC and length of the record, then a pointer section that says where the others are (EN 1064, 5.2 and 5.3). */
export function sectionsOf(bytes: Uint8Array): Sections | Refused {
  if (bytes.byteLength < 6 + HEADER) return refused('TRUNCATED', 'shorter than its own header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(2, true);
  if (length < 6 + HEADER || length > bytes.byteLength)
    return refused('TRUNCATED', 'the record length does not fit the file');
  if (crcCcitt(bytes.subarray(2, length)) !== view.getUint16(0, true))
    return refused('CHECKSUM_WRONG', 'the checksum of the record does not fit');
  const pointers = sectionAt(bytes, { id: 0, index: 6, length: view.getUint32(10, true), end: length });
  if ('why' in pointers) return pointers;
  const sections = new Map<number, Section>();
  for (let at = 0; at + POINTER <= pointers.body.byteLength; at += POINTER) {
    const id = pointers.body.getUint16(at, true);
    const size = pointers.body.getUint32(at + 2, true);
    if (id === 0 || id > LAST_STANDARD || size <= HEADER) continue;
    const index = pointers.body.getUint32(at + 6, true) - 1;
    const section = sectionAt(bytes, { id, index, length: size, end: length });
    if ('why' in section) return section;
    sections.set(id, section);
  }
  return sections;
}

type Place = { readonly id: number; readonly index: number; readonly length: number; readonly end: number };

function sectionAt(bytes: Uint8Array, { id, index, length, end }: Place): Section | Refused {
  if (length < HEADER || index < 6 || index + length > end)
    return refused('MALFORMED', `section ${id} lies outside the record`);
  const view = new DataView(bytes.buffer, bytes.byteOffset + index, length);
  if (view.getUint16(2, true) !== id || view.getUint32(4, true) !== length)
    return refused('MALFORMED', `section ${id} is not where it is said to be`);
  if (crcCcitt(bytes.subarray(index + 2, index + length)) !== view.getUint16(0, true))
    return refused('CHECKSUM_WRONG', `the checksum of section ${id} does not fit`);
  return {
    body: new DataView(bytes.buffer, bytes.byteOffset + index + HEADER, length - HEADER),
    protocol: view.getUint8(9),
  };
}

export type LeadRange = { readonly name: string; readonly start: number; readonly end: number };
export type LeadList = { readonly leads: readonly LeadRange[]; readonly subtracted: boolean };

/** Section 3: which leads, each from its first to its last sample, counted from 1. */
export function readLeads(body: DataView): LeadList | Refused {
  const count = body.byteLength >= 2 ? body.getUint8(0) : 0;
  if (count === 0 || 2 + count * 9 > body.byteLength)
    return refused('MALFORMED', 'the list of leads does not fit its section');
  const leads = Array.from({ length: count }, (_, n): LeadRange => {
    const at = 2 + n * 9;
    return {
      start: body.getUint32(at, true),
      end: body.getUint32(at + 4, true),
      name: leadOfCode(body.getUint8(at + 8)),
    };
  });
  if (leads.some(({ start, end }) => start < 1 || end < start))
    return refused('MALFORMED', 'a lead that ends before it starts');
  return { leads, subtracted: (body.getUint8(1) & 1) === 1 };
}

export type Beat = { readonly type: number; readonly start: number; readonly fiducial: number; readonly end: number };
export type Zone = { readonly start: number; readonly end: number };
export type Beats = {
  readonly referenceMs: number;
  /** Of the reference beat, counted from 1. */
  readonly fiducial: number;
  readonly beats: readonly Beat[];
  /** Where nothing was thinned out. */
  readonly protectedZones: readonly Zone[];
};

/** Section 4: where each beat lies, so that the reference beat can be added back. */
export function readBeats(body: DataView): Beats | Refused {
  const count = body.byteLength >= 6 ? body.getUint16(4, true) : 0;
  if (6 + count * 14 > body.byteLength) return refused('MALFORMED', 'the list of beats does not fit its section');
  const zonesAt = 6 + count * 14;
  const zones = zonesAt + count * 8 <= body.byteLength ? count : 0;
  return {
    referenceMs: body.getUint16(0, true),
    fiducial: body.getUint16(2, true),
    beats: Array.from({ length: count }, (_, n) => ({
      type: body.getUint16(6 + n * 14, true),
      start: body.getUint32(8 + n * 14, true),
      fiducial: body.getUint32(12 + n * 14, true),
      end: body.getUint32(16 + n * 14, true),
    })),
    protectedZones: Array.from({ length: zones }, (_, n) => ({
      start: body.getUint32(zonesAt + n * 8, true),
      end: body.getUint32(zonesAt + n * 8 + 4, true),
    })),
  };
}

export type CodedSignal = {
  readonly nvPerCount: number;
  readonly intervalUs: number;
  /** 0 = as it is, 1 and 2 = differences of that order. */
  readonly differences: number;
  readonly thinned: boolean;
  readonly leads: readonly Uint8Array[];
};

/** Sections 5 and 6: a small header, the number of bytes of each lead, then the leads. */
export function readSignal({ body, protocol }: Section, leads: number): CodedSignal | Refused {
  if (body.byteLength < 6 + leads * 2) return refused('TRUNCATED', 'a signal section shorter than its header');
  const sizes = Array.from({ length: leads }, (_, n) => body.getUint16(6 + n * 2, true));
  const total = sizes.reduce((sum, size) => sum + size, 6 + leads * 2);
  if (total > body.byteLength) return refused('TRUNCATED', 'the leads need more bytes than their section has');
  let at = body.byteOffset + 6 + leads * 2;
  const signal = {
    nvPerCount: body.getUint16(0, true),
    intervalUs: body.getUint16(2, true),
    differences: body.getUint8(4),
    // Since 3.0 this byte is reserved.
    thinned: protocol < PROTOCOL_3 && body.getUint8(5) === 1,
    leads: sizes.map((size) => {
      const bytes = new Uint8Array(body.buffer, at, size);
      at += size;
      return bytes;
    }),
  };
  if (signal.nvPerCount === 0 || signal.intervalUs === 0)
    return refused('MALFORMED', 'no amplitude or no sampling interval');
  if (signal.differences > 2) return refused('COMPRESSION_WRONG', `differences of order ${signal.differences}`);
  return signal;
}
