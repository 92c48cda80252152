import { DEFAULT_TABLE, type HuffmanCode } from '../formats/scpHuffman';

/** Packs one lead: differences of an order, then Huffman codes or plain numbers. */
export function scpPacker(tables: 'default' | 'none' | readonly (readonly HuffmanCode[])[], order: 0 | 1 | 2) {
  return (values: readonly number[]): Buffer => {
    const differences = values.map((value, n) => {
      if (n < order) return value;
      const one = order > 0 ? (values[n - 1] ?? 0) : 0;
      return value - one - (order > 1 ? one - (values[n - 2] ?? 0) : 0);
    });
    if (tables === 'none') return plain(differences);
    return huffman(differences, tables === 'default' ? [DEFAULT_TABLE] : tables);
  };
}

function plain(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, n) => bytes.writeInt16LE(value, n * 2));
  return bytes;
}

/** Codes of the first table; where a second one is given, it takes over and back with every value. */
function huffman(values: readonly number[], tables: readonly (readonly HuffmanCode[])[]): Buffer {
  let bits = '';
  let table = 0;
  for (const value of values) {
    const codes = tables[table] ?? [];
    const change = codes.find(({ carriesValue }) => !carriesValue);
    if (change) {
      bits += prefixBits(change);
      table = change.value - 1;
    }
    bits += bitsOf(value, tables[table] ?? []);
  }
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
  return Buffer.from(padded.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
}

function bitsOf(value: number, codes: readonly HuffmanCode[]): string {
  const short = codes.find((code) => code.carriesValue && code.total === code.prefix && code.value === value);
  if (short) return prefixBits(short);
  const long = codes.find(
    ({ prefix, total }) => total > prefix && value >= -(2 ** (total - prefix - 1)) && value < 2 ** (total - prefix - 1),
  );
  if (!long) throw new Error(`no code for ${value}`);
  const width = long.total - long.prefix;
  return prefixBits(long) + (value < 0 ? value + 2 ** width : value).toString(2).padStart(width, '0');
}

/** The first bit of a prefix is its lowest. */
const prefixBits = ({ prefix, code }: HuffmanCode): string =>
  Array.from({ length: prefix }, (_, bit) => (code >>> bit) & 1).join('');
