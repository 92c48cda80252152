import type { Pool } from 'pg';
import { known } from '../workflows/domain/known';
import { editionInForce, type Edition } from '../workflows/domain/pathway';
import { instantOf } from '../workflows/domain/time';
import type { Jurisdiction } from '../workflows/domain/vocabulary';

type EditionRow = {
  edition: string;
  site_id: string;
  jurisdiction: Jurisdiction;
  effective_from: Date;
  thresholds: Record<string, number>;
  note: string;
  author_id: string;
  authored_at: Date;
  approver_id: string | null;
  approved_at: Date | null;
  beyond_print: string[];
};

const EDITIONS = `
  SELECT edition, site_id, jurisdiction, effective_from, thresholds, note, author_id, authored_at, approver_id, approved_at, beyond_print
    FROM pathway_edition ORDER BY effective_from DESC, authored_at DESC`;

/** Every edition a site has written, drafts too, the one that counts longest last. */
export async function readEditions(pool: Pick<Pool, 'query'>): Promise<readonly Edition[]> {
  const { rows } = await pool.query<EditionRow>(EDITIONS);
  return rows.map((row) => ({
    edition: row.edition,
    siteId: row.site_id,
    jurisdiction: row.jurisdiction,
    effectiveFrom: instantOf(row.effective_from),
    thresholds: row.thresholds,
    note: row.note,
    authorId: row.author_id,
    authoredAt: instantOf(row.authored_at),
    beyondPrint: row.beyond_print,
    ...known({
      approverId: row.approver_id ?? undefined,
      approvedAt: row.approved_at === null ? undefined : instantOf(row.approved_at),
    }),
  }));
}

/** The edition a hospital's new readings and alarms begin under. */
export const siteEdition = async (pool: Pick<Pool, 'query'>, siteId: string, at: Date): Promise<Edition | undefined> =>
  editionInForce(await readEditions(pool), siteId, instantOf(at));
