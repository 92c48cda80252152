import { createHash } from 'node:crypto';
import type { DeviceKind } from '../../workflows/domain/vocabulary';

type DemoDevice = { readonly id: string; readonly kind: DeviceKind; readonly siteId: string; readonly secret: string };

const device = (id: string, kind: DeviceKind, siteId: string): DemoDevice => ({
  id,
  kind,
  siteId,
  secret: `demo-secret-of-${id}`,
});

/** The devices of the demo region with their secrets, which are no secrets: the simulator signs in with them. */
export const DEMO_DEVICES: readonly DemoDevice[] = [
  device('dv_cart1', 'ECG_CART', 'st_cc1'),
  device('dv_cart2', 'ECG_CART', 'st_cc2'),
  device('dv_cart3', 'ECG_CART', 'st_county'),
  device('dv_cart4', 'ECG_CART', 'st_county'),
  device('dv_kit1', 'VEHICLE_KIT', 'st_ems'),
  device('dv_band1', 'WRISTBAND', 'st_hub'),
  device('dv_gate1', 'WRISTBAND', 'st_hub'),
  // One for each resident, so that the case can be played with every one of them.
  ...Array.from({ length: 12 }, (_, n) => device(`dv_wear${n + 1}`, 'WEARABLE', n % 4 < 2 ? 'st_cc1' : 'st_cc2')),
];

/** How often (s) a demo wearable promises to send; the silence clock hangs on it. */
const WEARABLE_INTERVAL_S = 900;

/** The form devices/secrets.ts reads; a real one is salted by chance. */
const hashed = ({ id, secret }: DemoDevice) =>
  `sha256$${id}$${createHash('sha256').update(`${id}:${secret}`).digest('hex')}`;

/** What a wristband's sighting means, by gate and beacon. */
export const readers = [
  { id: 'rd_county_gate', site_id: 'st_county', place: 'gate', arrives: 'REF_DOOR_IN', leaves: 'REF_DOOR_OUT' },
  { id: 'rd_hub_gate', site_id: 'st_hub', place: 'gate', arrives: 'DOOR', leaves: null },
  { id: 'rd_hub_ed', site_id: 'st_hub', place: 'emergency room', arrives: 'ED_ROOM', leaves: null },
  { id: 'rd_hub_lab', site_id: 'st_hub', place: 'cath lab', arrives: 'LAB_IN', leaves: null },
  { id: 'rd_hub_ccu', site_id: 'st_hub', place: 'CCU', arrives: 'CCU', leaves: null },
];

export const devices = DEMO_DEVICES.map((one) => ({
  id: one.id,
  kind: one.kind,
  site_id: one.siteId,
  secret_hash: hashed(one),
  certificates: [],
  model: 'demo',
  upload_interval_s: one.kind === 'WEARABLE' ? WEARABLE_INTERVAL_S : null,
  registered_at: '2024-01-01T00:00:00+08:00',
  retired_at: null,
}));
