import type { Pool } from 'pg';
import { z } from 'zod';
import { type Browser, forgetBrowser, readBrowsers } from '../prisma/browsers';
import { readHeld, writeHeld } from './platform/heldFile';
import type { Log } from './platform/log';

const held = z.array(
  z.object({
    id: z.string(),
    personId: z.string(),
    endpoint: z.string(),
    p256dh: z.string(),
    auth: z.string(),
    language: z.string(),
  }),
);

/** In which browsers people hear pages, held in memory and in a file, so that they ring while PostgreSQL is away. */
export type Browsers = {
  of(personId: string): readonly Browser[];
  /** Rings no more, here at once and in the record as soon as that can be told. */
  forget(browser: Browser): Promise<void>;
  /** Reads them anew; keeps what it has when PostgreSQL is away. */
  refresh(): Promise<void>;
};

type Deps = { readonly pool: Pick<Pool, 'query'>; readonly file: string; readonly log: Log };

export function makeBrowsers({ pool, file, log }: Deps): Browsers {
  let current: readonly Browser[] = readHeld(file, held, (error) => log.error('BROWSERS_FILE_UNREADABLE', error)) ?? [];
  return {
    of: (personId) => current.filter((browser) => browser.personId === personId),
    forget: async ({ id }) => {
      current = current.filter((browser) => browser.id !== id);
      await forgetBrowser(pool, id).catch((error: unknown) => log.error('BROWSER_NOT_FORGOTTEN', error, { id }));
    },
    refresh: async () => {
      try {
        current = await readBrowsers(pool);
        writeHeld(file, current);
      } catch (error) {
        log.error('BROWSERS_NOT_READ', error, { held: current.length });
      }
    },
  };
}
