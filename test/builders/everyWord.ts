import type { EpisodeHappening, OpenEpisode } from '../../workflows/domain/episode';
import { ecgId, episodeId, labId, patientId } from '../../workflows/domain/ids';
import type { Milestone } from '../../workflows/domain/vocabulary';
import { aTime, hour, minute, T0 } from './anEpisode';
import type { Word } from './given';
import { CARDIOLOGIST, ENGINE } from './given';

type Kind = EpisodeHappening['type'];
type Said<K extends Kind> = Omit<Extract<Word, { readonly type: K }>, 'type'>;

const HOUR = 60;
const at = (heardMin: number) => ({ time: aTime(minute(heardMin)), heardMin });
const mark = (code: Milestone, heardMin: number) => ({ code, ...at(heardMin) });
const taken = (name: string, heardMin: number) => ({
  ...{ ecgId: ecgId(name), readingId: `rd_${name}`, heardMin, ecgReceivedAt: minute(heardMin) },
  acquired: { at: minute(heardMin), precision: 'SECOND', source: 'DEVICE' } as const,
});
const aspirin = { drug: 'ASPIRIN', amount: 300, unit: 'MG', route: 'ORAL', given: aTime(minute(16)) } as const;
const glucose = { kind: 'GLUCOSE', value: 6.1, unit: 'mmol/L', sampled: aTime(minute(16)) } as const;
const OTHER = { episodeId: episodeId('ep_2'), patientId: patientId('pt_2') };
const asked = { role: 'ON_CALL_CARDIOLOGIST', siteId: 'st_hub', question: 'Which strategy?' } as const;
const bag = { id: 'rs_1', kind: 'LYTIC', siteId: 'st_county', name: 'Pack 3' } as const;
const LAB = { kind: 'SYSTEM', id: 'lab_1' } as const;
const TASK = 'ep_1:V1';
const ALARM = { code: 'SUSTAINED_VT', priority: 'HIGH', status: 'NOTIFIED' } as const;

/**
 * Everything an episode can hear, of one patient, at the minutes at which it would be heard. A kind of happening that
 * is not here does not compile, so that no property can leave it out.
 */
const SAID: { readonly [K in Kind]: readonly [Said<K>, ...Said<K>[]] } = {
  MILESTONE_RECORDED: [
    ...([mark('DISPATCH', 2), mark('ON_SCENE', 5), mark('FMC', 6)] as const),
    ...[mark('REF_DOOR_IN', 12), mark('LYSIS_START', 40), mark('LYSIS_END', 42), mark('REF_DOOR_OUT', 60)],
    ...[
      mark('DOOR', 150),
      mark('LAB_IN', 160),
      mark('PUNCTURE', 170),
      mark('ANGIO', 172),
      mark('WIRE', 145),
      mark('PCI_END', 195),
      mark('READY', 60 * HOUR),
    ],
    { ...mark('WIRE', 180), corrects: 30, reason: 'Another clock.' },
  ],
  MILESTONE_WITHDRAWN: [{ n: 4, reason: 'Typed from the wrong line.', heardMin: 190 }],
  QUESTION_CONFIRMED: [{ kind: 'MISSING_TIME', code: 'ONSET', reason: 'Nobody saw it begin.', heardMin: 30 }],
  OVERLAY_RAISED: [
    { overlay: 'ARREST', ...at(44) },
    { overlay: 'SHOCK', ...at(70) },
  ],
  OVERLAY_ENDED: [{ overlay: 'ARREST', ...at(47) }],
  ECG_RECEIVED: [taken('ecg_0', 7), taken('ecg_1', 9), taken('ecg_2', 100)],
  ECG_UNREADABLE: [{ ecgId: ecgId('ecg_0'), advice: 'REPEAT', heardMin: 8 }],
  ECG_READ_AT_BEDSIDE: [
    {
      ...{ acquired: aTime(minute(10)), read: aTime(minute(11)), readFrom: 'PAPER', finding: 'STEMI', leads: ['II'] },
      heardMin: 11,
    },
  ],
  IDENTITY_DOUBTED: [{ ecgId: ecgId('ecg_0'), reason: 'Another age.', heardMin: 11 }],
  IDENTITY_SETTLED: [{ ecgId: ecgId('ecg_0'), heardMin: 12 }],
  ECG_RETRACTED: [{ ecgId: ecgId('ecg_0'), reason: 'The next bed’s.', to: OTHER, heardMin: 13 }],
  ECG_REPORTED: [
    {
      report: {
        ...{ ecgId: ecgId('ecg_1'), finding: 'STEMI', territories: ['INFERIOR'], signedBy: 'ps_reader' },
        at: minute(14),
      },
      heardMin: 14,
    },
  ],
  PATIENT_IDENTIFIED: [{ patientId: patientId('pt_3'), identifiers: 'bracelet', heardMin: 15 }],
  CONSULT_ASKED: [
    { ...asked, heardMin: 15 },
    { ...asked, heardMin: 19 },
  ],
  CONSULT_STARTED: [{ n: 1, heardMin: 16 }],
  CONSULT_ANSWERED: [
    { n: 1, answer: { reading: 'STEMI', notGiven: ['RESCUE', 'REPERFUSION', 'TRANSFER'] }, heardMin: 17 },
  ],
  CONSULT_WITHDRAWN: [{ n: 2, reason: 'Answered by phone.', heardMin: 20 }],
  TEST_REPORTED: [{ report: glucose, heardMin: 17 }],
  TEST_WITHDRAWN: [{ n: 1, reason: 'Another patient’s.', heardMin: 18 }],
  VITALS_MEASURED: [{ values: { SBP: 120, DBP: 80 }, measured: aTime(minute(18)), heardMin: 18 }],
  DRUG_GIVEN: [{ dose: aspirin, heardMin: 17 }],
  DRUG_WITHDRAWN: [{ n: 1, reason: 'Spat out.', heardMin: 18 }],
  CALL_SCRIPT_ANSWERED: [{ answers: { CALLER_SWEATING: 'YES' }, heardMin: 1 }],
  CHECKLIST_ANSWERED: [
    { answers: { PRIOR_INTRACRANIAL_HAEMORRHAGE: 'YES' }, killip: 1, weightKg: 70, heardMin: 21 },
    { answers: { PRIOR_INTRACRANIAL_HAEMORRHAGE: 'NO' }, heardMin: 25 },
  ],
  LYSIS_CONFIRMED: [{ reason: 'Ten years ago, and proven otherwise.', heardMin: 22 }],
  FORECAST_MADE: [
    { forecast: { madeAt: minute(23), localMin: 20, driveMin: 100, arrivalToWireMin: 60, cases: 40 }, heardMin: 23 },
  ],
  STRATEGY_DECIDED: [{ strategy: 'LYSIS', heardMin: 26, by: CARDIOLOGIST }],
  DELAY_EXPLAINED: [{ target: 'T05', reason: 'VEHICLE', heardMin: 27 }],
  PATHWAY_MOVED: [
    {
      pathway: { edition: '2026-12', jurisdiction: 'CHINA_2019' },
      ...{ reason: 'The hospital went over today.', heardMin: 28 },
    },
  ],
  CONSENT_CHANGED: [
    { kind: 'LYSIS', state: 'IN_DISCUSSION', ...at(30) },
    { kind: 'LYSIS', state: 'SIGNED', ...at(35) },
    { kind: 'PCI', state: 'REFUSED', byName: 'Test Patient', reason: 'Afraid.', ...at(110) },
    { kind: 'PCI', state: 'SIGNED', ...at(140) },
  ],
  CONSENT_FORM_ATTACHED: [{ kind: 'LYSIS', sha256: 'a'.repeat(64), contentType: 'image/png', heardMin: 36 }],
  RESOURCE_ASKED: [
    { kind: 'LYTIC', heardMin: 28 },
    { kind: 'CCU_BED', heardMin: 62 },
  ],
  RESOURCE_HELD: [{ resource: bag, heardMin: 29 }],
  RESOURCE_UNASKED: [{ kind: 'CCU_BED', heardMin: 63 }],
  RESOURCE_RELEASED: [{ resourceId: 'rs_1', heardMin: 64 }],
  PATIENT_ANNOUNCED: [{ heardMin: 10 }, { heardMin: 56 }],
  PATIENT_REFUSED: [{ reason: 'The lab is closed.', heardMin: 57, by: CARDIOLOGIST }],
  RECEIVER_CHOSEN: [{ siteId: 'st_hub', reason: 'It opened again.', heardMin: 58 }],
  PATIENT_ACCEPTED: [{ visitNumber: 'V-1', bracelet: 'B-1', heardMin: 59, by: CARDIOLOGIST }],
  LYSIS_ASSESSED: [
    {
      result: 'FAILED',
      ...at(102),
      findings: {
        ...{ referenceEcgId: ecgId('ecg_1'), ecgId: ecgId('ecg_2'), lead: 'II', mmBefore: 3, mmAfter: 3 },
        ...{ painGone: 'NO', reperfusionArrhythmia: 'NO', unstable: 'NO', worseningIschaemia: 'NO' },
      },
      by: CARDIOLOGIST,
    },
  ],
  LAB_CALLED: [
    { labId: labId('lab_1'), heardMin: 104, by: CARDIOLOGIST },
    { labId: labId('lab_2'), heardMin: 115, by: CARDIOLOGIST },
  ],
  LAB_ANSWERED: [
    { labId: labId('lab_1'), held: false, heardMin: 105, by: LAB },
    { labId: labId('lab_2'), held: true, heardMin: 116, by: LAB },
  ],
  LAB_CHANGED: [{ labId: labId('lab_2'), heardMin: 106, by: CARDIOLOGIST }],
  ACTIVATION_CANCELLED: [{ reason: 'PATIENT_REFUSED', heardMin: 112, by: CARDIOLOGIST }],
  LAB_MEMBER_ARRIVED: [
    { role: 'INTERVENTIONIST', ...at(120) },
    { role: 'LAB_NURSE', ...at(122) },
  ],
  PCI_REPORTED: [
    { result: { culprit: 'RCA', access: 'RADIAL', timiBefore: 0, timiAfter: 3, stents: [] }, heardMin: 200 },
  ],
  DEPARTMENT_ENTERED: [
    { department: 'CCU', ...at(210) },
    { department: 'CARDIOLOGY', ...at(30 * HOUR) },
  ],
  ANGIOGRAPHY_CONCLUDED: [{ end: 'SURGERY', reason: 'Three vessels.', ...at(205), by: CARDIOLOGIST }],
  BLEEDING_REPORTED: [{ kind: 'MAJOR', ...at(220) }],
  DIAGNOSIS_REVISED: [{ finding: 'NSTE_ACS', ...at(230), reason: 'Troponin.', by: CARDIOLOGIST }],
  RISK_LABELLED: [{ riskClass: 'HIGH', ...at(232), reason: 'Seen at the bedside.', by: CARDIOLOGIST }],
  REINFARCTION_FOUND: [{ toEpisodeId: OTHER.episodeId, ...at(240), by: CARDIOLOGIST }],
  LEFT_AGAINST_ADVICE: [{ ...at(50 * HOUR), reason: 'Home.', riskForm: false, highRisk: true }],
  DISCHARGED: [{ ...at(72 * HOUR), drugs: [], highRisk: false }],
  DOWN_REFERRED: [
    { siteId: 'st_community', ...at(73 * HOUR) },
    { siteId: 'st_other', ...at(76 * HOUR) },
  ],
  DOWN_REFERRAL_REFUSED: [{ ...at(74 * HOUR), reason: 'Moved away.' }],
  FOLLOW_UP_KEPT: [{ ...at(75 * HOUR), reason: 'No centre takes the patient.' }],
  DOWN_REFERRAL_ACCEPTED: [at(77 * HOUR)],
  TASK_DONE: [{ taskId: TASK, ...at(120 * HOUR), answers: {}, nextDueAt: hour(30 * 24) }],
  DAPT_GAP_REPORTED: [{ days: 6, ...at(121 * HOUR) }],
  DEVICE_SILENT: [{ deviceId: 'dv_1', since: hour(96), heardMin: 122 * HOUR }],
  DEVICE_HEARD: [{ deviceId: 'dv_1', heardMin: 123 * HOUR }],
  DEVICE_TAKEN_BACK: [{ deviceId: 'dv_1', endedAs: 'LOST', heardMin: 124 * HOUR }],
  DEVICE_BOUND: [{ deviceId: 'dv_2', heardMin: 125 * HOUR }],
  INCIDENT_CHANGED: [{ incidentId: 'in_1', note: ALARM, heardMin: 126 * HOUR }],
  READMITTED: [{ toEpisodeId: OTHER.episodeId, heardMin: 127 * HOUR }],
  UP_REFERRED: [{ toEpisodeId: OTHER.episodeId, incidentId: 'in_1', at: hour(128), heardMin: 128 * HOUR }],
  FACTS_MOVED: [
    {
      fromEpisodeId: OTHER.episodeId,
      facts: {
        ...{ milestones: [], ecgs: [], checklist: { ORAL_ANTICOAGULANT: 'NO' }, consents: {} },
        overlays: [{ overlay: 'COMMS_LOST', from: T0, until: minute(1), raisedBy: 'ps_x' }],
      },
      heardMin: 18,
    },
  ],
  PAGE_ACKNOWLEDGED: [{ pageId: `ep_1:DISPATCH:${T0}:1:EMS_DISPATCHER`, heardMin: 1 }],
  PAGES_SENT: [{ sent: [{ id: `ep_1:DISPATCH:${T0}:1:EMS_DISPATCHER`, sentAt: T0 }], heardMin: 0, by: ENGINE }],
  NOBODY_CLEARED: [{ ladder: 'RECORD', reason: 'Looked at it together.', heardMin: 129 * HOUR }],
  ACTION_FAILED: [{ action: 'TELL', detail: 'LAB', heardMin: 107, by: ENGINE }],
  RECORD_WENT_BACK: [{ storedEpoch: 2, storedSeq: 9, heardMin: 108, by: ENGINE }],
  TIME_PASSED: [
    { heardMin: 4, by: ENGINE },
    { heardMin: 90, by: ENGINE },
    { heardMin: 100 * HOUR, by: ENGINE },
  ],
  EPISODE_MERGED: [{ into: OTHER, reason: 'Two callers, one patient.', heardMin: 24 }],
  EPISODE_CLOSED: [{ reason: 'RECOVERED', ...at(130 * HOUR) }],
  EPISODE_REOPENED: [{ reason: 'Closed by mistake.', heardMin: 131 * HOUR }],
};

/** Every word, in the order in which it would be heard. */
export const EVERY_WORD: readonly Word[] = Object.entries(SAID)
  // the key is the type the words below it were checked for
  .flatMap(([type, words]) => words.map((word) => ({ type, ...word }) as Word))
  .toSorted((one, other) => one.heardMin - other.heardMin);

/** How it begins: nobody knows who it is, and two hospitals have an agreement. */
export const EVERY_OPENING: Partial<OpenEpisode> = {
  unidentified: true,
  receivers: [
    { siteId: 'st_hub', fromAt: T0 },
    { siteId: 'st_second', fromAt: T0 },
  ],
};

const without = (...kinds: readonly Kind[]): readonly Word[] => EVERY_WORD.filter(({ type }) => !kinds.includes(type));

/** Ways one patient can take: what ends or moves an episode leaves no room for another end. */
export const ROADS: readonly (readonly Word[])[] = [
  EVERY_WORD,
  without('EPISODE_MERGED', 'LEFT_AGAINST_ADVICE', 'REINFARCTION_FOUND', 'READMITTED'),
  without('EPISODE_MERGED', 'LEFT_AGAINST_ADVICE', 'REINFARCTION_FOUND', 'UP_REFERRED'),
  without('EPISODE_MERGED', 'DISCHARGED'),
];
