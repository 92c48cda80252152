/** One code of a table: `prefix` bits tell it, the rest up to `total` are a signed value. */
export type HuffmanCode = {
  readonly prefix: number;
  readonly total: number;
  /** Otherwise the code says that table number `value` holds from here. */
  readonly carriesValue: boolean;
  readonly value: number;
  /** The prefix, its first bit lowest. */
  readonly code: number;
};

const SMALL = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7, 8, -8];

/** The table EN 1064 gives every reader: short codes for -8…8, then one byte and two bytes as they are. */
export const DEFAULT_TABLE: readonly HuffmanCode[] = [
  ...SMALL.map((value): HuffmanCode => {
    const size = Math.abs(value);
    const prefix = size === 0 ? 1 : size + 2;
    const ones = 2 ** size - 1;
    return { prefix, total: prefix, carriesValue: true, value, code: value < 0 ? ones + 2 ** (size + 1) : ones };
  }),
  { prefix: 10, total: 18, carriesValue: true, value: 0, code: 511 },
  { prefix: 10, total: 26, carriesValue: true, value: 0, code: 1023 },
];

/** More than any writer uses, and little enough to build in no time. */
const LIMITS = { tables: 32, codes: 512, prefix: 32, literal: 16 } as const;

/** Number of tables by which a file says that it uses the default one. */
const DEFAULT_MARK = 19_999;

/** Section 2; `undefined` = tables that can't be. */
export function readTables(body: DataView): readonly (readonly HuffmanCode[])[] | undefined {
  const count = body.byteLength >= 2 ? body.getUint16(0, true) : 0;
  if (count === DEFAULT_MARK) return [DEFAULT_TABLE];
  if (count < 1 || count > LIMITS.tables) return undefined;
  const tables: HuffmanCode[][] = [];
  let at = 2;
  for (let n = 0; n < count; n += 1) {
    const codes = at + 2 <= body.byteLength ? body.getUint16(at, true) : 0;
    at += 2;
    if (codes < 1 || codes > LIMITS.codes || at + codes * 9 > body.byteLength) return undefined;
    tables.push(Array.from({ length: codes }, (_, i) => readCode(body, at + i * 9)));
    at += codes * 9;
  }
  return tables.flat().every((code) => isPossible(code, count)) ? tables : undefined;
}

const readCode = (body: DataView, at: number): HuffmanCode => ({
  prefix: body.getUint8(at),
  total: body.getUint8(at + 1),
  carriesValue: body.getUint8(at + 2) !== 0,
  value: body.getInt16(at + 3, true),
  code: body.getUint32(at + 5, true),
});

const isPossible = ({ prefix, total, carriesValue, value }: HuffmanCode, tables: number): boolean =>
  prefix >= 1 &&
  prefix <= LIMITS.prefix &&
  total >= prefix &&
  total - prefix <= LIMITS.literal &&
  (carriesValue || (value >= 1 && value <= tables));

/** A table as a tree in one array: two branches a node; -1 = nothing, -2 - n = code n. */
type Tree = { readonly branches: readonly number[]; readonly codes: readonly HuffmanCode[] };
const NOTHING = -1;
const leafOf = (n: number): number => -2 - n;

function plant(codes: readonly HuffmanCode[]): Tree {
  const branches = [NOTHING, NOTHING];
  codes.forEach(({ prefix, code }, n) => {
    let node = 0;
    for (let bit = 0; bit < prefix; bit += 1) {
      const branch = node * 2 + ((code >>> bit) & 1);
      const next = branches[branch] ?? NOTHING;
      if (bit === prefix - 1) branches[branch] = leafOf(n);
      else if (next >= 0) node = next;
      else {
        node = branches.length / 2;
        branches[branch] = node;
        branches.push(NOTHING, NOTHING);
      }
    }
  });
  return { branches, codes };
}

/** Decodes up to `most` values; fewer come back where the bits end or no code fits. */
export function makeHuffman(tables: readonly (readonly HuffmanCode[])[]) {
  const trees = tables.map(plant);
  return (bytes: Uint8Array, most: number): Int32Array => {
    const values = new Int32Array(Math.min(most, bytes.byteLength * 8));
    const bits = bitsOf(bytes);
    let tree = trees[0];
    let got = 0;
    while (got < values.length && tree) {
      const code = walk(tree, bits);
      if (!code) break;
      if (!code.carriesValue) tree = trees[code.value - 1];
      else {
        const literal = bits.signed(code.total - code.prefix);
        if (literal === undefined) break;
        values[got] = code.total > code.prefix ? literal : code.value;
        got += 1;
      }
    }
    return values.subarray(0, got);
  };
}

function walk({ branches, codes }: Tree, bits: Bits): HuffmanCode | undefined {
  let node = 0;
  for (;;) {
    const bit = bits.next();
    if (bit === undefined) return undefined;
    const next = branches[node * 2 + bit] ?? NOTHING;
    if (next < NOTHING) return codes[leafOf(next)];
    if (next === NOTHING) return undefined;
    node = next;
  }
}

type Bits = ReturnType<typeof bitsOf>;

/** Bits of each byte from the highest to the lowest. */
function bitsOf(bytes: Uint8Array) {
  let at = 0;
  const next = (): number | undefined => {
    const byte = bytes[at >> 3];
    if (byte === undefined) return undefined;
    const bit = (byte >> (7 - (at & 7))) & 1;
    at += 1;
    return bit;
  };
  /** `count` bits as a number in two's complement; no bits are 0. */
  const signed = (count: number): number | undefined => {
    let value = 0;
    for (let n = 0; n < count; n += 1) {
      const bit = next();
      if (bit === undefined) return undefined;
      value = value * 2 + bit;
    }
    return count > 0 && value >= 2 ** (count - 1) ? value - 2 ** count : value;
  };
  return { next, signed };
}
