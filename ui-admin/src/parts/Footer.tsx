import { useLiveState } from '../api/live';
import { countdown } from '../clocks';
import { clockTime } from '../times';
import { toLocalClock, useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

const STATES = { CONNECTING: 'connecting', LIVE: 'live', LOST: 'lost', RECORD_AWAY: 'recordAway' } as const;
const SHAPES = { CONNECTING: '◌', LIVE: '●', LOST: '■', RECORD_AWAY: '◇' } as const;

/** How old what is shown is, and whether the stream is up. */
export function Footer() {
  const { t } = useWords();
  const live = useLiveState();
  const now = useNow();
  const age = live.heardAt === undefined ? undefined : Math.max(0, toLocalClock(now) - live.heardAt);
  return (
    <footer className="bottom">
      <span className={`stream stream-${live.stream.toLowerCase()}`}>
        <span aria-hidden="true">{SHAPES[live.stream]}</span> {t.streamState}: {t[STATES[live.stream]]}
      </span>
      <span>{age === undefined ? t.loading : fill(t.dataAge, { age: countdown(age, t) })}</span>
      {live.position === undefined ? null : <span>{fill(t.position, { n: live.position })}</span>}
      <span>
        {t.serverTime} <time>{clockTime(now)}</time>
      </span>
      <span className="grow" />
      <span>{t.syntheticAll}</span>
    </footer>
  );
}
