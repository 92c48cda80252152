import type { Milestone, Role } from '../../workflows/domain/vocabulary';
import type { Case } from './acute';
import { type Ecg, readEcg, recordEcg, type Recorded } from './ecg';
import { callLab, openArtery } from './lab';
import { give } from './drugs';
import { codeOf } from './people';
import { type EpisodeSeen, readEpisode, seen } from './record';
import { acknowledge, bedside, dutyFor, type Region, residents, secondOf, zoned } from './region';

/**
 * Lysis at a county hospital. Nothing is waited for unless a speed is named, so the hour to the ECG after lysis is not
 * lived through: the minute-by-minute proof is in the tests on virtual time.
 */
const MINUTE = 60_000;
/** After circulation is back; for the model, ST lower each time so that each is a recording of its own. */
const LATER: readonly Recorded[] = [
  { name: 'ptbxl/00009', stMv: { II: 0.12, I: -0.02 }, cartId: 'dv_cart4' },
  { name: 'ptbxl/00010', stMv: { II: 0.06, I: -0.01 }, cartId: 'dv_cart4' },
];

/** 1: the patient walks into the county hospital, and 120 is asked for the transfer. */
async function walkIn(region: Region): Promise<Case> {
  const { people, say } = region;
  const at = region.now();
  for (const { id: patientId, name, communitySite } of await residents(region)) {
    const doctor = dutyFor({ communityId: '', hubId: '', countyId: 'st_county' }, people, 'REFERRING_DOCTOR');
    const facts = {
      patientId,
      helpChannel: 'WALK_IN',
      helpSought: secondOf(at - MINUTE),
      onset: { at: zoned(at - 70 * MINUTE), precision: 'MINUTE' },
      complaints: ['CRUSHING_CHEST_PAIN'],
    };
    if (communitySite?.id !== 'st_cc1') continue; // the county hospital is this centre's
    try {
      const { episodeId } = await people.tell(doctor, 'openEpisode', facts);
      if (episodeId === null) throw new Error('an opened episode has no id');
      const { receivingSite } = await seen(episodeId, () => readEpisode(people, episodeId), region.recordMs);
      const place = { communityId: communitySite.id, hubId: receivingSite?.id ?? '', countyId: 'st_county' };
      say(`1  ${name}, synthetic, walks into the county hospital: ${episodeId} is open, onset 70 min before`);
      return { region, place, patientId, episode: bedside(region, place, episodeId) };
    } catch (error) {
      if (codeOf(error) !== 'ALREADY_OPEN') throw error;
    }
  }
  throw new Error('every resident who belongs to the county hospital is under acute care: close an episode first');
}

/** 2 to 5: first ECG, the read from afar, the checklist, the forecast, and a cardiologist's decision for lysis. */
async function reachesLysis(region: Region): Promise<{ readonly story: Case; readonly first: Ecg }> {
  const story = await walkIn(region);
  const { place, episode } = story;
  await acknowledge(region, place, { kind: 'EPISODE', id: episode.id }, 'EMS_DISPATCHER');
  for (const code of ['REF_DOOR_IN', 'FMC', 'FIRST_DOCTOR'] as const) await episode.mark('REFERRING_DOCTOR', code);
  const first = await recordEcg(story);
  await readEcg(story, first);
  await acknowledge(region, place, { kind: 'EPISODE', id: episode.id }, 'ON_CALL_CARDIOLOGIST');
  const { checklist } = await episode.look();
  const answers = checklist.items.map(({ code }) => ({ code, answer: 'NO' }));
  await episode.tell('REFERRING_DOCTOR', 'answerChecklist', { answers, killip: 1, weightKg: 66 });
  const forecast = { localMin: 30, driveMin: 95, arrivalToWireMin: 32 };
  const { recommendation } = await episode.tell('COORDINATOR', 'makeForecast', forecast);
  region.say(`5  157 min to the wire: ${recommendation?.row} recommends ${recommendation?.strategy}`);
  if (recommendation?.strategy !== 'LYSIS') throw new Error(`the recommendation is ${recommendation?.strategy}`);
  await episode.tell('ON_CALL_CARDIOLOGIST', 'decideStrategy', { strategy: 'LYSIS', shown: recommendation.row });
  return { story, first };
}

/** 6: consent to the minute, the drugs of the pack, the bolus. */
async function isLysed(story: Case): Promise<void> {
  const { region, episode } = story;
  const consent = (state: string, more: object = {}) =>
    episode.tell('REFERRING_DOCTOR', 'changeConsent', {
      kind: 'LYSIS',
      state,
      time: secondOf(region.now()),
      ...more,
    });
  await episode.mark('REFERRING_DOCTOR', 'LYSIS_SCREEN');
  await consent('IN_DISCUSSION');
  await region.pass(4);
  await consent('SIGNED', { byName: 'Test Relative', relation: '妻子 wife' });
  await give(story, 'REFERRING_DOCTOR', { drug: 'ASPIRIN', amount: 300 });
  await give(story, 'REFERRING_DOCTOR', { drug: 'CLOPIDOGREL', amount: 300 });
  await give(story, 'REFERRING_DOCTOR', { drug: 'ENOXAPARIN', amount: 30, route: 'IV' });
  await episode.mark('REFERRING_DOCTOR', 'LYSIS_START');
  await give(story, 'REFERRING_DOCTOR', { drug: 'TENECTEPLASE', amount: 16, route: 'IV' });
  const { clocks } = await episode.look();
  const needle = clocks.find(({ target }) => target === 'T26');
  region.say(`6  consent signed, the bolus is given: door to needle ${needle?.status}`);
}

/** 7: VF, the cardiologist helps from afar, circulation is back, a new ECG is asked for and comes. */
async function arrests(story: Case, nth: number, recorded: Recorded): Promise<void> {
  const { region, place, episode } = story;
  const at = () => ({ overlay: 'ARREST', time: secondOf(region.now()) });
  await episode.tell('REFERRING_DOCTOR', 'raiseOverlay', { ...at(), reason: 'VF' });
  const page = await acknowledge(region, place, { kind: 'EPISODE', id: episode.id }, 'ON_CALL_CARDIOLOGIST');
  await region.pass(3);
  await episode.tell('REFERRING_DOCTOR', 'endOverlay', { ...at(), cprMin: 3 });
  region.say(`7  VF ${nth}: ${page.person?.name ?? 'the cardiologist'} helps from afar; circulation is back`);
  await signLater(story, await recordEcg(story, region.now(), recorded));
}

/** The reader signs what is no new infarct: the diagnosis stands. */
async function signLater({ region, place }: Case, { readingId }: Ecg): Promise<void> {
  const { people } = region;
  await acknowledge(region, place, { kind: 'READING', id: readingId }, 'ECG_READER');
  const reader = dutyFor(place, people, 'ECG_READER');
  await people.tell(reader, 'openReading', { readingId });
  await people.tell(reader, 'signReading', { readingId, finding: 'NOT_ACUTE', territories: [] });
}

const FOUND = { painGone: 'YES', reperfusionArrhythmia: 'NO', unstable: 'NO', worseningIschaemia: 'NO' };

type Beside = {
  readonly overlays: readonly { readonly overlay: string; readonly until: string | null }[];
  readonly lysis: { readonly result: string; readonly says: string | null } | null;
  readonly angiography: { readonly until: string } | null;
};
const BESIDE = `query($id: ID!) { episode(id: $id) {
  overlays { overlay until } lysis { result says } angiography { until } } }`;

/** The stories end the same way: what differs from what was expected, each in a sentence. */
type End = {
  readonly phase: string;
  readonly result: 'REPERFUSED' | 'FAILED';
  readonly arrests: number;
  readonly milestones: readonly Milestone[];
  readonly clocks: Readonly<Record<string, string>>;
  readonly paged: readonly (readonly [reason: string, role: Role])[];
};

async function endDiffers({ region, episode }: Case, end: End): Promise<readonly string[]> {
  const shown: EpisodeSeen = await episode.look();
  const { episode: beside } = await region.people.ask<{ readonly episode: Beside }>('COORDINATOR', BESIDE, {
    id: episode.id,
  });
  const arrests = beside.overlays.filter(({ overlay, until }) => overlay === 'ARREST' && until !== null);
  const statusOf = (code: string) => shown.clocks.find(({ target }) => target === code)?.status ?? 'not there';
  return [
    ...(shown.phase === end.phase ? [] : [`the phase is ${shown.phase}, not ${end.phase}`]),
    ...(beside.lysis?.result === end.result ? [] : [`lysis is ${beside.lysis?.result}, not ${end.result}`]),
    ...(arrests.length === end.arrests ? [] : [`${arrests.length} arrests are over, not ${end.arrests}`]),
    ...(beside.overlays.length === end.arrests ? [] : ['something still lies over the phase']),
    ...((beside.angiography !== null) === (end.result === 'REPERFUSED') ? [] : ['the angiography window is wrong']),
    ...end.milestones
      .filter((code) => !shown.milestones.some((entry) => entry.code === code))
      .map((code) => `${code} is missing`),
    ...Object.entries(end.clocks)
      .filter(([code, status]) => statusOf(code) !== status)
      .map(([code, status]) => `${code} is ${statusOf(code)}, not ${status}`),
    ...end.paged
      .filter(([reason, role]) => !shown.pages.some((page) => page.role === role && page.because.reason === reason))
      .map(([reason, role]) => `${role} was not paged: ${reason}`),
    ...(shown.nobodyAnswered ? ['somebody was left unanswered'] : []),
  ];
}

const LYSED = ['LYSIS_CONSENT_SIGNED', 'LYSIS_START', 'LYSIS_ASSESSED', 'REF_DOOR_OUT', 'DOOR'] as const;
const IN_TIME = { T25: 'MET', T26: 'MET', T27: 'MET', T28: 'MET', T29: 'MET', T21: 'VOID' };

/** A county hospital: lysis, VF twice with support from afar, the artery open, transfer to the hub's CCU. */
export async function playRecurrentVf(region: Region): Promise<readonly string[]> {
  const { story, first } = await reachesLysis(region);
  const { episode } = story;
  await isLysed(story);
  for (const [index, recorded] of LATER.entries()) await arrests(story, index + 1, recorded);
  const { readings } = await episode.look();
  const later = readings.find(({ ecg }) => ecg !== null && ecg.id !== first.ecgId)?.ecg?.id;
  const st = { referenceEcgId: first.ecgId, ecgId: later, lead: 'II', mmBefore: 2.5, mmAfter: 0.6 };
  const said = { result: 'REPERFUSED', time: secondOf(region.now()), ...st, ...FOUND };
  await episode.tell('REFERRING_DOCTOR', 'assessLysis', said);
  region.say('8  ST fell by 76 % in II and the pain is gone: the doctor says the artery is open');
  for (const code of ['DISPATCH', 'ROLLING'] as const) await episode.mark('EMS_CREW', code);
  await episode.mark('REFERRING_DOCTOR', 'REF_DOOR_OUT');
  await region.pass(95);
  await episode.mark('EMS_CREW', 'DOOR');
  const admitted = { department: 'CCU', time: secondOf(region.now()) };
  const { phase } = await episode.tell('WARD_DOCTOR', 'enterDepartment', admitted);
  region.say(`9  transferred and admitted: ${phase}; routine angiography from 2 to 24 h after the bolus`);
  return endDiffers(story, {
    phase: 'INPATIENT',
    result: 'REPERFUSED',
    arrests: 2,
    milestones: [...LYSED, 'ADMIT'],
    clocks: { ...IN_TIME, T30: 'not there', T31: 'RUNNING' },
    paged: [
      ['ARREST', 'ON_CALL_CARDIOLOGIST'],
      ['ARREST', 'ED_DOCTOR'],
      ['ECG_AFTER_ARREST', 'REFERRING_DOCTOR'],
    ],
  });
}

/** Lysis fails on the road: the lab is called at the word, the crew turns to it, rescue PCI. */
export async function playFailedLysis(region: Region): Promise<readonly string[]> {
  const { story, first } = await reachesLysis(region);
  const { place, episode } = story;
  await isLysed(story);
  for (const code of ['DISPATCH', 'ROLLING'] as const) await episode.mark('EMS_CREW', code);
  await episode.mark('REFERRING_DOCTOR', 'REF_DOOR_OUT');
  const found = { ...FOUND, painGone: 'NO', unstable: 'YES', referenceEcgId: first.ecgId };
  await episode.tell('EMS_CREW', 'assessLysis', { result: 'FAILED', time: secondOf(region.now()), ...found });
  for (const role of ['EMS_CREW', 'ON_CALL_CARDIOLOGIST'] as const)
    await acknowledge(region, place, { kind: 'EPISODE', id: episode.id }, role);
  region.say('8  on the road the crew says failed: it turns to the lab, and cardiology is asked to call it');
  await callLab(story, { sent: true });
  await openArtery(story);
  return endDiffers(story, {
    phase: 'INPATIENT',
    result: 'FAILED',
    arrests: 0,
    milestones: [...LYSED, 'LAB_CALLED', 'LAB_READY', 'WIRE', 'PCI_END'],
    clocks: { ...IN_TIME, T17: 'MET', T30: 'MET', T31: 'VOID' },
    paged: [
      ['LYSIS_FAILED', 'ON_CALL_CARDIOLOGIST'],
      ['LYSIS_FAILED', 'COORDINATOR'],
      ['DIVERT_TO_LAB', 'EMS_CREW'],
    ],
  });
}
