import {
  CLOSE_REASONS,
  CONSENT_KINDS,
  CONSENT_STATES,
  DELAY_REASONS,
  DEPARTMENTS,
  HELP_CHANNELS,
  INCIDENT_ACTIONS,
  LAB_ROLES,
  MILESTONES,
  STRATEGIES,
  type SubjectKind,
} from '../../../workflows/domain/vocabulary';
import * as documents from '../api/generated/graphql';
import type { Words } from '../words/words';
import type { Field, Form } from './fields';

/** What a caller may say, as codes: clinical.md 4.2 P1. */
export const COMPLAINTS = ['CHEST_PAIN', 'SWEATING', 'SYNCOPE', 'BREATHLESSNESS', 'KNOWN_STENT'] as const;

/** What an episode's forms start from. */
export type EpisodeContext = {
  readonly episodeId: string;
  readonly patientId: string | undefined;
  readonly communitySiteId: string | undefined;
  /** The recommendation's row on the screen, kept with the decision. */
  readonly shown: string | undefined;
};

const TIME: Field = { kind: 'TIME', name: 'time', label: 'when' };
const number = (
  name: string,
  label: Extract<Field, { kind: 'NUMBER' }>['label'],
  min: number,
  max: number,
  optional = true,
): Field => ({
  kind: 'NUMBER',
  name,
  label,
  min,
  max,
  optional,
});

type EpisodeAction = documents.Action;

/** The forms of the actions an episode offers by itself; the others hang on a clock, a page, a task or an alarm. */
export const episodeForm = (
  action: EpisodeAction,
  context: EpisodeContext,
  { word }: Pick<Words, 'word'>,
): Form | undefined => {
  const fixed = { episodeId: context.episodeId };
  const form = (document: Form['document'], fields: readonly Field[], more: Partial<Form> = {}): Form => ({
    title: word('action', action),
    document,
    fields,
    fixed,
    ...more,
  });
  switch (action) {
    case 'RECORD_MILESTONE':
      return form(documents.RecordMilestoneDocument, [
        { kind: 'CODE', name: 'code', label: 'what', group: 'milestone', options: MILESTONES },
        TIME,
      ]);
    case 'MAKE_FORECAST':
      return form(documents.MakeForecastDocument, [
        number('localMin', 'localMin', 0, 600),
        number('driveMin', 'driveMin', 0, 600),
        number('arrivalToWireMin', 'arrivalToWireMin', 0, 600),
        number('cases', 'cases', 0, 100_000),
      ]);
    case 'DECIDE_STRATEGY':
      return form(
        documents.DecideStrategyDocument,
        [
          { kind: 'CODE', name: 'strategy', label: 'strategy', group: 'strategy', options: STRATEGIES },
          { kind: 'TEXT', name: 'reason', label: 'reasonOptional', optional: true },
        ],
        { fixed: { ...fixed, ...(context.shown === undefined ? {} : { shown: context.shown }) } },
      );
    case 'CALL_LAB':
      return form(documents.CallLabDocument, [{ kind: 'LAB', name: 'labId', label: 'lab' }]);
    case 'ARRIVE_AT_LAB':
      return form(documents.ArriveAtLabDocument, [
        { kind: 'CODE', name: 'role', label: 'teamRole', group: 'role', options: LAB_ROLES },
        TIME,
      ]);
    case 'CHANGE_CONSENT':
      return form(documents.ChangeConsentDocument, [
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
      ]);
    case 'REPORT_PCI':
      return form(documents.ReportPciDocument, [
        { kind: 'TEXT', name: 'culprit', label: 'culprit' },
        { kind: 'CODE', name: 'access', label: 'access', group: 'access', options: ['RADIAL', 'FEMORAL'] },
        number('timiBefore', 'timiBefore', 0, 3, false),
        number('timiAfter', 'timiAfter', 0, 3, false),
        { kind: 'STENTS', name: 'stents', label: 'stents' },
      ]);
    case 'ENTER_DEPARTMENT':
      return form(documents.EnterDepartmentDocument, [
        { kind: 'CODE', name: 'department', label: 'department', group: 'department', options: DEPARTMENTS },
        TIME,
      ]);
    case 'DISCHARGE':
      return form(documents.DischargeDocument, [
        TIME,
        { kind: 'DRUGS', name: 'drugs', label: 'drugs' },
        number('lvef', 'lvef', 5, 90),
        { kind: 'FLAG', name: 'highRisk', label: 'highRisk' },
      ]);
    case 'DOWN_REFER':
      return form(documents.DownReferDocument, [
        {
          kind: 'SITE',
          name: 'siteId',
          label: 'toCommunity',
          siteKind: 'COMMUNITY_CENTRE',
          ...(context.communitySiteId === undefined ? {} : { initial: context.communitySiteId }),
        },
        TIME,
      ]);
    case 'ACCEPT_DOWN_REFERRAL':
      return form(documents.AcceptDownReferralDocument, [TIME]);
    case 'CLOSE_EPISODE':
      return form(documents.CloseEpisodeDocument, [
        { kind: 'CODE', name: 'reason', label: 'closeReason', group: 'closeReason', options: CLOSE_REASONS },
        TIME,
      ]);
    case 'BIND_DEVICE':
      return form(documents.BindDeviceDocument, [{ kind: 'TEXT', name: 'deviceId', label: 'deviceId' }], {
        fixed: { ...fixed, ...(context.patientId === undefined ? {} : { patientId: context.patientId }) },
      });
    default:
      return undefined;
  }
};

/** A form for one hollow or filled dot of the timeline. */
export const milestoneForm = (episodeId: string, code: string, title: string, corrects?: number): Form => ({
  title,
  document: documents.RecordMilestoneDocument,
  fields: [TIME],
  fixed: { episodeId, code, ...(corrects === undefined ? {} : { corrects }) },
});

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

export const openEpisodeForm = (title: string): Form => ({
  title,
  document: documents.OpenEpisodeDocument,
  fields: [
    { kind: 'PATIENT', name: 'patientId', label: 'patient' },
    {
      kind: 'CODE',
      name: 'helpChannel',
      label: 'helpChannel',
      group: 'helpChannel',
      options: HELP_CHANNELS,
      initial: 'FAMILY_DOCTOR',
    },
    { kind: 'TIME', name: 'helpSought', label: 'helpSought' },
    { kind: 'TIME', name: 'onset', label: 'onsetTime', optional: true },
    { kind: 'CODES', name: 'complaints', label: 'complaints', group: 'complaint', options: COMPLAINTS },
    { kind: 'FLAG', name: 'drill', label: 'drill' },
  ],
  fixed: {},
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
