import type { PoolClient } from 'pg';
import { Fault, isFault } from '../activities/platform/faults';
import type { Kept } from '../prisma/resources';
import { addResource, freeResource, holdResource, lockResource, stockAt } from '../prisma/resources';
import type { EpisodeMessage } from '../workflows/domain/episode';
import type { Resource } from '../workflows/domain/resources';
import type { Outcome } from '../workflows/domain/vocabulary';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { localDay } from './localDay';
import { onRecord } from './record';
import { answerOf, audit, inTransaction, type Person } from './transaction';

type Doing = Pick<Context, 'pool' | 'engine' | 'directory' | 'now'>;
type Word = { readonly by: Person; readonly clientId: string };

/** Tells an episode; one that is over needs to know no more. */
async function tell({ engine }: Doing, episodeId: string, word: EpisodeMessage): Promise<void> {
  try {
    await engine.tell('EPISODE', episodeId, word);
  } catch (error) {
    if (!isFault(error) || (error.code !== 'EPISODE_CLOSED' && error.code !== 'NOT_FOUND')) throw error;
  }
}

function assertGivable(one: Kept, day: string): void {
  if (one.outOfUse !== undefined) throw new Fault('OUT_OF_USE', `${one.name} is out of use: ${one.outOfUse}.`);
  if (one.expiresOn !== undefined && one.expiresOn < day)
    throw new Fault('OUT_OF_USE', `${one.name} expired on ${one.expiresOn}: it must not be given.`);
  if (one.used) throw new Fault('ALREADY_DONE', `${one.name} has been given to a patient.`);
}

type Gift = {
  readonly resourceId: string;
  readonly episodeId: string;
  /** Who holds it on the screen of the person who gives it; nobody when it is free there. */
  readonly insteadOfId?: string;
  readonly reason?: string;
};

/** Gives a bed, a vehicle or a pack to a patient if its holder is still the one the person saw (R6, R8, R11). */
export const give = (doing: Doing, gift: Gift, { by, clientId }: Word): Promise<Answer> =>
  changing(doing, gift.resourceId, async (client, one) => {
    const { episodeId, insteadOfId, reason } = gift;
    const held = { type: 'RESOURCE_HELD', resource: resourceOf(one), id: clientId, by } as const;
    if (one.holderId === episodeId) {
      await tell(doing, episodeId, held);
      return { outcome: 'DUPLICATE' };
    }
    assertGivable(one, dayAt(doing, one.siteId));
    if (one.holderId !== insteadOfId)
      throw new Fault('TAKEN', `${one.name} has another holder now than the screen showed: look again.`);
    const takenBecause = (reason ?? '').trim();
    if (insteadOfId !== undefined && takenBecause === '')
      throw new Fault('REASON_NEEDED', 'Another patient has it: say why it is taken from them.');
    await holdResource(client, one.id, episodeId, by.id);
    await doing.engine.tell('EPISODE', episodeId, held);
    if (insteadOfId !== undefined)
      await tell(doing, insteadOfId, {
        ...{ id: `${clientId}:TAKEN`, by },
        type: 'RESOURCE_RELEASED',
        resourceId: one.id,
        takenBecause,
      });
    return { outcome: 'APPLIED', trace: { by, action: 'RESOURCE_GIVEN', detail: { clientId, ...gift } } };
  });

/** Free again; a pack that was given to a patient is not. */
export const release = (doing: Doing, resourceId: string, { by, clientId }: Word): Promise<Answer> =>
  changing(doing, resourceId, async (client, one) => {
    if (one.used) throw new Fault('ALREADY_DONE', `${one.name} has been given to a patient.`);
    const { holderId: episodeId } = one;
    if (episodeId === undefined) return { outcome: 'DUPLICATE' };
    await freeResource(client, one.id, undefined);
    await tell(doing, episodeId, { type: 'RESOURCE_RELEASED', resourceId, id: clientId, by });
    return { outcome: 'APPLIED', trace: { by, action: 'RESOURCE_RELEASED', detail: { clientId, episodeId } } };
  });

/** Out of use with a reason, or in use again without one; who had it waits for another. */
export const setUse = (
  doing: Doing,
  { resourceId, outOfUse }: { readonly resourceId: string; readonly outOfUse?: string },
  { by, clientId }: Word,
): Promise<Answer> =>
  changing(doing, resourceId, async (client, one) => {
    if (outOfUse?.trim() === '') throw new Fault('REASON_NEEDED', 'Say why it is out of use.');
    if (one.used) throw new Fault('ALREADY_DONE', `${one.name} has been given to a patient.`);
    if (one.outOfUse === outOfUse) return { outcome: 'DUPLICATE' };
    const { holderId: episodeId } = one;
    if (outOfUse === undefined && episodeId !== undefined) return { outcome: 'DUPLICATE' };
    await freeResource(client, one.id, outOfUse);
    if (episodeId !== undefined && outOfUse !== undefined)
      await tell(doing, episodeId, {
        ...{ id: clientId, by },
        ...{ type: 'RESOURCE_RELEASED', resourceId, takenBecause: outOfUse },
      });
    return { outcome: 'APPLIED', trace: { by, action: 'RESOURCE_USE_CHANGED', detail: { clientId, outOfUse } } };
  });

/** Puts beds, vehicles or packs on a place's list; their ids come from the word, so that they are put there once. */
export const add = (doing: Doing, ones: readonly Resource[], { by, clientId }: Word): Promise<Answer> =>
  changed(doing, async (client) => {
    let added = 0;
    for (const one of ones) if (await addResource(client, one)) added += 1;
    if (added === 0) return answerOf(ones[0]?.id ?? clientId, 'DUPLICATE');
    await audited(client, ones[0]?.id ?? clientId, {
      by,
      action: 'RESOURCE_ADDED',
      detail: { clientId, added, first: ones[0] },
    });
    return answerOf(ones[0]?.id ?? clientId, 'APPLIED');
  });

/** R11: where a place keeps packs and none of them can be given, the episode asks for one. */
export async function askForMissingPack(
  doing: Doing,
  { episodeId, siteId }: { readonly episodeId: string; readonly siteId: string },
  { by, clientId }: Word,
): Promise<void> {
  const { kept, usable } = await stockAt(doing.pool, siteId, dayAt(doing, siteId));
  if (kept > 0 && usable === 0)
    await tell(doing, episodeId, { type: 'RESOURCE_ASKED', kind: 'LYTIC', id: `${clientId}:LYTIC`, by });
}

const resourceOf = ({ holderId: _h, outOfUse: _o, used: _u, ...resource }: Kept): Resource => resource;

function dayAt({ directory, now }: Doing, siteId: string): string {
  const site = directory.site(siteId);
  if (site === undefined) throw new Fault('NOT_FOUND', 'No such site.');
  return localDay(now(), site);
}

type Trace = { readonly by: Person; readonly action: string; readonly detail: object };

const audited = (client: PoolClient, id: string, { by, action, detail }: Trace): Promise<unknown> =>
  audit(client, by, { action, kind: 'RESOURCE', id, detail });

/** PostgreSQL: foreign key and unique violations are refusals. */
const REFUSALS = {
  23503: ['NOT_FOUND', 'No such site.'],
  23505: ['TAKEN', 'This patient has one of this kind already.'],
} as const;
const changed = ({ pool }: Doing, work: (client: PoolClient) => Promise<Answer>): Promise<Answer> =>
  inTransaction(pool, work, REFUSALS);

type Changed = { readonly outcome: Outcome; readonly trace?: Trace };

/** One row at a time: whoever changes the same one waits until this is written, the episode's word included. */
const changing = (
  doing: Doing,
  id: string,
  work: (client: PoolClient, one: Kept) => Promise<Changed>,
): Promise<Answer> =>
  changed(doing, async (client) => {
    const one = await lockResource(client, id);
    if (one === undefined) throw new Fault('NOT_FOUND', 'No such bed, vehicle or pack.');
    const { outcome, trace } = await work(client, one);
    if (trace !== undefined) await audited(client, id, trace);
    return answerOf(id, outcome);
  });

type Fix = {
  readonly resourceId: string;
  readonly at: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly etaAt?: number;
};

/** A fix without a new arrival time keeps the one said before, with its own age. */
const FIX = `
  INSERT INTO vehicle_fix (resource_id, at, latitude, longitude, eta_at, eta_said_at, said_by)
  SELECT id, $2, $3, $4, $5::timestamptz, CASE WHEN $5::timestamptz IS NULL THEN NULL ELSE $2::timestamptz END, $6
    FROM resource WHERE id = $1 AND kind IN ('AMBULANCE', 'TRANSFER_VEHICLE')
  ON CONFLICT (resource_id) DO UPDATE SET
    (at, latitude, longitude, said_by) = ROW(excluded.at, excluded.latitude, excluded.longitude, excluded.said_by),
    eta_at = coalesce(excluded.eta_at, vehicle_fix.eta_at),
    eta_said_at = coalesce(excluded.eta_said_at, vehicle_fix.eta_said_at)
  WHERE excluded.at > vehicle_fix.at`;

/** The last place of a vehicle; of the same or an older one nothing changes. */
export const report = ({ pool }: Pick<Context, 'pool'>, fix: Fix, by: string): Promise<Answer> =>
  onRecord(async () => {
    const { resourceId, at, latitude, longitude, etaAt } = fix;
    const eta = etaAt === undefined ? null : new Date(etaAt);
    const { rowCount } = await pool.query(FIX, [resourceId, new Date(at), latitude, longitude, eta, by]);
    if (rowCount === 1) return answerOf(resourceId, 'APPLIED');
    const { rowCount: known } = await pool.query('SELECT 1 FROM vehicle_fix WHERE resource_id = $1', [resourceId]);
    if (known === 0) throw new Fault('NOT_FOUND', 'No such vehicle.');
    return answerOf(resourceId, 'NO_LONGER_APPLIES');
  });
