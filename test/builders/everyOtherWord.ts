import type { Actor, Heard } from '../../workflows/domain/decision';
import type { DigestHappening, OpenDigest } from '../../workflows/domain/digest';
import {
  deviceId,
  digestId,
  ecgId,
  episodeId,
  incidentId,
  labId,
  patientId,
  readingId,
  rotaHoleId,
} from '../../workflows/domain/ids';
import type { IncidentHappening, OpenIncident } from '../../workflows/domain/incident';
import type { LabHappening, OpenLab } from '../../workflows/domain/lab';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import type { OpenReading, ReadingHappening } from '../../workflows/domain/reading';
import type { OpenRotaHole, RotaHoleHappening } from '../../workflows/domain/rotaHole';
import { hour, minute, T0 } from './anEpisode';
import { anOpening, DOCTOR, ENGINE } from './given';

const HOUR = 60;

/** What is said, by whom, and at which minute it is heard. */
export type Told<Happening extends Heard> = Happening extends Heard
  ? Omit<Happening, keyof Heard> & { readonly atMin: number; readonly by?: Actor }
  : never;
/** One word or more of each kind: a kind of happening that is not here does not compile. */
type Table<Happening extends Heard & { readonly type: string }> = {
  readonly [K in Happening['type']]: readonly [Said<Happening, K>, ...Said<Happening, K>[]];
};
type Said<Happening extends Heard, K> = Omit<Extract<Told<Happening>, { readonly type: K }>, 'type'>;

/** How one of its kind can begin, and what is then told. */
export type Road<Open, Happening extends Heard> = { readonly open: Open; readonly words: readonly Told<Happening>[] };

/** Every word, in the order in which it would be heard. */
const inOrder = <Happening extends Heard & { readonly type: string }>(table: Table<Happening>) =>
  Object.entries<readonly { readonly atMin: number }[]>(table)
    // the key is the type the words below it were checked for
    .flatMap(([type, words]) => words.map((word) => ({ type, ...word }) as unknown as Told<Happening>))
    .toSorted((one, other) => one.atMin - other.atMin);

/** What the engine itself says to each of them; a page of the ladder that began with it, and a ladder of its own. */
const engineWords = (page: string) =>
  ({
    PAGES_SENT: [{ sent: [{ id: page, sentAt: T0 }], atMin: 0, by: ENGINE }],
    PAGE_ACKNOWLEDGED: [
      { pageId: page, atMin: 1.5 },
      { pageId: page, atMin: 4.5 },
    ],
    ACTION_FAILED: [{ action: 'TELL', detail: 'EPISODE', atMin: 16, by: ENGINE }],
    RECORD_WENT_BACK: [{ storedEpoch: 2, storedSeq: 9, atMin: 17, by: ENGINE }],
    NOBODY_CLEARED: [{ ladder: 'RECORD', reason: 'Looked at it together.', atMin: 51 * HOUR }],
    TIME_PASSED: [
      { atMin: 1, by: ENGINE },
      { atMin: 18, by: ENGINE },
      { atMin: 90, by: ENGINE },
      { atMin: 50 * HOUR, by: ENGINE },
    ],
  }) as const;

const heard: Heard = { id: 'open', receivedAt: T0, by: ENGINE };
const [FIRST, SECOND, THIRD] = [episodeId('ep_1'), episodeId('ep_2'), episodeId('ep_3')];

const openReading: OpenReading = {
  ...{ id: readingId('rd_1'), region: 'demo', ecgId: ecgId('ecg_1'), siteId: 'st_community', hubSiteId: 'st_hub' },
  ...{ neighbourSiteId: 'st_neighbour', acquiredAt: T0, receivedAt: T0, heard },
};
const ofReading = inOrder<ReadingHappening>({
  ...engineWords(`rd_1:READ:${T0}:1:ECG_READER`),
  EPISODE_LINKED: [
    { episodeId: FIRST, patientId: patientId('pt_1'), atMin: 2 },
    { episodeId: SECOND, patientId: patientId('pt_2'), reason: 'The next bed’s.', atMin: 9 },
  ],
  READ_AT_BEDSIDE: [{ atMin: 2.5 }],
  READING_OPENED: [{ atMin: 3 }, { atMin: 3.5 }],
  READING_SIGNED: [{ finding: 'STEMI', territories: ['INFERIOR'], comment: 'Clear.', atMin: 6 }],
  ECG_FOUND_UNREADABLE: [{ advice: 'REPEAT', atMin: 7 }],
  DRILL_ENDED: [{ atMin: 10 }],
});
const readingWithout = (...types: readonly ReadingHappening['type'][]) =>
  ofReading.filter(({ type }) => !types.includes(type));

/** An ECG that is signed, one that nobody can read, and that of a drill. */
export const READING_ROADS: readonly Road<OpenReading, ReadingHappening>[] = [
  { open: openReading, words: ofReading },
  { open: { ...openReading, episodeId: FIRST }, words: readingWithout('READING_SIGNED') },
  { open: { ...openReading, drill: true }, words: readingWithout('READING_SIGNED', 'ECG_FOUND_UNREADABLE') },
];

const openIncident: OpenIncident = {
  ...{ id: incidentId('in_1'), region: 'demo', patientId: patientId('pt_1'), deviceId: deviceId('dv_watch') },
  ...{ deskSiteId: 'st_hub', communitySiteId: 'st_community', code: 'TACHYCARDIA', priority: 'MEDIUM', value: 131 },
  ...{ onsetAt: T0, raisedAt: T0, late: false, heard },
};
const ofIncident = inOrder<IncidentHappening>({
  ...engineWords(`in_1:ALARM:${T0}:1:DESK_NURSE`),
  SIGNAL_REPEATED: [
    { priority: 'MEDIUM', value: 135, atMin: 2 },
    { priority: 'HIGH', code: 'SOS', atMin: 4 },
  ],
  CONDITION_ENDED: [{ endedAt: minute(3), atMin: 3 }],
  INCIDENT_ACKNOWLEDGED: [{ atMin: 5 }],
  CALL_MADE: [
    { way: 'PATIENT', reached: false, atMin: 6 },
    { way: 'PATIENT', reached: false, atMin: 7 },
    { way: 'EMERGENCY_CONTACT', reached: true, atMin: 12 },
  ],
  WELFARE_CHECK_ASKED: [{ place: '1 Test Road', emsSiteId: 'st_ems', atMin: 9 }],
  WELFARE_CHECK_ENDED: [{ reached: false, remark: 'Nobody is there.', atMin: 11 }],
  INCIDENT_ASSESSED: [
    { assessment: 'SYMPTOMATIC', real: true, atMin: 13 },
    { assessment: 'PRESSED_BY_MISTAKE', real: false, atMin: 14.5 },
  ],
  INCIDENT_ACTED: [{ action: 'SAME_DAY_PLAN', atMin: 14 }],
  UP_REFERRED: [{ open: anOpening({ id: SECOND }), atMin: 15 }],
  INCIDENT_CLOSED: [{ reason: 'Spoke with the patient.', atMin: 20 }],
});

/** A grave alarm of an episode, one that asks a doctor in the morning, and a slight one that clears itself. */
export const INCIDENT_ROADS: readonly Road<OpenIncident, IncidentHappening>[] = [
  { open: { ...openIncident, episodeId: FIRST }, words: ofIncident },
  { open: { ...openIncident, calendar: DEFAULT_PATHWAY.calendar }, words: ofIncident },
  {
    open: { ...openIncident, code: 'LOW_BATTERY', priority: 'LOW' },
    words: ofIncident.filter(({ type }) => type !== 'SIGNAL_REPEATED'),
  },
  { open: { ...openIncident, code: 'SOS', priority: 'HIGH', late: true }, words: ofIncident },
];

const openLab: OpenLab = { id: labId('lab_1'), region: 'demo', siteId: 'st_hub', heard };
/** Two wait for the room that the third gives back at minute 8, and a word is heard a moment after it is due. */
const CHOICE_PAGE = `lab_1:CHOICE:${minute(8.01)}:1:COORDINATOR`;
const ofLab = inOrder<LabHappening>({
  ...engineWords(CHOICE_PAGE),
  PAGE_ACKNOWLEDGED: [{ pageId: CHOICE_PAGE, atMin: 10 }],
  LAB_BLOCKED: [
    { reason: 'Cleaning.', atMin: 0.5 },
    { reason: 'Maintenance.', atMin: 30 },
  ],
  LAB_UNBLOCKED: [{ atMin: 1.2 }, { atMin: 40 }],
  LAB_CLAIMED: [
    { episodeId: FIRST, atMin: 2 },
    { episodeId: SECOND, atMin: 3 },
    { episodeId: THIRD, atMin: 4, pathway: { edition: '2026-12' } },
    { episodeId: SECOND, atMin: 32 },
  ],
  LAB_GIVEN: [
    { episodeId: SECOND, reason: 'Shock.', atMin: 6 },
    { episodeId: THIRD, atMin: 12 },
  ],
  LAB_RELEASED: [
    { episodeId: SECOND, atMin: 8 },
    { episodeId: THIRD, atMin: 20 },
    { episodeId: FIRST, atMin: 25 },
  ],
});

/** One room, and three patients who need it. */
export const LAB_ROADS: readonly Road<OpenLab, LabHappening>[] = [{ open: openLab, words: ofLab }];

const openHole: OpenRotaHole = {
  ...{ id: rotaHoleId('rh_1'), region: 'demo', siteId: 'st_site', hubSiteId: 'st_hub', role: 'DESK_NURSE', heard },
  ...{ fromAt: hour(2), toAt: hour(10) },
};
const ofHole = inOrder<RotaHoleHappening>({
  ...engineWords(`rh_1:FOUND:${T0}:1:DESK_LEAD`),
  HOLE_FILLED: [{ atMin: 3 * HOUR, by: DOCTOR }],
  HOLE_PASSED: [{ atMin: 10 * HOUR, by: ENGINE }],
});

const holeWithout = (...types: readonly RotaHoleHappening['type'][]) =>
  ofHole.filter(({ type }) => !types.includes(type));

/** Found ahead and filled; found as it begins, and nobody fills it; and one that goes on. */
export const HOLE_ROADS: readonly Road<OpenRotaHole, RotaHoleHappening>[] = [
  { open: openHole, words: ofHole },
  { open: { ...openHole, fromAt: T0 }, words: holeWithout('HOLE_FILLED') },
  { open: openHole, words: holeWithout('HOLE_FILLED', 'HOLE_PASSED') },
];

const openList: OpenDigest = {
  ...{ id: digestId('dg_1'), region: 'demo', reason: 'LOW_ALARMS', siteId: 'st_site', hubSiteId: 'st_hub', heard },
  ...{ calendar: DEFAULT_PATHWAY.calendar, doctorId: 'ps_doctor', toAt: T0, lines: 3 },
};
const ofList = inOrder<DigestHappening>(engineWords(`dg_1:LIST:${T0}:1:FAMILY_DOCTOR`));

/** A doctor’s list that is looked through, and a week nobody looks through. */
export const DIGEST_ROADS: readonly Road<OpenDigest, DigestHappening>[] = [
  { open: openList, words: ofList },
  {
    open: { ...openList, reason: 'WEEK_OF_ALARMS', fromAt: T0 },
    words: ofList.filter(({ type }) => type !== 'PAGE_ACKNOWLEDGED'),
  },
];
