import type { Saying } from '../../graphql/engine';
import type { Actor } from '../../workflows/domain/decision';
import type { EpisodeMessage, OpenEpisode, PciResult, Time } from '../../workflows/domain/episode';
import {
  type DeviceId,
  type EcgId,
  type EpisodeId,
  type LabId,
  type PatientId,
  type ReadingId,
} from '../../workflows/domain/ids';
import type { OpenLab } from '../../workflows/domain/lab';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import type { ReadingMessage } from '../../workflows/domain/reading';
import type { Instant } from '../../workflows/domain/time';
import { plus } from '../../workflows/domain/time';
import type { LabRole, Milestone, Role, SubjectKind } from '../../workflows/domain/vocabulary';
import type { Message, Opening } from '../../workflows/messages';

/** Who the story is about, by opaque ids. */
export type Cast = {
  readonly episodeId: EpisodeId;
  readonly patientId: PatientId;
  readonly labId: LabId;
  readonly ecgId: EcgId;
  readonly readingId: ReadingId;
  readonly deviceId: DeviceId;
};

type Told = { readonly to: SubjectKind; readonly id: string; readonly message: Message };
type Opened = { readonly opens: SubjectKind; readonly open: Opening };
/** One word of the story: people's are updates, devices' are signals or start something. */
export type Step = { readonly at: Instant } & (Opened | Told);

export const SITES = {
  community: 'st_community',
  ems: 'st_ems',
  referring: 'st_referring',
  receiving: 'st_pci',
} as const;
export const REGION = 'demo';
export const DEVICE = { kind: 'DEVICE', id: 'dv_bench' } as const;
export const HOUR = 60;
export const DAY = 24 * HOUR;

/** Whoever holds the role, by an id made from it. */
export const personOf = (role: Role): string => `ps_${role.toLowerCase()}`;
export const person = (role: Role): Actor => ({ kind: 'HUMAN', id: personOf(role), role });

/** The first word: crushing pain 25 min ago, told to the contracted doctor. */
export const opening = ({ episodeId, patientId }: Pick<Cast, 'episodeId' | 'patientId'>, at: Instant): OpenEpisode => ({
  id: episodeId,
  region: REGION,
  patientId,
  sites: SITES,
  pathway: DEFAULT_PATHWAY,
  helpChannel: 'FAMILY_DOCTOR',
  helpSought: { at, precision: 'SECOND', source: 'HUMAN' },
  onset: { at: plus(at, -25), untilAt: plus(at, -20), precision: 'INTERVAL', source: 'HUMAN' },
  complaints: ['CRUSHING_CHEST_PAIN', 'SWEATING'],
  drill: false,
  heard: { id: `${episodeId}:open`, receivedAt: at, by: person('FAMILY_DOCTOR') },
});

export const labOpening = ({ labId }: Pick<Cast, 'labId'>, at: Instant): OpenLab => ({
  id: labId,
  region: REGION,
  siteId: SITES.receiving,
  heard: { id: `${labId}:open`, receivedAt: at, by: { kind: 'SYSTEM', id: 'bench' } },
});

/** Makes steps that say when they happen, `min` minutes after help was sought. */
export function script({ episodeId, readingId }: Cast, from: Instant) {
  const at = (min: number): Instant => plus(from, min);
  const time = (min: number): Time => ({ at: at(min), precision: 'SECOND', source: 'HUMAN' });
  const say = (min: number, by: Role, word: Saying<'EPISODE'>): Step => {
    const message: EpisodeMessage = { ...word, id: `${episodeId}:${word.type}:${at(min)}`, by: person(by) };
    return { at: at(min), to: 'EPISODE', id: episodeId, message };
  };
  const mark = (min: number, by: Role, code: Milestone): Step =>
    say(min, by, { type: 'MILESTONE_RECORDED', code, time: time(min) });
  const read = (min: number, by: Role, word: Saying<'READING'>): Step => {
    const message: ReadingMessage = { ...word, id: `${readingId}:${word.type}`, by: person(by) };
    return { at: at(min), to: 'READING', id: readingId, message };
  };
  return { at, time, say, mark, read };
}

/** From the call to the lab's: the community doctor, the ECG, the remote read, the decision. */
function toTheDecision(cast: Cast, from: Instant): readonly Step[] {
  const { at, say, mark, read } = script(cast, from);
  const { episodeId, patientId, ecgId, readingId, labId } = cast;
  const heard = { id: `${ecgId}:reading`, receivedAt: at(12), by: DEVICE };
  const places = { siteId: SITES.community, hubSiteId: SITES.receiving, neighbourSiteId: 'st_hub' };
  const ecg = { region: REGION, ecgId, episodeId, patientId, acquiredAt: at(11.5), receivedAt: at(12), heard };
  const acquired: Time = { at: at(11.5), precision: 'SECOND', source: 'DEVICE', deviceOffsetMs: 400 };
  const received: EpisodeMessage = {
    id: `${ecgId}:received`,
    by: DEVICE,
    type: 'ECG_RECEIVED',
    ecgId,
    readingId,
    acquired,
    ecgReceivedAt: at(12),
  };
  return [
    mark(1, 'EMS_DISPATCHER', 'DISPATCH'),
    mark(3.5, 'EMS_CREW', 'ROLLING'),
    mark(6, 'FAMILY_DOCTOR', 'FMC'),
    { at: at(12), opens: 'READING', open: { id: readingId, ...places, ...ecg } },
    { at: at(12.1), to: 'EPISODE', id: episodeId, message: received },
    read(13.5, 'ECG_READER', { type: 'READING_OPENED' }),
    read(15.5, 'ECG_READER', { type: 'READING_SIGNED', finding: 'STEMI', territories: ['ANTERIOR', 'SEPTAL'] }),
    mark(16.5, 'FAMILY_DOCTOR', 'ASPIRIN'),
    say(17, 'FAMILY_DOCTOR', { type: 'CHECKLIST_ANSWERED', answers: CHECKLIST, killip: 1 }),
    say(17.5, 'COORDINATOR', {
      type: 'FORECAST_MADE',
      forecast: { madeAt: at(17.5), localMin: 20, driveMin: 25, arrivalToWireMin: 30, cases: 40 },
    }),
    say(19, 'ON_CALL_CARDIOLOGIST', { type: 'STRATEGY_DECIDED', strategy: 'PPCI_BY_TRANSFER', shown: 'R2' }),
    say(19.5, 'ON_CALL_CARDIOLOGIST', { type: 'LAB_CALLED', labId }),
  ];
}

const CHECKLIST = {
  ACTIVE_BLEEDING: 'NO',
  INTRACRANIAL_HAEMORRHAGE: 'NO',
  STROKE_6_MONTHS: 'NO',
  HEAD_TRAUMA: 'NO',
  DISSECTION: 'NO',
  ANTICOAGULANT: 'UNKNOWN',
  HYPERTENSION_SEVERE: 'NO',
  PREGNANCY: 'NO',
} as const;

const RESULT: PciResult = {
  culprit: 'LAD_PROXIMAL',
  access: 'RADIAL',
  timiBefore: 0,
  timiAfter: 3,
  stents: [{ segment: 'LAD_PROXIMAL', product: 'DES 3.0x28' }],
};

/** From the doctor's side to the open artery. */
function toTheWire(cast: Cast, from: Instant): readonly Step[] {
  const { time, say, mark } = script(cast, from);
  const arrives = (min: number, role: LabRole): Step =>
    say(min, role, { type: 'LAB_MEMBER_ARRIVED', role, time: time(min) });
  return [
    mark(20, 'EMS_CREW', 'ON_SCENE'),
    mark(21, 'FAMILY_DOCTOR', 'P2Y12'),
    mark(22, 'FAMILY_DOCTOR', 'ANTICOAG'),
    say(23, 'EMS_CREW', {
      type: 'CONSENT_CHANGED',
      kind: 'TRANSFER',
      state: 'SIGNED',
      time: time(23),
      byName: 'SPOUSE',
      relation: 'SPOUSE',
    }),
    mark(24, 'EMS_CREW', 'LEAVE_SCENE'),
    mark(28, 'REFERRING_DOCTOR', 'REF_DOOR_IN'),
    mark(29, 'REFERRING_DOCTOR', 'TN_DRAWN'),
    arrives(31, 'LAB_NURSE'),
    arrives(32, 'LAB_TECHNICIAN'),
    arrives(36, 'INTERVENTIONIST'),
    mark(47, 'REFERRING_DOCTOR', 'TN_REPORTED'),
    mark(53, 'EMS_CREW', 'REF_DOOR_OUT'),
    say(62, 'INTERVENTIONIST', { type: 'CONSENT_CHANGED', kind: 'PCI', state: 'IN_DISCUSSION', time: time(62) }),
    say(69, 'INTERVENTIONIST', {
      type: 'CONSENT_CHANGED',
      kind: 'PCI',
      state: 'SIGNED',
      time: time(69),
      byName: 'SPOUSE',
      relation: 'SPOUSE',
    }),
    mark(76, 'COORDINATOR', 'DOOR'),
    mark(79, 'LAB_NURSE', 'LAB_IN'),
    mark(84, 'LAB_NURSE', 'PUNCTURE'),
    mark(88, 'LAB_NURSE', 'ANGIO'),
    mark(95, 'LAB_NURSE', 'WIRE'),
    mark(99, 'LAB_NURSE', 'DEVICE'),
    mark(110, 'LAB_NURSE', 'PCI_END'),
    say(114, 'INTERVENTIONIST', { type: 'PCI_REPORTED', result: RESULT }),
  ];
}

/** The stay, up to discharge. */
export function stay(cast: Cast, from: Instant): readonly Step[] {
  const { time, say, mark } = script(cast, from);
  return [
    mark(112, 'LAB_NURSE', 'BED_ASKED'),
    mark(116, 'WARD_DOCTOR', 'BED_ACCEPTED'),
    say(120, 'WARD_DOCTOR', { type: 'DEPARTMENT_ENTERED', department: 'CCU', time: time(120) }),
    mark(3 * HOUR, 'WARD_DOCTOR', 'ECHO_REQUESTED'),
    mark(3 * HOUR + 40, 'WARD_DOCTOR', 'ECHO_DONE'),
    mark(13 * HOUR, 'WARD_DOCTOR', 'STATIN'),
    say(2 * DAY, 'WARD_DOCTOR', { type: 'DEPARTMENT_ENTERED', department: 'CARDIOLOGY', time: time(2 * DAY) }),
    mark(5 * DAY, 'WARD_DOCTOR', 'READY'),
    mark(6 * DAY - 60, 'WARD_DOCTOR', 'LEFT'),
    say(6 * DAY, 'WARD_DOCTOR', { type: 'DISCHARGED', time: time(6 * DAY), drugs: DRUGS, highRisk: false, lvef: 45 }),
  ];
}

const DRUGS = [
  { drug: 'ASPIRIN', dose: '100 mg od' },
  { drug: 'TICAGRELOR', dose: '90 mg bid' },
  { drug: 'ATORVASTATIN', dose: '40 mg od' },
  { drug: 'METOPROLOL', dose: '47.5 mg od' },
  { drug: 'PERINDOPRIL', dose: '4 mg od' },
];

/** From the first word to the open artery, in order of time. */
export const emergency = (cast: Cast, from: Instant): readonly Step[] => [
  ...toTheDecision(cast, from),
  ...toTheWire(cast, from),
];
