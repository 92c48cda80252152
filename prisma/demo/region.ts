import type { Pool, PoolClient } from 'pg';
import { devices, readers } from './devices';
import { past } from './past';
import { histories, patients } from './patients';
import { agreements, drives, labs, needs, people, personRoles, shifts, sites } from './places';
import { resources } from './resources';

/** Loads the demo region, whole or not at all: invented places, people, devices and three years of closed episodes. */
export async function loadDemoRegion(pool: Pool): Promise<void> {
  const before = past();
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await insert(client, 'site', sites);
    await insert(client, 'agreement', agreements);
    await insert(client, 'drive_time', drives);
    await insert(client, 'cath_lab', labs);
    await insert(client, 'resource', resources);
    await insert(client, 'person', people);
    await insert(client, 'person_role', personRoles);
    await insert(client, 'rota_shift', shifts);
    await insert(client, 'rota_need', needs);
    await insert(client, 'patient', [...patients, ...before.patients]);
    await insert(client, 'patient_history', histories);
    await insert(client, 'episode', before.episodes);
    await insert(client, 'milestone', before.milestones);
    await insert(client, 'stay', before.stays);
    await insert(client, 'reading', before.readings);
    await insert(client, 'ladder', before.ladders);
    await insert(client, 'page', before.pages);
    await insert(client, 'device', devices);
    await insert(client, 'reader', readers);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

/** Columns a row leaves out are NULL. */
const insert = (client: PoolClient, table: string, rows: readonly object[]): Promise<unknown> =>
  client.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`, [
    JSON.stringify(rows),
  ]);
