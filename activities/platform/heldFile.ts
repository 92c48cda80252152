import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** What a process wrote down for the time when PostgreSQL is away; `undefined` before it first did. */
export function readHeld<T>(file: string, schema: z.ZodType<T>, unreadable: (error: unknown) => void): T | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const isNew = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isNew) unreadable(error);
    return undefined;
  }
}

/** By rename, so that a crash leaves the old file or the new one; for the owner alone, because it holds numbers and keys. */
export function writeHeld(file: string, held: object): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const half = `${file}.${process.pid}`;
  writeFileSync(half, JSON.stringify(held), { mode: 0o600 });
  renameSync(half, file);
}
