import { readingsOf, type Measured } from './readings';
import { FRESH, watch, type StreamState } from './stream';
import type { AlarmProfile } from './streamBands';
import type { StreamRules } from './streamRules';
import { GROUP_MINUTES } from './deviceAlarms';
import { MINUTE_MS } from './time';
import type { AlarmCode, Priority } from './vocabulary';

/** What one device measured on one wearer, in any order. */
export type StoredWear = {
  readonly samples: readonly Measured[];
  readonly profile: AlarmProfile;
  /** When chest pain was reported. */
  readonly painAt: readonly number[];
};

/** One alarm that the rules would have raised; a later word that made it graver is not counted again. */
export type WouldRaise = { readonly code: AlarmCode; readonly priority: Priority; readonly at: number };

/** Stored readings before other rules: nobody is told anything, and nothing of it is kept. */
export function dryRun(rules: StreamRules, { samples, profile, painAt }: StoredWear): WouldRaise[] {
  let state: StreamState = FRESH;
  return readingsOf(samples).flatMap(({ reading }) => {
    const isPained = painAt.some((at) => at <= reading.at && reading.at - at <= GROUP_MINUTES * MINUTE_MS);
    const step = watch(state, reading, { rules, profile, symptoms: isPained ? ['CHEST_PAIN'] : [] });
    state = step.state;
    return step.told.flatMap(({ phase, code, priority, at }) => (phase === 'start' ? [{ code, priority, at }] : []));
  });
}
