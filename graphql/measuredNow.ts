import type { Pool } from 'pg';
import type { Measured } from '../workflows/domain/adjuncts';
import type { TestResult } from '../workflows/domain/testResults';
import { latestTest, VITALS_BY_HAND } from '../workflows/domain/testResults';
import { instantOf } from '../workflows/domain/time';
import type { VitalCode } from '../workflows/domain/vocabulary';

/** A value with where it came from: a device, or a person and the number of the line in which they told it. */
export type MeasuredRow = {
  readonly code: VitalCode;
  readonly at: Date;
  readonly value: number | null;
  readonly unit: string;
  readonly reason: string | null;
  readonly deviceId: string | null;
  readonly byHand?: Pick<TestResult, 'n' | 'recordedBy'>;
};

const NEWEST = `
  SELECT DISTINCT ON (code) code, at, value, unit, reason, device_id AS "deviceId"
    FROM vital_sample WHERE patient_id = $1 AND at >= $2 ORDER BY code, at DESC`;

const told = (tests: readonly TestResult[]): readonly MeasuredRow[] =>
  VITALS_BY_HAND.flatMap((code) => {
    const latest = latestTest(tests, code);
    if (latest === undefined) return [];
    const { value, unit, sampled, n, recordedBy } = latest;
    const at = new Date(sampled.at);
    return [{ ...{ code, at, value, unit }, reason: null, deviceId: null, byHand: { n, recordedBy } }];
  });

const isNewest = (one: MeasuredRow, others: readonly MeasuredRow[]): boolean =>
  !others.some(({ code, at }) => code === one.code && at > one.at);

type Of = { readonly patientId: string; readonly since: Date; readonly tests: readonly TestResult[] };

/** The newest of each kind of value of an episode, whoever measured it, also where the newest try gave none. */
export async function newestOf(pool: Pick<Pool, 'query'>, { patientId, since, tests }: Of): Promise<MeasuredRow[]> {
  const { rows } = await pool.query<MeasuredRow>(NEWEST, [patientId, since]);
  const byHand = told(tests).filter((row) => isNewest(row, rows));
  return [...rows.filter((row) => byHand.every(({ code }) => code !== row.code)), ...byHand].toSorted((one, other) =>
    one.code.localeCompare(other.code),
  );
}

/** The values among them by kind: a try that gave none says nothing of how the patient is. */
export async function measuredNow(
  ...asked: Parameters<typeof newestOf>
): Promise<Readonly<Partial<Record<VitalCode, Measured>>>> {
  const rows = await newestOf(...asked);
  return Object.fromEntries(
    rows.flatMap(({ code, at, value }) => (value === null ? [] : [[code, { value, at: instantOf(at) }]])),
  );
}
