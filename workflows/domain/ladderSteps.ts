import type { Minutes } from './time';
import type { Channel } from './vocabulary';

/** One ladder as its row has it: after how many minutes each page goes out while nobody answers. */
type Steps = {
  readonly ref: string;
  /** One number a page: two numbers alike are two people asked at once. */
  readonly asks: readonly Minutes[];
  /** Of these the first so many only while nobody has opened what is to be looked at. */
  readonly unopened?: number;
  /** One word stands for several ladders: those of them that have steps, by the first words of the run’s key. */
  readonly byKey?: Readonly<Record<string, readonly Minutes[]>>;
};

/**
 * The ladders of minutes, by the word their pages give as reason (an alarm's by its priority, a hole's in the rota by whether it has begun). Each is climbed where
 * its rule stands; here its steps have names, so that a site may set them otherwise. The order of the steps is not a
 * site's to change.
 */
export const LADDER_STEPS = {
  ARREST: { ref: '2.10', asks: [0, 0, 0, 5, 10] },
  BED_WANTED: { ref: 'P6T', asks: [0, 10, 15] },
  CALLER_LOST: { ref: 'R2', asks: [0, 2, 5, 10] },
  COMMS_LOST: { ref: 'R5', asks: [0, 5] },
  CONTRAINDICATION_FOUND: {
    ref: 'R12',
    asks: [0, 0, 5, 10],
    byKey: { CONTRAINDICATED: [0, 0, 5, 10], CONTRAINDICATED_LATE: [0, 0, 0, 5] },
  },
  CT_NOW: { ref: 'R14', asks: [0, 0, 5, 10] },
  DISPATCH_AMBULANCE: { ref: 'T04', asks: [0, 2, 3, 5, 10] },
  DIVERT_TO_LAB: { ref: 'R15', asks: [0, 2, 5, 10] },
  ECG_AFTER_ARREST: { ref: '2.10', asks: [0, 7, 10] },
  ECG_RETRACTED: { ref: 'R23', asks: [0, 5, 15] },
  ECG_UNREADABLE: { ref: 'R3', asks: [0, 7, 10] },
  ECHO_NOW: { ref: 'R14', asks: [0, 0, 5, 10] },
  EPISODE_MERGED: { ref: 'R1', asks: [0, 5, 15] },
  INCIDENT_HIGH: { ref: '10.28', asks: [0, 1, 2, 3, 4, 5, 5] },
  INCIDENT_MEDIUM: { ref: '10.28', asks: [0, 10, 20, 30] },
  INCIDENT_LOW: { ref: '10.28', asks: [0, 240] },
  LAB_ACTIVATED: { ref: 'R7', asks: [0, 5, 15, 20, 30] },
  LAB_CHOICE: { ref: 'R27', asks: [0, 0, 5] },
  LAB_IN_DOUBT: { ref: 'R13', asks: [0, 0, 5] },
  LAB_QUEUED: { ref: 'R6', asks: [0, 0, 5] },
  LEFT_AGAINST_ADVICE: { ref: 'R20', asks: [0, 60, 120, 240] },
  LYSIS_FAILED: {
    ref: 'R15',
    asks: [0, 0, 3, 5, 10],
    byKey: { RESCUE: [0, 0, 3, 5, 10], RESCUE_CENTRE: [0, 0, 5] },
  },
  LYTIC_MISSING: { ref: 'R11', asks: [0, 0, 0, 5, 10] },
  MAJOR_BLEEDING: { ref: 'R16', asks: [0, 0, 0, 5, 10] },
  NO_RECEIVER: { ref: 'R9', asks: [0, 0, 5, 10] },
  PATIENT_CHANGED: { ref: 'R25', asks: [0, 5, 15] },
  PATIENT_COMING: { ref: '7.1#3', asks: [0, 5, 10, 15] },
  PATIENT_SUMMARY: { ref: '7.1#3', asks: [0, 5] },
  READ_ECG: { ref: '10.13', asks: [0, 3, 5, 5, 8, 10, 15], unopened: 4 },
  READINGS_DIFFER: { ref: 'R5', asks: [0, 0, 5] },
  RECEIVER_REFUSED: { ref: 'R9', asks: [0, 5, 10] },
  // the offers every half hour are reckoned, and have no steps
  REOFFER: { ref: '2.8', asks: [0, 5], byKey: { REOFFER_STEP: [0, 5] } },
  REPEAT_ECG: {
    ref: 'T35',
    asks: [15, 30, 45, 180, 240, 360],
    byKey: { 'REPEAT_ECG:PAIN': [15, 30, 45], 'REPEAT_ECG:STABLE': [180, 240, 360] },
  },
  RISK_FORM: { ref: 'R20', asks: [0, 60, 240] },
  ROTA_HOLE_FOUND: { ref: 'project default', asks: [0, 30, 60] },
  ROTA_HOLE_BEGUN: { ref: 'project default', asks: [0, 0, 5] },
  SHOCK: { ref: '2.2#1', asks: [0, 0, 5, 10] },
  SPECIAL_PATHWAY: { ref: 'R32', asks: [0, 0, 5, 10] },
  STAND_DOWN: { ref: '2.9', asks: [0, 5, 15] },
  STRATEGY_AGAIN: { ref: '2.2', asks: [0, 0, 5, 10] },
  VEHICLE_WANTED: { ref: 'R8', asks: [0, 10, 10, 10, 15] },
} as const satisfies Readonly<Record<string, Steps>>;

export type LadderCode = keyof typeof LADDER_STEPS;
/** A minute at which a ladder may ask: its row names it, or it is the start. */
export type StepOf<Code extends LadderCode> = 0 | (typeof LADDER_STEPS)[Code]['asks'][number];

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

/** The minutes after which nobody further is asked: one for each ladder the word stands for. */
export const lastMinutes = (code: LadderCode): readonly Minutes[] => {
  const { asks, byKey = { only: asks } } = stepsOf(code);
  return Object.values(byKey).map((minutes) => Math.max(...minutes));
};
