import { Link } from 'react-router';
import type { EpisodeCareQuery } from '../api/generated/graphql';
import { personName } from '../parts/sentences';
import { to } from '../paths';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { useWords } from '../words/words';
import { Card } from './Card';

export type Care = NonNullable<EpisodeCareQuery['episode']>;

export function ReadingsCard({ readings }: { readonly readings: Care['readings'] }) {
  const { t, word } = useWords();
  const now = useNow();
  return (
    <Card title={t.ecgs}>
      {readings.length === 0 ? <p className="empty">{t.noEcgs}</p> : null}
      <ul className="plain">
        {readings.map((reading) => (
          <li key={reading.id} className="row wrap">
            <Link to={to.reading(reading.id)}>
              {shortTime(Date.parse(reading.acquiredAt), now)} {word('readingStatus', reading.status)}
            </Link>
            {reading.finding === null ? null : <strong>{word('finding', reading.finding)}</strong>}
            <span className="meta">
              {reading.territories.map((code) => word('territory', code)).join(', ')} {personName(reading.signedBy)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
