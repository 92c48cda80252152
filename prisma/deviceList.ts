import type { DeviceEnd, DeviceKind } from '../workflows/domain/vocabulary';
import type { Db } from './inbox';

/** A device as the people see it who look after devices; what the record does not know is `null`. */
export type KeptDevice = {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly siteId: string;
  readonly model: string | null;
  readonly uploadIntervalS: number | null;
  readonly retiredAt: Date | null;
  readonly outAs: DeviceEnd | null;
  readonly hasSecret: boolean;
  readonly certificates: number;
  readonly online: boolean | null;
  readonly lastHeardAt: Date | null;
  readonly firmware: string | null;
  readonly batteryPct: number | null;
  readonly clockOffMs: number | null;
  readonly patientId: string | null;
  readonly episodeId: string | null;
  readonly boundFrom: Date | null;
  readonly silenceLevel: number;
  readonly refused: number;
};

/** What a worn device said of its battery counts before what it said at its birth. */
const SQL = `
  SELECT d.id, d.kind, d.site_id AS "siteId", d.model, d.upload_interval_s AS "uploadIntervalS",
         CASE WHEN d.retired_at <= $1 THEN d.retired_at END AS "retiredAt",
         d.out_as AS "outAs", d.secret_hash <> '' AS "hasSecret", cardinality(d.certificates) AS certificates,
         p.online, p.last_seen_at AS "lastHeardAt", p.firmware,
         COALESCE(worn.battery, p.battery_pct) AS "batteryPct", p.clock_off_ms::float8 AS "clockOffMs",
         b.patient_id AS "patientId", b.episode_id AS "episodeId", b.bound_from AS "boundFrom",
         COALESCE(c.level, 0) AS "silenceLevel", COALESCE(refused.n, 0) AS refused
    FROM device d
    LEFT JOIN device_presence p ON p.device_id = d.id
    LEFT JOIN silence_clock c ON c.device_id = d.id
    LEFT JOIN device_binding b ON b.device_id = d.id AND b.bound_to IS NULL
    LEFT JOIN LATERAL (
      SELECT v.value AS battery FROM vital_sample v
       WHERE v.patient_id = b.patient_id AND v.code = 'BATTERY' AND v.device_id = d.id AND v.value IS NOT NULL
       ORDER BY v.at DESC LIMIT 1
    ) AS worn ON true
    LEFT JOIN (
      SELECT device_id, count(*)::int AS n FROM dead_letter WHERE handled_at IS NULL GROUP BY device_id
    ) AS refused ON refused.device_id = d.id
   WHERE ($2::text IS NULL OR d.site_id = $2) AND ($3 OR d.retired_at IS NULL OR d.retired_at > $1)
   ORDER BY d.id`;

type Wanted = { readonly at: Date; readonly siteId?: string; readonly retired: boolean };

/** The devices of one site or of all, with retired ones or without. */
export const listDevices = async (db: Db, { at, siteId, retired }: Wanted): Promise<readonly KeptDevice[]> =>
  (await db.query<KeptDevice>(SQL, [at, siteId ?? null, retired])).rows;
