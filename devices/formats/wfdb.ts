import { refused, toUv, type Decoded } from './recording';

/** `application/x-wfdb`: u32 length of the header (network order), the header's text, then the signal files in its order. */
export function decodeWfdb(bytes: Uint8Array): Decoded {
  if (bytes.byteLength < 8) return refused('TRUNCATED', 'shorter than its own header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0);
  if (length === 0 || 4 + length >= bytes.byteLength)
    return refused('MALFORMED', 'the header length does not fit the file');
  const header = parseHeader(Buffer.from(bytes.subarray(4, 4 + length)).toString('utf8'));
  if ('why' in header) return refused(header.supported ? 'MALFORMED' : 'UNSUPPORTED', header.why);
  const channels = readSignals(header, bytes.subarray(4 + length));
  if (!channels) return refused('TRUNCATED', 'fewer samples than the header promises');
  if (header.signals.some((signal, n) => checksumFails(signal, channels[n])))
    return refused('CHECKSUM_WRONG', 'a checksum of the header does not fit its samples');
  return { ok: true, recording: scale(header, channels) };
}

/** The header's own text begins with its record line: a name, how many signals, their rate. */
export const looksLikeWfdb = (bytes: Uint8Array): boolean =>
  /^\0[\s\S]{3}[^\s{]{1,64} \d{1,3} [\d.]/.test(Buffer.from(bytes.subarray(0, 96)).toString('latin1'));

/** The other direction, for carts that hold a header and its signal files. */
export function bundleWfdb(header: string, signals: readonly Uint8Array[]): Uint8Array {
  const text = Buffer.from(header);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, text, ...signals]);
}

/** Samples of 16 bits, or two of 12 bits in three bytes (MIT-BIH). */
type Kind = '16' | '212';
type Signal = {
  readonly file: string;
  readonly kind: Kind;
  readonly offset: number;
  readonly gain: number;
  readonly baseline: number;
  readonly unit: string;
  readonly checksum?: number;
  readonly name: string;
};
type Header = { readonly fs: number; readonly samples: number; readonly signals: readonly Signal[] };
type Refused = { readonly why: string; readonly supported: boolean };

/** Names of the signal files in the order a bundle holds them. */
export const filesOf = (header: string): string[] => {
  const parsed = parseHeader(header);
  return 'why' in parsed ? [] : [...new Set(parsed.signals.map(({ file }) => file))];
};

function parseHeader(text: string): Header | Refused {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const [, count, rate = '250', samples = '0'] = lines[0]?.trim().split(/\s+/) ?? [];
  const signals = lines.slice(1, 1 + Number(count)).map(parseSignal);
  const fs = Number.parseFloat(rate);
  if (!Number.isInteger(Number(count)) || signals.length !== Number(count) || signals.length === 0)
    return { why: 'its record line and its signal lines disagree', supported: true };
  if (!(fs > 0) || !(Number(samples) >= 0)) return { why: 'no sampling rate or length', supported: true };
  const good = signals.filter((signal): signal is Signal => 'file' in signal);
  const [bad] = signals.filter((signal): signal is Refused => 'why' in signal);
  return bad ?? { fs, samples: Number(samples), signals: good };
}

/** `file format gain(baseline)/unit bits zero first checksum blocksize name`; CPSC's gains have 14 decimals. */
function parseSignal(line: string): Signal | Refused {
  const [file = '', format = '', gains = '', , zero = '0', , checksum, , ...rest] = line.trim().split(/\s+/);
  const [, kind, offset = '0'] = /^(\d+)(?:x1)?(?:\+(\d+))?$/.exec(format) ?? [];
  if (kind === undefined) return { why: `signal format ${format}`, supported: false };
  if (kind !== '16' && kind !== '212') return { why: `signal format ${kind}`, supported: false };
  const [, gain = '0', baseline, unit = 'mV'] = /^([-+\d.eE]+)?(?:\((-?\d+)\))?(?:\/(\S+))?$/.exec(gains) ?? [];
  if (!Number.isFinite(Number(gain))) return { why: 'a gain that is no number', supported: true };
  return {
    file,
    kind,
    offset: Number(offset),
    gain: Number(gain) || 200, // WFDB's own default where a gain is 0 or missing
    baseline: Number(baseline ?? zero),
    unit,
    ...(checksum !== undefined && { checksum: Number(checksum) }),
    name: rest.join(' '),
  };
}

/** Samples of each signal: a file's signals take turns, little endian. */
function readSignals({ signals, samples }: Header, data: Uint8Array): Int16Array[] | undefined {
  const files = [...new Set(signals.map(({ file }) => file))];
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const channels: Int16Array[] = signals.map(() => new Int16Array(0));
  let start = 0;
  for (const [nth, file] of files.entries()) {
    const inside = signals.flatMap((signal, n) => (signal.file === file ? [n] : []));
    const { offset = 0, kind = '16' } = signals[inside[0] ?? 0] ?? {};
    if (inside.some((n) => signals[n]?.kind !== kind)) return undefined;
    start += offset;
    const { bytesOf, fitIn, at } = SAMPLES[kind];
    // A header may leave the length out when its one file tells it.
    const frames =
      samples || (nth === files.length - 1 ? Math.floor(fitIn(data.byteLength - start) / inside.length) : 0);
    const end = start + bytesOf(frames * inside.length);
    if (frames < 1 || end > data.byteLength) return undefined;
    for (const [turn, n] of inside.entries()) {
      const channel = new Int16Array(frames);
      for (let i = 0; i < frames; i += 1) channel[i] = at(view, start, i * inside.length + turn);
      channels[n] = channel;
    }
    start = end;
  }
  return channels;
}

type Samples = {
  readonly bytesOf: (count: number) => number;
  readonly fitIn: (bytes: number) => number;
  readonly at: (view: DataView, start: number, n: number) => number;
};
const SAMPLES: Readonly<Record<Kind, Samples>> = {
  '16': {
    bytesOf: (count) => count * 2,
    fitIn: (bytes) => Math.floor(bytes / 2),
    at: (view, start, n) => view.getInt16(start + n * 2, true),
  },
  '212': { bytesOf: (count) => Math.ceil(count * 1.5), fitIn: (bytes) => Math.floor(bytes / 1.5), at: twelveBits },
};

/** The middle byte of three holds the upper four bits of both samples. */
function twelveBits(view: DataView, start: number, n: number): number {
  const first = start + Math.floor(n / 2) * 3;
  const upper = view.getUint8(first + 1);
  const value =
    n % 2 === 0 ? ((upper & 0x0f) << 8) | view.getUint8(first) : ((upper & 0xf0) << 4) | view.getUint8(first + 2);
  return value >= 2048 ? value - 4096 : value;
}

/** The header's sum of all samples modulo 65536; a signed spelling of it is common. */
function checksumFails({ checksum }: Signal, samples: Int16Array | undefined): boolean {
  if (checksum === undefined || !samples || !Number.isInteger(checksum)) return false;
  let sum = 0;
  for (const sample of samples) sum = (sum + sample) & 0xffff;
  return sum !== (checksum & 0xffff);
}

const PER_UV: Readonly<Record<string, number>> = { mV: 1000, uV: 1, V: 1_000_000, nV: 0.001 };

/** Both readings of the numbers: as the gains say, and as raw counts of 1 µV for files whose gains lie (LUDB). */
function scale({ fs, signals }: Header, channels: readonly Int16Array[]) {
  const scaled = signals.map(({ gain, baseline, unit, name }, n) => {
    const factor = (PER_UV[unit] ?? 1000) / gain;
    return {
      name,
      uv: (channels[n] ?? new Int16Array(0)).map((count) => (count === -32768 ? 0 : toUv((count - baseline) * factor))),
    };
  });
  const raw = signals.map(({ name }, n) => ({ name, uv: channels[n] ?? new Int16Array(0) }));
  const padded = channels.some((channel) => channel.includes(-32768)) ? ['NO_VALUE_PADDED'] : [];
  return {
    fs,
    leads: gainsLie(scaled, raw) ? raw : scaled,
    notes: [...(gainsLie(scaled, raw) ? ['GAIN_IGNORED'] : []), ...padded],
  };
}

/** Every lead scaled to exactly the same height is a picture's scaling, no amplifier's (devices.md finding 3). */
function gainsLie(scaled: readonly { uv: Int16Array }[], raw: readonly { uv: Int16Array }[]): boolean {
  if (scaled.length < 8) return false;
  const heights = scaled.map(({ uv }) => height(uv));
  const same = Math.min(...heights) > 0 && (Math.max(...heights) - Math.min(...heights)) / Math.max(...heights) < 0.02;
  const rawHeights = raw.map(({ uv }) => height(uv));
  return same && Math.max(...rawHeights) / Math.max(1, Math.min(...rawHeights)) > 1.2;
}

function height(uv: Int16Array): number {
  let low = Infinity;
  let high = -Infinity;
  for (const value of uv) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high - low;
}
