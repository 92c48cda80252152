import type { Minutes } from './time';
import type { Channel, Role } from './vocabulary';

/**
 * Whom a step asks: a role, or a place that a rule fills. The first three are the chain of whoever holds the patient;
 * `TOLD` is the one role the ladder is for; `ROTA_LEAD` answers for the rota of the role that nobody has.
 */
export type Who = Role | 'OWNER' | 'LEAD' | 'ABOVE' | 'TOLD' | 'ROTA_LEAD';

/** One page as its row has it: after how many minutes, to whom, by which channel. */
export type Asked = readonly [afterMin: Minutes, who: Who, channel: Channel];

/** One ladder as its row has it: who is asked while nobody answers. */
type Steps = {
  readonly ref: string;
  /** One line a page: two minutes alike are two people asked at once. */
  readonly asks: readonly Asked[];
  /** Of these the first so many only while nobody has opened what is to be looked at. */
  readonly unopened?: number;
  /** One word stands for several ladders: those of them that have steps, by the first words of the run’s key. */
  readonly byKey?: Readonly<Record<string, readonly Asked[]>>;
  /** Who stands at a minute where nobody leads the rota. */
  readonly leaderless?: readonly Asked[];
};

/**
 * The ladders of minutes, by the word their pages give as reason (an alarm's by its priority, a hole's in the rota by
 * whether it has begun). Each is climbed where its rule stands; here its steps have names, so that a site may set when,
 * by which channel and whom they ask. The order of the steps is not a site's to change.
 */
export const LADDER_STEPS = {
  ARREST: {
    ref: '2.10',
    asks: [
      [0, 'ON_CALL_CARDIOLOGIST', 'VOICE'],
      [0, 'ED_DOCTOR', 'VOICE'],
      [0, 'COORDINATOR', 'PUSH'],
      [5, 'SECOND_CARDIOLOGIST', 'VOICE'],
      [10, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  BED_WANTED: {
    ref: 'P6T',
    asks: [
      [0, 'WARD_DOCTOR', 'PUSH'],
      [10, 'WARD_LEAD', 'VOICE'],
      [15, 'COORDINATOR', 'VOICE'],
    ],
  },
  CALLER_LOST: {
    ref: 'R2',
    asks: [
      [0, 'EMS_DISPATCHER', 'VOICE'],
      [2, 'FAMILY_DOCTOR', 'VOICE'],
      [5, 'DISPATCH_LEAD', 'VOICE'],
      [10, 'COORDINATOR', 'VOICE'],
    ],
  },
  COMMS_LOST: {
    ref: 'R5',
    asks: [
      [0, 'COORDINATOR', 'VOICE'],
      [5, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  /** Those after the one who was asked only where the clock of T10 does not call them. */
  CONSULT_ASKED: {
    ref: 'T10',
    asks: [
      [0, 'TOLD', 'PUSH'],
      [7, 'TOLD', 'VOICE'],
      [7, 'SECOND_CARDIOLOGIST', 'VOICE'],
      [10, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  CONTRAINDICATION_FOUND: {
    ref: 'R12',
    asks: [
      [0, 'OWNER', 'VOICE'],
      [0, 'ON_CALL_CARDIOLOGIST', 'VOICE'],
      [5, 'SECOND_CARDIOLOGIST', 'VOICE'],
      [10, 'DUTY_DIRECTOR', 'VOICE'],
    ],
    byKey: {
      CONTRAINDICATED: [
        [0, 'OWNER', 'VOICE'],
        [0, 'ON_CALL_CARDIOLOGIST', 'VOICE'],
        [5, 'SECOND_CARDIOLOGIST', 'VOICE'],
        [10, 'DUTY_DIRECTOR', 'VOICE'],
      ],
      CONTRAINDICATED_LATE: [
        [0, 'ED_DOCTOR', 'VOICE'],
        [0, 'ON_CALL_CARDIOLOGIST', 'VOICE'],
        [0, 'COORDINATOR', 'PUSH'],
        [5, 'DUTY_DIRECTOR', 'VOICE'],
      ],
    },
  },
  CT_NOW: {
    ref: 'R14',
    asks: [
      [0, 'OWNER', 'VOICE'],
      [0, 'ED_DOCTOR', 'VOICE'],
      [5, 'ED_LEAD', 'VOICE'],
      [10, 'COORDINATOR', 'VOICE'],
    ],
  },
  DISPATCH_AMBULANCE: {
    ref: 'T04',
    asks: [
      [0, 'EMS_DISPATCHER', 'PUSH'],
      [2, 'EMS_DISPATCHER', 'VOICE'],
      [3, 'DISPATCH_LEAD', 'VOICE'],
      [5, 'COORDINATOR', 'VOICE'],
      [10, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  DIVERT_TO_LAB: {
    ref: 'R15',
    asks: [
      [0, 'EMS_CREW', 'VOICE'],
      [2, 'EMS_DISPATCHER', 'VOICE'],
      [5, 'DISPATCH_LEAD', 'VOICE'],
      [10, 'COORDINATOR', 'VOICE'],
    ],
  },
  ECG_AFTER_ARREST: {
    ref: '2.10',
    asks: [
      [0, 'OWNER', 'PUSH'],
      [7, 'OWNER', 'VOICE'],
      [10, 'LEAD', 'VOICE'],
    ],
  },
  ECG_RETRACTED: {
    ref: 'R23',
    asks: [
      [0, 'TOLD', 'PUSH'],
      [5, 'TOLD', 'VOICE'],
      [15, 'COORDINATOR', 'VOICE'],
    ],
  },
  ECG_UNREADABLE: {
    ref: 'R3',
    asks: [
      [0, 'OWNER', 'PUSH'],
      [7, 'OWNER', 'VOICE'],
      [10, 'LEAD', 'VOICE'],
    ],
  },
  ECHO_NOW: {
    ref: 'R14',
    asks: [
      [0, 'OWNER', 'VOICE'],
      [0, 'ED_DOCTOR', 'VOICE'],
      [5, 'ED_LEAD', 'VOICE'],
      [10, 'COORDINATOR', 'VOICE'],
    ],
  },
  EPISODE_MERGED: {
    ref: 'R1',
    asks: [
      [0, 'TOLD', 'PUSH'],
      [5, 'TOLD', 'VOICE'],
      [15, 'COORDINATOR', 'VOICE'],
    ],
  },
  INCIDENT_HIGH: {
    ref: '10.28',
    asks: [
      [0, 'DESK_NURSE', 'PUSH'],
      [1, 'SECOND_DESK_NURSE', 'PUSH'],
      [2, 'DUTY_DOCTOR', 'VOICE'],
      [3, 'COORDINATOR', 'VOICE'],
      [4, 'COORDINATOR', 'VOICE'],
      [5, 'COORDINATOR', 'VOICE'],
      [5, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  INCIDENT_MEDIUM: {
    ref: '10.28',
    asks: [
      [0, 'DESK_NURSE', 'PUSH'],
      [10, 'DUTY_DOCTOR', 'VOICE'],
      [20, 'FAMILY_DOCTOR', 'PUSH'],
      [30, 'DESK_LEAD', 'VOICE'],
    ],
  },
  INCIDENT_LOW: {
    ref: '10.28',
    asks: [
      [0, 'DESK_NURSE', 'DESK'],
      [240, 'DEVICE_STAFF', 'PUSH'],
    ],
  },
  LAB_ACTIVATED: {
    ref: 'R7',
    asks: [
      [0, 'TOLD', 'PUSH'],
      [5, 'TOLD', 'VOICE'],
      [15, 'COORDINATOR', 'VOICE'],
      [20, 'BACKUP_LAB_TEAM', 'VOICE'],
      [30, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  LAB_CHOICE: {
    ref: 'R27',
    asks: [
      [0, 'COORDINATOR', 'VOICE'],
      [0, 'INTERVENTIONIST', 'PUSH'],
      [5, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  LAB_IN_DOUBT: {
    ref: 'R13',
    asks: [
      [0, 'INTERVENTIONIST', 'VOICE'],
      [0, 'COORDINATOR', 'PUSH'],
      [5, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  LAB_QUEUED: {
    ref: 'R6',
    asks: [
      [0, 'COORDINATOR', 'VOICE'],
      [0, 'INTERVENTIONIST', 'PUSH'],
      [5, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  LEFT_AGAINST_ADVICE: {
    ref: 'R20',
    asks: [
      [0, 'FAMILY_DOCTOR', 'PUSH'],
      [60, 'FAMILY_DOCTOR', 'VOICE'],
      [120, 'COMMUNITY_LEAD', 'VOICE'],
      [240, 'COORDINATOR', 'VOICE'],
    ],
  },
  LOW_ALARMS: {
    ref: '6.4',
    asks: [
      [0, 'FAMILY_DOCTOR', 'PUSH'],
      [240, 'COMMUNITY_LEAD', 'PUSH'],
    ],
  },
  LYSIS_CLOSED_AGAIN: {
    ref: '2.6',
    asks: [
      [0, 'OWNER', 'VOICE'],
      [0, 'ON_CALL_CARDIOLOGIST', 'VOICE'],
      [5, 'SECOND_CARDIOLOGIST', 'VOICE'],
      [10, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  LYSIS_FAILED: {
    ref: 'R15',
    asks: [
      [0, 'ON_CALL_CARDIOLOGIST', 'VOICE'],
      [0, 'COORDINATOR', 'PUSH'],
      [3, 'SECOND_CARDIOLOGIST', 'VOICE'],
      [5, 'COORDINATOR', 'VOICE'],
      [10, 'DUTY_DIRECTOR', 'VOICE'],
    ],
    byKey: {
      RESCUE: [
        [0, 'ON_CALL_CARDIOLOGIST', 'VOICE'],
        [0, 'COORDINATOR', 'PUSH'],
        [3, 'SECOND_CARDIOLOGIST', 'VOICE'],
        [5, 'COORDINATOR', 'VOICE'],
        [10, 'DUTY_DIRECTOR', 'VOICE'],
      ],
      RESCUE_CENTRE: [
        [0, 'COORDINATOR', 'VOICE'],
        [0, 'INTERVENTIONIST', 'PUSH'],
        [5, 'DUTY_DIRECTOR', 'VOICE'],
      ],
    },
  },
  LYTIC_MISSING: {
    ref: 'R11',
    asks: [
      [0, 'OWNER', 'PUSH'],
      [0, 'ON_CALL_CARDIOLOGIST', 'VOICE'],
      [0, 'EMS_DISPATCHER', 'PUSH'],
      [5, 'COORDINATOR', 'VOICE'],
      [10, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  MAJOR_BLEEDING: {
    ref: 'R16',
    asks: [
      [0, 'OWNER', 'VOICE'],
      [0, 'ON_CALL_CARDIOLOGIST', 'VOICE'],
      [0, 'COORDINATOR', 'PUSH'],
      [5, 'SECOND_CARDIOLOGIST', 'VOICE'],
      [10, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  NO_RECEIVER: {
    ref: 'R9',
    asks: [
      [0, 'OWNER', 'VOICE'],
      [0, 'COORDINATOR', 'VOICE'],
      [5, 'DUTY_DIRECTOR', 'VOICE'],
      [10, 'HOSPITAL_DUTY', 'VOICE'],
    ],
  },
  PATIENT_CHANGED: {
    ref: 'R25',
    asks: [
      [0, 'TOLD', 'PUSH'],
      [5, 'TOLD', 'VOICE'],
      [15, 'COORDINATOR', 'VOICE'],
    ],
  },
  PATIENT_COMING: {
    ref: '7.1#3',
    asks: [
      [0, 'ED_DOCTOR', 'PUSH'],
      [5, 'ED_LEAD', 'VOICE'],
      [10, 'COORDINATOR', 'VOICE'],
      [15, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  PATIENT_SUMMARY: {
    ref: '7.1#3',
    asks: [
      [0, 'EMS_CREW', 'PUSH'],
      [5, 'EMS_DISPATCHER', 'PUSH'],
    ],
  },
  READ_ECG: {
    ref: '10.13',
    asks: [
      [0, 'ECG_READER', 'PUSH'],
      [3, 'SECOND_READER', 'PUSH'],
      [5, 'ECG_READER', 'VOICE'],
      [5, 'SECOND_READER', 'VOICE'],
      [8, 'ON_CALL_CARDIOLOGIST', 'VOICE'],
      [10, 'DUTY_DIRECTOR', 'VOICE'],
      [15, 'HUB_READER', 'VOICE'],
    ],
    unopened: 4,
  },
  READINGS_DIFFER: {
    ref: 'R5',
    asks: [
      [0, 'OWNER', 'VOICE'],
      [0, 'ON_CALL_CARDIOLOGIST', 'VOICE'],
      [5, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  RECEIVER_REFUSED: {
    ref: 'R9',
    asks: [
      [0, 'OWNER', 'VOICE'],
      [5, 'LEAD', 'VOICE'],
      [10, 'COORDINATOR', 'VOICE'],
    ],
  },
  // the offers every half hour are reckoned, and have no steps
  REOFFER: {
    ref: '2.8',
    asks: [
      [0, 'OWNER', 'PUSH'],
      [5, 'COORDINATOR', 'PUSH'],
    ],
    byKey: {
      REOFFER_STEP: [
        [0, 'OWNER', 'PUSH'],
        [5, 'COORDINATOR', 'PUSH'],
      ],
    },
  },
  // prompted at, due at and escalated at, min after the last ECG; shares of the limit as in 1.1
  REPEAT_ECG: {
    ref: 'T35',
    asks: [
      [15, 'OWNER', 'PUSH'],
      [30, 'LEAD', 'VOICE'],
      [45, 'ABOVE', 'VOICE'],
      [180, 'OWNER', 'PUSH'],
      [240, 'LEAD', 'VOICE'],
      [360, 'ABOVE', 'VOICE'],
    ],
    byKey: {
      'REPEAT_ECG:PAIN': [
        [15, 'OWNER', 'PUSH'],
        [30, 'LEAD', 'VOICE'],
        [45, 'ABOVE', 'VOICE'],
      ],
      'REPEAT_ECG:STABLE': [
        [180, 'OWNER', 'PUSH'],
        [240, 'LEAD', 'VOICE'],
        [360, 'ABOVE', 'VOICE'],
      ],
    },
  },
  RISK_FORM: {
    ref: 'R20',
    asks: [
      [0, 'OWNER', 'PUSH'],
      [60, 'LEAD', 'PUSH'],
      [240, 'ABOVE', 'PUSH'],
    ],
  },
  ROTA_HOLE_FOUND: {
    ref: 'project default',
    asks: [
      [0, 'ROTA_LEAD', 'PUSH'],
      [30, 'COORDINATOR', 'PUSH'],
      [60, 'DUTY_DIRECTOR', 'VOICE'],
    ],
    leaderless: [
      [0, 'COORDINATOR', 'PUSH'],
      [30, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  ROTA_HOLE_BEGUN: {
    ref: 'project default',
    asks: [
      [0, 'ROTA_LEAD', 'PUSH'],
      [0, 'COORDINATOR', 'VOICE'],
      [5, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  SHOCK: {
    ref: '2.2#1',
    asks: [
      [0, 'ON_CALL_CARDIOLOGIST', 'VOICE'],
      [0, 'ED_DOCTOR', 'PUSH'],
      [5, 'SECOND_CARDIOLOGIST', 'VOICE'],
      [10, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  SPECIAL_PATHWAY: {
    ref: 'R32',
    asks: [
      [0, 'LEAD', 'VOICE'],
      [0, 'ON_CALL_CARDIOLOGIST', 'PUSH'],
      [5, 'ABOVE', 'VOICE'],
      [10, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  STAND_DOWN: {
    ref: '2.9',
    asks: [
      [0, 'TOLD', 'PUSH'],
      [5, 'TOLD', 'VOICE'],
      [15, 'COORDINATOR', 'VOICE'],
    ],
  },
  STRATEGY_AGAIN: {
    ref: '2.2',
    asks: [
      [0, 'ON_CALL_CARDIOLOGIST', 'VOICE'],
      [0, 'OWNER', 'PUSH'],
      [5, 'SECOND_CARDIOLOGIST', 'VOICE'],
      [10, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  VEHICLE_WANTED: {
    ref: 'R8',
    asks: [
      [0, 'EMS_DISPATCHER', 'PUSH'],
      [10, 'DISPATCH_LEAD', 'VOICE'],
      [10, 'COORDINATOR', 'VOICE'],
      [10, 'OWNER', 'PUSH'],
      [15, 'DUTY_DIRECTOR', 'VOICE'],
    ],
  },
  WEEK_OF_ALARMS: {
    ref: '6.4',
    asks: [
      [0, 'DESK_LEAD', 'PUSH'],
      [240, 'COORDINATOR', 'PUSH'],
    ],
  },
} as const satisfies Readonly<Record<string, Steps>>;

export type LadderCode = keyof typeof LADDER_STEPS;

export const ladderCodes = Object.keys(LADDER_STEPS) as LadderCode[]; // keys of a literal
export const stepsOf = (code: LadderCode): Steps => LADDER_STEPS[code];
export const stepCode = (code: LadderCode, afterMin: Minutes): string => `${code}_AFTER_${afterMin}`;

/**
 * How an edition says by which channel a step asks; 0 leaves it as the table has it. Stored editions hold the places:
 * this list is only ever added to.
 */
export const STEP_CHANNELS = ['AS_PRINTED', 'DESK', 'PUSH', 'SMS', 'VOICE'] as const satisfies readonly (
  | Channel
  | 'AS_PRINTED'
)[];

export const channelCode = (code: LadderCode, afterMin: Minutes): string => `${stepCode(code, afterMin)}_BY`;

/** The lines of a ladder; `key` says which, where one word stands for several. */
export const asksOf = (code: LadderCode, key?: string): readonly Asked[] => {
  const { asks, byKey } = stepsOf(code);
  return key === undefined ? asks : (byKey?.[key] ?? asks);
};

/** Every line that may be asked under a word, each once. */
export function everyAsk(code: LadderCode): readonly Asked[] {
  const { asks, byKey = {}, leaderless = [] } = stepsOf(code);
  const all = [...asks, ...Object.values(byKey).flat(), ...leaderless];
  return all.filter(([min, who], n) => all.findIndex(([other, also]) => other === min && also === who) === n);
}

/** The ladders a word stands for, each whole. */
export const wholeLadders = (code: LadderCode): readonly (readonly Asked[])[] => {
  const { asks, byKey = { only: asks }, leaderless } = stepsOf(code);
  return [...Object.values(byKey), ...(leaderless === undefined ? [] : [leaderless])];
};

/** The minute after which nobody further is asked. */
export const lastMinute = (asks: readonly Asked[]): Minutes => Math.max(...asks.map(([afterMin]) => afterMin));
