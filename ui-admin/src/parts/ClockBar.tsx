import { countdown, drawClock, sharesOf, type DrawnClock } from '../clocks';
import { useNow } from '../useNow';
import { rowOf } from './sentences';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Mark } from './Mark';

type Props = { readonly clock: DrawnClock; readonly code: string };

/** One clock as a bar that shrinks as its time runs out, with the time to go in words. */
export function ClockBar({ clock, code }: Props) {
  const { t, word } = useWords();
  const now = useNow();
  const { tone, share, level, leftMin } = drawClock(clock, now);
  const { half, nearBreach } = sharesOf(clock);
  const left = leftMin === undefined ? undefined : leftMin * 60_000;
  const words =
    left === undefined
      ? word('clockStatus', clock.status)
      : left < 0
        ? fill(t.overBy, { time: countdown(-left, t) })
        : fill(t.left, { time: countdown(left, t) });
  return (
    <div className={`clock-bar tone-${tone.toLowerCase()}`}>
      <div className="clock-words">
        <Mark tone={tone} />
        <strong className="clock-left">{words}</strong>
        <span className="clock-name">
          <span className="ref">{rowOf(code)}</span> {word('target', code)}
          {level !== undefined && clock.status === 'RUNNING' && level !== 'HALF' ? (
            <em className="level"> {word('level', level)}</em>
          ) : null}
        </span>
      </div>
      <div className="bar" aria-hidden="true">
        <div className="bar-left" style={{ width: `${Math.max(0, Math.min(1, 1 - share)) * 100}%` }} />
        <i style={{ left: `${100 - half}%` }} />
        <i style={{ left: `${100 - nearBreach}%` }} />
      </div>
    </div>
  );
}
