import { shortTime } from '../times';
import { useNow } from '../useNow';
import { useWords } from '../words/words';
import { Card } from './Card';
import type { Care } from './ReadingsCard';

/** The newest of each kind of value, always with its time: an old one must not pass for how the patient is now. */
export function ObservationsCard({ observations }: { readonly observations: Care['observations'] }) {
  const { t, word } = useWords();
  const now = useNow();
  const shown = observations.filter(({ code, unit }) => code !== 'BATTERY' && unit !== '1');
  if (shown.length === 0) return null;
  return (
    <Card title={t.measured}>
      <ul className="plain">
        {shown.map(({ code, at, value, unit, reason }) => (
          <li key={code} className="row wrap">
            <span>{word('vital', code)}</span>
            <strong>{value === null ? `– (${reason ?? ''})` : `${value} ${unit}`}</strong>
            <span className="meta">{shortTime(Date.parse(at), now)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
