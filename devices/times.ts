import { CLOCK_LIMITS } from '../workflows/domain/deviceTroubles';

const HOUR_MS = 3_600_000;

/** How a device's times are believed (R26; devices.md 6.3). */
export const TIME_RULES = {
  /** Further ahead than this the device's clock is wrong. */
  aheadMs: CLOCK_LIMITS.aheadMs,
  /** An alarm older than this was buffered: no siren, a phone call when HIGH. */
  lateMs: CLOCK_LIMITS.behindMs,
  /** Older than this it is history. */
  archiveMs: 72 * HOUR_MS,
  /** No device of this contract existed before: its clock was reset. */
  epochYear: 2020,
} as const;

export type TimeFlag = 'CLOCK_SUSPECT' | 'RETIMED' | 'LATE' | 'ARCHIVE' | 'BUFFERED';
export type Believed = { readonly effectiveAt: number; readonly flags: readonly TimeFlag[] };

/**
 * When it really happened, as far as one can tell from the device's clock and ours. The original time is kept beside
 * it. Nothing is delayed or dropped for its clock.
 */
export function believe(said: { measuredAt: number; sentAt: number; buffered: boolean }, receivedAt: number): Believed {
  const buffered: readonly TimeFlag[] = said.buffered ? ['BUFFERED'] : [];
  const { measuredAt } = said;
  if (measuredAt > receivedAt + TIME_RULES.aheadMs) {
    return { effectiveAt: receivedAt, flags: ['CLOCK_SUSPECT', ...buffered] };
  }
  const reset = new Date(measuredAt).getUTCFullYear() < TIME_RULES.epochYear;
  if (!reset && receivedAt - measuredAt <= TIME_RULES.archiveMs) {
    const late: readonly TimeFlag[] = receivedAt - measuredAt > TIME_RULES.lateMs ? ['LATE'] : [];
    return { effectiveAt: measuredAt, flags: [...late, ...buffered] };
  }
  const retimed = retime(said, receivedAt);
  if (retimed !== undefined) {
    const late: readonly TimeFlag[] = receivedAt - retimed > TIME_RULES.lateMs ? ['LATE'] : [];
    return { effectiveAt: retimed, flags: ['CLOCK_SUSPECT', 'RETIMED', ...late, ...buffered] };
  }
  return { effectiveAt: reset ? receivedAt : measuredAt, flags: ['CLOCK_SUSPECT', 'ARCHIVE', ...buffered] };
}

/**
 * A clock that was reset still counts seconds: between measuring and sending it was wrong by the same amount, so the
 * time between the two is true. Only where sending, too, was dated nonsense; a truly old message keeps its time.
 */
function retime(
  { measuredAt, sentAt }: { measuredAt: number; sentAt: number },
  receivedAt: number,
): number | undefined {
  const waited = sentAt - measuredAt;
  const sentLongAgo = receivedAt - sentAt > TIME_RULES.archiveMs;
  return sentLongAgo && waited >= 0 && waited <= TIME_RULES.archiveMs ? receivedAt - waited : undefined;
}
