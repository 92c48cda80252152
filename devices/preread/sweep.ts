import { join } from 'node:path';
import type { Pool } from 'pg';
import type { Blobs } from '../../activities/platform/blobs';
import { siteEdition } from '../../prisma/pathway';
import { savePreRead, unmeasured, type Unmeasured } from '../../prisma/preRead';
import { known } from '../../workflows/domain/known';
import { makeThreads, type ThreadLimits, type Threads } from '../threads';
import type { ToMeasure } from './measureCanonical';
import { withoutVerdict, type PreRead } from './preread';

/** devices.md 3.4: slower than 2 s is no pre-read, and the recording waits for its reader as before. */
const LIMITS: ThreadLimits = { threads: 1, ms: 2_000, heapMb: 128 };
const AT_ONCE = 8;
/** After a day its reader has long decided. */
const SINCE_MS = 86_400_000;

export type PreReadMode = 'SHADOW' | 'HINT';
export type Measurer = Threads<ToMeasure, PreRead>;

export const makeMeasurer = (limits = LIMITS): Measurer =>
  makeThreads<ToMeasure, PreRead>(join(__dirname, 'thread.ts'), limits);

type Deps = {
  readonly pool: Pool;
  readonly blobs: Blobs;
  readonly measurer: Measurer;
  readonly mode: PreReadMode;
  readonly clock: () => Date;
};

/** Measures what came and is not measured yet, beside the way to its reader and never on it; answers how many. */
export async function preReadWaiting(deps: Deps): Promise<number> {
  const { pool, clock } = deps;
  const waiting = await unmeasured(pool, new Date(clock().getTime() - SINCE_MS), AT_ONCE);
  for (const one of waiting) await preReadOne(deps, one);
  return waiting.length;
}

async function preReadOne({ pool, blobs, measurer, mode, clock }: Deps, of: Unmeasured): Promise<void> {
  const begun = clock().getTime();
  const { sex, ageYears, hubSiteId, acquiredAt } = of;
  const canonical = await blobs.get(of.canonicalSha256);
  const edition = hubSiteId === undefined ? undefined : await siteEdition(pool, hubSiteId, acquiredAt);
  const patient = { sex, ...known({ ageYears, thresholds: edition?.thresholds }) };
  const answer = canonical ? await measurer.ask({ canonical: new Uint8Array(canonical), patient }) : 'STOPPED';
  const read = answer === 'STOPPED' ? withoutVerdict('PRE_READ_FAILED') : answer;
  const { rPeaksS: _, ...kept } = read;
  const madeAt = clock();
  await savePreRead(pool, { ...kept, of, mode, madeAt, tookMs: madeAt.getTime() - begun });
}
