import type { DeskQuery } from '../api/generated/graphql';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

type Incident = DeskQuery['incidents'][number];

/** What the device told, where it is more than the heading says: several alarms, or one whose end never came. */
export function ToldAlarms({ incident: { alarms, closedAt } }: { readonly incident: Incident }) {
  const { t, word } = useWords();
  const now = useNow();
  const isUnknown = ({ heardAt }: Incident['alarms'][number]) => heardAt !== null && closedAt === null;
  if (alarms.length < 2 && !alarms.some(isUnknown)) return null;
  return (
    <ul className="plain" aria-label={t.toldByDevice}>
      {alarms.map((alarm) => (
        <li key={alarm.code} className="row wrap">
          <strong>{word('alarm', alarm.code)}</strong>
          <span>
            {fill(t.onset, { time: shortTime(Date.parse(alarm.firstAt), now) })}
            {alarm.times > 1 ? ` · ${fill(t.signals, { n: alarm.times })}` : ''}
            {alarm.endedAt === null ? '' : ` · ${fill(t.ended, { time: shortTime(Date.parse(alarm.endedAt), now) })}`}
          </span>
          {alarm.heardAt === null || closedAt !== null ? null : (
            <span className="tag warn">
              ? {fill(t.endNeverTold, { time: shortTime(Date.parse(alarm.heardAt), now) })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
