import { compactTime, type FileTime } from './fileTime';
import { leadOfCode } from './leadCodes';
import { MWF, tagsOf, type Tag } from './mferTags';
import { refused, toUv, type Decoded, type Refused } from './recording';

/** How a channel is stored: its own attributes, else those of the whole file. */
type Channel = {
  readonly block?: number;
  readonly sequences?: number;
  readonly type?: number;
  readonly fs?: number;
  /** NaN = measured in something else than volts. */
  readonly uvPerCount?: number;
  readonly offset?: Uint8Array;
  readonly nothing?: Uint8Array;
  readonly lead?: number;
  readonly waveform?: number;
};
type Frame = { readonly wave: Uint8Array; readonly channels: readonly Channel[]; readonly little: boolean };

const MOST_CHANNELS = 64;
/** A waveform of this kind is the cart's mean beat, no rhythm. */
const DOMINANT_BEAT = 9;

/** Table of data types: bytes a sample and how it is read; the missing one (9) is AHA's compression. */
const TYPES: Readonly<
  Record<number, { bytes: number; read: (view: DataView, at: number, little: boolean) => number }>
> = {
  0: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  1: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  2: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  3: { bytes: 1, read: (view, at) => view.getUint8(at) },
  4: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  5: { bytes: 1, read: (view, at) => view.getInt8(at) },
  6: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  7: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  8: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
};

/** By its preamble; a file without one is known only by what its sender says. */
export const looksLikeMfer = (bytes: Uint8Array): boolean =>
  bytes[0] === MWF.preamble && Buffer.from(bytes.subarray(2, 6)).toString('latin1') === 'MFR ';

/** MFER (ISO 22077-1) from its published structure: no cart's file has been seen, which the recording says. */
export function decodeMfer(bytes: Uint8Array): Decoded {
  const tags = tagsOf(bytes);
  if (!tags) return refused('TRUNCATED', 'lengths that do not fit the file');
  const frames = framesOf(tags);
  if ('why' in frames) return frames;
  const [frame] = frames.filter(({ channels }) => channels[0]?.waveform !== DOMINANT_BEAT);
  if (!frame) return refused('MALFORMED', 'no rhythm in it');
  const samples = samplesOf(frame);
  if ('why' in samples) return samples;
  const fs = frame.channels.find(isEcg)?.fs;
  if (fs === undefined || !(fs > 0)) return refused('MALFORMED', 'no sampling rate or no amplitude');
  const leads = frame.channels.flatMap((channel, n) =>
    // A channel of another rate is breath or pressure; it may not be stretched into a lead.
    isEcg(channel) && channel.fs === fs ? [{ name: nameOf(channel), uv: scale(channel, samples[n] ?? [], frame) }] : [],
  );
  const filters = filtersOf(tags);
  const { notes, ...started } = startOf(tags);
  const padded = samples.some((channel) => channel.some(Number.isNaN)) ? ['NO_VALUE_PADDED'] : [];
  return {
    ok: true,
    recording: {
      fs,
      leads,
      ...started,
      ...(filters !== undefined && { filters }),
      notes: ['FORMAT_UNPROVEN', ...notes, ...padded],
    },
  };
}

const isEcg = ({ uvPerCount, type }: Channel): boolean => uvPerCount !== undefined && uvPerCount > 0 && type !== 4;
const nameOf = ({ lead }: Channel): string => leadOfCode(lead ?? 0);

/** Walks the definitions in their order; each waveform is read by what was defined before it. */
function framesOf(tags: readonly Tag[]): Frame[] | Refused {
  const frames: Frame[] = [];
  let little = false;
  let count = 1;
  let common: Channel = {};
  const own = new Map<number, Channel>();
  for (const { tag, channel, value } of tags) {
    if (tag === MWF.byteOrder) little = value[0] === 1;
    else if (tag === MWF.channels) count = unsigned(value, little);
    else if (tag === MWF.compression && unsigned(value, little) !== 0)
      return refused('UNSUPPORTED', 'a compressed waveform');
    else if (tag === MWF.wave) {
      if (count < 1 || count > MOST_CHANNELS) return refused('MALFORMED', `${count} channels`);
      // A lead named for the whole file is the first channel's.
      const { lead, ...shared } = common;
      const channels = Array.from({ length: count }, (_, n) => ({
        ...shared,
        ...(n === 0 && lead !== undefined && { lead }),
        ...own.get(n),
      }));
      frames.push({ wave: value, channels, little });
    } else {
      const said = attribute(tag, value, little);
      if (channel === undefined) common = { ...common, ...said };
      else own.set(channel, { ...own.get(channel), ...said });
    }
  }
  return frames;
}

function attribute(tag: number, value: Uint8Array, little: boolean): Channel {
  switch (tag) {
    case MWF.block:
      return { block: unsigned(value, little) };
    case MWF.sequences:
      return { sequences: unsigned(value, little) };
    case MWF.waveform:
      return { waveform: unsigned(value.subarray(0, 2), little) };
    case MWF.lead:
      return { lead: unsigned(value.subarray(0, 2), little) };
    case MWF.dataType:
      return { type: value[0] ?? 0 };
    case MWF.interval:
      return { fs: rateOf(value, little) };
    case MWF.sensitivity:
      return { uvPerCount: value[0] === 0 ? scaled(value, little) * 1e6 : Number.NaN };
    case MWF.offset:
      return { offset: value };
    case MWF.nothing:
      return { nothing: value };
    default:
      return {};
  }
}

/** A rate in Hz, or an interval in seconds; an interval in metres is none of ours. */
function rateOf(value: Uint8Array, little: boolean): number {
  const number = scaled(value, little);
  if (value[0] === 0) return number;
  return value[0] === 1 ? Math.round(100 / number) / 100 : Number.NaN;
}

/** One byte of unit, one of power of ten, then the number. */
const scaled = (value: Uint8Array, little: boolean): number => {
  const exponent = ((value[1] ?? 0) << 24) >> 24;
  return unsigned(value.subarray(2), little) * 10 ** exponent;
};

function unsigned(value: Uint8Array, little: boolean): number {
  let number = 0;
  for (let n = 0; n < Math.min(value.byteLength, 4); n += 1)
    number = number * 256 + (value[little ? Math.min(value.byteLength, 4) - 1 - n : n] ?? 0);
  return number;
}

/** Sequence after sequence, and in each the block of every channel; a value that means “none” is NaN. */
function samplesOf({ wave, channels, little }: Frame): number[][] | Refused {
  const layout = channels.map(({ block = 1, type = 0, nothing }) => ({ block, kind: TYPES[type], nothing }));
  if (layout.some(({ kind }) => !kind)) return refused('UNSUPPORTED', 'a data type nothing here reads');
  const bytes = layout.reduce((sum, { block, kind }) => sum + block * (kind?.bytes ?? 0), 0);
  const sequences = channels[0]?.sequences ?? Math.floor(wave.byteLength / Math.max(1, bytes));
  if (channels.some((channel) => (channel.sequences ?? sequences) !== sequences))
    return refused('UNSUPPORTED', 'channels of different length');
  if (layout.some(({ block }) => block < 1) || sequences < 1 || sequences * bytes > wave.byteLength)
    return refused('TRUNCATED', 'fewer samples than it promises');
  const view = new DataView(wave.buffer, wave.byteOffset, wave.byteLength);
  const samples: number[][] = layout.map(() => []);
  let at = 0;
  for (let sequence = 0; sequence < sequences; sequence += 1) {
    layout.forEach(({ block, kind, nothing }, n) => {
      if (!kind) return;
      const none = nothing?.byteLength === kind.bytes ? kind.read(viewOf(nothing), 0, little) : undefined;
      for (let i = 0; i < block; i += 1, at += kind.bytes) {
        const value = kind.read(view, at, little);
        samples[n]?.push(value === none ? Number.NaN : value);
      }
    });
  }
  return samples;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function scale(
  { uvPerCount = 0, type = 0, offset }: Channel,
  samples: readonly number[],
  { little }: Frame,
): Int16Array {
  const kind = TYPES[type];
  const shift = offset && kind && offset.byteLength === kind.bytes ? kind.read(viewOf(offset), 0, little) : 0;
  return Int16Array.from(samples, (value) => (Number.isNaN(value) ? 0 : toUv((value + shift) * uvPerCount)));
}

/** Year, month, day, hour, minute, second; no zone is ever told. The order of bytes is the file's last word on it. */
function startOf(tags: readonly Tag[]): FileTime {
  const little = tags.findLast(({ tag }) => tag === MWF.byteOrder)?.value[0] === 1;
  const value = tags.find(({ tag }) => tag === MWF.time)?.value;
  if (!value || value.byteLength < 7) return { notes: [] };
  const year = String(unsigned(value.subarray(0, 2), little)).padStart(4, '0');
  return compactTime(year + [...value.subarray(2, 7)].map((part) => String(part).padStart(2, '0')).join(''));
}

/** Only what is plain text: `HPF=0.05`. */
function filtersOf(tags: readonly Tag[]): string | undefined {
  const said = tags
    .filter(({ tag }) => tag === MWF.filter)
    .map(({ value }) => Buffer.from(value.subarray(0, 40)).toString('latin1'))
    .filter((text) => /^[A-Z]{2,4}=[0-9.]+/.test(text))
    .map((text) => text.split('^')[0] ?? '');
  return said.length > 0 ? said.slice(0, 4).join(', ') : undefined;
}
