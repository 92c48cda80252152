import { mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { sha256 } from './hash';

/** Bytes kept under the name of their own SHA-256: what comes back is what went in. */
export type Blobs = {
  /** Durable when it returns; the same bytes twice are one blob. */
  put(bytes: Uint8Array): Promise<string>;
  get(sum: string): Promise<Buffer | undefined>;
};

const isSum = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** A content-addressed folder: `ab/cd/abcd…`, written aside, synced and then named. */
export function folderBlobs(folder: string): Blobs {
  const pathOf = (sum: string) => join(folder, sum.slice(0, 2), sum.slice(2, 4), sum);
  return {
    async put(bytes) {
      const sum = sha256(bytes);
      const path = pathOf(sum);
      if (await isWhole(path, bytes.byteLength)) return sum;
      await mkdir(dirname(path), { recursive: true });
      const aside = `${path}.${randomBytes(6).toString('hex')}`;
      try {
        const file = await open(aside, 'wx', 0o640);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(aside, path);
        await syncFolder(dirname(path));
      } catch (error) {
        await unlink(aside).catch(() => undefined);
        throw error;
      }
      return sum;
    },
    async get(sum) {
      if (!isSum(sum)) return undefined;
      const bytes = await readFile(pathOf(sum)).catch(missing);
      // A blob that no longer is what its name says must not pass as the original.
      return bytes && sha256(bytes) === sum ? bytes : undefined;
    },
  };
}

/** The name of a file survives a power cut only when its folder was synced too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isWhole = async (path: string, size: number): Promise<boolean> =>
  (await stat(path).catch(missing))?.size === size;

function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
