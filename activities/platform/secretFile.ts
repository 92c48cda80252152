import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const BYTES = 32;

/** A random key made once for an installation, for its owner's eyes only. */
export function secretFile(file: string): Uint8Array {
  try {
    return readFileSync(file).subarray(0, BYTES);
  } catch {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(BYTES), { mode: 0o600, flag: 'a' }); // two that start at once read one key below
    return readFileSync(file).subarray(0, BYTES);
  }
}
