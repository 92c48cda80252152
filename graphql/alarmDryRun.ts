import { setImmediate as breathe } from 'node:timers/promises';
import {
  changesInForce,
  painsOf,
  profilesOf,
  raisedBetween,
  samplesOf,
  wearsBetween,
  type Wear,
} from '../prisma/stream';
import { dryRun, type StoredWear } from '../workflows/domain/dryRun';
import { NO_PROFILE } from '../workflows/domain/streamBands';
import { changeRules, STREAM_RULES, type RuleChanges, type StreamRules } from '../workflows/domain/streamRules';
import { DAY_MS } from '../workflows/domain/time';
import { ALARM_CODES, type AlarmCode } from '../workflows/domain/vocabulary';
import type { Context } from './context';

/** What a question may cost: about a minute of work, between which others are served. */
const MOST_READINGS = 2_000_000;

export type DryRunLine = {
  readonly code: AlarmCode;
  /** With the changed rules, and with those in force, over the same readings. */
  readonly would: number;
  readonly does: number;
  /** What was raised in that time in fact. */
  readonly did: number;
};
export type DryRun = {
  readonly from: Date;
  readonly to: Date;
  readonly wearers: number;
  readonly readings: number;
  /** Wearers left out because there was too much to read. */
  readonly leftOut: number;
  readonly lines: readonly DryRunLine[];
};

/** Stored readings of the last days before changed rules, beside those in force; nobody is told anything. */
export async function tryRules(
  { pool, now }: Pick<Context, 'pool' | 'now'>,
  changes: RuleChanges,
  days: number,
): Promise<DryRun> {
  const [from, to] = [new Date(now() - days * DAY_MS), new Date(now())];
  const inForce = changeRules(STREAM_RULES, (await changesInForce(pool, to)).changes);
  const changed = changeRules(inForce, changes);
  const counted = { would: new Map<AlarmCode, number>(), does: new Map<AlarmCode, number>() };
  let readings = 0;
  let wearers = 0;
  const wears = await wearsBetween(pool, from, to);
  for (const wear of wears) {
    if (readings + wear.samples > MOST_READINGS) continue;
    const stored = await storedWear(pool, wear, from, to);
    add(counted.would, changed, stored);
    add(counted.does, inForce, stored);
    readings += wear.samples;
    wearers += 1;
    await breathe();
  }
  const did = await raisedBetween(pool, from, to);
  const lines = ALARM_CODES.map((code) => ({
    code,
    would: counted.would.get(code) ?? 0,
    does: counted.does.get(code) ?? 0,
    did: did.get(code) ?? 0,
  })).filter(({ would, does, did: raised }) => would + does + raised > 0);
  return { from, to, wearers, readings, leftOut: wears.length - wearers, lines };
}

async function storedWear(pool: Context['pool'], wear: Wear, from: Date, to: Date): Promise<StoredWear> {
  const { patientId } = wear;
  const profiles = await profilesOf(pool, [patientId], to);
  return {
    samples: await samplesOf(pool, wear, from, to),
    profile: profiles.get(patientId) ?? NO_PROFILE,
    painAt: await painsOf(pool, patientId, from, to),
  };
}

function add(counts: Map<AlarmCode, number>, rules: StreamRules, stored: StoredWear): void {
  for (const { code } of dryRun(rules, stored)) counts.set(code, (counts.get(code) ?? 0) + 1);
}
