import { LEAD_NUMBERS } from '../formats/leadCodes';
import type { Lead } from '../formats/recording';

export type MferChoices = {
  readonly little?: boolean;
  /** Samples of a lead that stand together; the rest follows in further sequences. */
  readonly block?: number;
  /** 0 = 16 bits, 2 = 32 bits, 7 = floating. */
  readonly type?: 0 | 2 | 7;
  /** As an interval in seconds instead of a rate in hertz. */
  readonly asInterval?: boolean;
  /** The content of channels and the whole ends at two zero bytes instead of after a length. */
  readonly openLengths?: boolean;
  readonly nanovoltsPerCount?: number;
  readonly nothing?: number;
  readonly preamble?: boolean;
  /** Definitions put in before the waveform, as they are. */
  readonly extra?: readonly Buffer[];
  readonly breath?: boolean;
};

/** A definition: its tag, its length, its value. */
export const define = (tag: number, value: Buffer): Buffer =>
  Buffer.concat([Buffer.from([tag]), lengthOf(value.length), value]);

const lengthOf = (length: number): Buffer => {
  if (length < 128) return Buffer.from([length]);
  const long = Buffer.alloc(5, 0x84);
  long.writeUInt32BE(length, 1);
  return long;
};

const channel = (n: number, inner: Buffer, openLength: boolean): Buffer =>
  openLength
    ? Buffer.concat([Buffer.from([0x3f, n, 0x80]), inner, Buffer.from([0, 0])])
    : Buffer.concat([Buffer.from([0x3f, n]), lengthOf(inner.length), inner]);

/** An MFER file of a man nobody ever met; one microvolt a count unless told otherwise. */
export function writeMfer({ fs, leads }: { fs: number; leads: readonly Lead[] }, choices: MferChoices = {}): Buffer {
  const { little = false, type = 0, asInterval = false, nanovoltsPerCount = 1000, openLengths = false } = choices;
  const samples = leads[0]?.uv.length ?? 0;
  const block = choices.block ?? samples;
  const channels = leads.length + (choices.breath === true ? 1 : 0);
  const u16 = (value: number) => order(Buffer.from([value >> 8, value & 255]), little);
  const u32 = (value: number) =>
    order(Buffer.from([value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255]), little);
  const attributes = (n: number, inner: Buffer) => channel(n, inner, openLengths);
  return Buffer.concat([
    ...(choices.preamble === false ? [] : [define(0x40, Buffer.from('MFR Standard 12 leads ECG       '))]),
    define(0x01, Buffer.from([little ? 1 : 0])),
    define(0x85, Buffer.concat([u16(2026), Buffer.from([11, 22, 10, 15, 30])])),
    define(0x82, Buffer.from('SYNTHETIC')),
    define(
      0x0b,
      asInterval
        ? Buffer.concat([Buffer.from([1, 0xfa]), u32(1e6 / fs)])
        : Buffer.concat([Buffer.from([0, 0]), u16(fs)]),
    ),
    define(0x0c, Buffer.concat([Buffer.from([0, 0xf7]), u32(nanovoltsPerCount)])),
    define(0x0a, Buffer.from([type])),
    define(0x04, u32(block)),
    define(0x05, u16(channels)),
    define(0x06, u32(samples / block)),
    ...(choices.nothing === undefined ? [] : [define(0x12, u16(choices.nothing & 0xffff))]),
    define(0x11, Buffer.from('HPF=0.05^baseline')),
    ...leads.map(({ name }, n) => attributes(n, define(0x09, u16(LEAD_NUMBERS[name] ?? 4163)))),
    // Breath is measured in ohms.
    ...(choices.breath === true
      ? [attributes(leads.length, Buffer.concat([define(0x09, u16(160)), define(0x0c, Buffer.from([11, 0, 0, 1]))]))]
      : []),
    ...(choices.extra ?? []),
    define(
      0x1e,
      wave([...leads.map(({ uv }) => uv), ...(choices.breath === true ? [new Int16Array(samples)] : [])], {
        ...choices,
        little,
        type,
        block,
        nanovoltsPerCount,
      }),
    ),
    Buffer.from([0x80]),
  ]);
}

const order = (bytes: Buffer, little: boolean): Buffer => (little ? bytes.reverse() : bytes);

type Waving = {
  readonly little: boolean;
  readonly type: 0 | 2 | 7;
  readonly block: number;
  readonly nanovoltsPerCount: number;
};

function wave(channels: readonly Int16Array[], { little, type, block, nanovoltsPerCount }: Waving): Buffer {
  const width = type === 0 ? 2 : 4;
  const samples = channels[0]?.length ?? 0;
  const out = Buffer.alloc(channels.length * samples * width);
  const view = new DataView(out.buffer, out.byteOffset, out.byteLength);
  let at = 0;
  for (let start = 0; start < samples; start += block)
    for (const uv of channels)
      for (let n = start; n < start + block; n += 1, at += width) {
        const count = (uv[n] ?? 0) * (1000 / nanovoltsPerCount);
        if (type === 0) view.setInt16(at, count, little);
        else if (type === 2) view.setInt32(at, count, little);
        else view.setFloat32(at, count, little);
      }
  return out;
}
