import type { Response, Router } from 'express';
import { Router as makeRouter } from 'express';
import type { Pool } from 'pg';
import { type Blobs, folderBlobs } from '../activities/platform/blobs';
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
  const blobs = folderBlobs(blobFolder);
  const router = makeRouter();
  router.use(async (request, response, next) => {
    if ((await whoAsks(request.headers.authorization)) === undefined)
      response.status(401).json({ code: 'NOT_SIGNED_IN', message: 'Sign in first.' });
    else next();
  });
  const find = async (id: string) => (await pool.query<Recording>(FIND, [id])).rows[0];
  router.get('/:id/samples', async ({ params: { id } }, response) => {
    const recording = await find(id);
    await send(response, blobs, recording?.canonical ?? undefined, 'application/x-wiretime-ecg');
  });
  router.get('/:id/original', async ({ params: { id } }, response) => {
    const recording = await find(id);
    // Never shown in place: whatever a device sent must not run in a browser.
    response.setHeader('Content-Disposition', `attachment; filename="${id.replaceAll(/[^\w-]/g, '')}"`);
    await send(response, blobs, recording?.sha256, recording?.contentType ?? '');
  });
  return router;
}

async function send(response: Response, blobs: Blobs, sum: string | undefined, type: string): Promise<void> {
  const bytes = sum === undefined ? undefined : await blobs.get(sum);
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
