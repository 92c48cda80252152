import type { Episode, Sites } from './episode';
import { when } from './milestones';
import type { Edited } from './pathway';
import { roleSet } from './stepRoles';
import type { Role } from './vocabulary';

/** Who is told in turn: the owner at 75 %, the second at 100 %, the third at 150 % (clinical.md 10.11, 10.40). */
export const CHAINS = {
  FD: ['FAMILY_DOCTOR', 'COMMUNITY_LEAD', 'COORDINATOR'],
  DISPATCH: ['EMS_DISPATCHER', 'DISPATCH_LEAD', 'COORDINATOR'],
  EMS: ['EMS_CREW', 'DISPATCH_LEAD', 'COORDINATOR'],
  REF: ['REFERRING_DOCTOR', 'REFERRING_CHEST_PAIN_LEAD', 'COORDINATOR'],
  RD: ['ECG_READER', 'SECOND_READER', 'ON_CALL_CARDIOLOGIST'],
  ED: ['ED_DOCTOR', 'ED_LEAD', 'COORDINATOR'],
  CL: ['INTERVENTIONIST', 'SECOND_INTERVENTIONIST', 'DUTY_DIRECTOR'],
  CPC: ['COORDINATOR', 'DUTY_DIRECTOR', 'HOSPITAL_DUTY'],
  CCU: ['WARD_DOCTOR', 'WARD_LEAD', 'COORDINATOR'],
  CONSULT: ['ON_CALL_CARDIOLOGIST', 'SECOND_CARDIOLOGIST', 'DUTY_DIRECTOR'],
  OPERATOR: ['INTERVENTIONIST', 'ON_CALL_CARDIOLOGIST', 'COORDINATOR'],
  WARD: ['WARD_DOCTOR', 'WARD_LEAD', 'ON_CALL_CARDIOLOGIST'],
  LABORATORY: ['LABORATORY_DUTY', 'LABORATORY_LEAD', 'ED_LEAD'],
  RADIOLOGY: ['RADIOLOGY_DUTY', 'RADIOLOGY_LEAD', 'ED_LEAD'],
  ECHO: ['ECHO_DUTY', 'ECHO_LEAD', 'ED_LEAD'],
} as const satisfies Record<string, readonly [Role, Role, Role]>;
export type ChainCode = keyof typeof CHAINS;
export type Chain = readonly [owner: Role, levelOne: Role, levelTwo: Role];

/** Who comes after the owner is an edition's to name; whose a target is stays the row's. */
export const CHAIN_LEVELS = ['LEVEL_ONE', 'LEVEL_TWO'] as const;
export const chainCodes = Object.keys(CHAINS) as ChainCode[]; // keys of a literal
export const chainLevelCode = (chain: ChainCode, level: (typeof CHAIN_LEVELS)[number]): string =>
  `CHAIN_${chain}_${level}`;

/** A chain under an edition. */
export function chainIn(edition: Edited, code: ChainCode): Chain {
  const [owner, one, two] = CHAINS[code];
  const set = (level: (typeof CHAIN_LEVELS)[number]) => roleSet(edition, chainLevelCode(code, level));
  return [owner, set('LEVEL_ONE') ?? one, set('LEVEL_TWO') ?? two];
}

/** Who holds the patient: by where the patient is, as far as the milestones say. */
export const holderOf = (episode: Episode): 'FD' | 'EMS' | 'REF' | 'ED' | 'CCU' | 'WARD' => {
  const at = (code: Parameters<typeof when>[1]) => when(episode.milestones, code);
  const fmc = at('FMC');
  const onScene = at('ON_SCENE');
  if (at('ADMIT') !== undefined) return 'CCU';
  if (episode.helpChannel === 'WARD') return 'WARD';
  if (at('DOOR') !== undefined) return 'ED';
  if (at('REF_DOOR_OUT') !== undefined) return 'EMS';
  if (at('REF_DOOR_IN') !== undefined) return 'REF';
  if (at('LEAVE_SCENE') !== undefined) return 'EMS';
  // a crew that comes to a doctor already there takes over when it leaves with the patient
  if (onScene !== undefined && (fmc === undefined || onScene <= fmc)) return 'EMS';
  if (episode.helpChannel === 'CALL_120') return 'EMS';
  if (episode.helpChannel === 'WALK_IN') return episode.sites.referring === undefined ? 'ED' : 'REF';
  return 'FD';
};

/** The crew never reached the patient, and triage did: they came by themselves after calling (R29). */
export const cameAlone = ({ milestones }: Episode): boolean =>
  when(milestones, 'TRIAGE') !== undefined &&
  when(milestones, 'ON_SCENE') === undefined &&
  when(milestones, 'LEAVE_SCENE') === undefined;

/**
 * A target's owner: a chain of its own, or whoever holds the patient now; `HOLDER_THEN_CPC` is the sender until
 * door-out, the crew on the road, then the chest-pain centre (10.40).
 */
export type Owner = ChainCode | 'HOLDER' | 'HOLDER_THEN_CPC';

/** Whoever tests blood or takes pictures: those of the hospital that has the patient. */
const TESTING: readonly Role[] = [
  'LABORATORY_DUTY',
  'LABORATORY_LEAD',
  'RADIOLOGY_DUTY',
  'RADIOLOGY_LEAD',
  'ECHO_DUTY',
  'ECHO_LEAD',
];
/** At the sender's, its chest-pain lead stands where the hub has an ED lead. */
const senders = (role: Role): Role => (role === 'ED_LEAD' ? 'REFERRING_CHEST_PAIN_LEAD' : role);
const atSender = ([owner, levelOne, levelTwo]: Chain): Chain => [owner, senders(levelOne), senders(levelTwo)];

export const chainOf = (owner: Owner, episode: Episode): Chain => {
  // R22: the hospital does what the contracted doctor would do
  const { pathway } = episode;
  if (owner === 'FD' && episode.hospitalFollowUp !== undefined) return chainIn(pathway, 'CCU');
  if (owner === 'HOLDER') return chainIn(pathway, holderOf(episode));
  if (owner !== 'HOLDER_THEN_CPC') {
    const chain = chainIn(pathway, owner);
    return TESTING.includes(chain[0]) && holderOf(episode) === 'REF' ? atSender(chain) : chain;
  }
  const holder = holderOf(episode);
  return holder === 'FD' || holder === 'REF' || holder === 'EMS' ? chainIn(pathway, holder) : chainIn(pathway, 'CPC');
};

const PLACE_OF_ROLE: Readonly<Partial<Record<Role, Exclude<keyof Sites, 'receiving'>>>> = {
  FAMILY_DOCTOR: 'community',
  COMMUNITY_LEAD: 'community',
  EMS_DISPATCHER: 'ems',
  EMS_CREW: 'ems',
  DISPATCH_LEAD: 'ems',
  REFERRING_DOCTOR: 'referring',
  REFERRING_CHEST_PAIN_LEAD: 'referring',
};

/** Where somebody is told of a clock, or owes its end. */
export const placeOf = (role: Role, sites: Sites, isAtSender: boolean): string =>
  siteOf(isAtSender && TESTING.includes(role) ? 'REFERRING_DOCTOR' : role, sites);

/** Which of an episode's places a role belongs to. */
export const placeOfRole = (role: Role): keyof Sites => PLACE_OF_ROLE[role] ?? 'receiving';

/** At which of the episode's sites a role is on duty; who has no place of their own is the receiving hospital's. */
export const siteOf = (role: Role, sites: Sites): string => {
  const place = PLACE_OF_ROLE[role];
  if (place === undefined) return sites.receiving;
  return sites[place] ?? sites.community;
};
