import { Fault } from '../activities/platform/faults';
import {
  PERSONAL_BOUNDS,
  PERSONAL_LIMITS,
  type PersonalLimit,
  type RuleChanges,
} from '../workflows/domain/streamRules';
import type { Instant } from '../workflows/domain/time';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { approveEdition, draftEdition } from './editions';
import { answerOf, audit, inTransaction, type Person } from './transaction';

type Draft = {
  readonly edition: string;
  readonly effectiveFrom: Instant;
  readonly changes: RuleChanges;
  readonly note: string;
};

/** A new edition of the stream rules. */
export function draftRules(context: Context, draft: Draft, by: Person, clientId: string): Promise<Answer> {
  const { changes, ...common } = draft;
  if (Object.keys(changes).length === 0) throw new Fault('BAD_INPUT', 'An edition changes something.');
  if (Object.values(changes).some(({ forS = 0, hysteresis = 0 }) => forS < 0 || hysteresis < 0))
    throw new Fault('BAD_INPUT', 'Seconds and hysteresis are not negative.');
  return draftEdition(context, 'ALARM_RULES', { ...common, own: { changes } }, { by, clientId });
}

/** From its date on it watches every wearable of the region. */
export const approveRules = (context: Context, edition: string, by: Person, clientId: string): Promise<Answer> =>
  approveEdition(context, 'ALARM_RULES', { edition, by, clientId });

export type OwnLimits = {
  readonly patientId: string;
  readonly knownAf: boolean;
  readonly limits: Readonly<Partial<Record<PersonalLimit, number>>>;
  readonly stBaselineMv: Readonly<Record<string, number>>;
  readonly highWatchUntil?: Instant;
  readonly reason: string;
};

/** A patient's own limits, as a new version: what held before stays on record. */
export function setLimits({ pool, now }: Context, own: OwnLimits, by: Person, clientId: string): Promise<Answer> {
  const { patientId, knownAf, limits, stBaselineMv, highWatchUntil, reason } = own;
  if (reason.trim() === '') throw new Fault('REASON_NEEDED', 'Say why this patient has limits of their own.');
  for (const name of PERSONAL_LIMITS) assertWithin(name, limits[name]);
  if (Object.values(stBaselineMv).some((mv) => Math.abs(mv) > 5)) throw new Fault('BAD_INPUT', 'A baseline is in mV.');
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ version: number }>(LOCKED, [patientId]);
    if (rows.length === 0) throw new Fault('NOT_FOUND', 'No such patient.');
    await client.query(SET, [
      ...[patientId, knownAf, highWatchUntil === undefined ? null : new Date(highWatchUntil)],
      ...[JSON.stringify(limits), JSON.stringify(stBaselineMv), reason.trim(), by.id, new Date(now())],
    ]);
    const detail = { clientId, knownAf, limits, stBaselineMv, highWatchUntil };
    await audit(client, by, { action: 'ALARM_LIMITS_SET', kind: 'PATIENT', id: patientId, detail });
    return answerOf(patientId, 'APPLIED');
  });
}

function assertWithin(name: PersonalLimit, value: number | undefined): void {
  const { rule, least = -Infinity, most = Infinity } = PERSONAL_BOUNDS[name];
  if (value !== undefined && (value < least || value > most))
    throw new Fault(
      'BAD_INPUT',
      `${name} goes no further than ${value < least ? least : most}: rule ${rule} has a graver one there.`,
    );
}

const LOCKED = 'SELECT 1 AS version FROM patient WHERE id = $1 FOR UPDATE';
const SET = `
  INSERT INTO alarm_profile (patient_id, version, known_af, high_watch_until, limits, st_baseline_mv, reason, set_by, set_at)
  SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4::jsonb, $5::jsonb, $6, $7, $8 FROM alarm_profile WHERE patient_id = $1`;
