import type { Db } from '../prisma/inbox';

type Heard = { readonly device_id: string; readonly msg_id: string; readonly kind: string; readonly received_at: Date };

/**
 * A birth or a will. The newest boot's word counts, and within a boot the later number's: a will that fires after the
 * device was born again must not bury the living (devices.md 6.5 case 5). A will was written when the device connected;
 * what it says began when it came.
 */
export async function noteStatus(db: Db, row: Heard, now: Date): Promise<void> {
  await db.query(
    `WITH said AS (
       SELECT device_id, msg_id, boot_id, seq, received_at, payload ->> 'fw' AS fw,
              (payload #>> '{data,state}') = 'online' AS online,
              CASE WHEN (payload #>> '{data,state}') = 'online' THEN effective_at ELSE received_at END AS since_at, (payload #>> '{data,battery}')::float8 AS battery,
              -- A will was sent by the broker, whenever: only of a birth it is known when it left the device.
              CASE WHEN (payload #>> '{data,state}') = 'online'
                   THEN extract(epoch FROM received_at - (payload ->> 'sentAt')::timestamptz) * 1000 END AS off
         FROM device_inbox WHERE device_id = $1 AND msg_id = $2 AND disposition IS NULL
     ), presence AS (
       INSERT INTO device_presence AS p (device_id, online, boot_id, seq, since_at, last_seen_at, firmware, battery_pct, clock_off_ms)
       SELECT device_id, online, boot_id, seq, since_at, received_at, fw, battery, off FROM said
       ON CONFLICT (device_id) DO UPDATE
         SET online = excluded.online, boot_id = excluded.boot_id, seq = excluded.seq, firmware = excluded.firmware,
             battery_pct = COALESCE(excluded.battery_pct, p.battery_pct), clock_off_ms = COALESCE(excluded.clock_off_ms, p.clock_off_ms),
             since_at = CASE WHEN p.online = excluded.online AND p.boot_id = excluded.boot_id THEN p.since_at ELSE excluded.since_at END,
             last_seen_at = greatest(p.last_seen_at, excluded.last_seen_at)
         WHERE CASE WHEN p.boot_id = excluded.boot_id THEN excluded.seq >= p.seq ELSE excluded.online END
     )
     UPDATE device_inbox i SET disposition = 'SHOWN', rule = 'PRESENCE', disposition_at = $3
       FROM said WHERE i.device_id = said.device_id AND i.msg_id = said.msg_id`,
    [row.device_id, row.msg_id, now],
  );
}

/** The device spoke, which its row says to the minute: its silence clock starts anew, and a silence that was told has ended. */
export async function noteSeen(db: Db, rows: readonly Heard[], now: Date): Promise<void> {
  // A birth or a will is no data (W22), and a will is not even the device's own word.
  const spoke = rows.filter(({ kind }) => kind !== 'status');
  if (spoke.length === 0) return;
  await db.query(
    `WITH seen AS (
       SELECT device_id, max(received_at) AS at FROM unnest($1::text[], $2::timestamptz[]) AS rows (device_id, received_at) GROUP BY 1
     ), there AS (
       UPDATE device_presence p SET last_seen_at = seen.at FROM seen
        WHERE p.device_id = seen.device_id AND seen.at > p.last_seen_at + interval '1 minute'
     ), moved AS (
       UPDATE silence_clock c SET last_seen_at = greatest(c.last_seen_at, seen.at), level = 0, incident_id = NULL, episode_id = NULL,
              due_at = greatest(c.last_seen_at, seen.at) + make_interval(secs => d.upload_interval_s * 2)
         FROM seen JOIN device d ON d.id = seen.device_id
        WHERE c.device_id = seen.device_id AND seen.at > c.last_seen_at
       RETURNING c.device_id, old.incident_id, old.episode_id, d.site_id, seen.at
     )
     INSERT INTO device_word (id, target_kind, region, target_id, message, created_at, next_at)
     SELECT m.device_id || ':' || m.incident_id || ':heard', 'INCIDENT', s.region, m.incident_id,
            jsonb_build_object('id', m.device_id || ':' || m.incident_id || ':heard', 'type', 'CONDITION_ENDED',
                               'by', jsonb_build_object('kind', 'DEVICE', 'id', m.device_id),
                               'endedAt', floor(extract(epoch FROM m.at) * 1000)),
            $3::timestamptz, $3::timestamptz
       FROM moved m JOIN site s ON s.id = m.site_id WHERE m.incident_id IS NOT NULL
     UNION ALL
     SELECT heard.id, 'EPISODE', s.region, m.episode_id,
            jsonb_build_object('id', heard.id, 'type', 'DEVICE_HEARD', 'deviceId', m.device_id,
                               'by', jsonb_build_object('kind', 'DEVICE', 'id', m.device_id)),
            $3::timestamptz, $3::timestamptz
       FROM moved m JOIN site s ON s.id = m.site_id
      CROSS JOIN LATERAL (SELECT m.device_id || ':' || floor(extract(epoch FROM m.at) * 1000) || ':heard' AS id) AS heard
      WHERE m.episode_id IS NOT NULL
     ON CONFLICT (id) DO NOTHING`,
    [spoke.map(({ device_id }) => device_id), spoke.map(({ received_at }) => received_at), now],
  );
}
