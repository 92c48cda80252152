import type { VitalByHand } from '../workflows/domain/testResults';
import type { TestBound, TestKind, VitalCode } from '../workflows/domain/vocabulary';
import type { Db } from './inbox';

/** A test that a device at the patient measures. */
type MeasuredKind = Exclude<TestKind & VitalCode, 'GLUCOSE' | VitalByHand>;

/** One result that a device measured, as it was just stored, with the open episode it belongs to. */
export type MeasuredTest = {
  readonly deviceId: string;
  readonly msgId: string;
  readonly n: number;
  readonly episodeId: string;
  readonly region: string;
  readonly code: MeasuredKind;
  readonly value: number;
  readonly unit: string;
  /** Milliseconds of UTC, the device's clock corrected. */
  readonly at: number;
  readonly shiftMs: number;
  readonly receivedAt: Date;
  readonly assay: string | null;
  readonly limit: number | null;
  readonly bound: TestBound | null;
};

/** The codes are those of the index `vital_sample_test`; glucose is measured daily and stays among the vitals. */
const MEASURED = `
  SELECT s.device_id AS "deviceId", s.msg_id AS "msgId", s.n, e.id AS "episodeId", e.region, s.code, s.value, s.unit,
         round(extract(epoch FROM s.at) * 1000)::float8 AS at, i.received_at AS "receivedAt",
         round(extract(epoch FROM i.effective_at - i.measured_at) * 1000)::float8 AS "shiftMs",
         p.point ->> 'assay' AS assay, (p.point ->> 'limit')::float8 AS "limit", p.point ->> 'bound' AS bound
    FROM vital_sample s
    JOIN device_inbox i USING (device_id, msg_id)
   CROSS JOIN LATERAL (SELECT i.payload #> ARRAY['data', 'points', s.n::text] AS point) p
    JOIN episode e ON e.closed_at IS NULL AND e.id = COALESCE(s.episode_id, (
           SELECT o.id FROM episode o WHERE o.patient_id = s.patient_id AND o.closed_at IS NULL
            ORDER BY o.opened_at DESC LIMIT 1))
   WHERE (s.device_id, s.msg_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))
     AND s.code IN ('HS_TROPONIN_I', 'HS_TROPONIN_T', 'TROPONIN_I', 'CREATININE') AND s.value IS NOT NULL AND NOT 'ARCHIVE' = ANY (i.flags)
   ORDER BY s.at, s.n`;

type Key = { readonly device_id: string; readonly msg_id: string };

/** Of messages just stored, the results that belong to an episode which goes on. */
export const measuredTests = async (db: Db, keys: readonly Key[]): Promise<readonly MeasuredTest[]> => {
  const columns = [keys.map(({ device_id }) => device_id), keys.map(({ msg_id }) => msg_id)];
  return (await db.query<MeasuredTest>(MEASURED, columns)).rows;
};
