import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Response, Router } from 'express';
import { Router as makeRouter } from 'express';
import type { Pool } from 'pg';
import type { SignedIn } from './context';

type Recording = { readonly sha256: string; readonly canonical: string | null; readonly contentType: string };
type Deps = {
  readonly pool: Pick<Pool, 'query'>;
  /** The content-addressed folder the gateway writes. */
  readonly blobFolder: string;
  readonly whoAsks: (authorization: string | undefined) => Promise<SignedIn | undefined>;
};

const FIND = 'SELECT sha256, canonical_sha256 AS canonical, content_type AS "contentType" FROM ecg WHERE id = $1';

/** The bytes of an ECG: the canonical samples a screen draws, and the recording exactly as it came. */
export function recordings({ pool, blobFolder, whoAsks }: Deps): Router {
  const router = makeRouter();
  router.use(async (request, response, next) => {
    if ((await whoAsks(request.headers.authorization)) === undefined)
      response.status(401).json({ code: 'NOT_SIGNED_IN', message: 'Sign in first.' });
    else next();
  });
  const find = async (id: string) => (await pool.query<Recording>(FIND, [id])).rows[0];
  router.get('/:id/samples', async ({ params: { id } }, response) => {
    const recording = await find(id);
    await send(response, blobFolder, recording?.canonical ?? undefined, 'application/x-wiretime-ecg');
  });
  router.get('/:id/original', async ({ params: { id } }, response) => {
    const recording = await find(id);
    // Never shown in place: whatever a device sent must not run in a browser.
    response.setHeader('Content-Disposition', `attachment; filename="${id.replaceAll(/[^\w-]/g, '')}"`);
    await send(response, blobFolder, recording?.sha256, recording?.contentType ?? '');
  });
  return router;
}

async function send(response: Response, folder: string, sum: string | undefined, type: string): Promise<void> {
  const bytes = sum === undefined ? undefined : await readBlob(folder, sum);
  if (sum === undefined || bytes === undefined) {
    response.status(404).json({ code: 'NOT_FOUND', message: 'No such recording.' });
    return;
  }
  // A recording never changes under its sum, so a screen may keep it; only for whoever was allowed to read it.
  response.set({
    'Content-Type': type,
    'X-Content-SHA256': sum,
    ETag: `"${sum}"`,
    'Cache-Control': 'private, max-age=31536000, immutable',
  });
  response.send(bytes);
}

/** Bytes that still are what their name says; damaged ones must not pass as the original. */
async function readBlob(folder: string, sum: string): Promise<Buffer | undefined> {
  if (!/^[0-9a-f]{64}$/.test(sum)) return undefined;
  try {
    const bytes = await readFile(join(folder, sum.slice(0, 2), sum.slice(2, 4), sum));
    return createHash('sha256').update(bytes).digest('hex') === sum ? bytes : undefined;
  } catch {
    return undefined;
  }
}
