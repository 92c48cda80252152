import { refused, type Refused } from './recording';

/**
 * Philips XLI: one chunk a lead, each its length, a first difference, and LZW codes of ten bits. Unpacked, a chunk holds the
 * high bytes of all samples and then the low ones; what they spell are second differences.
 */
export function unpackXli(packed: Buffer, leads: number, samples: number): Int16Array[] | Refused {
  const out: Int16Array[] = [];
  let at = 0;
  while (out.length < leads) {
    if (at + 8 > packed.length) return refused('TRUNCATED', 'fewer chunks than leads');
    const size = packed.readInt32LE(at);
    const first = packed.readInt16LE(at + 6);
    at += 8;
    if (size < 0 || at + size > packed.length) return refused('TRUNCATED', 'a chunk longer than the file');
    const bytes = unpackLzw(packed.subarray(at, at + size), samples * 2);
    if (!bytes) return refused('COMPRESSION_WRONG', 'codes that no LZW writer makes, or fewer samples than announced');
    out.push(undoDifferences(interleave(bytes), first));
    at += size;
  }
  return out;
}

const CODE_BITS = 10;
const END = (1 << CODE_BITS) - 1;

/** LZW over bytes, codes from the highest bit on, a table that stays as it is once full: `length` bytes or nothing. */
function unpackLzw(codes: Buffer, length: number): Buffer | undefined {
  // Each word is a stretch of what was written already, so the table costs nothing however long its words are.
  const starts = new Int32Array(END);
  const lengths = new Int32Array(END);
  const out = Buffer.alloc(length);
  let next = 256;
  let size = 0;
  let before: { start: number; length: number } | undefined;
  for (const code of codesOf(codes)) {
    // Words after the last sample are the writer's padding.
    if (code === END || size >= length) break;
    if (code > next || (code === next && !before)) return undefined;
    const start = size;
    const isByte = code < 256;
    const isNew = code === next;
    const from = isNew ? (before?.start ?? 0) : (starts[code] ?? 0);
    const words = isByte ? 1 : isNew ? (before?.length ?? 0) + 1 : (lengths[code] ?? 0);
    for (let n = 0; n < words && size < length; n++) out[size++] = isByte ? code : (out[from + n] ?? 0);
    if (before && next < END) {
      // The word before and the first byte of this one, which follows it in what was written.
      starts[next] = before.start;
      lengths[next++] = before.length + 1;
    }
    before = { start, length: words };
  }
  return size === length ? out : undefined;
}

/** The last code of a chunk may be cut short by its end: then it is none. */
function* codesOf(packed: Buffer): Generator<number> {
  let held = 0;
  let bits = 0;
  for (const byte of packed) {
    held = ((held << 8) | byte) & 0xfffff;
    bits += 8;
    if (bits < CODE_BITS) continue;
    bits -= CODE_BITS;
    yield (held >> bits) & END;
  }
}

function interleave(bytes: Buffer): Int16Array {
  const count = bytes.length >> 1;
  return Int16Array.from({ length: count }, (_, n) => ((bytes[n] ?? 0) << 8) | (bytes[count + n] ?? 0));
}

/** Second differences, each with a bias of 64 that the sample after it feels. */
function undoDifferences(deltas: Int16Array, first: number): Int16Array {
  const out = deltas.slice();
  let last = first;
  for (let n = 2; n < out.length; n++) {
    const value = 2 * (out[n - 1] ?? 0) - (out[n - 2] ?? 0) - last;
    last = (deltas[n] ?? 0) - 64;
    out[n] = value;
  }
  return out;
}
