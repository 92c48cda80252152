import { STALE_AFTER_MS, useLiveState } from '../api/live';
import { clockTime } from '../times';
import { useNow } from '../useNow';
import { fill, useWords } from '../words/words';

/** What the banner says, or nothing when the screen is up to date: instants of this computer's clock. */
export const staleness = (
  live: { readonly stream: string; readonly heardAt: number | undefined },
  now: number,
): 'FRESH' | 'STALE' | 'RECORD_AWAY' => {
  if (live.stream === 'RECORD_AWAY') return 'RECORD_AWAY';
  if (live.heardAt === undefined) return 'FRESH'; // nothing was ever shown: the page says "loading" itself
  return now - live.heardAt > STALE_AFTER_MS ? 'STALE' : 'FRESH';
};

export function StaleBanner() {
  const { t } = useWords();
  const live = useLiveState();
  useNow(); // looks again each second
  const state = staleness(live, Date.now());
  if (state === 'FRESH' || live.heardAt === undefined) return null;
  const time = clockTime(live.heardAt);
  return (
    <div className="stale" role="alert">
      {fill(state === 'RECORD_AWAY' ? t.recordAwaySince : t.noNewsSince, { time })}
    </div>
  );
}
