import { Fault } from '../activities/platform/faults';
import type { Edition } from '../workflows/domain/pathway';
import { DEFAULT_PATHWAY } from '../workflows/domain/pathway';
import { whyNotThresholds } from '../workflows/domain/thresholds';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { answerOf, audit, inTransaction, type Person } from './transaction';

type Draft = Pick<Edition, 'edition' | 'siteId' | 'jurisdiction' | 'effectiveFrom' | 'thresholds' | 'note'>;

const EDITION = /^[0-9A-Za-z][0-9A-Za-z._-]{2,39}$/;

/** An edition is a matter of the hospital whose episodes run on it. */
function assertAtHome({ actor }: Pick<Context, 'actor'>, siteId: string): void {
  if (actor?.duties.some((duty) => duty.siteId === siteId) !== true)
    throw new Fault('NOT_ALLOWED', 'The pathway of a hospital is written and approved by its own people.');
}

/** Writes a new edition; it counts for nobody before another person has approved it. */
export function draftEdition(context: Context, draft: Draft, by: Person, clientId: string): Promise<Answer> {
  const { edition, siteId, jurisdiction, effectiveFrom, thresholds, note } = draft;
  assertAtHome(context, siteId);
  if (!EDITION.test(edition) || edition === DEFAULT_PATHWAY.edition)
    throw new Fault('BAD_INPUT', 'An edition has a name of its own: 3 to 40 letters, digits or ._-');
  const wrong = whyNotThresholds(thresholds);
  if (wrong !== undefined) throw new Fault('BAD_INPUT', wrong);
  if (note.trim() === '') throw new Fault('REASON_NEEDED', 'Say what the edition changes and why.');
  return inTransaction(context.pool, async (client) => {
    const { rowCount } = await client.query(DRAFT, [
      ...[edition, siteId, jurisdiction, new Date(effectiveFrom), JSON.stringify(thresholds)],
      ...[note.trim(), by.id, new Date(context.now())],
    ]);
    if (rowCount === 0) throw new Fault('BAD_INPUT', `Edition ${edition} exists: give this one another name.`);
    const detail = { clientId, siteId, jurisdiction, effectiveFrom, thresholds };
    await audit(client, by, { action: 'PATHWAY_DRAFTED', kind: 'PATHWAY', id: edition, detail });
    return answerOf(edition, 'APPLIED');
  });
}

/** A second person signs it: from its date on new episodes begin under it, and nobody can change it any more. */
export function approveEdition(context: Context, edition: string, by: Person, clientId: string): Promise<Answer> {
  return inTransaction(context.pool, async (client) => {
    const { rows } = await client.query<Found>(FOUND, [edition]);
    const found = rows[0];
    if (found === undefined) throw new Fault('NOT_FOUND', 'No such edition.');
    assertAtHome(context, found.site_id);
    if (found.author_id === by.id)
      throw new Fault('NOT_ALLOWED', 'An edition is approved by somebody else than its author.');
    if (found.approver_id !== null) return answerOf(edition, 'DUPLICATE');
    await client.query(APPROVE, [edition, by.id, new Date(context.now())]);
    await audit(client, by, { action: 'PATHWAY_APPROVED', kind: 'PATHWAY', id: edition, detail: { clientId } });
    return answerOf(edition, 'APPLIED');
  });
}

type Found = { site_id: string; author_id: string; approver_id: string | null };
const FOUND = `SELECT site_id, author_id, approver_id FROM pathway_edition WHERE edition = $1 FOR UPDATE`;
const DRAFT = `
  INSERT INTO pathway_edition (edition, site_id, jurisdiction, effective_from, thresholds, note, author_id, authored_at)
  VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8) ON CONFLICT (edition) DO NOTHING`;
const APPROVE = 'UPDATE pathway_edition SET approver_id = $2, approved_at = $3 WHERE edition = $1';
