import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '../../workflows/domain/time';
import type { Milestone } from '../../workflows/domain/vocabulary';
import { startOf, WORKFLOW_TYPES } from '../../activities/platform/subjects';
import { app } from '../services/apps';
import { freePort } from '../services/ports';
import { castOf } from './fleet';
import { type Figure, measured, type Report } from './report';
import { type Rig, startRig } from './rig';
import { started } from './servers';
import { opening } from './story';
import { touch, TRIVIAL_QUEUES } from './trivial';

/** How many people speak at once, and how many words each side is told at that pace. */
const CONCURRENCIES = [1, 8, 32] as const;
const WORDS = 384;
const ROUNDS = 2;
const LIMIT_RATIO = 2;

/** What is told: times of an emergency as a doctor at the scene records them. */
const CODES: readonly Milestone[] = ['FMC', 'ON_SCENE', 'TRIAGE', 'FIRST_DOCTOR', 'ASPIRIN', 'P2Y12', 'ANTICOAG', 'STATIN', 'ECHO_REQUESTED', 'ECHO_DONE', 'TN_DRAWN', 'TN_REPORTED'];

type Say = (n: number) => Promise<void>;
type Told = { readonly id: string; readonly epoch: number; readonly seq: number };

/** How long a mutation takes from the form to its answer, beside a raw Temporal update at the same pace. */
export async function mutation(): Promise<Report> {
  const rig = await startRig();
  const { url, stop } = await startApi(rig);
  const told: Told[] = [];
  try {
    const figures: Figure[] = [];
    for (const concurrency of CONCURRENCIES) {
      const [ours, floor] = [await mutations(rig, url, `m${concurrency}`, told), await updates(rig, `t${concurrency}`)];
      const took = { ours: [] as number[], floor: [] as number[] };
      await timed(concurrency, 0, CODES.length, ours); // neither side is measured cold
      await timed(concurrency, 0, CODES.length, floor);
      for (let round = 0; round < ROUNDS; round += 1) {
        const from = CODES.length + (round * WORDS) / ROUNDS;
        took.floor.push(...(await timed(concurrency, from, WORDS / ROUNDS, floor)));
        took.ours.push(...(await timed(concurrency, from, WORDS / ROUNDS, ours)));
      }
      const bar = { floor: measured(took.floor, 0.95), limitRatio: LIMIT_RATIO };
      figures.push(
        { name: `mutation answered, ${concurrency} at once, p50`, value: measured(took.ours, 0.5), unit: 'ms', floor: measured(took.floor, 0.5) },
        { name: `mutation answered, ${concurrency} at once, p95`, value: measured(took.ours, 0.95), unit: 'ms', ...bar },
      );
    }
    const missing = await notRecorded(rig, told);
    figures.push({ name: 'answered and not in PostgreSQL within 5 s', value: missing, unit: 'words', limit: 0 });
    return { figures, json: { concurrencies: CONCURRENCIES, words: WORDS, told: told.length, missing } };
  } finally {
    await stop();
    await rig.stop();
  }
}

async function startApi(rig: Rig): Promise<{ readonly url: string; stop(): Promise<void> }> {
  await rig.pool.query(`INSERT INTO person_role (person_id, role, site_id) VALUES ('ps_bench', 'COORDINATOR', 'st_hub')`);
  const port = await freePort();
  const env = { DATABASE_URL: rig.databaseUrl, TEMPORAL_ADDRESS: rig.temporal.address, MQTT_URL: rig.mqttUrl, WIRETIME_DATA: rig.folder };
  const server = await started(app('api', port, env), `${rig.folder}/api.log`);
  return { url: `http://127.0.0.1:${port}`, stop: () => server.stop() };
}

/** One word of a person: a time recorded, on an episode of its own for every dozen. */
async function mutations(rig: Rig, url: string, name: string, told: Told[]): Promise<Say> {
  const json = { 'content-type': 'application/json' };
  const signedIn = await fetch(`${url}/demo/token`, { method: 'POST', headers: json, body: '{"personId":"ps_bench"}' });
  const { token }: { readonly token: string } = JSON.parse(await signedIn.text());
  const headers = { ...json, authorization: `Bearer ${token}` };
  const query = `mutation ($clientId: ID!, $episodeId: ID!, $code: Milestone!, $at: Instant!) {
    recordMilestone(clientId: $clientId, episodeId: $episodeId, code: $code, time: {at: $at}) {
      ... on Told { id epoch seq } ... on Fault { code message } } }`;
  const count = WORDS / CODES.length + 1;
  const from = instant(Date.now() - 60_000);
  for (let n = 0; n < count; n += 1) {
    const open = opening(castOf(`${name}_${n}`), from);
    await rig.client.workflow.start(WORKFLOW_TYPES.EPISODE, startOf('EPISODE', { open }));
  }
  return async (n) => {
    const [episode, code] = [n % count, CODES[Math.floor(n / count)] ?? 'STATIN'];
    const variables = { clientId: `${name}-${n}-word`, episodeId: `ep_${name}_${episode}`, code, at: new Date().toISOString() };
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    const { data, errors }: { data?: { recordMilestone: Told | { code: string } }; errors?: unknown } = JSON.parse(await answer.text());
    const result = data?.recordMilestone;
    if (result === undefined || 'code' in result) throw new Error(`refused: ${JSON.stringify(result ?? errors)}`);
    told.push(result);
  };
}

/** The floor: as many updates of trivial workflows, through the same client and server. */
async function updates({ client }: Rig, name: string): Promise<Say> {
  const count = WORDS / CODES.length + 1;
  const taskQueue = TRIVIAL_QUEUES.workflows;
  for (let n = 0; n < count; n += 1)
    await client.workflow.start('trivial', { workflowId: `${name}_${n}`, taskQueue, args: [{ id: `${name}_${n}` }] });
  return async (n) => {
    const handle = client.workflow.getHandle(`${name}_${n % count}`);
    await handle.executeUpdate(touch, { args: [`word ${n}`], updateId: `${name}-${n}-word` });
  };
}

/** Says `words` words, so many at once, and how long (ms) each took. */
async function timed(concurrency: number, from: number, words: number, say: Say): Promise<number[]> {
  const took: number[] = [];
  let next = from;
  const speak = async () => {
    while (next < from + words) {
      const n = next++;
      const started = performance.now();
      await say(n);
      took.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, speak));
  return took;
}

/** How many answered words the record does not hold in the end. */
async function notRecorded({ pool }: Rig, told: readonly Told[]): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    const { rows } = await pool.query<{ id: string; epoch: number; seq: number }>('SELECT id, epoch, seq FROM subject');
    const held = new Map(rows.map((row) => [row.id, row]));
    const missing = told.filter(({ id, epoch, seq }) => {
      const stands = held.get(id);
      return stands === undefined || stands.epoch < epoch || (stands.epoch === epoch && stands.seq < seq);
    });
    if (missing.length === 0 || tries === 50) return missing.length;
    await sleep(100);
  }
}
