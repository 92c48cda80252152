import { useLiveState } from '../api/live';
import { clockTime } from '../times';
import { toLocalClock, useNow } from '../useNow';
import { staleness } from './staleness';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

export function StaleBanner() {
  const { t } = useWords();
  const live = useLiveState();
  const now = useNow();
  const state = staleness(live, toLocalClock(now));
  if (state === 'FRESH' || live.heardAt === undefined) return null;
  const time = clockTime(live.heardAt);
  return (
    <div className="stale" role="alert">
      {fill(state === 'RECORD_AWAY' ? t.recordAwaySince : t.noNewsSince, { time })}
    </div>
  );
}
