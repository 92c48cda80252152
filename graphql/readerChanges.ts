import { Fault } from '../activities/platform/faults';
import { isPlaceMilestone } from '../workflows/domain/readerPlaces';
import type { Milestone } from '../workflows/domain/vocabulary';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { answerOf, audit, inTransaction, type Person } from './transaction';

type Mapping = {
  readonly readerId: string;
  readonly arrives: Milestone | null;
  readonly leaves: Milestone | null;
  readonly reason: string;
  /** Of a reader that is new. */
  readonly siteId?: string;
  readonly place?: string;
};

const READER_ID = /^[0-9A-Za-z._:-]{1,64}$/;

/** What a gate or beacon means from now on; a new one is put on the map with its place. What it meant before stays on record. */
export function mapReader({ pool, now }: Context, mapping: Mapping, by: Person, clientId: string): Promise<Answer> {
  const { readerId, arrives, leaves, reason, siteId, place } = mapping;
  if (!READER_ID.test(readerId)) throw new Fault('BAD_INPUT', 'A reader’s id has 1 to 64 letters, digits or ._:-');
  if (reason.trim() === '') throw new Fault('REASON_NEEDED', 'Say why this reader means that from now on.');
  for (const code of [arrives, leaves])
    if (code !== null && !isPlaceMilestone(code))
      throw new Fault('BAD_INPUT', `${code} is not a time at which somebody is at a place.`);
  return inTransaction(pool, async (client) => {
    if (siteId !== undefined && place !== undefined && place.trim() !== '')
      await client.query(ADD, [readerId, siteId, place.trim()]);
    const { rowCount } = await client.query('SELECT FROM reader WHERE id = $1 FOR UPDATE', [readerId]);
    if (rowCount === 0) throw new Fault('NOT_FOUND', 'This reader is not on the map: say its site and place.');
    const at = new Date(now());
    const set = await client.query(MEAN, [readerId, at, arrives, leaves, reason.trim(), by.id]);
    if (set.rowCount === 0) return answerOf(readerId, 'DUPLICATE');
    const detail = { clientId, arrives, leaves, siteId, place };
    await audit(client, by, { action: 'READER_MAPPED', kind: 'READER', id: readerId, detail });
    return answerOf(readerId, 'APPLIED');
  });
}

const ADD = 'INSERT INTO reader (id, site_id, place) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING';
/** A form sent again says the same as what holds. */
const MEAN = `
  INSERT INTO reader_meaning (reader_id, from_at, arrives, leaves, reason, set_by, set_at)
  SELECT $1, $2, $3, $4, $5, $6, $2 WHERE NOT EXISTS (
    SELECT FROM (SELECT arrives, leaves, reason FROM reader_meaning WHERE reader_id = $1 ORDER BY from_at DESC LIMIT 1) AS m
     WHERE (m.arrives, m.leaves) IS NOT DISTINCT FROM ($3::milestone_code, $4::milestone_code) AND m.reason = $5)`;
