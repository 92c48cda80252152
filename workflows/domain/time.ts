declare const instantBrand: unique symbol;

/** A moment: milliseconds of UTC since 1970. */
export type Instant = number & { readonly [instantBrand]: true };
/** A length of time in minutes. */
export type Minutes = number;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** The one place a number becomes an instant. */
export const instant = (ms: number): Instant => ms as Instant;
/** As the record and its client hand a moment over. */
export const instantOf = (date: Date): Instant => instant(date.getTime());

export const plus = (at: Instant, minutes: Minutes): Instant => instant(at + minutes * MINUTE_MS);
export const plusDays = (at: Instant, days: number): Instant => instant(at + days * DAY_MS);
/** Minutes from `from` to `to`; negative when `to` came first. */
export const between = (from: Instant, to: Instant): Minutes => (to - from) / MINUTE_MS;

export const earliest = (instants: readonly (Instant | undefined)[]): Instant | undefined =>
  instants.reduce<Instant | undefined>(
    (soonest, at) => (at === undefined || (soonest !== undefined && soonest <= at) ? soonest : at),
    undefined,
  );

export const latest = (instants: readonly (Instant | undefined)[]): Instant | undefined =>
  instants.reduce<Instant | undefined>(
    (last, at) => (at === undefined || (last !== undefined && last >= at) ? last : at),
    undefined,
  );
