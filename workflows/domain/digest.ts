import { isWorkingDay, localDay, startOfDay, afterQuiet } from './calendar';
import type { CommonWord, Heard, Unheard } from './decision';
import type { DigestId } from './ids';
import type { LadderRun } from './ladder';
import type { Calendar, Edited, KeptEdition } from './pathway';
import { quietHours, thresholdOf } from './ruleThresholds';
import type { Instant } from './time';
import { plus } from './time';
import type { PageReason } from './vocabulary';

/** What a list is of: the LOW alarms of a doctor's patients, or who alarmed most in a week nobody looked through. */
export type DigestReason = Extract<PageReason, 'LOW_ALARMS' | 'WEEK_OF_ALARMS'>;

/** A list of alarms that is acknowledged as one (6.4); what is on it is the record's. */
export type Digest = {
  readonly id: DigestId;
  readonly region: string;
  readonly reason: DigestReason;
  /** The community whose patients they are, or the desk that answered. */
  readonly siteId: string;
  readonly hubSiteId: string;
  /** The contracted doctor of the patients, told by name. */
  readonly doctorId?: string;
  readonly calendar: Calendar;
  /** Of a week: when it began. */
  readonly fromAt?: Instant;
  /** What came later is of the next list. */
  readonly toAt: Instant;
  /** Lines when it was sent: alarms, or patients of the week. */
  readonly lines: number;
  readonly sentAt: Instant;
  /** The edition of the hospital that coordinates, where it sets these ladders otherwise. */
  readonly pathway?: KeptEdition;
  readonly runs: readonly LadderRun[];
};

export type OpenDigest = Omit<Digest, 'sentAt' | 'runs'> & { readonly heard: Heard };
export type DigestHappening = Heard & CommonWord;
export type DigestMessage = Unheard<DigestHappening>;

/**
 * Until when the alarms of today's list came: the set hour, by the site's own clock. `undefined` while no list goes
 * out: before that hour, in the quiet hours, and on a day off, whose alarms are on the next working day's list.
 */
export function listedUntil(calendar: Calendar, edition: Edited, now: Instant): Instant | undefined {
  const day = localDay(calendar, now);
  const until = plus(startOfDay(calendar, day), thresholdOf(edition, 'DIGEST_AT'));
  const mayTell = afterQuiet(calendar, quietHours(edition), now) === now;
  return isWorkingDay(calendar, day) && mayTell && now >= until ? until : undefined;
}

const MONDAY = 4; // 1970-01-05 is day 4
const WEEK_DAYS = 7;

/** The last whole week, Monday to Sunday, by the site's own calendar. */
export function weekBefore(calendar: Calendar, now: Instant): { readonly from: Instant; readonly to: Instant } {
  const today = localDay(calendar, now);
  const monday = today - ((((today - MONDAY) % WEEK_DAYS) + WEEK_DAYS) % WEEK_DAYS);
  return { from: startOfDay(calendar, monday - WEEK_DAYS), to: startOfDay(calendar, monday) };
}
