import { Link } from 'react-router';
import type { EpisodeNowQuery } from '../api/generated/graphql';
import { personName } from '../parts/sentences';
import { to } from '../paths';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

type Reading = NonNullable<EpisodeNowQuery['episode']>['bedsideReadings'][number];

/** What was read where the ECG was taken, and whether its recording has come since (R5). */
export function BedsideReadings({ readings }: { readonly readings: readonly Reading[] }) {
  const { t, word } = useWords();
  const now = useNow();
  return readings.map((one) => (
    <p key={one.n} className="index">
      {one.readingId === null ? '▲' : '✓'} <strong>{word('finding', one.finding)}</strong>{' '}
      {one.leads.map((lead) => word('lead', lead)).join(' ')} ·{' '}
      {fill(t.readAtBedside, {
        source: word('tracingSource', one.readFrom),
        taken: shortTime(Date.parse(one.acquiredAt), now),
        read: shortTime(Date.parse(one.readAt), now),
      })}
      : {personName(one.by)} ({word('role', one.role)})
      {one.readWith === null ? '' : ` · ${fill(t.withPerson, { name: one.readWith })}`} ·{' '}
      {one.readingId === null ? (
        <strong>{t.noRecording}</strong>
      ) : (
        <Link to={to.reading(one.readingId)}>{t.itsRecording}</Link>
      )}
    </p>
  ));
}
