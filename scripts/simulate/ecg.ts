import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeCart } from '../../devices/simulator/cart';
import { tracing } from '../../devices/simulator/library';
import { DEMO_DEVICES } from '../../prisma/demo/devices';
import type { Case } from './acute';
import { readEpisode, seen } from './record';
import { acknowledge, dutyFor } from './region';

export type Ecg = { readonly readingId: string; readonly ecgId: string };

/** A recording of the library, and what the model sends where there is none. */
export type Recorded = {
  readonly name: string;
  readonly stMv: { readonly II: number; readonly I: number };
  /** Another cart of the same place; one cart may send three ECGs at once and then one in ten minutes. */
  readonly cartId?: string;
};
const INFARCT: Recorded = { name: 'ptbxl/00189', stMv: { II: 0.25, I: -0.05 } };

/** 3: the cart's recording over MQTT, receipt, original bytes, a reading for the duty reader. */
export async function recordEcg(
  { region, place, episode }: Case,
  acquiredAt = region.now(),
  { name, stMv, cartId }: Recorded = INFARCT,
): Promise<Ecg> {
  const { people, mqttUrl, ecgLibrary, say } = region;
  const atSite = place.countyId ?? place.communityId;
  const cartOf = DEMO_DEVICES.find(
    ({ id, kind, siteId }) => kind === 'ECG_CART' && siteId === atSite && (cartId === undefined || id === cartId),
  );
  if (cartOf === undefined) throw new Error(`no cart at ${atSite}`);
  const recording = tracing(ecgLibrary, name, stMv);
  if (recording.synthetic) say(`   SYNTHETIC ECG: no recordings at ${ecgLibrary}; the signal is made by a model`);
  const cart = await makeCart({ mqttUrl, deviceId: cartOf.id, secret: cartOf.secret });
  try {
    const receipt = await waitFor(
      `a receipt for the ECG of ${cartOf.id}`,
      cart.record({ tracing: recording, orderRef: episode.id, acquiredAt }),
      region.recordMs,
    );
    if (receipt.verdict !== 'accepted') throw new Error(`the cart's ECG was ${receipt.verdict}: ${receipt.detail}`);
    const sent = createHash('sha256').update(recording.bytes).digest('hex');
    const reading = await seen(
      'a reading of the ECG',
      async () => (await readEpisode(people, episode.id))?.readings.find(({ ecg }) => ecg?.sha256 === sent),
      region.recordMs,
    );
    const ecgId = reading.ecg?.id ?? '';
    if (recording.synthetic && reading.ecg?.flags.includes('SYNTHETIC') !== true)
      throw new Error('the ECG does not say that it is synthetic');
    const original = new Uint8Array(await (await people.fetch('ECG_READER', `/ecg/${ecgId}/original`)).arrayBuffer());
    const kept = createHash('sha256').update(original).digest('hex');
    if (kept !== sent) throw new Error(`the kept ECG has SHA-256 ${kept}, the cart sent ${sent}`);
    say(
      `3  ${cartOf.id} sends ${recording.synthetic ? 'a synthetic recording' : name} over MQTT: ${receipt.verdict}, original kept, SHA-256 ${sent.slice(0, 12)}…`,
    );
    return { readingId: reading.id, ecgId };
  } finally {
    await cart.close();
  }
}

/** A device asks for ever; whoever plays a case wants to know what it waits for. */
async function waitFor<T>(what: string, work: Promise<T>, limitMs: number): Promise<T> {
  const patience = new AbortController();
  const over = sleep(limitMs, undefined, { signal: patience.signal }).then(() => {
    throw new Error(`there is no ${what.replace(/^an? /, '')} (waited ${limitMs / 1000} s)`);
  });
  over.catch(() => undefined); // called off below
  try {
    return await Promise.race([work, over]);
  } finally {
    patience.abort();
  }
}

/** 4: the duty reader acknowledges, opens, sees the samples, signs STEMI. */
export async function readEcg({ region, place, episode }: Case, { readingId, ecgId }: Ecg): Promise<void> {
  const { people, say } = region;
  const page = await acknowledge(region, place, { kind: 'READING', id: readingId }, 'ECG_READER');
  const reader = dutyFor(place, people, 'ECG_READER');
  await people.tell(reader, 'openReading', { readingId });
  const samples = await (await people.fetch('ECG_READER', `/ecg/${ecgId}/samples`)).arrayBuffer();
  await region.pass(2);
  await people.tell(reader, 'signReading', { readingId, finding: 'STEMI', territories: ['INFERIOR', 'ANTERIOR'] });
  const read = await seen(
    'the diagnosis in the episode',
    async () => {
      const found = await readEpisode(people, episode.id);
      return found?.finding === 'STEMI' ? found : undefined;
    },
    region.recordMs,
  );
  say(
    `4  ${page.person?.name ?? 'the duty reader'} opens it (${samples.byteLength} bytes of samples) and signs STEMI; the episode is in ${read.phase}`,
  );
}
