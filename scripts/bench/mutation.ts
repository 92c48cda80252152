import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '../../workflows/domain/time';
import type { Milestone } from '../../workflows/domain/vocabulary';
import { startOf, WORKFLOW_TYPES } from '../../activities/platform/subjects';
import { app } from '../services/apps';
import { freePort } from '../services/ports';
import { castOf } from './fleet';
import { type Figure, measured, type Report } from './report';
import { type Rig, startRig } from './rig';
import type { Launched } from '../services/launched';
import { started } from './servers';
import { opening } from './story';
import { touch, TRIVIAL_QUEUES } from './trivial';

/** How many people speak at once, and how many words each side is told at that pace. */
const CONCURRENCIES = [1, 8, 32] as const;
const WORDS = 768;
const ROUNDS = 6;
/** At once, of the words before any is measured. */
const WARM_UP_CONCURRENCY = 8;
const LIMIT_RATIO = 2;

/** What is told: times of an emergency as a doctor at the scene records them. */
const CODES: readonly Milestone[] = [
  'FMC',
  'ON_SCENE',
  'TRIAGE',
  'FIRST_DOCTOR',
  'ASPIRIN',
  'P2Y12',
  'ANTICOAG',
  'STATIN',
  'ECHO_REQUESTED',
  'ECHO_DONE',
  'TN_DRAWN',
  'TN_REPORTED',
];

type Options = { readonly quick?: boolean };
type Say = (n: number) => Promise<void>;
type Sides = { readonly ours: Say; readonly floor: Say };
type Told = { readonly id: string; readonly epoch: number; readonly seq: number };

/** How long a mutation takes from the form to its answer, beside a raw Temporal update at the same pace. */
export async function mutation({ quick = false }: Options): Promise<Report> {
  const rig = await startRig();
  try {
    const { url, server } = await startApi(rig);
    try {
      const told: Told[] = [];
      const words = quick ? CODES.length * 2 : WORDS;
      const figures: Figure[] = [];
      await warmUp(
        { ours: await mutations(rig, { url, name: 'warm', words, told }), floor: await updates(rig, 'warm', words) },
        words,
      );
      for (const concurrency of CONCURRENCIES) {
        const name = `m${concurrency}`;
        const sides = {
          ours: await mutations(rig, { url, name, words, told }),
          floor: await updates(rig, name, words),
        };
        figures.push(...(await pressed(sides, concurrency, words)));
      }
      const missing = await notRecorded(rig, told);
      figures.push({ name: 'answered and not in PostgreSQL within 5 s', value: missing, unit: 'words', limit: 0 });
      return { figures, json: { concurrencies: CONCURRENCIES, words, told: told.length, missing } };
    } finally {
      await server.stop();
    }
  } finally {
    await rig.stop();
  }
}

/** V8 needs hundreds of words before it runs what they run as fast as it can; processes in service are never that cold. */
async function warmUp({ ours, floor }: Sides, words: number): Promise<void> {
  await timed(WARM_UP_CONCURRENCY, 0, words, ours);
  await timed(WARM_UP_CONCURRENCY, 0, words, floor);
}

/** Both sides by turns at one pace, so that what else the machine does hits both. */
async function pressed(sides: Sides, concurrency: number, words: number): Promise<Figure[]> {
  const took: { ours: number[]; floor: number[] } = { ours: [], floor: [] };
  await timed(concurrency, 0, CODES.length, sides.ours); // opens the connections of this pace
  await timed(concurrency, 0, CODES.length, sides.floor);
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = CODES.length + (round * words) / ROUNDS;
    took.floor.push(...(await timed(concurrency, from, words / ROUNDS, sides.floor)));
    took.ours.push(...(await timed(concurrency, from, words / ROUNDS, sides.ours)));
  }
  const figure = (share: number): Figure => ({
    name: `mutation answered, ${concurrency} at once, p${share * 100}`,
    value: measured(took.ours, share),
    unit: 'ms',
    floor: measured(took.floor, share),
  });
  return [figure(0.5), { ...figure(0.95), limitRatio: LIMIT_RATIO }];
}

async function startApi(rig: Rig): Promise<{ readonly url: string; readonly server: Launched }> {
  await rig.pool.query(
    `INSERT INTO person_role (person_id, role, site_id) VALUES ('ps_bench', 'COORDINATOR', 'st_hub')`,
  );
  const port = await freePort();
  const env = {
    DATABASE_URL: rig.databaseUrl,
    TEMPORAL_ADDRESS: rig.temporal.address,
    MQTT_URL: rig.mqttUrl,
    WIRETIME_DATA: rig.folder,
  };
  const server = await started(app('api', port, env), `${rig.folder}/api.log`);
  return { url: `http://127.0.0.1:${port}`, server };
}

type Telling = { readonly url: string; readonly name: string; readonly words: number; readonly told: Told[] };

/** One word of a person: a time recorded, on an episode of its own for every dozen. */
async function mutations(rig: Rig, { url, name, words, told }: Telling): Promise<Say> {
  const json = { 'content-type': 'application/json' };
  const signedIn = await fetch(`${url}/demo/token`, { method: 'POST', headers: json, body: '{"personId":"ps_bench"}' });
  const { token }: { readonly token: string } = JSON.parse(await signedIn.text());
  const headers = { ...json, authorization: `Bearer ${token}` };
  const query = `mutation ($clientId: ID!, $episodeId: ID!, $code: Milestone!, $at: Instant!) {
    recordMilestone(clientId: $clientId, episodeId: $episodeId, code: $code, time: {at: $at}) {
      ... on Told { id epoch seq } ... on Fault { code message } } }`;
  const count = words / CODES.length + 1;
  const from = instant(Date.now() - 60_000);
  for (let n = 0; n < count; n += 1) {
    const open = opening(castOf(`${name}_${n}`), from);
    await rig.client.workflow.start(WORKFLOW_TYPES.EPISODE, startOf('EPISODE', { open }));
  }
  return async (n) => {
    const [episode, code] = [n % count, CODES[Math.floor(n / count)] ?? 'STATIN'];
    const variables = {
      clientId: `${name}-${n}-word`,
      episodeId: `ep_${name}_${episode}`,
      code,
      at: new Date().toISOString(),
    };
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors }: { data?: { recordMilestone: Told | { code: string } }; errors?: unknown } = JSON.parse(
      await answer.text(),
    );
    const result = data?.recordMilestone;
    if (result === undefined || 'code' in result) throw new Error(`refused: ${JSON.stringify(result ?? errors)}`);
    told.push(result);
  };
}

/** The floor: as many updates of trivial workflows, through the same client and server. */
async function updates({ client }: Rig, name: string, words: number): Promise<Say> {
  const count = words / CODES.length + 1;
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
