import express from 'express';
import type { Router } from 'express';
import { z } from 'zod';
import { Fault } from '../activities/platform/faults';
import type { Directory } from './directory';
import type { Identity } from './identity';

const chosen = z.object({ personId: z.string() });

/** Who one can be in the demo, and a token for being it. */
export function demoPeople(directory: Directory, identity: Identity): Router {
  const router = express.Router();
  router.all('/people', (_, response) => {
    response.json(
      directory.people().map(({ id, name, duties }) => ({
        id,
        name,
        duties: duties.map(({ role, siteId }) => {
          const site = directory.site(siteId);
          return { role, siteId, siteNameZh: site?.nameZh ?? siteId, siteNameEn: site?.nameEn ?? siteId };
        }),
      })),
    );
  });
  router.post('/token', express.json({ limit: '1kb' }), async (request, response) => {
    const { success, data } = chosen.safeParse(request.body);
    if (!success) throw new Fault('BAD_INPUT', 'Say who: {"personId": "ps_…"}.');
    response.json({ personId: data.personId, token: await identity.signIn(data.personId) });
  });
  return router;
}
