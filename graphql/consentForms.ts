import express from 'express';
import type { NextFunction, Request, Response, Router } from 'express';
import { type Blobs, folderBlobs } from '../activities/platform/blobs';
import { Fault } from '../activities/platform/faults';
import { sha256 } from '../activities/platform/hash';
import type { ConsentKind } from '../workflows/domain/vocabulary';
import { CONSENT_KINDS } from '../workflows/domain/vocabulary';
import { roleFor } from './allowed';
import type { Context } from './context';
import { tellAs } from './telling';
import { audit } from './transaction';

/** The picture of a signed form (2.8): sent, kept under its sum and shown from the consent it belongs to. */

type Deps = {
  readonly blobFolder: string;
  readonly contextOf: (request: Request) => Promise<Context>;
};

/** A photograph of a phone or some pages of a scanner. */
const AT_MOST_BYTES = 8 * 1024 * 1024;

/** What a form may be, told by how its bytes begin and never by what the sender calls it. */
const TYPES = [
  { type: 'image/jpeg', begins: 'ffd8ff' },
  { type: 'image/png', begins: '89504e470d0a1a0a' },
  { type: 'application/pdf', begins: '255044462d' },
] as const;

export const consentFormUrl = (episodeId: string, kind: ConsentKind): string => `/consents/${episodeId}/${kind}/form`;

function kindOf(text: unknown): ConsentKind {
  const kind = CONSENT_KINDS.find((one) => one === text);
  if (kind === undefined) throw new Fault('NOT_FOUND', 'No such consent.');
  return kind;
}

/** What it is said under; an id of another shape is refused as any other. */
const clientIdOf = ({ clientId }: Request['query']): string => (typeof clientId === 'string' ? clientId : '');

function typeOf(bytes: unknown): { readonly bytes: Buffer; readonly contentType: string } {
  if (!Buffer.isBuffer(bytes)) throw new Fault('BAD_INPUT', 'Send the picture of the form as it is.');
  const head = bytes.subarray(0, 8).toString('hex');
  const found = TYPES.find(({ begins }) => head.startsWith(begins));
  if (found === undefined) throw new Fault('BAD_INPUT', 'A form is a JPEG or PNG picture or a PDF.');
  return { bytes, contentType: found.type };
}

export function consentForms({ blobFolder, contextOf }: Deps): Router {
  const blobs = folderBlobs(blobFolder);
  const router = express.Router();
  const address = '/:episodeId/:kind/form';
  router.get(address, (request, response) => show(request, response, blobs, contextOf));
  // who asks is known before anything of theirs is read
  router.post(address, async (request, _, next) => {
    roleFor(await contextOf(request), 'CHANGE_CONSENT');
    next();
  });
  router.post(address, express.raw({ type: () => true, limit: AT_MOST_BYTES }), async (request, response) => {
    const { bytes, contentType } = typeOf(request.body);
    const episodeId = request.params.episodeId;
    const kind = kindOf(request.params['kind']);
    const sent = { clientId: clientIdOf(request.query), episodeId, kind, sha256: sha256(bytes) };
    // kept before anybody is told of it; what is then refused belongs to nothing and is shown to nobody
    await blobs.put(bytes);
    const { outcome } = await tellAs(
      await contextOf(request),
      { action: 'CHANGE_CONSENT', sent, kind: 'EPISODE', id: episodeId },
      () => ({ type: 'CONSENT_FORM_ATTACHED', kind, sha256: sent.sha256, contentType }),
    );
    response.json({ outcome, sha256: sent.sha256 });
  });
  router.use(tooLarge);
  return router;
}

const FIND = `
  SELECT form_sha256 AS sum, form_type AS type FROM consent WHERE episode_id = $1 AND kind = $2::consent_kind`;

async function show(request: Request, response: Response, blobs: Blobs, contextOf: Deps['contextOf']): Promise<void> {
  const context = await contextOf(request);
  const by = { kind: 'HUMAN', ...roleFor(context, 'READ_CONSENT_FORM') } as const;
  const episodeId = String(request.params['episodeId']);
  const kind = kindOf(request.params['kind']);
  const { rows } = await context.pool.query<{ sum: string | null; type: string | null }>(FIND, [episodeId, kind]);
  const [form] = rows;
  const bytes = form?.sum == null ? undefined : await blobs.get(form.sum);
  if (form?.sum == null || bytes === undefined) throw new Fault('NOT_FOUND', 'No form is attached to this consent.');
  const detail = { kind, sha256: form.sum };
  await audit(context.pool, by, { action: 'CONSENT_FORM_READ', kind: 'EPISODE', id: episodeId, detail });
  response.set({
    'Content-Type': form.type ?? 'application/octet-stream',
    // never shown in place: whatever was sent must not run in a browser
    'Content-Disposition': `attachment; filename="consent-${kind.toLowerCase()}"`,
    'X-Content-SHA256': form.sum,
    'Cache-Control': 'private, no-store',
  });
  response.send(bytes);
}

/** A body over the limit is a refusal like any other. */
function tooLarge(error: unknown, _request: Request, _response: Response, next: NextFunction): void {
  const isTooLarge = error instanceof Error && 'type' in error && error.type === 'entity.too.large';
  next(isTooLarge ? new Fault('BAD_INPUT', 'A form has at most 8 MB; take a smaller picture.') : error);
}
