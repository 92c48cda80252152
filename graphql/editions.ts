import { Fault } from '../activities/platform/faults';
import { DEFAULT_PATHWAY } from '../workflows/domain/pathway';
import type { Thresholds } from '../workflows/domain/pathway';
import { STREAM_EDITION } from '../workflows/domain/streamRules';
import type { Instant } from '../workflows/domain/time';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { answerOf, audit, inTransaction, type Person } from './transaction';

/** Documents that one person writes and another approves: where they are kept, and the name of the tables themselves. */
const KINDS = {
  PATHWAY: { table: 'pathway_edition', base: DEFAULT_PATHWAY.edition },
  ALARM_RULES: { table: 'stream_edition', base: STREAM_EDITION },
} as const;
type Kind = keyof typeof KINDS;

/** Who says it, and under which id of theirs. */
type Word = { readonly by: Person; readonly clientId: string };

type Draft = {
  readonly edition: string;
  readonly effectiveFrom: Instant;
  readonly note: string;
  /** The columns of its own kind; an object is kept as JSON. */
  readonly own: Readonly<Record<string, unknown>>;
};

const EDITION = /^[0-9A-Za-z][0-9A-Za-z._-]{2,39}$/;

/** Writes a new edition; it counts for nobody before another person has approved it. */
export function draftEdition(
  { pool, now }: Pick<Context, 'pool' | 'now'>,
  kind: Kind,
  { edition, effectiveFrom, note, own }: Draft,
  { by, clientId }: Word,
): Promise<Answer> {
  const { table, base } = KINDS[kind];
  if (!EDITION.test(edition) || edition === base)
    throw new Fault('BAD_INPUT', 'An edition has a name of its own: 3 to 40 letters, digits or ._-');
  if (note.trim() === '') throw new Fault('REASON_NEEDED', 'Say what the edition changes and why.');
  const row = {
    edition,
    effective_from: new Date(effectiveFrom),
    note: note.trim(),
    author_id: by.id,
    authored_at: new Date(now()),
    ...own,
  };
  const columns = Object.keys(row); // of this code alone: nothing a person sent becomes SQL
  const draft = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((_, n) => `$${n + 1}`).join(', ')})
    ON CONFLICT (edition) DO NOTHING`;
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(draft, Object.values(row));
    if (rowCount === 0) throw new Fault('BAD_INPUT', `Edition ${edition} exists: give this one another name.`);
    const detail = { clientId, effectiveFrom, ...own };
    await audit(client, by, { action: `${kind}_DRAFTED`, kind, id: edition, detail });
    return answerOf(edition, 'APPLIED');
  });
}

type Found = {
  readonly author_id: string;
  readonly approver_id: string | null;
  readonly site_id: string | null;
  readonly thresholds: Thresholds | null;
};

/** `assertMay` throws where the person may not sign for the edition's site; `own` are columns that are signed along. */
type Approval = Word & {
  readonly edition: string;
  readonly assertMay?: (siteId: string | null) => void;
  readonly own?: (found: Found) => Promise<Readonly<Record<string, unknown>>>;
};

/** A second person signs it: from its date on it counts, and nobody can change it any more. */
export function approveEdition(
  { pool, now }: Pick<Context, 'pool' | 'now'>,
  kind: Kind,
  { edition, by, clientId, assertMay = () => undefined, own = () => Promise.resolve({}) }: Approval,
): Promise<Answer> {
  const { table } = KINDS[kind];
  const find = `SELECT author_id, approver_id, to_jsonb(t) ->> 'site_id' AS site_id,
    to_jsonb(t) -> 'thresholds' AS thresholds FROM ${table} t WHERE edition = $1 FOR UPDATE`;
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<Found>(find, [edition]);
    const [found] = rows;
    if (found === undefined) throw new Fault('NOT_FOUND', 'No such edition.');
    assertMay(found.site_id);
    if (found.author_id === by.id)
      throw new Fault('NOT_ALLOWED', 'An edition is approved by somebody else than its author.');
    if (found.approver_id !== null) return answerOf(edition, 'DUPLICATE');
    const signed = await own(found);
    const row = { approver_id: by.id, approved_at: new Date(now()), ...signed };
    const set = Object.keys(row).map((column, n) => `${column} = $${n + 2}`); // columns of this code alone
    await client.query(`UPDATE ${table} SET ${set.join(', ')} WHERE edition = $1`, [edition, ...Object.values(row)]);
    await audit(client, by, { action: `${kind}_APPROVED`, kind, id: edition, detail: { clientId, ...signed } });
    return answerOf(edition, 'APPLIED');
  });
}
