import type { EcgId } from './ids';
import type { Edited } from './pathway';
import { thresholdOf } from './ruleThresholds';
import type { Instant, Minutes } from './time';
import type { Answer, Lead, LysisResult, Role } from './vocabulary';

/** What was found when lysis was assessed; the reference ECG is one taken before the bolus (2.6). */
export type LysisFindings = {
  readonly referenceEcgId?: EcgId;
  readonly ecgId?: EcgId;
  /** The worst lead of the reference ECG. */
  readonly lead?: Lead;
  /** ST elevation in that lead, mm. */
  readonly mmBefore?: number;
  readonly mmAfter?: number;
  readonly painGone: Answer;
  readonly reperfusionArrhythmia: Answer;
  /** Haemodynamic or electrical instability. */
  readonly unstable: Answer;
  readonly worseningIschaemia: Answer;
};

/** `ASK`: the table gives no answer, a person does. */
export type LysisAdvice = {
  readonly says: LysisResult | 'ASK';
  readonly row: string;
  /** How far ST fell back, %. */
  readonly resolutionPct?: number;
};

/** A person's word, beside what the table said at that moment. */
export type LysisAssessment = LysisFindings & {
  readonly result: LysisResult;
  readonly by: string;
  readonly role: Role;
  readonly at: Instant;
  readonly reason?: string;
  readonly advice: LysisAdvice;
};

/** ST resolution, %; computed only from a stored reference ECG, its lead and both heights (10.35). */
export const resolution = ({ referenceEcgId, lead, mmBefore, mmAfter }: LysisFindings): number | undefined =>
  referenceEcgId === undefined || lead === undefined || mmBefore === undefined || mmAfter === undefined || mmBefore <= 0
    ? undefined
    : ((mmBefore - mmAfter) / mmBefore) * 100;

type Case = LysisFindings & {
  readonly edition: Edited;
  readonly resolutionPct: number | undefined;
  readonly sinceMin: Minutes;
};
type Row = { readonly row: string; readonly says: LysisAdvice['says']; readonly holds: (facts: Case) => boolean };

/** clinical.md 2.6: the first row that holds speaks. */
export const LYSIS_RESULT_ROWS: readonly Row[] = [
  { row: '2.6 unstable', says: 'FAILED', holds: ({ unstable }) => unstable === 'YES' },
  { row: '2.6 worsening', says: 'FAILED', holds: ({ worseningIschaemia }) => worseningIschaemia === 'YES' },
  { row: '10.35', says: 'ASK', holds: ({ resolutionPct }) => resolutionPct === undefined },
  {
    row: '2.6 early',
    says: 'ASK',
    holds: ({ sinceMin, edition }) => sinceMin < thresholdOf(edition, 'LYSIS_LOOK_FROM'),
  },
  {
    row: '2.6 < 50 %',
    says: 'FAILED',
    holds: ({ resolutionPct = 0, edition }) => resolutionPct < thresholdOf(edition, 'LYSIS_RESOLVED'),
  },
  {
    row: '2.6 >= 50 %',
    says: 'REPERFUSED',
    holds: ({ painGone, reperfusionArrhythmia }) => painGone === 'YES' || reperfusionArrhythmia === 'YES',
  },
];

/** What the table says `sinceMin` after the bolus; resolution without a supporting sign is a person's to judge. */
export const lysisAdvice = (findings: LysisFindings, sinceMin: Minutes, edition: Edited): LysisAdvice => {
  const resolutionPct = resolution(findings);
  const matched = LYSIS_RESULT_ROWS.find(({ holds }) => holds({ ...findings, resolutionPct, sinceMin, edition }));
  const { row, says } = matched ?? ({ row: '2.6 no support', says: 'ASK' } as const);
  return { row, says, ...(resolutionPct !== undefined && { resolutionPct }) };
};
