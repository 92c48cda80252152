import { FINDING_ROWS } from '../../../workflows/domain/findings';
import {
  ANGIOGRAPHY_ENDS,
  ANSWERS,
  BLEEDING_KINDS,
  FINDINGS,
  LEADS,
  LYSIS_RESULTS,
  OVERLAYS,
  RISK_CLASSES,
  STAND_DOWN_REASONS,
  TRACING_SOURCES,
} from '../../../workflows/domain/vocabulary';
import * as documents from '../api/generated/graphql';
import type { Field } from './fields';
import { number, type Sheet, TIME } from './sheet';

/** What an infarction without a culprit can be taken for (4.2 P8). */
const NO_STEMI = FINDINGS.filter((finding) => ['NSTE_ACS', 'OTHER'].includes(FINDING_ROWS[finding].path));
const MILLIMETRES = [0, 50] as const;
/** Yes, no or unknown, and unknown until somebody says otherwise. */
const answer = (name: 'painGone' | 'reperfusionArrhythmia' | 'unstable' | 'worseningIschaemia'): Field => ({
  kind: 'CODE',
  name,
  label: name,
  group: 'answer',
  options: ANSWERS,
  initial: 'UNKNOWN',
});

/** What the branches of the acute path ask: clinical.md 2.6, 4.3. */
export const BRANCH_SHEETS = {
  CANCEL_ACTIVATION: {
    document: documents.CancelActivationDocument,
    fields: [{ kind: 'CODE', name: 'reason', label: 'reason', group: 'standDownReason', options: STAND_DOWN_REASONS }],
  },
  CONFIRM_LYSIS: {
    document: documents.ConfirmLysisDocument,
    fields: [{ kind: 'TEXT', name: 'reason', label: 'reason', long: true }],
  },
  REVISE_DIAGNOSIS: {
    document: documents.ReviseDiagnosisDocument,
    fields: [
      { kind: 'CODE', name: 'finding', label: 'newFinding', group: 'finding', options: FINDINGS },
      TIME,
      { kind: 'TEXT', name: 'reason', label: 'reason', long: true },
    ],
  },
  READ_AT_BEDSIDE: {
    document: documents.ReadAtBedsideDocument,
    fields: [
      { kind: 'CODE', name: 'finding', label: 'finding', group: 'finding', options: FINDINGS },
      { kind: 'CODES', name: 'leads', label: 'seenInLeads', group: 'lead', options: LEADS },
      { kind: 'CODE', name: 'readFrom', label: 'readFrom', group: 'tracingSource', options: TRACING_SOURCES },
      { kind: 'TIME', name: 'acquired', label: 'ecgTakenAt' },
      { kind: 'TIME', name: 'time', label: 'ecgReadAt' },
      { kind: 'TEXT', name: 'readWith', label: 'readWith', optional: true },
    ],
  },
  LABEL_RISK: {
    document: documents.LabelRiskDocument,
    fields: [
      { kind: 'CODE', name: 'riskClass', label: 'riskClass', group: 'riskClass', options: RISK_CLASSES },
      TIME,
      { kind: 'TEXT', name: 'reason', label: 'reasonOptional', optional: true },
    ],
  },
  REPORT_DAPT_GAP: {
    document: documents.ReportDaptGapDocument,
    fields: [number('days', 'daysMissed', [1, 365], false), TIME],
  },
  REPORT_BLEEDING: {
    document: documents.ReportBleedingDocument,
    fields: [
      { kind: 'CODE', name: 'kind', label: 'bleedingKind', group: 'bleedingKind', options: BLEEDING_KINDS },
      TIME,
    ],
  },
  CONCLUDE_ANGIOGRAPHY: {
    document: documents.ConcludeAngiographyDocument,
    fields: [
      { kind: 'CODE', name: 'end', label: 'angiographyEnd', group: 'angiographyEnd', options: ANGIOGRAPHY_ENDS },
      {
        kind: 'CODE',
        name: 'finding',
        label: 'findingWithoutCulprit',
        group: 'finding',
        options: NO_STEMI,
        optional: true,
      },
      TIME,
      { kind: 'TEXT', name: 'reason', label: 'seenAtAngiography', long: true },
    ],
  },
  FIND_REINFARCTION: { document: documents.FindReinfarctionDocument, fields: [TIME] },
  LEAVE_AGAINST_ADVICE: {
    document: documents.LeaveAgainstAdviceDocument,
    fields: [
      TIME,
      { kind: 'TEXT', name: 'reason', label: 'reason', long: true },
      { kind: 'FLAG', name: 'riskForm', label: 'riskForm' },
      { kind: 'FLAG', name: 'highRisk', label: 'highRisk' },
      { kind: 'TEXT', name: 'byName', label: 'byName', optional: true },
      { kind: 'TEXT', name: 'relation', label: 'relation', optional: true },
    ],
  },
  ANNOUNCE_PATIENT: { document: documents.AnnouncePatientDocument, fields: [] },
  CHOOSE_RECEIVER: {
    document: documents.ChooseReceiverDocument,
    fields: [
      { kind: 'SITE', name: 'siteId', label: 'receivingHospital', siteKinds: ['PCI_HOSPITAL'] },
      { kind: 'TEXT', name: 'reason', label: 'reason', long: true },
    ],
  },
  RAISE_OVERLAY: {
    document: documents.RaiseOverlayDocument,
    fields: [
      { kind: 'CODE', name: 'overlay', label: 'overlay', group: 'overlay', options: OVERLAYS },
      TIME,
      { kind: 'TEXT', name: 'reason', label: 'reasonOptional', optional: true },
    ],
  },
  END_OVERLAY: {
    document: documents.EndOverlayDocument,
    fields: [
      { kind: 'CODE', name: 'overlay', label: 'overlay', group: 'overlay', options: OVERLAYS },
      TIME,
      number('cprMin', 'cprMin', [0, 600]),
      { kind: 'TEXT', name: 'reason', label: 'reasonOptional', optional: true },
    ],
  },
  ASSESS_LYSIS: {
    document: documents.AssessLysisDocument,
    fields: [
      { kind: 'CODE', name: 'result', label: 'lysisResult', group: 'lysisResult', options: LYSIS_RESULTS },
      TIME,
      { kind: 'ECG', name: 'referenceEcgId', label: 'referenceEcg', options: [], optional: true },
      { kind: 'ECG', name: 'ecgId', label: 'laterEcg', options: [], optional: true },
      { kind: 'CODE', name: 'lead', label: 'worstLead', group: 'lead', options: LEADS, optional: true },
      number('mmBefore', 'mmBefore', MILLIMETRES),
      number('mmAfter', 'mmAfter', MILLIMETRES),
      answer('painGone'),
      answer('reperfusionArrhythmia'),
      answer('unstable'),
      answer('worseningIschaemia'),
      { kind: 'TEXT', name: 'reason', label: 'reasonOptional', optional: true },
    ],
  },
} as const satisfies Partial<Record<documents.Action, Sheet>>;
