import { Link, useParams } from 'react-router';
import { useActionForm } from '../actions/useActionForm';
import { DigestNowDocument, type DigestNowQuery } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { WeekReview } from '../devices/WeekReview';
import { Card } from '../episode/Card';
import { LaddersCard } from '../episode/LaddersCard';
import { Loading } from '../parts/Loading';
import { PageHead } from '../parts/PageHead';
import { personName, siteName } from '../parts/sentences';
import { to } from '../paths';
import { dayOf, shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

type Digest = NonNullable<DigestNowQuery['digest']>;
type Alarm = Digest['alarms'][number];

/** A list of alarms that one person looks through and acknowledges as one. */
export function DigestPage() {
  const words = useWords();
  const { t, word } = words;
  const { id = '' } = useParams();
  const shown = useLive(DigestNowDocument, { id }, ({ kind }) => kind === 'DIGEST' || kind === 'INCIDENT');
  const [form, openForm] = useActionForm(shown.reload);
  const digest = shown.data?.digest;
  return (
    <main className="page narrow" id="content">
      <PageHead title={digest == null ? word('subjectKind', 'DIGEST') : word('pageReason', digest.reason)}>
        {digest == null ? null : (
          <span className="meta">
            {siteName(digest.site, words)}
            {digest.doctor === null ? '' : ` · ${personName(digest.doctor)}`}
          </span>
        )}
      </PageHead>
      <Loading shown={shown}>
        {digest === null ? <p className="empty">{t.noSuchList}</p> : null}
        {digest == null ? null : (
          <>
            <Listed digest={digest} />
            {digest.review === null ? null : <WeekReview review={digest.review} onForm={openForm} />}
            <LaddersCard ladders={digest.ladders} onForm={openForm} />
          </>
        )}
      </Loading>
      {form}
    </main>
  );
}

/** LOW alarms by patient; of a week, which one it is. */
function Listed({ digest: { fromAt, toAt, alarms, review } }: { readonly digest: Digest }) {
  const { t } = useWords();
  const now = useNow();
  const until = Date.parse(toAt);
  if (review !== null)
    return (
      <p className="hint">
        {fill(t.weekOf, { from: dayOf(Date.parse(fromAt ?? toAt)), to: dayOf(until - 1) })} {t.weekListHint}
      </p>
    );
  const patients = Map.groupBy(alarms, ({ patient }) => patient?.id ?? '');
  return (
    <Card title={fill(t.lowAlarmsUntil, { time: shortTime(until, now) })}>
      <p className="hint">{t.lowListHint}</p>
      <ul className="plain">
        {[...patients].map(([patientId, own]) => (
          <li key={patientId}>
            <Link to={to.alarmLimits(patientId)}>
              <strong>{own[0]?.patient?.name}</strong>
            </Link>{' '}
            <span className="meta">{fill(t.onList, { n: own.length })}</span>
            <ul className="plain">
              {own.map((alarm) => (
                <AlarmLine key={alarm.id} alarm={alarm} now={now} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function AlarmLine({ alarm, now }: { readonly alarm: Alarm; readonly now: number }) {
  const { t, word } = useWords();
  const { id, code, status, raisedAt, endedAt, value, unit, assessment } = alarm;
  return (
    <li className="row wrap">
      <time dateTime={raisedAt}>{shortTime(Date.parse(raisedAt), now)}</time>
      <Link to={to.incidents(id)}>{word('alarm', code)}</Link>
      {value === null ? null : (
        <span>
          {value} {unit}
        </span>
      )}
      <span className={status === 'CLOSED' ? 'meta' : 'tag warn'}>
        {status === 'CLOSED' ? '✓' : '▲'} {word('incidentStatus', status)}
      </span>
      {endedAt === null ? null : (
        <span className="meta">{fill(t.ended, { time: shortTime(Date.parse(endedAt), now) })}</span>
      )}
      {assessment === null ? null : <span className="meta">{assessment}</span>}
    </li>
  );
}
