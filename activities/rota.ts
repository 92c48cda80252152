import type { Pool } from 'pg';
import { z } from 'zod';
import { readRota } from '../prisma/rota';
import { postsAt } from '../workflows/domain/rota';
import { instant } from '../workflows/domain/time';
import { ROLES, type Role } from '../workflows/domain/vocabulary';
import { readHeld, writeHeld } from './platform/heldFile';
import type { Log } from './platform/log';

const HOUR_MS = 3_600_000;
/** How far ahead the engine knows who is on duty without PostgreSQL (design.md 4.7). */
const HELD_MS = 24 * HOUR_MS;

const at = z.number().transform(instant);
const duty = {
  id: z.string(),
  role: z.enum(ROLES),
  siteId: z.string(),
  personId: z.string(),
  fromAt: at,
  toAt: at,
  takenAt: at.exactOptional(),
};
const held = z.object({
  readAt: z.number(),
  shifts: z.array(z.object({ ...duty, version: z.number() })),
  substitutions: z.array(z.object({ ...duty, insteadOf: z.string().exactOptional(), madeAt: at })),
  phones: z.record(z.string(), z.string()),
});
type Held = z.output<typeof held>;

export type Duty = { readonly personId: string; readonly phone: string };

/** Who is on duty, held in memory and in a file, so that pages find people while PostgreSQL is away. */
export type Rota = {
  /**
   * Whom to ask for a role at a site at an instant (ms), one after the other; together with who is on duty those who
   * had it before, until the hand-over is confirmed.
   */
  onDuty(role: Role, siteId: string, at: number): readonly (readonly Duty[])[];
  /** Empty where the rota of these hours does not know the person. */
  phoneOf(personId: string): string;
  /** Reads the next 24 hours anew; keeps what it has when PostgreSQL is away. */
  refresh(): Promise<void>;
  /** When it was last read from PostgreSQL (ms); undefined when never. */
  readAt(): number | undefined;
};

type Deps = {
  readonly pool: Pick<Pool, 'query'>;
  readonly file: string;
  readonly log: Log;
  readonly now: () => number;
};

export function makeRota({ pool, file, log, now }: Deps): Rota {
  let current = readHeld<Held>(file, held, (error) => log.error('ROTA_FILE_UNREADABLE', error));
  return {
    onDuty: (role, siteId, at) => {
      if (current === undefined) return [];
      const { phones } = current;
      return postsAt(current, { role, siteId }, instant(at)).map(({ asked }) =>
        asked.map((personId) => ({ personId, phone: phones[personId] ?? '' })),
      );
    },
    phoneOf: (personId) => current?.phones[personId] ?? '',
    refresh: async () => {
      try {
        const readAt = now();
        current = held.parse({ readAt, ...(await readRota(pool, readAt - HOUR_MS, readAt + HELD_MS)) });
        writeHeld(file, current);
      } catch (error) {
        log.error('ROTA_NOT_READ', error, { shiftsHeld: current?.shifts.length ?? 0 });
      }
    },
    readAt: () => current?.readAt,
  };
}
