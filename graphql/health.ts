import { inTime } from '../activities/platform/inTime';
import type { Services } from './context';

export type Health = {
  readonly ok: boolean;
  readonly database: boolean;
  readonly temporal: boolean;
  readonly broker: boolean;
  /** The stream of changes: where it is, and how long ago (ms) the record answered. */
  readonly stream: { readonly position: number | null; readonly ageMs: number | null; readonly stale: boolean };
};

type Deps = Pick<Services, 'pool' | 'engine' | 'changes' | 'now'> & { readonly brokerConnected: () => boolean };
const LIMIT_MS = 1500;

/** What this process reaches at this moment. */
export async function healthOf({ pool, engine, changes, now, brokerConnected }: Deps): Promise<Health> {
  const [database, temporal] = await Promise.all([answers(pool.query('SELECT 1')), answers(engine.reachable())]);
  const broker = brokerConnected();
  const heardAt = changes.heardAt();
  const stream = {
    position: changes.position() ?? null,
    ageMs: heardAt === undefined ? null : now() - heardAt,
    stale: changes.stale(),
  };
  return { ok: database && temporal && broker && !stream.stale, database, temporal, broker, stream };
}

async function answers(work: Promise<unknown>): Promise<boolean> {
  const answer = await inTime(work, LIMIT_MS);
  return answer !== undefined && answer !== false;
}
