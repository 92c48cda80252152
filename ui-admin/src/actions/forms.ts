import {
  CLOSE_REASONS,
  CONSENT_KINDS,
  CONSENT_STATES,
  DELAY_REASONS,
  INCIDENT_ACTIONS,
  LAB_ROLES,
  MILESTONES,
  PCI_COMPLICATIONS,
  PCI_SUPPORTS,
  RESOURCE_KINDS,
  STRATEGIES,
  type SubjectKind,
} from '../../../workflows/domain/vocabulary';
import * as documents from '../api/generated/graphql';
import type { Words } from '../words/words';
import { BRANCH_SHEETS } from './branchSheets';
import { CONSULT_FIELDS } from './consultForms';
import { RECORD_SHEETS } from './recordForms';
import { HAND_OUT } from './deviceForms';
import { DRUG_FIELDS } from './drugForms';
import { TEST_FIELDS, VITAL_FIELDS } from './testForms';
import type { Field, Form } from './fields';
import { number, type Sheet, TIME, WHY } from './sheet';
import { STAY_SHEETS } from './stayForms';

/** A drill ends by itself. */
const CLOSED_BY_PEOPLE = CLOSE_REASONS.filter((reason) => reason !== 'DRILL_OVER');

/** What an episode's forms start from. */
export type EpisodeContext = {
  readonly episodeId: string;
  readonly patientId: string | undefined;
  readonly communitySiteId: string | undefined;
  readonly receivingSiteId: string | undefined;
  /** The recommendation's row on the screen, kept with the decision. */
  readonly shown: string | undefined;
  /** What is told of an ended episode says why. */
  readonly isClosed: boolean;
  /** Its ECGs, named by when they were taken. */
  readonly ecgs: readonly { readonly value: string; readonly label: string }[];
};

const MINUTES = [0, 600] as const;
const TIMI = [0, 3] as const;
/** What each action of an episode asks; the others hang on a clock, a page, a task or an alarm. */
const SHEETS: Readonly<Partial<Record<documents.Action, Sheet>>> = {
  RECORD_MILESTONE: {
    document: documents.RecordMilestoneDocument,
    fields: [{ kind: 'CODE', name: 'code', label: 'what', group: 'milestone', options: MILESTONES }, TIME],
  },
  ASK_CONSULT: { document: documents.AskConsultDocument, fields: CONSULT_FIELDS },
  RECORD_DRUG: { document: documents.RecordDrugDocument, fields: DRUG_FIELDS },
  MEASURE_VITALS: { document: documents.MeasureVitalsDocument, fields: VITAL_FIELDS },
  REPORT_TEST: { document: documents.ReportTestDocument, fields: TEST_FIELDS },
  MAKE_FORECAST: {
    document: documents.MakeForecastDocument,
    fields: [
      number('localMin', 'localMin', MINUTES),
      number('driveMin', 'driveMin', MINUTES),
      number('arrivalToWireMin', 'arrivalToWireOwn', MINUTES),
    ],
  },
  DECIDE_STRATEGY: {
    document: documents.DecideStrategyDocument,
    fields: [
      { kind: 'CODE', name: 'strategy', label: 'strategy', group: 'strategy', options: STRATEGIES },
      { kind: 'TEXT', name: 'reason', label: 'reasonOptional', optional: true },
    ],
  },
  ...BRANCH_SHEETS,
  ASK_RESOURCE: {
    document: documents.AskResourceDocument,
    fields: [{ kind: 'CODE', name: 'kind', label: 'what', group: 'resourceKind', options: RESOURCE_KINDS }],
  },
  CHANGE_LAB: { document: documents.ChangeLabDocument, fields: [{ kind: 'LAB', name: 'labId', label: 'lab' }] },
  ...RECORD_SHEETS,
  CALL_LAB: { document: documents.CallLabDocument, fields: [{ kind: 'LAB', name: 'labId', label: 'lab' }] },
  ARRIVE_AT_LAB: {
    document: documents.ArriveAtLabDocument,
    fields: [{ kind: 'CODE', name: 'role', label: 'teamRole', group: 'role', options: LAB_ROLES }, TIME],
  },
  CHANGE_CONSENT: {
    document: documents.ChangeConsentDocument,
    fields: [
      {
        kind: 'CODE',
        name: 'kind',
        label: 'consentKind',
        group: 'consentKind',
        options: CONSENT_KINDS,
        initial: 'PCI',
      },
      { kind: 'CODE', name: 'state', label: 'consentState', group: 'consentState', options: CONSENT_STATES },
      TIME,
      { kind: 'TEXT', name: 'byName', label: 'byName', optional: true },
      { kind: 'TEXT', name: 'relation', label: 'relation', optional: true },
      { kind: 'TEXT', name: 'reason', label: 'reasonOptional', optional: true },
    ],
  },
  REPORT_PCI: {
    document: documents.ReportPciDocument,
    fields: [
      { kind: 'TEXT', name: 'culprit', label: 'culprit' },
      { kind: 'CODE', name: 'access', label: 'access', group: 'access', options: ['RADIAL', 'FEMORAL'] },
      number('timiBefore', 'timiBefore', TIMI, false),
      number('timiAfter', 'timiAfter', TIMI, false),
      { kind: 'STENTS', name: 'stents', label: 'stents' },
      { kind: 'FLAG', name: 'thrombus', label: 'thrombus' },
      {
        kind: 'CODES',
        name: 'complications',
        label: 'complications',
        group: 'pciComplication',
        options: PCI_COMPLICATIONS,
      },
      { kind: 'CODES', name: 'support', label: 'circulatorySupport', group: 'pciSupport', options: PCI_SUPPORTS },
    ],
  },
  ...STAY_SHEETS,
  CLOSE_EPISODE: {
    document: documents.CloseEpisodeDocument,
    fields: [
      { kind: 'CODE', name: 'reason', label: 'closeReason', group: 'closeReason', options: CLOSED_BY_PEOPLE },
      TIME,
    ],
  },
  BIND_DEVICE: {
    document: documents.BindDeviceDocument,
    fields: HAND_OUT,
  },
};

/** What is added to an ended episode says why. */
const SAYS_WHY_AFTERWARDS: readonly documents.Action[] = ['RECORD_MILESTONE', 'RECORD_DRUG', 'REPORT_TEST'];

/** The form of an action an episode offers by itself, or nothing for the others. */
export const episodeForm = (
  action: documents.Action,
  { episodeId, patientId, communitySiteId, receivingSiteId, shown, isClosed, ecgs }: EpisodeContext,
  { word }: Pick<Words, 'word'>,
): Form | undefined => {
  const sheet = SHEETS[action];
  if (sheet === undefined) return undefined;
  const fixed = {
    episodeId,
    ...(action === 'DECIDE_STRATEGY' && shown !== undefined ? { shown } : {}),
    ...(action === 'BIND_DEVICE' && patientId !== undefined ? { patientId } : {}),
  };
  const siteId = action === 'DOWN_REFER' ? communitySiteId : action === 'ASK_CONSULT' ? receivingSiteId : undefined;
  const initial = siteId === undefined ? {} : { siteId };
  const asked = isClosed && SAYS_WHY_AFTERWARDS.includes(action) ? [...sheet.fields, WHY] : sheet.fields;
  const fields = asked.map((field): Field => {
    if (field.kind === 'ECG') return { ...field, options: ecgs };
    return field.kind === 'EDITION' && receivingSiteId !== undefined ? { ...field, siteId: receivingSiteId } : field;
  });
  return { title: word('action', action), document: sheet.document, fields, fixed, initial };
};

export const delayForm = (episodeId: string, target: string, title: string): Form => ({
  title,
  document: documents.ExplainDelayDocument,
  fields: [
    { kind: 'CODE', name: 'reason', label: 'reason', group: 'delayReason', options: DELAY_REASONS },
    { kind: 'TEXT', name: 'text', label: 'text', optional: true, long: true },
  ],
  fixed: { episodeId, target },
});

export const clearNobodyForm = (subjectKind: SubjectKind, subjectId: string, ladder: string, title: string): Form => ({
  title,
  document: documents.ClearNobodyDocument,
  fields: [{ kind: 'TEXT', name: 'reason', label: 'reason', long: true }],
  fixed: { subjectKind, subjectId, ladder },
});

/** What a follow-up contact asks, clinical.md 5.1 V1: kept as answers of the task. */
const VISIT_ANSWERS = ['symptoms', 'bleeding', 'accessSite', 'bloodPressure', 'drugsTaken', 'remark'] as const;

export const taskForm = (episodeId: string, taskId: string, kind: string, title: string): Form => ({
  title,
  document: documents.DoTaskDocument,
  fields: [
    TIME,
    {
      kind: 'PAIRS',
      name: 'answers',
      label: 'answersOf',
      keys: kind === 'VISIT' || kind === 'PHONE_VISIT' ? VISIT_ANSWERS : ['remark'],
    },
    { kind: 'DATE', name: 'nextDueAt', label: 'nextVisit', optional: true },
  ],
  fixed: { episodeId, taskId },
});

export const assessForm = (incidentId: string, title: string): Form => ({
  title,
  document: documents.AssessIncidentDocument,
  fields: [
    { kind: 'TEXT', name: 'assessment', label: 'assessment', long: true },
    { kind: 'FLAG', name: 'real', label: 'real' },
  ],
  fixed: { incidentId },
  initial: { real: true },
});

export const incidentActionForm = (incidentId: string, title: string): Form => ({
  title,
  document: documents.ActOnIncidentDocument,
  // Referring up is a button of its own: one press opens the new episode.
  fields: [
    {
      kind: 'CODE',
      name: 'action',
      label: 'incidentAction',
      group: 'incidentAction',
      options: INCIDENT_ACTIONS.filter((action) => action !== 'UP_REFERRAL'),
    },
  ],
  fixed: { incidentId },
});

export const closeIncidentForm = (incidentId: string, title: string): Form => ({
  title,
  document: documents.CloseIncidentDocument,
  fields: [{ kind: 'TEXT', name: 'reason', label: 'reason', long: true }],
  fixed: { incidentId },
});

type StandIn = { readonly siteId: string; readonly role: string; readonly insteadOfId?: string };
type Offered = {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly from: string;
  readonly to: string;
};

/** Who stands in, from when until when, and why. */
export const substituteForm = (fixed: StandIn, { options, from, to }: Offered, title: string): Form => ({
  title,
  document: documents.SubstituteDocument,
  fields: [
    { kind: 'PERSON', name: 'personId', label: 'standInPerson', options },
    { kind: 'MOMENT', name: 'from', label: 'fromTime' },
    { kind: 'MOMENT', name: 'to', label: 'toTime' },
    { kind: 'TEXT', name: 'reason', label: 'reason', long: true },
  ],
  fixed,
  initial: { from, to },
});
