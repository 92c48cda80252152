import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const KEY_BYTES = 32;
const fileSchema = z.strictObject({
  active: z.string(),
  keys: z.record(
    z.string().regex(/^k\d+$/),
    z.base64().refine((text) => Buffer.from(text, 'base64').length === KEY_BYTES),
  ),
});
type File = z.output<typeof fileSchema>;

export type Key = { readonly id: string; readonly secret: KeyObject };

/** New things are encrypted with the active key; everything ever encrypted finds its key as long as the ring holds it. */
export type KeyRing = { active(): Key; find(id: string): Key | undefined };

/** How long (ms) a process may go on encrypting with the key before a rotation. */
const LOOK_AGAIN_AFTER = 1000;

/** The ring in `file`, made when there is none; a rotation by another process is noticed within a second. */
export function openKeyRing(file: string, now: () => number = Date.now): KeyRing {
  createIfAbsent(file);
  let ring = read(file);
  let keys = keysOf(ring);
  let seen = statSync(file).mtimeMs;
  let lookedAt = now();
  const refresh = () => {
    lookedAt = now();
    const changed = statSync(file).mtimeMs;
    if (changed === seen) return;
    ring = read(file);
    keys = keysOf(ring);
    seen = changed;
  };
  return {
    active: () => {
      if (now() - lookedAt >= LOOK_AGAIN_AFTER) refresh();
      const active = keys.get(ring.active);
      if (active === undefined) throw new Error(`${file} names an active key it does not hold`);
      return active;
    },
    find: (id) => {
      if (!keys.has(id)) refresh();
      return keys.get(id);
    },
  };
}

const keysOf = ({ keys }: File): ReadonlyMap<string, Key> =>
  new Map(Object.entries(keys).map(([id, secret]) => [id, { id, secret: createSecretKey(secret, 'base64') }]));

/** Adds a key and makes it the active one; the older keys stay for what they encrypted. Returns the new key's id. */
export function rotate(file: string): string {
  createIfAbsent(file);
  const ring = read(file);
  const id = `k${Math.max(...Object.keys(ring.keys).map((name) => Number(name.slice(1)))) + 1}`;
  const next: File = { active: id, keys: { ...ring.keys, [id]: newSecret() } };
  writePrivate(`${file}.next`, next);
  renameSync(`${file}.next`, file);
  return id;
}

const newSecret = () => randomBytes(KEY_BYTES).toString('base64');

function read(file: string): File {
  const parsed = fileSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file} is not a key ring:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function writePrivate(file: string, ring: File): void {
  writeFileSync(file, `${JSON.stringify(ring, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}

/** By a hard link, which fails where a file is already: of two processes that start at once one makes the ring. */
function createIfAbsent(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) return;
  const draft = `${file}.${process.pid}`;
  writePrivate(draft, { active: 'k1', keys: { k1: newSecret() } });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(draft);
  }
}
