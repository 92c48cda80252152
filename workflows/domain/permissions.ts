import type { Role } from './vocabulary';
import { ROLES } from './vocabulary';

const COMMUNITY = ['FAMILY_DOCTOR', 'COMMUNITY_LEAD'] as const;
const AMBULANCE = ['EMS_DISPATCHER', 'EMS_CREW', 'DISPATCH_LEAD'] as const;
const REFERRER = ['REFERRING_DOCTOR', 'REFERRING_CHEST_PAIN_LEAD'] as const;
const READERS = ['ECG_READER', 'SECOND_READER', 'HUB_READER', 'ON_CALL_CARDIOLOGIST', 'SECOND_CARDIOLOGIST'] as const;
const CARDIOLOGY = [
  'ON_CALL_CARDIOLOGIST',
  'SECOND_CARDIOLOGIST',
  'INTERVENTIONIST',
  'SECOND_INTERVENTIONIST',
] as const;
const EMERGENCY = ['ED_DOCTOR', 'ED_LEAD'] as const;
const LAB = ['INTERVENTIONIST', 'SECOND_INTERVENTIONIST', 'LAB_NURSE', 'LAB_TECHNICIAN', 'BACKUP_LAB_TEAM'] as const;
const IMAGING = ['RADIOLOGY_DUTY', 'RADIOLOGY_LEAD', 'ECHO_DUTY', 'ECHO_LEAD'] as const;
const TESTING = ['LABORATORY_DUTY', 'LABORATORY_LEAD', ...IMAGING] as const;
const CENTRE = ['COORDINATOR', 'DUTY_DIRECTOR'] as const;
const WARD = ['WARD_DOCTOR', 'WARD_LEAD'] as const;
const DESK = ['DESK_NURSE', 'SECOND_DESK_NURSE', 'DESK_LEAD', 'DUTY_DOCTOR'] as const;
const LEADS = [
  'COMMUNITY_LEAD',
  'DISPATCH_LEAD',
  'REFERRING_CHEST_PAIN_LEAD',
  'ED_LEAD',
  'LABORATORY_LEAD',
  'RADIOLOGY_LEAD',
  'ECHO_LEAD',
  'WARD_LEAD',
  'DESK_LEAD',
] as const;
const OFF_DUTY: readonly Role[] = ['MANAGER', 'AUDITOR', 'ADMIN']; // they see figures and records, and treat nobody

const ON_DUTY: readonly Role[] = ROLES.filter((role) => !OFF_DUTY.includes(role));
const CARING: readonly Role[] = [
  ...COMMUNITY,
  ...AMBULANCE,
  ...REFERRER,
  ...EMERGENCY,
  ...CARDIOLOGY,
  'LAB_NURSE',
  'LAB_TECHNICIAN',
  'BACKUP_LAB_TEAM',
  ...CENTRE,
  ...WARD,
  'DUTY_DOCTOR',
];

type Grant = { readonly roles: readonly Role[]; readonly otherwise: string };

const TIMES: Grant = {
  roles: [...CARING, ...TESTING],
  otherwise: 'Times entered in error and questions about them are settled by those who care for or test the patient.',
};
const OWN_BROWSER: Grant = {
  roles: ON_DUTY,
  otherwise: 'Pages ring in the browsers of people on duty.',
};
const WHOSE_ECG: Grant = {
  roles: [...READERS, ...CARING],
  otherwise: 'Whose an ECG is, is said by readers and by those who care for the patient.',
};
const ONE_PERSON: Grant = {
  roles: [...COMMUNITY, ...REFERRER, ...EMERGENCY, ...CENTRE, ...WARD],
  otherwise: 'Whether two records are one person is said by the community, a hospital that treats or the coordinator.',
};

/** Who may do what, and what everybody else reads beside the button. Nobody may what no row grants. */
const GRANTS = {
  OPEN_EPISODE: {
    roles: [...CARING, ...DESK],
    otherwise: 'An episode is opened by whoever takes the call or meets the patient.',
  },
  RECORD_MILESTONE: {
    roles: [...CARING, ...TESTING],
    otherwise: 'Times are recorded by those who care for or test the patient.',
  },
  REPORT_TEST: {
    roles: [...CARING, ...TESTING],
    otherwise: 'Results of tests are told by those who care for the patient, the laboratory or imaging.',
  },
  WITHDRAW_TEST: {
    roles: [...CARING, ...TESTING],
    otherwise: 'A result entered in error is taken back by those who care for the patient, the laboratory or imaging.',
  },
  MEASURE_VITALS: {
    roles: CARING,
    otherwise: 'What was measured by hand is told by those who care for the patient.',
  },
  RECORD_DRUG: { roles: CARING, otherwise: 'What was given is recorded by those who care for the patient.' },
  WITHDRAW_DRUG: {
    roles: CARING,
    otherwise: 'A dose entered in error is taken back by those who care for the patient.',
  },
  ASK_CONSULT: { roles: CARING, otherwise: 'A consult is asked for by those who care for the patient.' },
  ANSWER_CONSULT: {
    roles: [...CARDIOLOGY, 'HUB_READER', 'ED_LEAD', 'DUTY_DIRECTOR'],
    otherwise: 'A consult is taken up and answered by cardiology, the hub’s reader, the ED lead or the duty director.',
  },
  ANSWER_CALL_SCRIPT: {
    roles: [...COMMUNITY, ...AMBULANCE, ...REFERRER, ...EMERGENCY, ...DESK, 'COORDINATOR'],
    otherwise: 'The script of a call is answered by whoever can take one: the community, 120, an ED or the desk.',
  },
  ANSWER_CHECKLIST: {
    roles: [...COMMUNITY, 'EMS_CREW', ...REFERRER, ...EMERGENCY, ...CARDIOLOGY, 'DUTY_DIRECTOR'],
    otherwise: 'The lysis checklist is answered by the treating doctor or crew.',
  },
  MAKE_FORECAST: {
    roles: [...COMMUNITY, ...AMBULANCE, ...REFERRER, ...EMERGENCY, ...CARDIOLOGY, ...CENTRE],
    otherwise: 'The forecast is made by the sender, the ambulance service or the chest-pain centre.',
  },
  DECIDE_STRATEGY: {
    roles: [...REFERRER, ...EMERGENCY, ...CARDIOLOGY, 'DUTY_DIRECTOR'],
    otherwise: 'The strategy is decided by a cardiologist or by the hospital doctor who treats the patient.',
  },
  REVISE_DIAGNOSIS: {
    roles: [...READERS, ...REFERRER, ...EMERGENCY, ...CARDIOLOGY, ...WARD, 'DUTY_DIRECTOR'],
    otherwise: 'A diagnosis is revised by a reader, a cardiologist or the hospital doctor who treats the patient.',
  },
  READ_AT_BEDSIDE: {
    roles: ['FAMILY_DOCTOR', ...READERS, ...REFERRER, ...EMERGENCY, ...CARDIOLOGY, ...WARD, 'DUTY_DIRECTOR'],
    otherwise: 'An ECG is read at the bedside by the doctor there, or by a reader or cardiologist on the phone.',
  },
  LABEL_RISK: {
    roles: [...REFERRER, ...EMERGENCY, ...CARDIOLOGY, ...WARD, 'DUTY_DIRECTOR'],
    otherwise: 'The risk of NSTE-ACS is labelled by a cardiologist or the hospital doctor who treats the patient.',
  },
  REPORT_DAPT_GAP: {
    roles: [...COMMUNITY, ...DESK, 'COORDINATOR'],
    otherwise: 'Missed doses are reported by the community, the desk or the coordinator.',
  },
  REPORT_BLEEDING: { roles: CARING, otherwise: 'Bleeding is reported by those who care for the patient.' },
  FIND_REINFARCTION: {
    roles: [...EMERGENCY, ...CARDIOLOGY, ...WARD, 'DUTY_DIRECTOR'],
    otherwise: 'A re-infarction is found by the ward, cardiology or the emergency department.',
  },
  LEAVE_AGAINST_ADVICE: {
    roles: [...COMMUNITY, 'EMS_CREW', ...REFERRER, ...EMERGENCY, ...CARDIOLOGY, ...WARD, 'COORDINATOR'],
    otherwise: 'Leaving against advice is recorded by whoever treats the patient.',
  },
  RAISE_OVERLAY: {
    roles: [...CARING, ...DESK],
    otherwise: 'Arrest, shock and the like are told by those who care for the patient.',
  },
  END_OVERLAY: {
    roles: [...CARING, ...DESK],
    otherwise: 'That it is over is told by those who care for the patient.',
  },
  CONFIRM_LYSIS: {
    roles: [...REFERRER, ...EMERGENCY, ...CARDIOLOGY, 'DUTY_DIRECTOR'],
    otherwise: 'Lysis against a contraindication is confirmed by a doctor of the sender, the ED or cardiology.',
  },
  ASSESS_LYSIS: {
    roles: ['EMS_CREW', ...REFERRER, ...EMERGENCY, ...CARDIOLOGY, ...WARD, 'DUTY_DIRECTOR'],
    otherwise: 'Whether lysis worked is said by the treating doctor or crew, or by cardiology.',
  },
  CALL_LAB: {
    roles: [...REFERRER, ...EMERGENCY, ...CARDIOLOGY, ...CENTRE],
    otherwise: 'The cath lab is called by cardiology, the emergency department, the sender or the coordinator.',
  },
  CANCEL_ACTIVATION: {
    roles: [...CARDIOLOGY, ...CENTRE, 'ED_LEAD'],
    otherwise: 'An activation is cancelled by cardiology, the ED lead or the chest-pain centre.',
  },
  ARRIVE_AT_LAB: {
    roles: [...LAB, 'COORDINATOR'],
    otherwise: 'Arrival at the lab is recorded by its team or the coordinator.',
  },
  CHANGE_CONSENT: {
    roles: [...COMMUNITY, 'EMS_CREW', ...REFERRER, ...EMERGENCY, ...CARDIOLOGY, ...WARD, 'DUTY_DIRECTOR'],
    otherwise: 'Consent is taken by the treating doctor or crew.',
  },
  READ_CONSENT_FORM: {
    roles: CARING,
    otherwise: 'A signed form is looked at by those who care for the patient.',
  },
  REPORT_PCI: {
    roles: ['INTERVENTIONIST', 'SECOND_INTERVENTIONIST'],
    otherwise: 'The intervention is reported by whoever did it.',
  },
  CONCLUDE_ANGIOGRAPHY: {
    roles: ['INTERVENTIONIST', 'SECOND_INTERVENTIONIST'],
    otherwise: 'What angiography shows is said by whoever did it.',
  },
  ENTER_DEPARTMENT: {
    roles: [...WARD, ...EMERGENCY, ...LAB, 'COORDINATOR'],
    otherwise: 'A department is recorded by the hospital that has the patient.',
  },
  DISCHARGE: {
    roles: [...WARD, ...EMERGENCY, ...REFERRER],
    otherwise: 'The discharge is decided by the ward doctor, of a low risk by whoever saw the patient at the hospital.',
  },
  DOWN_REFER: {
    roles: [...WARD, 'COORDINATOR'],
    otherwise: 'The down-referral is sent by the ward or the coordinator.',
  },
  ACCEPT_DOWN_REFERRAL: {
    roles: COMMUNITY,
    otherwise: 'A down-referral is accepted by the community centre it went to.',
  },
  REFUSE_DOWN_REFERRAL: {
    roles: COMMUNITY,
    otherwise: 'A down-referral is refused by the community centre it went to.',
  },
  KEEP_FOLLOW_UP: {
    roles: [...WARD, 'COORDINATOR'],
    otherwise: 'The hospital’s own follow-up is taken on by the ward or the coordinator.',
  },
  DO_TASK: {
    roles: [...COMMUNITY, ...WARD, 'COORDINATOR', 'DEVICE_STAFF', 'DUTY_DOCTOR'],
    otherwise: 'A follow-up task is done by the contracted doctor or whoever stands in.',
  },
  EXPLAIN_DELAY: {
    roles: [...CARING, ...TESTING, ...READERS],
    otherwise: 'A delay is explained by those who cared for or tested the patient, or read the ECG.',
  },
  REGISTER_BROWSER: OWN_BROWSER,
  WITHDRAW_BROWSER: OWN_BROWSER,
  TRY_BROWSER: OWN_BROWSER,
  ACKNOWLEDGE_PAGE: { roles: ON_DUTY, otherwise: 'Pages are acknowledged by people on duty.' },
  CLEAR_NOBODY: {
    roles: [...CENTRE, ...LEADS, 'HOSPITAL_DUTY', 'IT_DUTY'],
    otherwise: 'An unanswered call is taken off the board by a lead, the coordinator or the duty director.',
  },
  CLOSE_EPISODE: {
    roles: [...COMMUNITY, ...REFERRER, ...EMERGENCY, ...CARDIOLOGY, ...WARD, ...CENTRE],
    otherwise: 'An episode is closed by a doctor or the coordinator.',
  },
  REOPEN_EPISODE: {
    roles: [...COMMUNITY, ...REFERRER, ...EMERGENCY, ...CARDIOLOGY, ...WARD, ...CENTRE],
    otherwise: 'An episode that has ended is reopened by a doctor or the coordinator.',
  },
  OPEN_READING: {
    roles: [...READERS, ...CARDIOLOGY, 'DUTY_DIRECTOR'],
    otherwise: 'ECGs are opened for reading by readers and cardiologists.',
  },
  SIGN_READING: {
    roles: [...READERS, ...CARDIOLOGY, 'DUTY_DIRECTOR'],
    otherwise: 'An ECG is signed by a reader or a cardiologist.',
  },
  REJECT_ECG: {
    roles: [...READERS, ...CARDIOLOGY, 'DUTY_DIRECTOR'],
    otherwise: 'An ECG is sent back by a reader or a cardiologist.',
  },
  LINK_READING: {
    roles: [...READERS, ...COMMUNITY, 'EMS_CREW', ...REFERRER, ...EMERGENCY, 'INTERVENTIONIST', ...CENTRE],
    otherwise: 'An ECG is given to its episode by the reader, the sender or the coordinator.',
  },
  BIND_DEVICE: {
    roles: [...COMMUNITY, ...WARD, ...DESK, 'DEVICE_STAFF', 'EMS_CREW'],
    otherwise: 'A device is bound to a patient by those who hand it out.',
  },
  HANDLE_DEAD_LETTER: {
    roles: [...DESK, 'DEVICE_STAFF', 'IT_DUTY', 'COORDINATOR'],
    otherwise:
      'Refused messages are worked off by device staff, the monitoring desk or whoever is on duty for the system.',
  },
  KEEP_DEVICES: {
    roles: ['DEVICE_STAFF', 'IT_DUTY'],
    otherwise: 'Devices are registered, and what they sign in with is given and taken back, by device staff.',
  },
  MAP_READER: {
    roles: [...CENTRE, ...LEADS, 'DEVICE_STAFF', 'IT_DUTY'],
    otherwise: 'What a gate or beacon means is said by device staff, a lead or the chest-pain centre.',
  },
  ACKNOWLEDGE_INCIDENT: {
    roles: [...DESK, ...COMMUNITY, ...CENTRE, 'DEVICE_STAFF', 'IT_DUTY'],
    otherwise: 'An alarm is acknowledged by the monitoring desk or whoever it was passed to.',
  },
  ASSESS_INCIDENT: {
    roles: [...DESK, ...COMMUNITY, ...CENTRE, 'DEVICE_STAFF', 'IT_DUTY'],
    otherwise: 'An alarm is assessed by the monitoring desk or whoever it was passed to.',
  },
  ACT_ON_INCIDENT: {
    roles: [...DESK, ...COMMUNITY, ...CENTRE, 'DEVICE_STAFF', 'IT_DUTY'],
    otherwise: 'An alarm is acted on by the monitoring desk or whoever it was passed to.',
  },
  REFER_UP: {
    roles: [...DESK, ...COMMUNITY, ...CENTRE],
    otherwise: 'An up-referral is sent by the monitoring desk, the community doctor or the coordinator.',
  },
  CLOSE_INCIDENT: {
    roles: [...DESK, ...COMMUNITY, ...CENTRE, 'DEVICE_STAFF', 'IT_DUTY'],
    otherwise: 'An alarm is closed by the monitoring desk or whoever it was passed to.',
  },
  CALL_PATIENT: {
    roles: [...DESK, ...COMMUNITY, ...CENTRE, 'DEVICE_STAFF'],
    otherwise: 'Who was reached is told by the monitoring desk or whoever the alarm was passed to.',
  },
  ASK_WELFARE_CHECK: {
    roles: [...DESK, ...COMMUNITY, ...CENTRE],
    otherwise: 'A welfare check is asked for by the desk, the community or the chest-pain centre.',
  },
  END_WELFARE_CHECK: {
    roles: [...DESK, ...COMMUNITY, ...CENTRE, ...AMBULANCE],
    otherwise: 'How a welfare check ended is told by 120, the desk, the community or the chest-pain centre.',
  },
  GIVE_LAB: {
    roles: ['INTERVENTIONIST', 'SECOND_INTERVENTIONIST', ...CENTRE],
    otherwise: 'Which patient gets the lab is decided by the interventionist, the coordinator or the duty director.',
  },
  CHANGE_LAB: {
    roles: [...CARDIOLOGY, 'LAB_NURSE', ...CENTRE],
    otherwise: 'A patient is taken to another lab by cardiology, the lab nurse or the chest-pain centre.',
  },
  BLOCK_LAB: {
    roles: [...LAB, ...CENTRE],
    otherwise: 'The lab is blocked by its team, the coordinator or the duty director.',
  },
  UNBLOCK_LAB: {
    roles: [...LAB, ...CENTRE],
    otherwise: 'The lab is opened again by its team, the coordinator or the duty director.',
  },
  ANNOUNCE_PATIENT: {
    roles: CARING,
    otherwise: 'A patient is announced by those who send, bring or expect them.',
  },
  ANSWER_RECEPTION: {
    roles: [...EMERGENCY, ...CARDIOLOGY, ...CENTRE, 'WARD_DOCTOR'],
    otherwise: 'A patient is accepted or refused by the receiving hospital’s emergency, cardiology or coordinator.',
  },
  CHOOSE_RECEIVER: {
    roles: [...AMBULANCE, ...REFERRER, ...EMERGENCY, ...CARDIOLOGY, ...CENTRE],
    otherwise: 'Another hospital is chosen by the sender, the ambulance service, cardiology or the coordinator.',
  },
  KEEP_AGREEMENTS: {
    roles: [...CENTRE, 'HOSPITAL_DUTY'],
    otherwise: 'Agreements between hospitals are kept by the coordinator, the duty director or the hospital.',
  },
  KEEP_DRIVE_TIMES: {
    roles: [...CENTRE, 'DISPATCH_LEAD', 'HOSPITAL_DUTY'],
    otherwise: 'Drive times are kept by the dispatch lead, the hospital on duty or the chest-pain centre.',
  },
  ASK_RESOURCE: {
    roles: CARING,
    otherwise: 'A bed, a vehicle or a pack is asked for by those who care for the patient.',
  },
  GIVE_RESOURCE: {
    roles: [...AMBULANCE, ...REFERRER, ...EMERGENCY, ...LAB, ...WARD, ...COMMUNITY, ...CENTRE],
    otherwise: 'A bed, a vehicle or a pack is given by those who keep it, or by the coordinator.',
  },
  KEEP_RESOURCES: {
    roles: [...AMBULANCE, ...REFERRER, ...EMERGENCY, ...WARD, ...CENTRE, 'COMMUNITY_LEAD', 'LAB_NURSE'],
    otherwise: 'Beds, vehicles and packs are taken out of use or put on the list by those who keep them.',
  },
  SET_ALARM_LIMITS: {
    roles: [...COMMUNITY, ...CARDIOLOGY, ...WARD, 'DUTY_DOCTOR', 'DUTY_DIRECTOR'],
    otherwise:
      'A patient’s own alarm limits are set by the contracted doctor, cardiology, the ward or the duty doctor.',
  },
  SUPPRESS_ALARM: {
    roles: [...COMMUNITY, ...CARDIOLOGY, ...WARD, 'DUTY_DOCTOR', 'DUTY_DIRECTOR'],
    otherwise: 'An alarm is held back by the contracted doctor, cardiology, the ward or the duty doctor, by name.',
  },
  END_SUPPRESSION: {
    roles: [...COMMUNITY, ...CARDIOLOGY, ...WARD, ...CENTRE, ...DESK],
    otherwise: 'That an alarm sounds again is said by the desk, the coordinator or the doctors who may hold it back.',
  },
  REVIEW_ALARMS: {
    roles: [...COMMUNITY, ...CARDIOLOGY, ...CENTRE, ...DESK, 'DEVICE_STAFF'],
    otherwise:
      'The alarms of a patient’s week are looked through by the desk, device staff, the coordinator or a doctor.',
  },
  DRAFT_ALARM_RULES: {
    roles: [...CENTRE, ...CARDIOLOGY, 'DESK_LEAD', 'DUTY_DOCTOR'],
    otherwise: 'Rules for alarms are written by the desk lead, cardiology or the chest-pain centre.',
  },
  APPROVE_ALARM_RULES: {
    roles: [...CARDIOLOGY, 'DUTY_DIRECTOR'],
    otherwise: 'Rules for alarms are approved by cardiology or the duty director.',
  },
  SUBSTITUTE: {
    roles: [...CENTRE, ...LEADS, 'HOSPITAL_DUTY'],
    otherwise: 'The rota is changed by a lead, the coordinator or the duty director.',
  },
  DRILL: {
    roles: [...CENTRE, ...LEADS],
    otherwise: 'A drill is started and planned by a lead or the chest-pain centre.',
  },
  DRAFT_PATHWAY: {
    roles: [...CENTRE, ...LEADS, ...CARDIOLOGY],
    otherwise: 'An edition of the pathway is written by a lead, cardiology or the chest-pain centre.',
  },
  APPROVE_PATHWAY: {
    roles: ['DUTY_DIRECTOR'],
    otherwise: 'An edition of the pathway is approved by the director of the chest-pain centre.',
  },
  MOVE_TO_EDITION: {
    roles: CENTRE,
    otherwise: 'A running episode is moved to another edition by the coordinator or the director.',
  },
  ACKNOWLEDGE_HAND_OVER: { roles: ON_DUTY, otherwise: 'A hand-over is acknowledged by the successor on duty.' },
  RETRACT_ECG: {
    roles: [...READERS, ...REFERRER, ...EMERGENCY, 'FAMILY_DOCTOR', 'EMS_CREW', ...CENTRE],
    otherwise: 'An ECG is taken back by a reader, the sender, the ED or the chest-pain centre.',
  },
  IDENTIFY_PATIENT: {
    roles: [...COMMUNITY, 'EMS_CREW', ...REFERRER, ...EMERGENCY, ...CENTRE, ...WARD],
    otherwise: 'Who the patient is, is said by those who have the patient before them.',
  },
  MERGE_EPISODES: {
    roles: ['EMS_DISPATCHER', 'DISPATCH_LEAD', ...REFERRER, ...EMERGENCY, ...CENTRE],
    otherwise: 'Two episodes of one event are merged by dispatch, a hospital that receives them or the coordinator.',
  },
  WITHDRAW_MILESTONE: TIMES,
  CONFIRM_QUESTION: TIMES,
  DOUBT_IDENTITY: WHOSE_ECG,
  SETTLE_IDENTITY: WHOSE_ECG,
  LINK_PATIENTS: ONE_PERSON,
  UNLINK_PATIENTS: ONE_PERSON,
} as const satisfies Record<string, Grant>;

/** Everything a person can ask of the system. */
export type PersonAction = keyof typeof GRANTS;

const isPersonAction = (text: string): text is PersonAction => Object.hasOwn(GRANTS, text);
export const PERSON_ACTIONS: readonly PersonAction[] = Object.keys(GRANTS).filter(isPersonAction);

/** Whether a role may, or the sentence that says who does. */
export const may = (role: Role, action: PersonAction): true | string => {
  const grant: Grant = GRANTS[action];
  return grant.roles.includes(role) ? true : grant.otherwise;
};
