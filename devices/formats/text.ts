/** What a text claims of itself: `<?xml version="1.0" encoding="GB2312"?>`. */
const DECLARED = /^<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/;

/** One byte, one sign: nothing in them can be checked, so they are believed only where a file names them. */
const SINGLE_BYTE = /^(iso-?8859-1?\d|latin-?1|windows-125\d|us-ascii)$/i;

/**
 * Bytes as text. The bytes decide, not what the file says of itself (a file of UTF-16 that declares UTF-8 is common):
 * UTF-16 by its mark or its zeros, else UTF-8 if it is that throughout, else GB18030 likewise, else what is declared.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return strictly(wide, bytes);
  const utf8 = strictly('utf-8', bytes);
  if (utf8 !== undefined) return utf8;
  const [, declared = ''] = DECLARED.exec(headOf(bytes)) ?? [];
  if (SINGLE_BYTE.test(declared)) return strictly('windows-1252', bytes);
  return strictly('gb18030', bytes);
}

/** The first signs of a text, whatever follows them: enough to see what it is. */
export function headOf(bytes: Uint8Array): string {
  const head = bytes.subarray(0, 16_384);
  return new TextDecoder(wideEncoding(bytes) ?? 'latin1').decode(head);
}

function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0x3c && second === 0) return 'utf-16le';
  if (first === 0 && second === 0x3c) return 'utf-16be';
  return undefined;
}

function strictly(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
