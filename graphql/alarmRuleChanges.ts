import { Fault } from '../activities/platform/faults';
import {
  PERSONAL_BOUNDS,
  PERSONAL_LIMITS,
  STREAM_EDITION,
  type PersonalLimit,
  type RuleChanges,
} from '../workflows/domain/streamRules';
import type { Instant } from '../workflows/domain/time';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { answerOf, audit, inTransaction, type Person } from './transaction';

type Draft = {
  readonly edition: string;
  readonly effectiveFrom: Instant;
  readonly changes: RuleChanges;
  readonly note: string;
};

const EDITION = /^[0-9A-Za-z][0-9A-Za-z._-]{2,39}$/;

/** Writes a new edition of the stream rules; it watches nobody before another person has approved it. */
export function draftRules({ pool, now }: Context, draft: Draft, by: Person, clientId: string): Promise<Answer> {
  const { edition, effectiveFrom, changes, note } = draft;
  if (!EDITION.test(edition) || edition === STREAM_EDITION)
    throw new Fault('BAD_INPUT', 'An edition has a name of its own: 3 to 40 letters, digits or ._-');
  if (Object.keys(changes).length === 0) throw new Fault('BAD_INPUT', 'An edition changes something.');
  if (Object.values(changes).some(({ forS = 0, hysteresis = 0 }) => forS < 0 || hysteresis < 0))
    throw new Fault('BAD_INPUT', 'Seconds and hysteresis are not negative.');
  if (note.trim() === '') throw new Fault('REASON_NEEDED', 'Say what the edition changes and why.');
  return inTransaction(pool, async (client) => {
    const values = [edition, new Date(effectiveFrom), JSON.stringify(changes), note.trim(), by.id, new Date(now())];
    const { rowCount } = await client.query(DRAFT, values);
    if (rowCount === 0) throw new Fault('BAD_INPUT', `Edition ${edition} exists: give this one another name.`);
    const detail = { clientId, effectiveFrom, changes };
    await audit(client, by, { action: 'ALARM_RULES_DRAFTED', kind: 'ALARM_RULES', id: edition, detail });
    return answerOf(edition, 'APPLIED');
  });
}

/** A second person signs it: from its date on it watches every wearable of the region. */
export function approveRules({ pool, now }: Context, edition: string, by: Person, clientId: string): Promise<Answer> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ author_id: string; approver_id: string | null }>(FOUND, [edition]);
    const [found] = rows;
    if (found === undefined) throw new Fault('NOT_FOUND', 'No such edition.');
    if (found.author_id === by.id)
      throw new Fault('NOT_ALLOWED', 'An edition is approved by somebody else than its author.');
    if (found.approver_id !== null) return answerOf(edition, 'DUPLICATE');
    await client.query(APPROVE, [edition, by.id, new Date(now())]);
    await audit(client, by, { action: 'ALARM_RULES_APPROVED', kind: 'ALARM_RULES', id: edition, detail: { clientId } });
    return answerOf(edition, 'APPLIED');
  });
}

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

const DRAFT = `
  INSERT INTO stream_edition (edition, effective_from, changes, note, author_id, authored_at)
  VALUES ($1, $2, $3::jsonb, $4, $5, $6) ON CONFLICT (edition) DO NOTHING`;
const FOUND = 'SELECT author_id, approver_id FROM stream_edition WHERE edition = $1 FOR UPDATE';
const APPROVE = 'UPDATE stream_edition SET approver_id = $2, approved_at = $3 WHERE edition = $1';
const LOCKED = 'SELECT 1 AS version FROM patient WHERE id = $1 FOR UPDATE';
const SET = `
  INSERT INTO alarm_profile (patient_id, version, known_af, high_watch_until, limits, st_baseline_mv, reason, set_by, set_at)
  SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4::jsonb, $5::jsonb, $6, $7, $8 FROM alarm_profile WHERE patient_id = $1`;
