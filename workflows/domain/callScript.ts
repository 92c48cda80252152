import type { Episode } from './episode';
import type { Edited } from './pathway';
import { thresholdOf } from './ruleThresholds';
import type { Instant } from './time';
import type { Answer, CallAdvice, CallItem, Role } from './vocabulary';
import { CALL_ITEMS } from './vocabulary';

/** The script of whoever takes a call (4.2 P1): what is asked, what was answered, and what the table says to it. */

/** One answer of the caller; who asked, and when. */
export type CallAnswer = { readonly answer: Answer; readonly by: string; readonly role: Role; readonly at: Instant };

/** Where the patient is, as the call taker wrote it down; who asked, and when. */
export type CallPlace = { readonly text: string; readonly by: string; readonly at: Instant };

/** An address and how to find it, letters; the bound is the state's, no medicine. */
export const LONGEST_PLACE = 200;

/** What the call taker tells; unknown is never no. */
export type CallWord = {
  readonly type: 'CALL_SCRIPT_ANSWERED';
  readonly answers: Readonly<Partial<Record<CallItem, Answer>>>;
  readonly place?: string;
};

type Row = {
  readonly ref: string;
  /** Yes to it: stay put, and 120 in parallel. */
  readonly isRedFlag?: true;
  /** The same as a code of the complaints the episode was opened with. */
  readonly complaint?: string;
};

/** 4.2 P1 in the order in which it is asked: find them, look for the flags, say what to do. */
export const CALL_ROWS: Readonly<Record<CallItem, Row>> = {
  PLACE_REPEATED_BACK: { ref: '4.2 P1 locate' },
  CALLER_NUMBER_CONFIRMED: { ref: '4.2 P1 identify, R2' },
  CARDIAC_PAIN_OVER_LIMIT: { ref: '4.2 P1, M: AHA', isRedFlag: true },
  CALLER_SWEATING: { ref: '4.2 P1', isRedFlag: true, complaint: 'SWEATING' },
  CALLER_SYNCOPE: { ref: '4.2 P1', isRedFlag: true, complaint: 'SYNCOPE' },
  CALLER_BREATHLESS: { ref: '4.2 P1', isRedFlag: true, complaint: 'DYSPNOEA' },
  CALLER_KNOWN_STENT: { ref: '4.2 P1', isRedFlag: true, complaint: 'KNOWN_STENT' },
  TOLD_TO_STAY_PUT: { ref: '4.2 P1' },
};

type Told = Pick<Episode, 'callScript' | 'complaints'>;

/** What was answered; what the episode was opened with is asked no second time. */
export function callAnswer({ callScript, complaints }: Told, item: CallItem): Answer | undefined {
  const { complaint } = CALL_ROWS[item];
  return callScript?.[item]?.answer ?? (complaint !== undefined && complaints.includes(complaint) ? 'YES' : undefined);
}

/** One red flag is enough; without one it is only no when every one was answered so. */
export function callAdvice(answerTo: (item: CallItem) => Answer | undefined): CallAdvice {
  const flags = CALL_ITEMS.filter((item) => CALL_ROWS[item].isRedFlag);
  if (flags.some((item) => answerTo(item) === 'YES')) return 'STAY_PUT_CALL_120';
  return flags.every((item) => answerTo(item) === 'NO') ? 'NO_RED_FLAG' : 'ASK_ON';
}

/** The numbers in the sentence of an item under an edition. */
export const callLimits = (edition: Edited, item: CallItem): readonly number[] =>
  item === 'CARDIAC_PAIN_OVER_LIMIT' ? [thresholdOf(edition, 'PAIN_LONGER_THAN')] : [];
