import { createActivities } from '../../activities';
import { makeLog } from '../../activities/platform/log';
import { episodeId, patientId, workflowIdOf } from '../../workflows/domain/ids';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import type { OpenEpisode } from '../../workflows/domain/episode';
import { instant } from '../../workflows/domain/time';
import { type Database, freshDatabase } from '../support/postgres';
import { type RealServer, realServer } from '../support/temporal';

const NOW = instant(Date.UTC(2026, 2, 2, 8));

let db: Database;
let server: RealServer;
beforeAll(async () => {
  [db, server] = await Promise.all([freshDatabase(), realServer()]);
});
afterAll(() => Promise.all([db.drop(), server.stop()]));

const activities = () =>
  createActivities({
    pool: db.pool,
    client: server.client,
    rota: { phoneOf: () => '', onDuty: () => [] },
    channels: { desk: async () => undefined, adapters: {} },
    log: makeLog('engine', { write: () => undefined }),
    now: Date.now,
  });
const anUpReferral: OpenEpisode = {
  id: episodeId('ep_next'),
  region: 'demo',
  patientId: patientId('pt_1'),
  sites: { community: 'st_cc1', ems: 'st_ems', receiving: 'st_hub' },
  pathway: DEFAULT_PATHWAY,
  helpChannel: 'WEARABLE_ALARM',
  helpSought: { at: NOW, precision: 'SECOND', source: 'DEVICE' },
  complaints: [],
  drill: false,
  heard: { id: 'up_1', receivedAt: NOW, by: { kind: 'HUMAN', id: 'ps_desk', role: 'DESK_NURSE' } },
};
const handle = () => server.client.workflow.getHandle(workflowIdOf('EPISODE', 'demo', anUpReferral.id));

test('an up-referral sent twice opens one episode, and one that is over is not opened again', async () => {
  await activities().openEpisode(anUpReferral);
  const { runId } = await handle().describe();
  await activities().openEpisode(anUpReferral);
  expect((await handle().describe()).runId).toBe(runId);
  await handle().terminate('over');
  await activities().openEpisode(anUpReferral);
  expect((await handle().describe()).status.name).toBe('TERMINATED');
});

test('what Temporal hears of a database that refuses holds nothing of the patient', async () => {
  await db.pool.query(`ALTER TABLE episode ADD CONSTRAINT no_patient CHECK (patient_id <> 'pt_marker')`);
  const row = {
    table: 'episode',
    id: 'ep_1',
    region: 'demo',
    patientId: 'pt_marker',
    phase: 'FMC',
    openedAt: NOW,
    communitySiteId: 'st_cc1',
    helpChannel: 'OTHER',
    drill: false,
    pathwayEdition: '1',
    nobodyAnswered: false,
    openIncidents: 0,
    facts: {},
  } as const;
  const input = {
    kind: 'EPISODE',
    id: 'ep_1',
    region: 'demo',
    epoch: 1,
    seq: 1,
    closed: false,
    state: {},
    rows: [row],
    happenings: [],
  } as const;
  const failure = await activities()
    .flush(input)
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ type: 'RECORD_REFUSED', message: 'PostgreSQL answered 23514', nonRetryable: false });
  expect(JSON.stringify(failure)).not.toContain('pt_marker');
});
