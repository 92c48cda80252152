import type { Sex } from '../workflows/domain/vocabulary';
import type { Db } from './inbox';

/** A recording the machine has not measured yet, or not since it is known whose it is. */
export type Unmeasured = {
  readonly ecgId: string;
  readonly readingId: string | undefined;
  readonly patientId: string | undefined;
  readonly canonicalSha256: string;
  readonly acquiredAt: Date;
  readonly sex: Sex;
  readonly ageYears: number | undefined;
  /** Whose reader it goes to. */
  readonly hubSiteId: string | undefined;
};

/** Oldest first; what came before `since` nobody waits for any more. */
export async function unmeasured(db: Db, since: Date, limit: number): Promise<Unmeasured[]> {
  const { rows } = await db.query<{
    id: string;
    reading_id: string | null;
    patient_id: string | null;
    canonical_sha256: string;
    acquired_at: Date;
    sex: Sex | null;
    age_years: number | null;
    hub_site_id: string | null;
  }>(
    `SELECT e.id, e.reading_id, e.patient_id, e.canonical_sha256, e.acquired_at, p.sex,
            date_part('year', age(e.acquired_at, p.birth_date))::int AS age_years, coalesce(s.hub_site_id, s.id) AS hub_site_id
       FROM ecg e
       LEFT JOIN patient p ON p.id = e.patient_id
       LEFT JOIN pre_read r ON r.ecg_id = e.id
       LEFT JOIN site s ON s.id = e.site_id
      WHERE e.received_at > $1 AND e.state = 'DECODED' AND e.canonical_sha256 IS NOT NULL
        AND (r.ecg_id IS NULL OR r.patient_id IS DISTINCT FROM e.patient_id)
      ORDER BY e.received_at LIMIT $2`,
    [since, limit],
  );
  return rows.map((row) => ({
    ecgId: row.id,
    readingId: row.reading_id ?? undefined,
    patientId: row.patient_id ?? undefined,
    canonicalSha256: row.canonical_sha256,
    acquiredAt: row.acquired_at,
    sex: row.sex ?? 'UNKNOWN',
    ageYears: row.age_years ?? undefined,
    hubSiteId: row.hub_site_id ?? undefined,
  }));
}

export type PreReadRow = {
  readonly of: Unmeasured;
  readonly madeAt: Date;
  readonly tookMs: number;
  readonly mode: 'SHADOW' | 'HINT';
  readonly algorithm: { readonly name: string; readonly version: string };
  readonly verdict: string;
  readonly reasons: readonly string[];
  readonly leads: readonly string[];
  readonly territories: readonly string[];
  readonly hr?: number;
  readonly qrsMs?: number;
  readonly jMv: Readonly<Record<string, number>>;
};

export async function savePreRead(db: Db, row: PreReadRow): Promise<void> {
  const { of, algorithm } = row;
  await db.query(
    `INSERT INTO pre_read (ecg_id, reading_id, patient_id, acquired_at, made_at, took_ms, mode, algorithm, version, verdict,
                           reasons, leads, territories, hr, qrs_ms, j_mv)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     ON CONFLICT (ecg_id) DO UPDATE SET
       patient_id = excluded.patient_id, made_at = excluded.made_at, took_ms = excluded.took_ms, mode = excluded.mode,
       algorithm = excluded.algorithm, version = excluded.version, verdict = excluded.verdict, reasons = excluded.reasons,
       leads = excluded.leads, territories = excluded.territories, hr = excluded.hr, qrs_ms = excluded.qrs_ms,
       j_mv = excluded.j_mv`,
    [
      of.ecgId,
      of.readingId ?? null,
      of.patientId ?? null,
      of.acquiredAt,
      row.madeAt,
      row.tookMs,
      row.mode,
      algorithm.name,
      algorithm.version,
      row.verdict,
      row.reasons,
      row.leads,
      row.territories,
      row.hr ?? null,
      row.qrsMs ?? null,
      row.jMv,
    ],
  );
}
