import type { PageReason } from './vocabulary';

/** How a push service treats a page (RFC 8030 5.2, 5.3): whether it wakes a phone, and how long it keeps trying, s. */
export type PushUrgency = { readonly urgency: 'normal' | 'high'; readonly ttlS: number };

/** Work of days, which waits for the morning by its own ladder: a phone may sleep through it. */
const ROUTINE: readonly PageReason[] = ['TASK_DUE', 'DOWN_REFERRAL', 'DOWN_REFERRAL_REFUSED', 'FEEDBACK'];
const DAY_S = 86_400;
/** A phone that was out of reach this long is told by its screens what is still open; a late ring would only mislead. */
const HOUR_S = 3_600;

export const pushUrgency = (reason: PageReason): PushUrgency =>
  ROUTINE.includes(reason) ? { urgency: 'normal', ttlS: DAY_S } : { urgency: 'high', ttlS: HOUR_S };
