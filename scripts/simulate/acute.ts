import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeCart } from '../../devices/simulator/cart';
import { tracing } from '../../devices/simulator/library';
import { DEMO_DEVICES } from '../../prisma/demo/devices';
import { LAB_ROLES } from '../../workflows/domain/vocabulary';
import { givePack } from './drugs';
import { codeOf } from './people';
import { type EpisodeSeen, readEpisode, seen } from './record';
import {
  acknowledge,
  bedside,
  type Bedside,
  dutyFor,
  type Place,
  type Region,
  residents,
  secondOf,
  zoned,
} from './region';

/** What a case carries from step to step. */
export type Case = {
  readonly region: Region;
  readonly place: Place;
  readonly patientId: string;
  readonly episode: Bedside;
};

const MINUTE = 60_000;

/** 1 and 2: the call, the ambulance in parallel, the doctor at the patient. */
export async function callForHelp(region: Region, soughtMin: number): Promise<Case> {
  const { people, say } = region;
  const at = region.now();
  const facts = {
    helpChannel: 'FAMILY_DOCTOR',
    helpSought: secondOf(at - soughtMin * MINUTE),
    onset: {
      at: zoned(at - (soughtMin + 45) * MINUTE),
      untilAt: zoned(at - (soughtMin + 30) * MINUTE),
      precision: 'INTERVAL',
    },
    complaints: ['CRUSHING_CHEST_PAIN', 'SWEATING'],
  };
  for (const { id: patientId, name, communitySite } of await residents(region)) {
    const communityId = communitySite?.id ?? '';
    const doctor = dutyFor({ communityId, hubId: '' }, people, 'FAMILY_DOCTOR');
    try {
      const { episodeId } = await people.tell(doctor, 'openEpisode', { patientId, ...facts });
      if (episodeId === null) throw new Error('an opened episode has no id');
      const { patient, receivingSite } = await seen(episodeId, () => readEpisode(people, episodeId), region.recordMs);
      const place = { communityId, hubId: receivingSite?.id ?? '' };
      const episode = bedside(region, place, episodeId);
      say(
        `1  ${name}, synthetic, calls ${people.who('FAMILY_DOCTOR', communityId).name}: ${episodeId} is open, onset 45 to 30 min before`,
      );
      say(`   history the doctor keeps: ${patient?.history.map(({ text }) => text).join('; ') || 'none'}`);
      return { region, place, patientId, episode };
    } catch (error) {
      if (codeOf(error) !== 'ALREADY_OPEN') throw error;
    }
  }
  throw new Error('every resident of the demo region is under acute care: close an episode first');
}

export async function isReached(story: Case, { fmcAgoMin = 0 } = {}): Promise<EpisodeSeen> {
  const { region, place, episode } = story;
  const page = await acknowledge(region, place, { kind: 'EPISODE', id: episode.id }, 'EMS_DISPATCHER');
  await episode.mark('EMS_DISPATCHER', 'DISPATCH');
  // Who drives has read who waits there, with what history and drugs.
  await acknowledge(region, place, { kind: 'EPISODE', id: episode.id }, 'EMS_CREW');
  await region.pass(2);
  await episode.mark('EMS_CREW', 'ROLLING');
  region.say(`   120 in parallel: ${page.person?.name ?? 'the dispatcher'} acknowledged, the vehicle rolls`);
  await region.pass(5);
  await episode.mark('FAMILY_DOCTOR', 'FMC', region.now() - fmcAgoMin * MINUTE);
  const reached = await episode.mark('FAMILY_DOCTOR', 'REF_DOOR_IN');
  const clock = reached.clocks.find(({ target }) => target === 'T05');
  region.say(`2  the doctor reaches the patient: T05 ${clock?.status}, first ECG due ${clock?.dueAt}`);
  return reached;
}

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
    const receipt = await inTime(
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
async function inTime<T>(what: string, work: Promise<T>, limitMs: number): Promise<T> {
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

/** 5: checklist, forecast, what the table recommends, and a named doctor's decision. */
export async function decide({ region, place, episode }: Case): Promise<void> {
  await acknowledge(region, place, { kind: 'EPISODE', id: episode.id }, 'ON_CALL_CARDIOLOGIST');
  const { checklist } = await episode.look();
  const answers = checklist.items.map(({ code }) => ({
    code,
    answer: code === 'ORAL_ANTICOAGULANT' ? 'UNKNOWN' : 'NO',
  }));
  await episode.tell('FAMILY_DOCTOR', 'answerChecklist', { answers, killip: 1 });
  const {
    recommendation,
    forecast,
    checklist: answered,
  } = await episode.tell('COORDINATOR', 'makeForecast', {
    localMin: 10,
    driveMin: 28,
    arrivalToWireMin: 32,
  });
  const minutes = forecast?.diagnosisToWireMin ?? undefined;
  region.say(
    `5  checklist: ${answered.unknown.length} unknown; forecast diagnosis to wire ${minutes === undefined ? 'unknown' : Math.round(minutes)} of 120 min`,
  );
  region.say(
    `   recommended by ${recommendation?.row}: ${recommendation?.strategy} because ${recommendation?.reasons.join(', ')}`,
  );
  if (recommendation?.strategy !== 'PPCI_BY_TRANSFER')
    throw new Error(`the recommendation is ${recommendation?.strategy}`);
  await region.pass(1);
  await episode.tell('ON_CALL_CARDIOLOGIST', 'decideStrategy', {
    strategy: 'PPCI_BY_TRANSFER',
    shown: recommendation.row,
  });
  region.say(`   ${region.people.who('ON_CALL_CARDIOLOGIST').name} decides PPCI_BY_TRANSFER`);
}

type Lab = { readonly id: string; readonly status: string; readonly site: { readonly id: string } | null };
type Labs = { readonly labs: readonly Lab[] };

/** The lab is called: a free one of the hospital the patient goes to, for every role of its team. */
export async function activateLab({ region, episode }: Case): Promise<string> {
  const { labs: all } = await region.people.ask<Labs>('COORDINATOR', '{ labs { id status site { id } } }');
  const { receivingSite } = await episode.look();
  const labs = all.filter(({ site }) => site?.id === receivingSite?.id);
  const lab = labs.find(({ status }) => status === 'FREE') ?? labs[0];
  if (lab === undefined) throw new Error('there is no cath lab');
  await episode.tell('ON_CALL_CARDIOLOGIST', 'callLab', { labId: lab.id });
  return lab.id;
}

/** 6: every role of the team is paged, answers and arrives, while the patient is treated and leaves the sender. */
export async function callLab(story: Case, { sent = false } = {}): Promise<void> {
  const { region, place, episode } = story;
  const labId = await activateLab(story);
  for (const role of LAB_ROLES) {
    const page = await acknowledge(region, place, { kind: 'EPISODE', id: episode.id }, role);
    region.say(`6  ${role} ${page.person?.name ?? ''} acknowledged`);
  }
  if (!sent) {
    await givePack(story);
    await region.pass(8);
    await episode.mark('FAMILY_DOCTOR', 'REF_DOOR_OUT');
  }
  for (const role of LAB_ROLES) await episode.tell(role, 'arriveAtLab', { role, time: secondOf(region.now()) });
  const { activation } = await episode.look();
  region.say(`   the team is there; ${labId} is ${activation?.lab} for this patient`);
}

/** Door, past ED and CCU into the lab, and what is done there. */
export async function openArtery(story: Case): Promise<void> {
  const { region, episode } = story;
  await region.pass(28);
  await episode.mark('EMS_CREW', 'DOOR');
  await region.pass(3);
  const inLab = await episode.mark('LAB_NURSE', 'LAB_IN');
  region.say(`   door and lab: past the ED ${inLab.bypassEd}, past the CCU ${inLab.bypassCcu}`);
  await treat(story);
}

/** In the lab: consent, puncture, angiography, wire, end, result. */
export async function treat({ region, episode }: Case): Promise<void> {
  const consent = (state: string, more: object = {}) =>
    episode.tell('INTERVENTIONIST', 'changeConsent', { kind: 'PCI', state, time: secondOf(region.now()), ...more });
  await consent('IN_DISCUSSION');
  await region.pass(4);
  await consent('SIGNED', { byName: 'Test Relative', relation: '妻子 wife' });
  for (const [code, minutes] of [
    ['PUNCTURE', 2],
    ['ANGIO', 4],
    ['WIRE', 6],
    ['DEVICE', 4],
    ['PCI_END', 15],
  ] as const) {
    await region.pass(minutes);
    await episode.mark('LAB_NURSE', code);
  }
  const opened = await episode.tell('INTERVENTIONIST', 'reportPci', {
    culprit: 'LAD',
    access: 'RADIAL',
    timiBefore: 0,
    timiAfter: 3,
    stents: [{ segment: 'LAD', product: 'TEST STENT 3.0x28' }],
  });
  const clock = opened.clocks.find(({ target }) => target === 'T18');
  region.say(`   wire and end: door to wire ${clock?.status}, TIMI 0 to 3, one stent in the LAD`);
}
