import { afterQuiet, dayAfter, dayAfterMonths, endOfDay, startOfDay, workingDayFrom } from './calendar';
import type { DrugLine, Episode, PlanTask } from './episode';
import type { Ladder, Rung } from './ladder';
import type { Calendar, Edited } from './pathway';
import { quietHours, thresholdOf } from './ruleThresholds';
import { DAY_MS, instant, plusDays } from './time';
import type { Instant } from './time';
import type { Channel, Role, TaskKind } from './vocabulary';

/** One row of clinical.md 5.1, counted from the day of discharge. */
type Visit = {
  readonly code: string;
  readonly kind: Extract<TaskKind, 'VISIT' | 'PHONE_VISIT'>;
  readonly opens: When;
  readonly due: When;
  /** Due date of patients at high risk (10.20). */
  readonly dueHighRisk?: When;
  readonly opensHighRisk?: When;
  /** What the visit is for; people read it from the catalogues. */
  readonly content: readonly string[];
  readonly contentIfLvefLow?: readonly string[];
};
type When = { readonly day: number } | { readonly month: number; readonly fromReminder?: true };

/** A visit opens with its first reminder (5.1). */
const month = (n: number) => ({ opens: { month: n, fromReminder: true }, due: { month: n } }) as const;

export const VISITS: readonly Visit[] = [
  {
    code: 'V1_CALL',
    kind: 'PHONE_VISIT',
    opens: { day: 3 },
    due: { day: 7 },
    content: ['SYMPTOMS', 'ACCESS_SITE', 'BLEEDING', 'DAPT_POSSESSION', 'MOOD', 'DEVICE_WEARING'],
  },
  {
    code: 'V1',
    kind: 'VISIT',
    opens: { day: 7 },
    due: { day: 14 },
    opensHighRisk: { day: 3 },
    dueHighRisk: { day: 7 },
    content: [
      'SYMPTOMS',
      'ACCESS_SITE',
      'BLEEDING',
      'BLOOD_PRESSURE',
      'HEART_RATE',
      'DAPT_POSSESSION',
      'MOOD',
      'DEVICE_WEARING',
    ],
  },
  {
    code: 'V2',
    kind: 'VISIT',
    opens: { day: 28 },
    due: { day: 42 },
    content: ['LIPIDS', 'ALT_CK', 'CREATININE', 'POTASSIUM', 'GLUCOSE_HBA1C', 'ECG', 'BP_TITRATION'],
  },
  { code: 'V3', kind: 'VISIT', ...month(3), content: ['LABS_IF_NOT_AT_GOAL'], contentIfLvefLow: ['LVEF'] },
  { code: 'V4', kind: 'VISIT', ...month(6), content: ['ADHERENCE', 'BLEEDING_SCORE', 'REHAB_COMPLETION', 'DAPT_PLAN'] },
  { code: 'V5', kind: 'PHONE_VISIT', ...month(9), content: ['ADHERENCE', 'REFILL'] },
  {
    code: 'V6',
    kind: 'VISIT',
    ...month(12),
    content: ['DAPT_DECISION', 'FULL_LABS', 'ECG', 'ECHO_IF_INDICATED', 'CARDIOLOGY'],
  },
];

/** The second drug of DAPT; 12 months unless a doctor gave another date (5.2). */
export const P2Y12_INHIBITORS: readonly string[] = ['TICAGRELOR', 'PRASUGREL', 'CLOPIDOGREL'];
export const DAPT_MONTHS = 12;

export const isP2y12 = ({ drug }: DrugLine): boolean =>
  P2Y12_INHIBITORS.some((name) => drug.toUpperCase().startsWith(name));

function dayOf({ calendar, ...edition }: Episode['pathway'], from: Instant, at: When): number {
  if ('day' in at) return dayAfter(calendar, from, at.day);
  const ahead = at.fromReminder === true ? thresholdOf(edition, 'VISIT_REMIND_FIRST') : 0;
  return dayAfterMonths(calendar, from, at.month) - ahead;
}

/** The discharge drugs with their stop dates: DAPT's second drug gets its year when nobody said otherwise. */
export const withStopDates = (drugs: readonly DrugLine[], calendar: Calendar, from: Instant): readonly DrugLine[] =>
  drugs.map((line) =>
    line.stopAt === undefined && isP2y12(line)
      ? { ...line, stopAt: endOfDay(calendar, dayAfterMonths(calendar, from, DAPT_MONTHS)) }
      : line,
  );

type Owed = Pick<PlanTask, 'code' | 'kind' | 'opensAt' | 'dueAt' | 'detail'>;

const visitTask = (visit: Visit, episode: Episode, from: Instant): Owed => {
  const { pathway } = episode;
  const { calendar } = pathway;
  const highRisk = episode.discharge?.highRisk === true;
  const opens = (highRisk ? visit.opensHighRisk : undefined) ?? visit.opens;
  const due = (highRisk ? visit.dueHighRisk : undefined) ?? visit.due;
  const lvef = episode.discharge?.lvef;
  const extra = lvef !== undefined && lvef <= thresholdOf(pathway, 'LVEF_AGAIN') ? (visit.contentIfLvefLow ?? []) : [];
  const day = dayOf(pathway, from, due);
  return {
    code: visit.code,
    kind: visit.kind,
    opensAt: startOfDay(calendar, dayOf(pathway, from, opens)),
    // a date weeks away moves to a day the centre works; the first two weeks hold as they are
    dueAt: endOfDay(calendar, visit.code.startsWith('V1') ? day : workingDayFrom(calendar, day)),
    detail: { content: [...visit.content, ...extra].join(' ') },
  };
};

/** A named person decides about every drug before the day it would stop (5.2 H). */
const stopTask = (
  { calendar, ...edition }: Episode['pathway'],
  { drug, dose, stopAt }: DrugLine & { readonly stopAt: Instant },
): Owed => ({
  code: isP2y12({ drug, dose }) ? 'DAPT' : `STOP_${drug.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}`,
  kind: 'DRUG_STOP_DECISION',
  opensAt: startOfDay(calendar, dayAfter(calendar, stopAt, -thresholdOf(edition, 'VISIT_REMIND_FIRST'))),
  dueAt: stopAt,
  detail: { drug, dose, stopAt: new Date(stopAt).toISOString() },
});

const hasStop = (line: DrugLine): line is DrugLine & { readonly stopAt: Instant } => line.stopAt !== undefined;

/** Who runs the plan: the contracted doctor, or the hospital itself (R22). */
export const keeperOf = ({ hospitalFollowUp, sites }: Episode): Pick<PlanTask, 'ownerRole' | 'siteId'> =>
  hospitalFollowUp === undefined
    ? { ownerRole: 'FAMILY_DOCTOR', siteId: sites.community }
    : { ownerRole: 'WARD_DOCTOR', siteId: sites.receiving };

/** The year after discharge as tasks of the contracted doctor, or of the hospital that stands in, made from what was done (5.1, 5.2, 10.20). */
export const planFor = (episode: Episode, acceptedAt: Instant): PlanTask[] => {
  const from = episode.discharge?.at ?? acceptedAt;
  const { calendar } = episode.pathway;
  const drugs = withStopDates(episode.discharge?.drugs ?? [], calendar, from);
  const owed = [
    ...VISITS.map((visit) => visitTask(visit, episode, from)),
    ...drugs.filter(hasStop).map((line) => stopTask(episode.pathway, line)),
  ];
  return owed
    .filter((task, index) => owed.findIndex(({ code }) => code === task.code) === index)
    .map((task) => ({
      ...task,
      id: `${episode.id}:${task.code}`,
      ...keeperOf(episode),
      status: 'OPEN' as const,
    }))
    .toSorted((one, other) => one.dueAt - other.dueAt);
};

type Reminder = { readonly day: number; readonly of: 'OWNER' | 'LEAD'; readonly channel: Channel };

/** 5.1: twice before the day and once after it; then the home visit, then the review for lost patients. Routine, so nobody's phone rings. */
const remindersOf = (edition: Edited): readonly Reminder[] => [
  { day: -thresholdOf(edition, 'VISIT_REMIND_FIRST'), of: 'OWNER', channel: 'PUSH' },
  { day: -thresholdOf(edition, 'VISIT_REMIND_LAST'), of: 'OWNER', channel: 'PUSH' },
  { day: thresholdOf(edition, 'VISIT_REMIND_OVERDUE'), of: 'OWNER', channel: 'PUSH' },
  { day: thresholdOf(edition, 'VISIT_AT_HOME_AFTER'), of: 'LEAD', channel: 'PUSH' },
  { day: thresholdOf(edition, 'VISIT_LOST_AFTER'), of: 'LEAD', channel: 'PUSH' },
];

/** 10.31, 5.6: told at once, from nine on; what is not done the same day is the community lead’s next morning. */
const SAME_DAY: readonly Reminder[] = [
  { day: 0, of: 'OWNER', channel: 'PUSH' },
  { day: 1, of: 'LEAD', channel: 'PUSH' },
];

const leadOf = (owner: Role): Role => (owner === 'WARD_DOCTOR' ? 'WARD_LEAD' : 'COMMUNITY_LEAD');

/** Nine in the morning: after the day a task opens began, and before the end of the day it is due. */
const MORNING_MS = 9 * 3_600_000;
const LAST_MS = 1; // a day ends one before the next begins

/** When the task's ladder began to ask, and the site's calendar its mornings are by. */
type Asking = Edited & { readonly calendar: Calendar; readonly startedAt: Instant };

/** Routine: what falls into the site's quiet hours is held until its morning, and so is what was late when it began. */
export const taskLadder = (task: PlanTask, { calendar, startedAt, ...edition }: Asking): Ladder => {
  const held = (at: Instant) => afterQuiet(calendar, quietHours(edition), at);
  return {
    because: { reason: 'TASK_DUE', detail: task.code },
    answeredBy: 'DEED',
    nobodyAfterMs: thresholdOf(edition, 'TASK_UNANSWERED') * DAY_MS,
    held,
    rungs: (task.kind === 'DAPT_GAP' ? SAME_DAY : remindersOf(edition)).map(({ day, of, channel }): Rung => {
      const role = of === 'OWNER' ? task.ownerRole : leadOf(task.ownerRole);
      const at = instant(plusDays(task.dueAt, day - 1) + MORNING_MS + LAST_MS);
      const opened = day < 0 ? Math.max(at, Math.min(task.opensAt + MORNING_MS, task.dueAt)) : at;
      return {
        at: held(instant(Math.max(opened, startedAt))),
        when: 'UNANSWERED',
        tells: [{ role, channel, siteId: task.siteId }],
      };
    }),
  };
};
