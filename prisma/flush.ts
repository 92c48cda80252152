import type { Pool } from 'pg';
import type { Flush, Flushed, HappeningRow, Row } from '../workflows/domain/rows';

type Json = { readonly [key: string]: unknown };

/** What makes a row the same row, as rows.ts says. */
const KEYS: Record<Row['table'], readonly string[]> = {
  episode: ['id'],
  milestone: ['episode_id', 'n'],
  clock: ['episode_id', 'target'],
  task: ['id'],
  question: ['episode_id', 'kind', 'code'],
  held_ecg: ['reading_id'],
  consent: ['episode_id', 'kind'],
  test_result: ['episode_id', 'n'],
  drug_given: ['episode_id', 'n'],
  stay: ['episode_id'],
  reading: ['id'],
  incident: ['id'],
  reach_attempt: ['incident_id', 'n'],
  lab_state: ['id'],
  ladder: ['id'],
  page: ['id'],
};

const isInstant = (key: string) => key === 'at' || key.endsWith('At');
const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** One row as PostgreSQL names it: snake_case, instants as ISO text, absent keys left out. */
export const columnsOf = (row: Row | HappeningRow): Json =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([key, value]) => value !== undefined && key !== 'table')
      .map(([key, value]) => [
        snake(key),
        isInstant(key) && typeof value === 'number' ? new Date(value).toISOString() : value,
      ]),
  );

/** A flush as `record_flush` takes it: rows grouped by table, of two with one key the later. */
export function recordOf({ rows, happenings, ...subject }: Flush): Json {
  const tables = new Map<Row['table'], Map<string, Json>>();
  for (const row of rows) {
    const columns = columnsOf(row);
    const key = KEYS[row.table].map((column) => String(columns[column])).join('\n');
    const table = tables.get(row.table) ?? new Map<string, Json>();
    tables.set(row.table, table.set(key, columns));
  }
  const grouped = Object.fromEntries([...tables].map(([table, held]) => [table, [...held.values()]]));
  return { ...subject, ...grouped, happening: happenings.map(columnsOf) };
}

type Standing = {
  stands_epoch: number;
  stands_seq: number;
  stands_state: object | null;
  stands_words: NonNullable<Flushed['words']> | null;
};

/** Writes one flush in one transaction and one round trip, and says what then stands in the record. */
export async function flush(pool: Pick<Pool, 'query'>, input: Flush): Promise<Flushed> {
  const { rows } = await pool.query<Standing>({
    name: 'record_flush',
    text: 'SELECT * FROM record_flush($1::jsonb)',
    values: [JSON.stringify(recordOf(input))],
  });
  const stands = rows[0];
  if (stands === undefined) throw new Error('record_flush answered nothing');
  const { stands_epoch: epoch, stands_seq: seq, stands_state: state, stands_words: words } = stands;
  return state === null ? { epoch, seq } : { epoch, seq, state, words: words ?? [] };
}
