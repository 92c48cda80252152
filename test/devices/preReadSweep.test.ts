import { ALGORITHM } from '../../devices/preread/preread';
import { makeMeasurer, preReadWaiting, type Measurer, type PreReadMode } from '../../devices/preread/sweep';
import { encodeCanonical } from '../../devices/formats/canonical';
import type { Recording } from '../../devices/formats/recording';
import { folderBlobs, type Blobs } from '../../activities/platform/blobs';
import { insertEcg } from '../../prisma/devices';
import { ST_HEIGHTS } from '../../workflows/domain/stCriteria';
import { temporaryFolder } from '../support/launch';
import { freshDatabase, type Database } from '../support/postgres';
import { aHeart } from './preread/aHeart';
import { furnish } from './ward';

let database: Database;
let blobs: Blobs;
let measurer: Measurer;
beforeAll(async () => {
  database = await freshDatabase();
  blobs = folderBlobs(temporaryFolder('blobs'));
  measurer = makeMeasurer();
  await furnish(database.pool);
});
afterAll(async () => {
  await measurer.close();
  await database.drop();
});

const NOW = new Date('2026-11-22T10:00:00Z');

/** A recording as the gateway keeps it. */
async function taken(id: string, recording: Recording, state: 'DECODED' | 'QUARANTINED' = 'DECODED'): Promise<void> {
  const canonicalSha256 = await blobs.put(encodeCanonical(recording));
  await insertEcg(database.pool, {
    id,
    deviceId: 'dv_cart',
    deviceEcgId: id,
    siteId: 'st_comm',
    readingId: `rd_${id}`,
    acquiredAt: NOW,
    receivedAt: NOW,
    format: 'CANONICAL',
    contentType: 'application/vnd.wiretime.ecg',
    sha256: canonicalSha256,
    bytes: 1,
    canonicalSha256,
    leads: [],
    state,
    reasons: [],
    quality: {},
    flags: [],
    synthetic: true,
    matchedBy: 'NONE',
    suggested: [],
  });
}

const sweep = (mode: PreReadMode = 'SHADOW', by = measurer) =>
  preReadWaiting({ pool: database.pool, blobs, measurer: by, mode, clock: () => NOW });
const madeOf = async (id: string) =>
  (await database.pool.query('SELECT * FROM pre_read WHERE ecg_id = $1', [id])).rows[0];

const INFERIOR = aHeart({ stMv: { II: 0.2, I: -0.05 } });

test('a recording is measured once, and its row names algorithm, version and mode', async () => {
  await taken('ecg_inferior', INFERIOR);
  expect(await sweep()).toBe(1);
  expect(await madeOf('ecg_inferior')).toMatchObject({
    mode: 'SHADOW',
    algorithm: 'wiretime-preread',
    version: ALGORITHM.version,
    verdict: 'MEETS_CRITERIA',
    territories: ['INFERIOR'],
    reading_id: 'rd_ecg_inferior',
  });
  expect(await sweep()).toBe(0);
});

test('one whose limit depends on the patient is measured again when it is known whose it is', async () => {
  await taken('ecg_women', aHeart({ stMv: { V2: 0.2, V3: 0.2 } }));
  await sweep();
  expect(await madeOf('ecg_women')).toMatchObject({ verdict: 'CANNOT_ASSESS', reasons: ['AGE_OR_SEX_UNKNOWN'] });
  await database.pool.query(`UPDATE ecg SET patient_id = 'pt_a' WHERE id = 'ecg_women'`);
  expect(await sweep()).toBe(1);
  expect(await madeOf('ecg_women')).toMatchObject({ verdict: 'MEETS_CRITERIA', patient_id: 'pt_a' });
});

test('2.1: the heights of the hospital that reads it hold, from the day its edition counts', async () => {
  const low = { II: 0.15, I: -0.05 };
  await taken('ecg_tables', aHeart({ stMv: low }));
  await sweep();
  expect(await madeOf('ecg_tables')).toMatchObject({ verdict: 'MEETS_CRITERIA' });

  await database.pool.query(
    `INSERT INTO person (id, name, phone, synthetic) VALUES ('ps_w', 'Synthetic W', '0', true), ('ps_s', 'Synthetic S', '0', true)`,
  );
  const limbLeads = ST_HEIGHTS.find(({ row }) => row.ref === '2.1#4')?.code;
  await database.pool.query(
    `INSERT INTO pathway_edition (edition, site_id, jurisdiction, effective_from, thresholds, note, author_id, authored_at, approver_id, approved_at)
     VALUES ('hub-st', 'st_hub', 'CHINA_2019', $1, jsonb_build_object($2::text, 0.2), 'own heights', 'ps_w', $1, 'ps_s', $1)`,
    [new Date(NOW.getTime() - 60_000), limbLeads],
  );
  await taken('ecg_own', aHeart({ stMv: { ...low, V6: 0.01 } }));
  await sweep();
  expect(await madeOf('ecg_own')).toMatchObject({ verdict: 'DOES_NOT_MEET' });
});

test('a file in quarantine is never measured', async () => {
  await taken('ecg_doubtful', INFERIOR, 'QUARANTINED');
  expect(await sweep()).toBe(0);
});

test('one that takes too long is ended with its thread, and waits for its reader without a verdict', async () => {
  await taken('ecg_slow', INFERIOR);
  const hasty = makeMeasurer({ threads: 1, ms: 0, heapMb: 128 });
  expect(await sweep('HINT', hasty)).toBe(1);
  await hasty.close();
  expect(await madeOf('ecg_slow')).toMatchObject({ verdict: 'CANNOT_ASSESS', reasons: ['PRE_READ_FAILED'] });
});

test('what a person signs stands beside the verdict in the agreement log', async () => {
  await taken('ecg_signed', INFERIOR);
  await sweep();
  await database.pool.query(
    `INSERT INTO reading (id, ecg_id, site_id, acquired_at, status, signed_at, signed_by, finding)
     VALUES ('rd_ecg_signed', 'ecg_signed', 'st_comm', $1, 'SIGNED', $1, 'ps_reader', 'STEMI')`,
    [NOW],
  );
  const { rows } = await database.pool.query('SELECT verdict, finding, mode FROM pre_read_agreement');
  expect(rows).toEqual([{ verdict: 'MEETS_CRITERIA', finding: 'STEMI', mode: 'SHADOW' }]);
});
