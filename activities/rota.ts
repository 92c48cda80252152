import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Pool } from 'pg';
import { z } from 'zod';
import { readShifts, type Shift } from '../prisma/rota';
import { ROLES, type Role } from '../workflows/domain/vocabulary';
import type { Log } from './platform/log';

const HOUR_MS = 3_600_000;
/** How far ahead the engine knows who is on duty without PostgreSQL (design.md 4.7). */
const HELD_MS = 24 * HOUR_MS;

const held = z.object({
  readAt: z.number(),
  shifts: z.array(
    z.object({
      role: z.enum(ROLES),
      siteId: z.string(),
      personId: z.string(),
      phone: z.string(),
      fromAt: z.number(),
      toAt: z.number(),
    }),
  ),
});
type Held = { readonly readAt: number; readonly shifts: readonly Shift[] };

export type Duty = { readonly personId: string; readonly phone: string };

/** Who is on duty, held in memory and in a file, so that pages find people while PostgreSQL is away. */
export type Rota = {
  /** The persons on duty for a role at a site at an instant (ms); who began last comes first. */
  onDuty(role: Role, siteId: string, at: number): readonly Duty[];
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
  let current: Held | undefined = readFile(file, log);
  return {
    onDuty: (role, siteId, at) => {
      const shifts = current?.shifts ?? [];
      const on = shifts.filter((s) => s.role === role && s.siteId === siteId && s.fromAt <= at && at < s.toAt);
      const once = new Map(on.map(({ personId, phone }) => [personId, { personId, phone }]));
      return [...once.values()];
    },
    refresh: async () => {
      try {
        const readAt = now();
        current = { readAt, shifts: await readShifts(pool, readAt - HOUR_MS, readAt + HELD_MS) };
        writeFile(file, current);
      } catch (error) {
        log.error('ROTA_NOT_READ', error, { shiftsHeld: current?.shifts.length ?? 0 });
      }
    },
    readAt: () => current?.readAt,
  };
}

function readFile(file: string, log: Log): Held | undefined {
  try {
    return held.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const isNew = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isNew) log.error('ROTA_FILE_UNREADABLE', error);
    return undefined;
  }
}

/** By rename, so that a crash leaves the old file or the new one; for the owner alone, because it holds numbers. */
function writeFile(file: string, rota: Held): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const half = `${file}.${process.pid}`;
  writeFileSync(half, JSON.stringify(rota), { mode: 0o600 });
  renameSync(half, file);
}
