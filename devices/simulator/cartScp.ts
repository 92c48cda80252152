import { crcCcitt } from '../formats/crcCcitt';
import { LEAD_NUMBERS } from '../formats/leadCodes';
import type { Lead } from '../formats/recording';
import type { HuffmanCode } from '../formats/scpHuffman';
import { scpPacker } from './cartScpPack';

type Beat = { readonly type?: number; readonly start: number; readonly fiducial: number; readonly end: number };

/** What a cart may choose; sample numbers count from 1 as in the standard. */
export type ScpChoices = {
  readonly nvPerCount?: number;
  readonly differences?: 0 | 1 | 2;
  /** No tables: the samples stand as 16-bit numbers. */
  readonly tables?: 'default' | 'none' | readonly (readonly HuffmanCode[])[];
  readonly starts?: readonly number[];
  /** Subtracted where the beats say; one trace for each lead. */
  readonly reference?: {
    readonly fiducial: number;
    readonly leads: readonly Int16Array[];
    readonly beats: readonly Beat[];
  };
  readonly thinned?: {
    readonly factor: number;
    readonly zones: readonly { start: number; end: number }[];
    readonly statesFactor: boolean;
  };
  readonly zoneMinutes?: number;
  readonly spikes?: number;
  /** The averaged beat alone. */
  readonly noRhythm?: true;
  /** Of the standard: 20 is 2.0, 30 is 3.0. */
  readonly protocol?: number;
};

/** A whole SCP-ECG record with its checksums, of a woman nobody ever met. */
export function writeScp({ fs, leads }: { fs: number; leads: readonly Lead[] }, choices: ScpChoices = {}): Buffer {
  const { nvPerCount = 1000, tables = 'default', reference, thinned, starts = [] } = choices;
  const intervalUs = Math.round(1e6 / fs);
  const pack = scpPacker(tables, choices.differences ?? 2);
  const counts = leads.map(({ uv }, n) => {
    const values = Array.from(uv, (value) => Math.round((value * 1000) / nvPerCount));
    if (reference) subtract(values, reference.leads[n] ?? new Int16Array(0), reference);
    return thinned ? thin(values, thinned) : values;
  });
  const sections: [number, Buffer][] = [
    [1, patient(choices.zoneMinutes)],
    ...(tables === 'none' ? [] : ([[2, tableSection(tables)]] satisfies [number, Buffer][])),
    [3, leadSection(leads, starts, reference !== undefined)],
  ];
  if (reference) {
    const [first = new Int16Array(0)] = reference.leads;
    sections.push(
      [4, beatSection((first.length * intervalUs) / 1000, reference, thinned?.zones ?? reference.beats)],
      [
        5,
        signalSection(
          { nvPerCount, intervalUs, choices },
          reference.leads.map((uv) => pack(Array.from(uv))),
        ),
      ],
    );
  }
  const stated = thinned?.statesFactor ? intervalUs * thinned.factor : intervalUs;
  if (choices.noRhythm === undefined)
    sections.push([
      6,
      signalSection({ nvPerCount, intervalUs: stated, choices }, counts.map(pack), thinned !== undefined),
    ]);
  if (choices.spikes !== undefined) sections.push([7, Buffer.from([1, choices.spikes, 0, 0, 0, 0])]);
  return assemble(sections, choices.protocol ?? 20);
}

function assemble(bodies: readonly [number, Buffer][], protocol: number): Buffer {
  const pointers = Buffer.alloc(12 * 10);
  const sections = bodies.map(([id, body]) => ({ id, bytes: section(id, body, protocol) }));
  const all = [
    { id: 0, length: 16 + pointers.length },
    ...sections.map(({ id, bytes }) => ({ id, length: bytes.length })),
  ];
  let index = 7;
  for (const { id, length } of all) {
    pointers.writeUInt16LE(id, id * 10);
    pointers.writeUInt32LE(length, id * 10 + 2);
    pointers.writeUInt32LE(index, id * 10 + 6);
    index += length;
  }
  for (let id = 0; id < 12; id += 1) pointers.writeUInt16LE(id, id * 10);
  const content = Buffer.concat([section(0, pointers, protocol), ...sections.map(({ bytes }) => bytes)]);
  const record = Buffer.concat([Buffer.alloc(6), content]);
  record.writeUInt32LE(record.length, 2);
  return seal(record);
}

/** Writes the checksum of a record or a section into its first two bytes. */
export function seal(bytes: Buffer): Buffer {
  bytes.writeUInt16LE(crcCcitt(bytes.subarray(2)), 0);
  return bytes;
}

function section(id: number, body: Buffer, protocol: number): Buffer {
  const header = Buffer.alloc(16);
  header.writeUInt16LE(id, 2);
  const even = body.length % 2 === 0 ? body : Buffer.concat([body, Buffer.alloc(1)]);
  header.writeUInt32LE(16 + even.length, 4);
  header.writeUInt8(protocol, 8);
  header.writeUInt8(protocol, 9);
  if (id === 0) header.write('SCPECG', 10, 'latin1');
  return seal(Buffer.concat([header, even]));
}

function patient(zoneMinutes: number | undefined): Buffer {
  const field = (tag: number, value: Buffer) => {
    const head = Buffer.from([tag, 0, 0]);
    head.writeUInt16LE(value.length, 1);
    return Buffer.concat([head, value]);
  };
  const date = Buffer.from([0, 0, 11, 22]);
  date.writeUInt16LE(2026);
  const zone = Buffer.alloc(5);
  zone.writeInt16LE(zoneMinutes ?? 0x7fff);
  return Buffer.concat([
    field(0, Buffer.from('SYNTHETIC\0')),
    field(25, date),
    field(26, Buffer.from([10, 15, 30])),
    field(27, Buffer.from([5, 0])),
    field(28, Buffer.from([150, 0])),
    field(29, Buffer.from([2])),
    ...(zoneMinutes === undefined ? [] : [field(34, zone)]),
    Buffer.from([255, 0, 0]),
  ]);
}

function tableSection(tables: 'default' | readonly (readonly HuffmanCode[])[]): Buffer {
  const head = Buffer.alloc(2);
  if (tables === 'default') {
    head.writeUInt16LE(19_999);
    return head;
  }
  head.writeUInt16LE(tables.length);
  const rows = tables.flatMap((codes) => {
    const count = Buffer.alloc(2);
    count.writeUInt16LE(codes.length);
    return [count, ...codes.map(codeRow)];
  });
  return Buffer.concat([head, ...rows]);
}

function codeRow({ prefix, total, carriesValue, value, code }: HuffmanCode): Buffer {
  const row = Buffer.from([prefix, total, carriesValue ? 1 : 0, 0, 0, 0, 0, 0, 0]);
  row.writeInt16LE(value, 3);
  row.writeUInt32LE(code, 5);
  return row;
}

function leadSection(leads: readonly Lead[], starts: readonly number[], subtracted: boolean): Buffer {
  const body = Buffer.alloc(2 + leads.length * 9);
  body.writeUInt8(leads.length, 0);
  body.writeUInt8((subtracted ? 1 : 0) | (starts.length > 0 ? 0 : 4) | ((leads.length & 31) << 3), 1);
  leads.forEach(({ name, uv }, n) => {
    const start = starts[n] ?? 1;
    body.writeUInt32LE(start, 2 + n * 9);
    body.writeUInt32LE(start + uv.length - 1, 6 + n * 9);
    body.writeUInt8(LEAD_NUMBERS[name] ?? 0, 10 + n * 9);
  });
  return body;
}

type Zones = readonly { start: number; end: number }[];

function beatSection(
  ms: number,
  { fiducial, beats }: { fiducial: number; beats: readonly Beat[] },
  zones: Zones,
): Buffer {
  const body = Buffer.alloc(6 + beats.length * 22);
  body.writeUInt16LE(Math.round(ms), 0);
  body.writeUInt16LE(fiducial, 2);
  body.writeUInt16LE(beats.length, 4);
  beats.forEach((beat, n) => {
    body.writeUInt16LE(beat.type ?? 0, 6 + n * 14);
    body.writeUInt32LE(beat.start, 8 + n * 14);
    body.writeUInt32LE(beat.fiducial, 12 + n * 14);
    body.writeUInt32LE(beat.end, 16 + n * 14);
    body.writeUInt32LE(zones[n]?.start ?? 0, 6 + beats.length * 14 + n * 8);
    body.writeUInt32LE(zones[n]?.end ?? 0, 10 + beats.length * 14 + n * 8);
  });
  return body;
}

type SignalHead = { readonly nvPerCount: number; readonly intervalUs: number; readonly choices: ScpChoices };

function signalSection(
  { nvPerCount, intervalUs, choices }: SignalHead,
  leads: readonly Buffer[],
  thinned = false,
): Buffer {
  const head = Buffer.alloc(6 + leads.length * 2);
  head.writeUInt16LE(nvPerCount, 0);
  head.writeUInt16LE(intervalUs, 2);
  head.writeUInt8(choices.differences ?? 2, 4);
  head.writeUInt8(thinned ? 1 : 0, 5);
  leads.forEach((bytes, n) => head.writeUInt16LE(bytes.length, 6 + n * 2));
  return Buffer.concat([head, ...leads]);
}

function subtract(
  values: number[],
  reference: Int16Array,
  { fiducial, beats }: { fiducial: number; beats: readonly Beat[] },
): void {
  for (const beat of beats)
    for (let n = beat.start; n <= beat.end && (beat.type ?? 0) === 0; n += 1)
      values[n - 1] = (values[n - 1] ?? 0) - (reference[n - 1 - (beat.fiducial - fiducial)] ?? 0);
}

/** Every sample inside the zones, and outside them one mean for each group. */
function thin(values: readonly number[], { factor, zones }: { factor: number; zones: Zones }): number[] {
  const kept: number[] = [];
  const inside = (n: number) => zones.some(({ start, end }) => n + 1 >= start && n + 1 <= end);
  for (let n = 0; n < values.length;) {
    const group = [values[n] ?? 0];
    while (!inside(n) && group.length < factor && n + group.length < values.length && !inside(n + group.length))
      group.push(values[n + group.length] ?? 0);
    kept.push(Math.round(group.reduce((sum, value) => sum + value, 0) / group.length));
    n += group.length;
  }
  return kept;
}
