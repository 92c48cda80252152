import { decideEpisode, openEpisode } from '../../workflows/domain/decideEpisode';
import type { Actor, Decision, PageOrder } from '../../workflows/domain/decision';
import type { Episode, EpisodeHappening, EpisodeMessage, OpenEpisode } from '../../workflows/domain/episode';
import type { Refusal } from '../../workflows/domain/faults';
import { isRefusal } from '../../workflows/domain/faults';
import { ecgId, episodeId, labId, patientId } from '../../workflows/domain/ids';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import type { Finding, Milestone } from '../../workflows/domain/vocabulary';
import { aTime, hour, minute, T0 } from './anEpisode';

export const DOCTOR: Actor = { kind: 'HUMAN', id: 'ps_village_doctor', role: 'FAMILY_DOCTOR' };
export const CARDIOLOGIST: Actor = { kind: 'HUMAN', id: 'ps_cardiologist', role: 'ON_CALL_CARDIOLOGIST' };
export const ENGINE: Actor = { kind: 'SYSTEM', id: 'engine' };

type Unsaid<M> = M extends EpisodeMessage ? Omit<M, 'id' | 'by'> : never;
/** What happens, and how many minutes after the call for help the engine hears it. */
export type Word = Unsaid<EpisodeMessage> & { readonly heardMin: number; readonly by?: Actor };

export const anOpening = (overrides: Partial<OpenEpisode> = {}): OpenEpisode => ({
  id: episodeId('ep_1'),
  region: 'demo',
  patientId: patientId('pt_1'),
  sites: { community: 'st_community', ems: 'st_ems', referring: 'st_county', receiving: 'st_hub' },
  pathway: DEFAULT_PATHWAY,
  helpChannel: 'FAMILY_DOCTOR',
  helpSought: aTime(T0),
  complaints: ['CRUSHING_CHEST_PAIN'],
  drill: false,
  heard: { id: 'open', receivedAt: T0, by: DOCTOR },
  ...overrides,
});

let words = 0;
const heard = ({ heardMin, by, ...word }: Word): EpisodeHappening => ({
  by: DOCTOR,
  ...word,
  ...(by && { by }),
  id: `word-${++words}`,
  receivedAt: minute(heardMin),
});

const sure = (decided: Decision<Episode> | Refusal): Decision<Episode> => {
  if (isRefusal(decided)) throw new Error(`refused: ${decided.because}`);
  return decided;
};

/** `given(help sought, …then).when(now)`: a rule read as a sentence. */
export const given = (...past: readonly Word[]) => opened({}, ...past);

/** The same of an episode that began otherwise. */
export function opened(opening: Partial<OpenEpisode>, ...past: readonly Word[]) {
  const start = past.reduce(
    (episode, word) => sure(decideEpisode(episode, heard(word))).next,
    openEpisode(anOpening(opening)).next,
  );
  return {
    episode: start,
    when: (word: Word): Decision<Episode> => sure(decideEpisode(start, heard(word))),
    refuses: (word: Word): Refusal | undefined => {
      const decided = decideEpisode(start, heard(word));
      return isRefusal(decided) ? decided : undefined;
    },
  };
}

export const pagesOf = ({ actions }: Decision<Episode>): readonly PageOrder[] =>
  actions.flatMap((action) => (action.do === 'PAGE' ? action.pages : []));
export const rolesPaged = (decision: Decision<Episode>): readonly string[] => pagesOf(decision).map(({ role }) => role);

/** A clinical time, known the moment it happened. */
export const milestone = (code: Milestone, atMin: number, heardMin = atMin): Word => ({
  type: 'MILESTONE_RECORDED',
  code,
  time: aTime(minute(atMin)),
  heardMin,
});
export const timePasses = (heardMin: number): Word => ({ type: 'TIME_PASSED', heardMin, by: ENGINE });
export const ecg = (acquiredMin: number, name = 'ecg_1'): Word => ({
  type: 'ECG_RECEIVED',
  ecgId: ecgId(name),
  readingId: `rd_${name}`,
  acquired: { at: minute(acquiredMin), precision: 'SECOND', source: 'DEVICE' },
  ecgReceivedAt: minute(acquiredMin),
  heardMin: acquiredMin,
});
export const read = (finding: Finding, signedMin: number): Word => ({
  type: 'ECG_REPORTED',
  report: { ecgId: ecgId('ecg_1'), finding, territories: ['INFERIOR'], signedBy: 'ps_reader', at: minute(signedMin) },
  heardMin: signedMin,
});
/** A second reading, of another ECG. */
export const readOf = (name: string, finding: Finding, signedMin: number): Word => ({
  type: 'ECG_REPORTED',
  report: { ecgId: ecgId(name), finding, territories: [], signedBy: 'ps_reader', at: minute(signedMin) },
  heardMin: signedMin,
});
export const decided = (strategy: 'PPCI_BY_TRANSFER' | 'PPCI_ON_SITE' | 'LYSIS', heardMin: number): Word => ({
  type: 'STRATEGY_DECIDED',
  strategy,
  heardMin,
  by: CARDIOLOGIST,
});
export const labCalled = (heardMin: number): Word => ({
  type: 'LAB_CALLED',
  labId: labId('lab_1'),
  heardMin,
  by: CARDIOLOGIST,
});
/** Home again on the third day, and taken over by the community: the plan runs. */
export const PLAN_RUNS: readonly Word[] = [
  milestone('FMC', 5),
  { type: 'DEPARTMENT_ENTERED', department: 'CCU', time: aTime(minute(110)), heardMin: 110 },
  { type: 'DISCHARGED', time: aTime(hour(72)), drugs: [], highRisk: false, heardMin: 72 * 60 },
  { type: 'DOWN_REFERRED', siteId: 'st_community', time: aTime(hour(73)), heardMin: 73 * 60 },
  { type: 'DOWN_REFERRAL_ACCEPTED', time: aTime(hour(74)), heardMin: 74 * 60 },
];
