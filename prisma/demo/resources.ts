import type { ResourceKind } from '../../workflows/domain/vocabulary';

type Place = readonly [kind: ResourceKind, siteId: string, name: string];
const PLACES: readonly Place[] = [
  ...['CCU-1', 'CCU-2', 'CCU-3'].map((name): Place => ['CCU_BED', 'st_hub', name]),
  ...['W-11', 'W-12', 'W-13', 'W-14'].map((name): Place => ['WARD_BED', 'st_hub', name]),
  ['CCU_BED', 'st_neighbour', 'CCU-1'],
  ['AMBULANCE', 'st_ems', '120-01'],
  ['AMBULANCE', 'st_ems', '120-02'],
  ['AMBULANCE', 'st_ems', '120-03'],
  ['TRANSFER_VEHICLE', 'st_county', 'T-01'],
  ['TRANSFER_VEHICLE', 'st_hub', 'T-02'],
];

type Lot = readonly [siteId: string, product: string, lot: string, expiresOn: string, packs: number];
/** One lot is long over its day, so that the page has one to show. */
const LOTS: readonly Lot[] = [
  ['st_county', 'RHTNK_TPA_16_MG', 'DEMO-A1', '2033-12-31', 2],
  ['st_county', 'RHPRO_UK_50_MG', 'DEMO-B7', '2025-06-30', 1],
  ['st_hub', 'RHTNK_TPA_16_MG', 'DEMO-A2', '2033-12-31', 3],
  ['st_ems', 'RHTNK_TPA_16_MG', 'DEMO-A3', '2033-12-31', 1],
];

const row = (kind: ResourceKind, siteId: string, name: string) => ({
  id: `rs_${siteId.slice('st_'.length)}_${kind.toLowerCase()}_${name.toLowerCase()}`,
  kind,
  site_id: siteId,
  name,
});

/** Beds, vehicles and lytic packs of the demo region: invented names and lots. */
export const resources = [
  ...PLACES.map(([kind, siteId, name]) => row(kind, siteId, name)),
  ...LOTS.flatMap(([siteId, product, lot, expires_on, packs]) =>
    Array.from({ length: packs }, (_, n) => ({ ...row('LYTIC', siteId, `${lot}-${n + 1}`), product, lot, expires_on })),
  ),
];
