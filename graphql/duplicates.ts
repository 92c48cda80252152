import type { Pool } from 'pg';
import type { Edited } from '../workflows/domain/pathway';
import { thresholdOf } from '../workflows/domain/ruleThresholds';

const DUPLICATES = `
  SELECT other.id
    FROM episode e JOIN patient p ON p.id = e.patient_id
    JOIN episode other ON other.id <> e.id AND other.closed_at IS NULL AND other.region = e.region
     AND e.continued_by_id IS DISTINCT FROM other.id AND other.continued_by_id IS DISTINCT FROM e.id
     AND other.drill = e.drill AND abs(extract(epoch FROM other.opened_at - e.opened_at)) <= $2 * 60
    JOIN patient q ON q.id = other.patient_id
   WHERE e.id = $1 AND e.closed_at IS NULL
     AND (q.phone = p.phone OR q.id IN (SELECT s.id FROM same_person(p.id) s)
          OR lower(regexp_replace(other.facts->'callPlace'->>'text', '[[:space:][:punct:]]', '', 'g'))
           = lower(regexp_replace(e.facts->'callPlace'->>'text', '[[:space:][:punct:]]', '', 'g')))
   ORDER BY other.opened_at, other.id`;

/** R1: open episodes that may be the same event, by the edition of the one asked about; one that goes on from another by somebody’s word is none. */
export async function duplicatesOf(pool: Pick<Pool, 'query'>, id: string, edition: Edited): Promise<readonly string[]> {
  const within = thresholdOf(edition, 'SAME_EVENT_WITHIN');
  const { rows } = await pool.query<{ id: string }>(DUPLICATES, [id, within]);
  return rows.map((row) => row.id);
}

/** Whether two records are known to be one person. */
export async function isSamePerson(pool: Pick<Pool, 'query'>, one: string, other: string): Promise<boolean> {
  const { rows } = await pool.query<{ same: boolean }>(
    'SELECT EXISTS (SELECT 1 FROM same_person($1) s WHERE s.id = $2) AS same',
    [one, other],
  );
  return rows[0]?.same === true;
}
