/** One definition of an MFER file; a channel's own attributes carry its number, counted from 0. */
export type Tag = { readonly tag: number; readonly channel?: number; readonly value: Uint8Array };

export const MWF = {
  filler: 0x00,
  byteOrder: 0x01,
  block: 0x04,
  channels: 0x05,
  sequences: 0x06,
  waveform: 0x08,
  lead: 0x09,
  dataType: 0x0a,
  interval: 0x0b,
  sensitivity: 0x0c,
  offset: 0x0d,
  compression: 0x0e,
  filter: 0x11,
  nothing: 0x12,
  wave: 0x1e,
  attributes: 0x3f,
  preamble: 0x40,
  set: 0x67,
  end: 0x80,
  time: 0x85,
} as const;

/** Attributes and sets hold definitions of their own, and no deeper than this. */
const DEEPEST = 4;

/** Every definition in its order, those of sets and channels spread out; `undefined` = lengths that don't fit. */
export function tagsOf(bytes: Uint8Array, depth = 0, channel?: number): Tag[] | undefined {
  const tags: Tag[] = [];
  let at = 0;
  while (at < bytes.byteLength && bytes[at] !== MWF.end) {
    if (bytes[at] === MWF.filler) {
      at += 1;
      continue;
    }
    const found = definitionAt(bytes, at, depth);
    if (!found) return undefined;
    const { tag, value } = found;
    const of = found.channel ?? channel;
    if (tag === MWF.attributes || tag === MWF.set) {
      const inner = depth < DEEPEST ? tagsOf(value, depth + 1, of) : undefined;
      if (!inner) return undefined;
      for (const one of inner) tags.push(one);
    } else tags.push({ tag, value, ...(of !== undefined && { channel: of }) });
    at = found.next;
  }
  return tags;
}

type Found = { readonly tag: number; readonly channel?: number; readonly value: Uint8Array; readonly next: number };

function definitionAt(bytes: Uint8Array, start: number, depth: number): Found | undefined {
  const tag = bytes[start] ?? MWF.end;
  const channel = tag === MWF.attributes ? channelAt(bytes, start + 1) : undefined;
  if (tag === MWF.attributes && !channel) return undefined;
  const lengthAt = channel?.next ?? start + 1;
  const first = bytes[lengthAt];
  if (first === undefined) return undefined;
  const of = { tag, ...(channel && { channel: channel.number }) };
  if (first === 0x80) {
    const end = endOf(bytes, lengthAt + 1, depth);
    return end === undefined ? undefined : { ...of, value: bytes.subarray(lengthAt + 1, end), next: end + 2 };
  }
  const more = first > 0x80 ? first & 0x7f : 0;
  if (more > 4) return undefined;
  let length = more > 0 ? 0 : first;
  // A length of several bytes is in network order, whatever the order of the samples.
  for (let n = 1; n <= more; n += 1) length = length * 256 + (bytes[lengthAt + n] ?? 0);
  const from = lengthAt + 1 + more;
  if (from + length > bytes.byteLength) return undefined;
  return { ...of, value: bytes.subarray(from, from + length), next: from + length };
}

/** A channel's number, seven bits a byte; the highest bit says that another follows. */
function channelAt(bytes: Uint8Array, start: number): { number: number; next: number } | undefined {
  let number = 0;
  for (let at = start; at < Math.min(start + 3, bytes.byteLength); at += 1) {
    const byte = bytes[at] ?? 0;
    number = number * 128 + (byte & 0x7f);
    if (byte < 0x80) return { number, next: at + 1 };
  }
  return undefined;
}

/** Where a definition of open length ends: at two zero bytes that belong to no definition within. */
function endOf(bytes: Uint8Array, start: number, depth: number): number | undefined {
  if (depth >= DEEPEST) return undefined;
  let at = start;
  while (at + 1 < bytes.byteLength) {
    if (bytes[at] === MWF.filler) {
      if (bytes[at + 1] === MWF.filler) return at;
      at += 1;
    } else {
      const inner = definitionAt(bytes, at, depth + 1);
      if (!inner) return undefined;
      at = inner.next;
    }
  }
  return undefined;
}
