import type { Edited, QuietHours } from './pathway';
import { numberIn } from './pathway';
import type { ThresholdUnit } from './vocabulary';

type Row = { readonly ref: string; readonly value: number; readonly unit: ThresholdUnit };

/** Numbers of the decision rules; those of clocks, ladders and drugs are read from their rows. */
export const RULE_THRESHOLDS = {
  /** Shares of a limit; the breach itself is all of it. */
  LEVEL_HALF: { ref: '1.1', value: 50, unit: 'PERCENT' },
  LEVEL_NEAR_BREACH: { ref: '1.1', value: 75, unit: 'PERCENT' },
  LEVEL_ESCALATED: { ref: '1.1', value: 150, unit: 'PERCENT' },
  /** Routine pages are held from eight in the evening until nine in the morning [P]; urgent ones never are. */
  QUIET_FROM: { ref: '5.1', value: 20 * 60, unit: 'MINUTE_OF_DAY' },
  QUIET_TO: { ref: '5.1', value: 9 * 60, unit: 'MINUTE_OF_DAY' },
  /** Pain that may be cardiac and lasts longer is a red flag of the call. */
  PAIN_LONGER_THAN: { ref: '4.2 P1', value: 5, unit: 'MIN' },
  /** Above this diagnosis-to-wire time PPCI is no longer the first choice. */
  FORECAST_LIMIT: { ref: '2.2#4', value: 120, unit: 'MIN' },
  /** From here on lysis may be preferred in the first hours. */
  FORECAST_SLOW: { ref: '2.2#5a', value: 60, unit: 'MIN' },
  /** Hours since the onset that divide the rows of the reperfusion choice; China’s lists end none for stable ones, so the longer. */
  ONSET_VERY_EARLY: { ref: '2.2#5a', value: 2, unit: 'HOURS' },
  ONSET_EARLY: { ref: '2.2#5a', value: 3, unit: 'HOURS' },
  ONSET_WINDOW: { ref: '2.2#4', value: 12, unit: 'HOURS' },
  ONSET_LATE: { ref: '2.2#6', value: 24, unit: 'HOURS' },
  ONSET_STABLE_ESC_2023: { ref: '2.2#8', value: 48, unit: 'HOURS' },
  ONSET_STABLE_ACCF_AHA: { ref: '2.2#8', value: 24, unit: 'HOURS' },
  ONSET_STABLE_CHINA_2019: { ref: '2.2#8', value: 48, unit: 'HOURS' },
  /** Reperfused from this share of the reference on. */
  LYSIS_RESOLVED: { ref: '2.6', value: 50, unit: 'PERCENT' },
  /** The ECGs that count are those of 60 to 90 min after the bolus. */
  LYSIS_LOOK_FROM: { ref: '2.6', value: 60, unit: 'MIN' },
  LYSIS_DECIDED_BY: { ref: 'T29', value: 90, unit: 'MIN' },
  /** Enoxaparin once a day below this eGFR, oxygen below this saturation, no nitroglycerin below this systolic pressure. */
  ENOXAPARIN_DAILY_BELOW: { ref: '2.5#4', value: 30, unit: 'ML_MIN' },
  OXYGEN_BELOW: { ref: '2.5#5', value: 90, unit: 'SPO2' },
  NITROGLYCERIN_FROM: { ref: '2.5#6', value: 90, unit: 'MM_HG' },
  /** A refusal is offered again after this time. */
  REOFFER_EVERY: { ref: '2.8', value: 30, unit: 'MIN' },
  /** A crew's word of when it arrives counts so long; older it is shown as old. */
  ETA_COUNTS: { ref: 'P6T', value: 10, unit: 'MIN' },
  /** Without an answer for so long the last person is called. */
  UNANSWERED: { ref: 'R7', value: 5, unit: 'MIN' },
  /** Episodes of one person or one phone within this time are proposed as one event. */
  SAME_EVENT_WITHIN: { ref: 'R1', value: 60, unit: 'MIN' },
  /** Who comes again so soon after going home is back with what was done then. */
  BACK_WITHIN: { ref: 'R19', value: 30, unit: 'DAYS' },
  /** An ended episode is reopened within this time; later a linked one is opened. */
  REOPEN_WITHIN: { ref: 'END', value: 24 * 60, unit: 'MIN' },
  /** An alarm that was acknowledged is assessed, and one found real is acted on, within this time. */
  ALARM_HIGH_ASSESS: { ref: '10.28', value: 3, unit: 'MIN' },
  ALARM_HIGH_ACT: { ref: '10.28', value: 5, unit: 'MIN' },
  ALARM_MEDIUM_ASSESS: { ref: '6.3', value: 30, unit: 'MIN' },
  ALARM_MEDIUM_ACT: { ref: '6.3', value: 240, unit: 'MIN' },
  /** A LOW one is assessed within a working day, and acted on within three days. */
  ALARM_LOW_ASSESS: { ref: '6.3', value: 24 * 60, unit: 'MIN' },
  ALARM_LOW_ACT: { ref: '6.3', value: 3 * 24 * 60, unit: 'MIN' },
  /** The last whom an alarm asked hears it again so often; one acknowledged and not assessed is told again after so long. */
  ALARM_HIGH_AGAIN: { ref: '10.28', value: 1, unit: 'MIN' },
  ALARM_MEDIUM_AGAIN: { ref: '6.4', value: 10, unit: 'MIN' },
  ALARM_UNASSESSED_AGAIN: { ref: '6.4', value: 5, unit: 'MIN' },
  /** Who answers none of two calls within this time is unreachable. */
  ALARM_UNREACHED_WITHIN: { ref: '10.28', value: 3, unit: 'MIN' },
  /** A hole in the rota ahead that nobody answers for so long stands as that; one that has begun is called again so often [P]. */
  ROTA_HOLE_UNANSWERED: { ref: 'project default', value: 30, unit: 'MIN' },
  ROTA_HOLE_AGAIN: { ref: 'project default', value: 15, unit: 'MIN' },
  /** Reminders of a visit, days before and after the day it is due; then the home visit, then the review for lost patients. */
  VISIT_REMIND_FIRST: { ref: '5.1', value: 7, unit: 'DAYS' },
  VISIT_REMIND_LAST: { ref: '5.1', value: 1, unit: 'DAYS' },
  VISIT_REMIND_OVERDUE: { ref: '5.1', value: 3, unit: 'DAYS' },
  VISIT_AT_HOME_AFTER: { ref: '5.1', value: 14, unit: 'DAYS' },
  VISIT_LOST_AFTER: { ref: '5.1', value: 30, unit: 'DAYS' },
  /** A task that is still not done so long after the last who was told of it stands as unanswered [P]. */
  TASK_UNANSWERED: { ref: '5.1', value: 7, unit: 'DAYS' },
  /** LVEF is measured again at three months when it was this or less. */
  LVEF_AGAIN: { ref: '5.1', value: 40, unit: 'LVEF' },
  /** When the lists of alarms go out on a working day: as routine does in the morning [P]. */
  DIGEST_AT: { ref: '6.4', value: 9 * 60, unit: 'MINUTE_OF_DAY' },
  /** What is entered more than a day later is a late entry (R31): a question of the record is due before that. */
  QUESTION_WITHIN: { ref: '10.18', value: 24 * 60, unit: 'MIN' },
  /** Whoever looks after devices acts within this time on one that is silent, broken or lost: a LOW alarm's time. */
  DEVICE_WITHIN: { ref: '6.3', value: 3, unit: 'DAYS' },
} as const satisfies Record<string, Row>;
export type RuleThreshold = keyof typeof RULE_THRESHOLDS;

/** A number of a decision rule under an episode’s edition. */
export const thresholdOf = (edition: Edited, code: RuleThreshold): number =>
  numberIn(edition, code, RULE_THRESHOLDS[code].value);

/** At which shares of a limit the levels of a clock come, per cent; the breach itself is the whole of it. */
export type LevelShares = { readonly half: number; readonly nearBreach: number; readonly escalated: number };
export const levelShares = (edition: Edited): LevelShares => ({
  half: thresholdOf(edition, 'LEVEL_HALF'),
  nearBreach: thresholdOf(edition, 'LEVEL_NEAR_BREACH'),
  escalated: thresholdOf(edition, 'LEVEL_ESCALATED'),
});

/** When routine waits, by the edition's own hours. */
export const quietHours = (edition: Edited): QuietHours => ({
  fromMin: thresholdOf(edition, 'QUIET_FROM'),
  toMin: thresholdOf(edition, 'QUIET_TO'),
});
