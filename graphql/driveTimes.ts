import { Fault } from '../activities/platform/faults';
import type { DriveTime } from '../workflows/domain/hospitalsByTime';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { answerOf, audit, inTransaction, type Person } from './transaction';

const NEWEST = `
  SELECT DISTINCT ON (d.from_site_id, d.to_site_id) d.from_site_id AS "fromSiteId", d.to_site_id AS "toSiteId",
         d.minutes, d.known_on::text AS "knownOn", d.source, d.set_by AS "setBy"
    FROM drive_time d JOIN site s ON s.id = d.to_site_id
   WHERE s.region = $1 ORDER BY d.from_site_id, d.to_site_id, d.set_at DESC`;

/** How long each drive of the region takes, as it was entered last. */
export const driveTimes = async ({ pool, region }: Pick<Context, 'pool' | 'region'>): Promise<readonly DriveTime[]> =>
  (await pool.query<DriveTime>(NEWEST, [region])).rows;

const SET = `
  INSERT INTO drive_time (from_site_id, to_site_id, set_at, minutes, known_on, source, set_by, set_role)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8::role)`;

type Setting = Omit<DriveTime, 'setBy'>;
type Word = { readonly by: Person; readonly clientId: string };

/** A drive as somebody knows it, with the day and whence; an earlier line stays. */
export function setDriveTime({ pool, directory, now }: Context, setting: Setting, word: Word): Promise<Answer> {
  const { fromSiteId, toSiteId, minutes, knownOn } = setting;
  const { by, clientId } = word;
  const source = setting.source.trim();
  if (directory.site(toSiteId)?.kind !== 'PCI_HOSPITAL')
    throw new Fault('BAD_INPUT', 'The drive ends at a hospital that opens arteries.');
  if (fromSiteId === toSiteId) throw new Fault('BAD_INPUT', 'A drive goes from one place to another.');
  if (!(minutes > 0)) throw new Fault('BAD_INPUT', 'Minutes are a number above 0.');
  if (source === '') throw new Fault('REASON_NEEDED', 'Say where the minutes come from.');
  const id = `${fromSiteId}→${toSiteId}`;
  return inTransaction(pool, async (client) => {
    await client.query(SET, [fromSiteId, toSiteId, new Date(now()), minutes, knownOn, source, by.id, by.role]);
    const detail = { clientId, minutes, knownOn, source };
    await audit(client, by, { action: 'DRIVE_TIME_SET', kind: 'DRIVE_TIME', id, detail });
    return answerOf(id, 'APPLIED');
  });
}
