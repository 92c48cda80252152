import type { Episode } from './episode';
import { diagnosisToWire } from './forecast';
import type { Assessment } from './lysisChecklist';
import { assess } from './lysisChecklist';
import { milestone, when } from './milestones';
import type { Edited } from './pathway';
import { firstRow } from './strategyRows';
import { between } from './time';
import type { Instant, Minutes } from './time';
import { refusedKinds } from './refusals';
import type { Answer, ConsentKind, Jurisdiction, Strategy } from './vocabulary';

/** Patients for whom a senior decides, and a special pathway is kept (R32). */
export const SPECIAL_ITEMS = ['PREGNANT', 'CHILD', 'DO_NOT_RESUSCITATE', 'IN_CUSTODY'] as const;

/** What the table asks beside the lysis checklist, answered on the same sheet. */
export const SITUATION_ITEMS = [
  'CARDIOGENIC_SHOCK',
  'ACUTE_SEVERE_HEART_FAILURE',
  'CIRCULATION_RETURNED_AFTER_ARREST',
  'ONGOING_ISCHAEMIA',
  'INSTABILITY',
  'LIFE_THREATENING_ARRHYTHMIA',
  'LARGE_INFARCT',
  'LOW_BLEEDING_RISK',
  'MECHANICAL_COMPLICATION_EXCLUDED',
  'PCI_IMPOSSIBLE',
  // what the pack asks (2.5, 10.34)
  'ASPIRIN_ALLERGY',
  'TICAGRELOR_OR_PRASUGREL_GIVEN',
  // what stands against nitroglycerin (2.5#6)
  'RIGHT_VENTRICULAR_INFARCT',
  'PDE5_INHIBITOR_TAKEN',
  ...SPECIAL_ITEMS,
] as const;
export type SituationItem = (typeof SITUATION_ITEMS)[number];

export type StrategyInput = {
  /** STEMI or an equivalent was signed (10.1). */
  readonly stemi: boolean;
  readonly dissectionSuspected: boolean;
  readonly killip?: 1 | 2 | 3 | 4;
  readonly situation: Readonly<Partial<Record<SituationItem, Answer>>>;
  readonly lysis: Assessment;
  /** Minutes since the symptoms began: the same twice when the instant is known, absent when it is not. */
  readonly onset?: { readonly longestMin: Minutes; readonly shortestMin: Minutes };
  /** Diagnosis-to-wire, min; absent = not known. */
  readonly forecastMin?: Minutes;
  /** Whose windows and limits of the forecast hold. */
  readonly edition: Edited;
  readonly atPciHospital: boolean;
  /** What the patient or the family refuses (2.8). */
  readonly refused?: readonly ConsentKind[];
  readonly jurisdiction: Jurisdiction;
};

/** `ASK`: the table gives no answer, a senior does. */
export type Advice = Strategy | 'ASK';
export type Reason =
  | 'DISSECTION_SUSPECTED'
  | 'NO_STEMI'
  | 'SHOCK_OR_HEART_FAILURE'
  | 'CIRCULATION_RETURNED'
  | 'ABSOLUTE_CONTRAINDICATION'
  | 'ONSET_IN_WINDOW'
  | 'ONSET_AFTER_WINDOW'
  | 'ONSET_LATE'
  | 'ONSET_UNKNOWN'
  | 'ONSET_ENDS_DISAGREE'
  | 'FORECAST_IN_LIMIT'
  | 'FORECAST_OVER_LIMIT'
  | 'FORECAST_UNKNOWN'
  | 'ONGOING_ISCHAEMIA'
  | 'ISCHAEMIA_NOT_KNOWN'
  | 'STABLE'
  | 'PCI_IMPOSSIBLE'
  | 'PCI_REFUSED';
export type Remark =
  | 'CT_FIRST_NO_LYSIS_NO_ANTICOAGULANT'
  | 'NSTE_ACS_PATH'
  | 'SENIOR_MAY_CHOOSE_LYSIS'
  | 'BYPASS_ED_AND_CCU'
  | 'AIM_WIRE_ON_SITE'
  | 'AIM_WIRE_TRANSFERRED'
  | 'BOLUS_AT_ONCE'
  | 'THEN_TRANSFER'
  | 'SENIOR_CONFIRMS_RELATIVE'
  | 'SENIOR_CONFIRMS_UNKNOWN'
  | 'EARLY_DELAY_MATTERS_MOST'
  | 'SENIOR_MAY_PREFER_LYSIS'
  | 'LYSIS_MAY_BE_CONSIDERED'
  | 'ROUTINE_PCI_REASONABLE'
  | 'NO_PCI_OF_THE_OCCLUSION'
  | 'MEDICAL_THERAPY'
  | 'SENIOR_DECIDES';

export type Recommendation = {
  readonly strategy: Advice;
  /** The row that matched first, `2.2#4`. */
  readonly row: string;
  readonly reasons: readonly Reason[];
  readonly remarks: readonly Remark[];
  /** What each end of an interval of onset would give, when they disagree (10.19, 10.38). */
  readonly atEarliest?: Advice;
  readonly atLatest?: Advice;
};

/** The recommendation of 2.2; a named doctor decides. Both ends of an uncertain onset are asked (10.19). */
export const recommend = (input: StrategyInput): Recommendation => {
  if (input.onset === undefined) return firstRow(input);
  const earliest = firstRow({ ...input, sinceMin: input.onset.longestMin });
  const latest = firstRow({ ...input, sinceMin: input.onset.shortestMin });
  if (earliest.strategy === latest.strategy) return earliest;
  return {
    strategy: 'ASK',
    row: earliest.row,
    reasons: ['ONSET_ENDS_DISAGREE', ...new Set([...earliest.reasons, ...latest.reasons])],
    remarks: ['SENIOR_DECIDES'],
    atEarliest: earliest.strategy,
    atLatest: latest.strategy,
  };
};

const PCI_HOSPITAL_CHANNELS = ['WALK_IN', 'WARD'] as const;

const isAtPciHospital = (episode: Episode): boolean =>
  when(episode.milestones, 'DOOR') !== undefined ||
  (episode.sites.referring === undefined && PCI_HOSPITAL_CHANNELS.some((channel) => channel === episode.helpChannel));

const onsetOf = (episode: Episode, now: Instant): StrategyInput['onset'] => {
  const onset = milestone(episode.milestones, 'ONSET');
  return onset && { longestMin: between(onset.at, now), shortestMin: between(onset.untilAt ?? onset.at, now) };
};

/** What 2.2 says of this episode now; `undefined` before an ECG is signed with a diagnosis. */
export const recommendFor = (episode: Episode, now: Instant): Recommendation | undefined => {
  const { report, checklist, jurisdiction, killip } = episode;
  if (report === undefined || report.finding === 'UNCLEAR') return undefined;
  const forecastMin = diagnosisToWire(episode, now);
  const onset = onsetOf(episode, now);
  return recommend({
    stemi: report.finding === 'STEMI' || report.finding === 'STEMI_EQUIVALENT',
    dissectionSuspected:
      report.finding === 'DISSECTION_SUSPECTED' || checklist['AORTIC_DISSECTION_SUSPECTED'] === 'YES',
    ...(killip !== undefined && { killip }),
    situation: checklist,
    lysis: assess(checklist, jurisdiction),
    ...(onset !== undefined && { onset }),
    ...(forecastMin !== undefined && { forecastMin }),
    edition: episode.pathway,
    atPciHospital: isAtPciHospital(episode),
    refused: refusedKinds(episode),
    jurisdiction,
  });
};
