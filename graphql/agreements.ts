import { Fault } from '../activities/platform/faults';
import type { Receiver } from '../workflows/domain/receivers';
import { holdsAt } from '../workflows/domain/receivers';
import type { Instant } from '../workflows/domain/time';
import { DAY_MS, instant, MINUTE_MS } from '../workflows/domain/time';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import type { Agreement, Directory } from './directory';
import { present } from './present';
import { onRecord } from './record';
import { answerOf, type Person } from './transaction';

type Word = { readonly by: Person; readonly clientId: string };
type Doing = Pick<Context, 'pool' | 'directory'>;

/** The hospitals a sender has or will have an agreement with, in the order they are asked; what was over before `now` is left out. */
export const receiversOf = (directory: Directory, senderId: string, now: Instant): readonly Receiver[] =>
  directory
    .agreements()
    .filter((one) => one.referrerSiteId === senderId && (one.toAt === null || now < one.toAt))
    .map(({ receivingSiteId: siteId, fromAt, toAt }) => ({ siteId, fromAt, ...present({ toAt }) }));

/** The first receiver whose agreement holds: the hub of this sender. */
export const hubOf = (receivers: readonly Receiver[], now: Instant): string | undefined =>
  receivers.find((one) => holdsAt(one, now))?.siteId;

export const isHub = (directory: Directory, { referrerSiteId, receivingSiteId }: Agreement, now: Instant): boolean =>
  hubOf(receiversOf(directory, referrerSiteId, now), now) === receivingSiteId;

/** Midnight that begins a calendar day of a place, 2026-11-22; with `days` 1 the one that ends it. */
function midnight(directory: Directory, siteId: string, day: string, days: 0 | 1): Instant {
  const site = directory.site(siteId);
  if (site === undefined) throw new Fault('NOT_FOUND', 'No such site.');
  return instant(Date.parse(`${day}T00:00:00Z`) - site.utcOffsetMin * MINUTE_MS + days * DAY_MS);
}

type Making = {
  readonly referrerSiteId: string;
  readonly receivingSiteId: string;
  readonly fromDay: string;
  readonly lastDay?: string;
  readonly rank: number;
};

const MAKE = `
  WITH made AS (
    INSERT INTO agreement (referrer_site_id, receiving_site_id, from_at, to_at, rank)
    SELECT $1, $2, $3, $4, $5 WHERE NOT EXISTS (
      SELECT FROM agreement WHERE referrer_site_id = $1 AND receiving_site_id = $2
         AND (to_at IS NULL OR to_at > $3) AND ($4::timestamptz IS NULL OR from_at < $4))
    RETURNING 1
  ) INSERT INTO audit (at, actor_kind, actor_id, actor_role, action, subject_kind, subject_id, detail)
    SELECT now(), 'HUMAN', $6, $7::role, 'AGREEMENT_MADE', 'AGREEMENT', $1 || '→' || $2, $8::jsonb FROM made`;
const END = `
  WITH ended AS (
    UPDATE agreement SET to_at = $4 WHERE referrer_site_id = $1 AND receiving_site_id = $2 AND from_at = $3
    RETURNING 1
  ) INSERT INTO audit (at, actor_kind, actor_id, actor_role, action, subject_kind, subject_id, detail)
    SELECT now(), 'HUMAN', $5, $6::role, 'AGREEMENT_ENDED', 'AGREEMENT', $1 || '→' || $2, $7::jsonb FROM ended`;

const idOf = ({ referrerSiteId, receivingSiteId }: Pick<Making, 'referrerSiteId' | 'receivingSiteId'>) =>
  `${referrerSiteId}→${receivingSiteId}`;

/** A new agreement; two of the same pair never hold at the same time. */
export function makeAgreement({ pool, directory }: Doing, making: Making, { by, clientId }: Word): Promise<Answer> {
  const { referrerSiteId, receivingSiteId, fromDay, lastDay, rank } = making;
  if (directory.site(receivingSiteId)?.kind !== 'PCI_HOSPITAL')
    throw new Fault('BAD_INPUT', 'An agreement names a hospital that opens arteries.');
  if (rank < 1 || referrerSiteId === receivingSiteId)
    throw new Fault('BAD_INPUT', 'A sender asks others, the first one with rank 1.');
  const fromAt = midnight(directory, referrerSiteId, fromDay, 0);
  const toAt = lastDay === undefined ? undefined : midnight(directory, referrerSiteId, lastDay, 1);
  if (toAt !== undefined && toAt <= fromAt) throw new Fault('BAD_INPUT', 'It ends before it begins.');
  return onRecord(async () => {
    const { rowCount } = await pool.query(MAKE, [
      ...[referrerSiteId, receivingSiteId, new Date(fromAt), toAt === undefined ? null : new Date(toAt), rank],
      ...[by.id, by.role, JSON.stringify({ clientId, ...making })],
    ]);
    if (rowCount === 0) throw new Fault('ALREADY_OPEN', 'These two have an agreement in that time.');
    await directory.refresh();
    return answerOf(idOf(making), 'APPLIED');
  });
}

type Ending = {
  readonly referrerSiteId: string;
  readonly receivingSiteId: string;
  readonly fromAt: Instant;
  readonly lastDay: string;
};

/** The day it ends is its last: it still counts (clinical.md 10.42). */
export function endAgreement({ pool, directory }: Doing, ending: Ending, { by, clientId }: Word): Promise<Answer> {
  const { referrerSiteId, receivingSiteId, fromAt, lastDay } = ending;
  const toAt = midnight(directory, referrerSiteId, lastDay, 1);
  if (toAt <= fromAt) throw new Fault('BAD_INPUT', 'It ends before it begins.');
  return onRecord(async () => {
    const { rowCount } = await pool.query(END, [
      ...[referrerSiteId, receivingSiteId, new Date(fromAt), new Date(toAt)],
      ...[by.id, by.role, JSON.stringify({ clientId, lastDay })],
    ]);
    if (rowCount === 0) throw new Fault('NOT_FOUND', 'No such agreement.');
    await directory.refresh();
    return answerOf(idOf(ending), 'APPLIED');
  });
}
