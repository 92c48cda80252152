import type { Pool } from 'pg';
import type { Measured } from '../workflows/domain/adjuncts';
import { instant } from '../workflows/domain/time';
import type { VitalCode } from '../workflows/domain/vocabulary';

export type MeasuredRow = {
  readonly code: VitalCode;
  readonly at: Date;
  readonly value: number | null;
  readonly unit: string;
  readonly reason: string | null;
  readonly deviceId: string;
};

const NEWEST = `
  SELECT DISTINCT ON (code) code, at, value, unit, reason, device_id AS "deviceId"
    FROM vital_sample WHERE patient_id = $1 AND at >= $2 ORDER BY code, at DESC`;

/** The newest of each kind of value of a patient since an instant, also where the newest try gave none. */
export const newestOf = async (pool: Pick<Pool, 'query'>, patientId: string, since: Date): Promise<MeasuredRow[]> =>
  (await pool.query<MeasuredRow>(NEWEST, [patientId, since])).rows;

/** The values among them by kind: a try that gave none says nothing of how the patient is. */
export async function measuredNow(
  ...asked: Parameters<typeof newestOf>
): Promise<Readonly<Partial<Record<VitalCode, Measured>>>> {
  const rows = await newestOf(...asked);
  return Object.fromEntries(
    rows.flatMap(({ code, at, value }) => (value === null ? [] : [[code, { value, at: instant(at.getTime()) }]])),
  );
}
