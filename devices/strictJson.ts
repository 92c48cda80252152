/** JSON as the contract wants it: UTF-8, one value, no duplicate keys; NaN and its like are no JSON to begin with. */
export type StrictJson =
  | { readonly ok: true; readonly value: unknown; readonly text: string }
  | { readonly ok: false; readonly why: string };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** An escaped surrogate; `JSON.stringify` leaves only the unpaired ones escaped. */
const HALF = /\\ud[89a-f]/i;

/** Never throws; says why bytes are not strict JSON. */
export function parseStrictJson(bytes: Uint8Array): StrictJson {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { ok: false, why: 'not UTF-8' };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, why: 'not JSON' };
  }
  // PostgreSQL's jsonb can hold neither; a message that cannot be kept cannot be accepted.
  if (text.includes('\\u0000')) return { ok: false, why: 'a NUL character' };
  if (HALF.test(text) && HALF.test(JSON.stringify(value))) return { ok: false, why: 'half a character' };
  const twice = duplicateKey(text);
  return twice === undefined ? { ok: true, value, text } : { ok: false, why: `key "${twice}" appears twice` };
}

/** The first key an object of valid JSON text spells twice: `JSON.parse` would silently keep the last. */
export function duplicateKey(text: string): string | undefined {
  // One entry per open bracket: the keys seen so far for an object, `undefined` for an array.
  const open: (Set<string> | undefined)[] = [];
  let atKey = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (sign === '{') {
      open.push(new Set());
      atKey = true;
    } else if (sign === '[') {
      open.push(undefined);
      atKey = false;
    } else if (sign === '}' || sign === ']') {
      open.pop();
      atKey = false;
    } else if (sign === ',') {
      atKey = open.at(-1) !== undefined;
    } else if (sign === '"') {
      const end = endOfString(text, i);
      if (atKey) {
        const key = text.slice(i + 1, end);
        // Two spellings of one key (an escape) are one key.
        const plain = key.includes('\\') ? String(JSON.parse(`"${key}"`)) : key;
        const keys = open.at(-1);
        if (keys?.has(plain)) return plain;
        keys?.add(plain);
        atKey = false;
      }
      i = end;
    }
  }
  return undefined;
}

/** Index of the quote that closes the string opened at `start`. */
function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i;
}
