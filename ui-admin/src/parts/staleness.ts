/** Two heartbeats of 10 s and some room: silent for longer, a screen says so. */
export const STALE_AFTER_MS = 25_000;

/** What the banner says, or nothing when the screen is up to date: instants of this computer's clock. */
export const staleness = (
  live: { readonly stream: string; readonly heardAt: number | undefined },
  now: number,
): 'FRESH' | 'STALE' | 'RECORD_AWAY' => {
  if (live.stream === 'RECORD_AWAY') return 'RECORD_AWAY';
  if (live.heardAt === undefined) return 'FRESH'; // nothing was ever shown: the page says "loading" itself
  return now - live.heardAt > STALE_AFTER_MS ? 'STALE' : 'FRESH';
};
