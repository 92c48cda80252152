import type { Milestone } from '../workflows/domain/vocabulary';
import type { Db } from './inbox';

export type Sighting = {
  readonly deviceId: string;
  readonly msgId: string;
  readonly n: number;
  readonly tagId: string;
  readonly readerId: string;
  readonly event: 'enter' | 'leave' | 'seen';
  /** Milliseconds of UTC, as believed. */
  readonly at: number;
  readonly rssi?: number;
};

/** Keeps what was seen, whatever becomes of it; kept once. */
export async function keepSightings(db: Db, sightings: readonly Sighting[]): Promise<void> {
  for (const { deviceId, msgId, n, tagId, readerId, event, at, rssi } of sightings)
    await db.query(
      `INSERT INTO sighting (device_id, msg_id, n, tag_id, reader_id, event, at, rssi)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
      [deviceId, msgId, n, tagId, readerId, event, new Date(at), rssi ?? null],
    );
}

export type Seen = Pick<Sighting, 'readerId' | 'event' | 'at' | 'rssi'>;

/** Where a tag was seen around a moment, by any reader and whoever reported it. */
export async function seenAround(db: Db, tagId: string, at: number, withinMs: number): Promise<Seen[]> {
  const { rows } = await db.query<{ reader_id: string; event: Sighting['event']; at: Date; rssi: number | null }>(
    'SELECT reader_id, event, at, rssi FROM sighting WHERE tag_id = $1 AND at BETWEEN $2 AND $3',
    [tagId, new Date(at - withinMs), new Date(at + withinMs)],
  );
  return rows.map(({ reader_id: readerId, event, at: seenAt, rssi }) => ({
    ...{ readerId, event, at: seenAt.getTime() },
    ...(rssi !== null && { rssi }),
  }));
}

export type Reader = { readonly arrives?: Milestone; readonly leaves?: Milestone };

/** What it meant then to be seen there; `undefined` for a reader nobody has mapped. */
export async function findReader(db: Db, id: string, at: Date): Promise<Reader | undefined> {
  const { rows } = await db.query<{ arrives: Milestone | null; leaves: Milestone | null }>(
    `SELECT arrives, leaves FROM (
       SELECT arrives, leaves, '-infinity'::timestamptz AS from_at FROM reader WHERE id = $1
        UNION ALL SELECT arrives, leaves, from_at FROM reader_meaning WHERE reader_id = $1 AND from_at <= $2) AS meant
      ORDER BY from_at DESC LIMIT 1`,
    [id, at],
  );
  const [row] = rows;
  return (
    row && { ...(row.arrives !== null && { arrives: row.arrives }), ...(row.leaves !== null && { leaves: row.leaves }) }
  );
}

/** Whether the episode was told this clinical time for a sighting no later than this one. */
export async function wasTold(db: Db, episodeId: string, milestone: Milestone, at: number): Promise<boolean> {
  const { rowCount } = await db.query(
    'SELECT 1 FROM sighting WHERE episode_id = $1 AND milestone = $2 AND at <= $3 LIMIT 1',
    [episodeId, milestone, new Date(at)],
  );
  return rowCount !== 0;
}

type Meaning = { readonly patientId: string; readonly episodeId?: string; readonly milestone?: Milestone };

/** Whose sighting it was, and what the episode was told. */
export async function noteMeaning(
  db: Db,
  { deviceId, msgId, n }: Pick<Sighting, 'deviceId' | 'msgId' | 'n'>,
  { patientId, episodeId, milestone }: Meaning,
): Promise<void> {
  await db.query(
    'UPDATE sighting SET patient_id = $4, episode_id = $5, milestone = $6 WHERE device_id = $1 AND msg_id = $2 AND n = $3',
    [deviceId, msgId, n, patientId, episodeId ?? null, milestone ?? null],
  );
}

/** Where a patient was last seen, by a reader that somebody has placed. */
export async function lastSighting(
  db: Db,
  patientId: string,
): Promise<{ siteId: string; place: string; at: Date } | undefined> {
  const { rows } = await db.query<{ siteId: string; place: string; at: Date }>(
    `SELECT r.site_id AS "siteId", r.place, s.at FROM sighting s JOIN reader r ON r.id = s.reader_id
      WHERE s.patient_id = $1 ORDER BY s.at DESC LIMIT 1`,
    [patientId],
  );
  return rows[0];
}
