import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Where the real recordings lie; the repository holds none. */
export const LIBRARY = process.env['ECG_LIBRARY'] ?? resolve(__dirname, '..', '..', '..', 'shared', 'ecg');
export const hasLibrary = existsSync(LIBRARY);

if (!hasLibrary) process.stderr.write(`SKIPPED: every test on real recordings, which are not at ${LIBRARY}\n`);

/** For tests on real recordings: reported as skipped where there are none. */
export const describeReal = hasLibrary ? describe : describe.skip;
