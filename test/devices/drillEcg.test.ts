import { BROKERS } from '../support/broker';
import { one, openWard, until, type Ward } from './ward';

let ward: Ward;
beforeAll(async () => {
  ward = await openWard(BROKERS[0] ?? 'aedes');
  await ward.gateway({});
});
afterAll(() => ward?.close());

/** A drill that has just begun, as `runDrills` and the engine leave it. */
async function begun(): Promise<string> {
  const { pool } = ward;
  await pool.query(
    `INSERT INTO patient (id, name, sex, community_site_id, synthetic) VALUES ('pt_drill_st_hub', '测试演练 Test Drill', 'UNKNOWN', 'st_comm', true)`,
  );
  await pool.query(
    `INSERT INTO device (id, kind, site_id, secret_hash, model) VALUES ('dv_drill_st_hub', 'ECG_CART', 'st_comm', 'none', 'drill')`,
  );
  const id = 'ep_drill_st_hub_2026-11-22';
  await pool.query(
    `INSERT INTO episode (id, region, patient_id, phase, opened_at, community_site_id, receiving_site_id, help_channel, drill,
       pathway_edition, nobody_answered, open_incidents, facts)
     VALUES ($1, 'demo', 'pt_drill_st_hub', 'FD_ENGAGED', now(), 'st_comm', 'st_hub', 'FAMILY_DOCTOR', true, 'test', false, 0, '{}')`,
    [id],
  );
  return id;
}

test('the ECG of a drill goes through inbox and match like a cart’s, once, and its reading says that it is a drill', async () => {
  const id = await begun();
  const ecg = await until('the ECG of the drill', () =>
    one<{ reading_id: string; matched_by: string; synthetic: boolean; state: string }>(
      ward.pool,
      'SELECT reading_id, matched_by, synthetic, state FROM ecg WHERE episode_id = $1',
      [id],
    ),
  );
  expect(ecg).toMatchObject({ matched_by: 'ORDER', synthetic: true, state: 'DECODED' });
  const opening = await until('its reading', () =>
    ward.engine.words.find(({ targetId }) => targetId === ecg.reading_id),
  );
  expect(opening).toMatchObject({ kind: 'READING', opening: { episodeId: id, drill: true } });
  const told = await until('word to the drill', () => ward.engine.words.find(({ targetId }) => targetId === id));
  expect(told).toMatchObject({ kind: 'EPISODE', message: { type: 'ECG_RECEIVED' } });
  const kept = await ward.pool.query(`SELECT disposition FROM device_inbox WHERE device_id = 'dv_drill_st_hub'`);
  expect(kept.rows).toEqual([{ disposition: 'ESCALATED' }]);
});
