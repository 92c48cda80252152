const CODE_BITS = 10;
const END = (1 << CODE_BITS) - 1;

/** What `devices/formats/xli.ts` unpacks: second differences, high bytes before low ones, LZW in codes of ten bits. */
export function packXli(leads: readonly Int16Array[]): Buffer {
  return Buffer.concat(
    leads.flatMap((counts) => {
      const differences = new Int16Array(counts.length);
      let first = 0;
      for (let n = 0; n < counts.length; n++) {
        if (n < 2) differences[n] = counts[n] ?? 0;
        else {
          const miss = 2 * (counts[n - 1] ?? 0) - (counts[n - 2] ?? 0) - (counts[n] ?? 0);
          // Sample n tells what the one after it misses; what the third misses stands in the head.
          if (n === 2) first = miss;
          else differences[n - 1] = miss + 64;
        }
      }
      const bytes = Buffer.alloc(counts.length * 2);
      differences.forEach((value, n) => {
        bytes[n] = (value >> 8) & 0xff;
        bytes[counts.length + n] = value & 0xff;
      });
      const packed = packLzw(bytes);
      const head = Buffer.alloc(8);
      head.writeInt32LE(packed.length);
      head.writeInt16LE(1, 4);
      head.writeInt16LE(first, 6);
      return [head, packed];
    }),
  );
}

function packLzw(bytes: Buffer): Buffer {
  const table = new Map<string, number>();
  const codeOf = (word: string) => (word.length === 1 ? word.charCodeAt(0) : table.get(word));
  const codes: number[] = [];
  let word = '';
  for (const sign of bytes.toString('latin1')) {
    if (codeOf(word + sign) === undefined) {
      codes.push(codeOf(word) ?? 0);
      if (table.size + 256 < END) table.set(word + sign, table.size + 256);
      word = '';
    }
    word += sign;
  }
  codes.push(codeOf(word) ?? 0, END);
  const bits = codes.map((code) => code.toString(2).padStart(CODE_BITS, '0')).join('');
  return Buffer.from(Array.from(bits.matchAll(/.{8}|.+$/g), ([eight]) => Number.parseInt(eight.padEnd(8, '0'), 2)));
}
