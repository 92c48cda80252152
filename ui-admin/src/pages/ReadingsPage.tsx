import { Link } from 'react-router';
import { WorklistDocument, type WorklistQuery } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { countdown } from '../clocks';
import { Loading } from '../parts/Loading';
import { PageHead } from '../parts/PageHead';
import { PreReadAgreement } from '../parts/PreReadAgreement';
import { personName, siteName } from '../parts/sentences';
import { to } from '../paths';
import { readingTone } from '../readingTone';
import { Mark } from '../parts/Mark';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

type Reading = WorklistQuery['readings'][number];

const waits = ({ status }: Reading): boolean => status === 'WAITING' || status === 'OPENED';

/** ECGs that wait for a reader, longest first; those without a patient apart, in amber. */
export function ReadingsPage() {
  const { t } = useWords();
  const shown = useLive(WorklistDocument, {}, ({ kind }) => kind === 'READING');
  const readings = shown.data?.readings ?? [];
  const waiting = readings.filter(waits);
  const unmatched = waiting.filter(({ patient }) => patient === null);
  return (
    <main className="page" id="content">
      <PageHead title={t.worklist} tab={t.readings}>
        <span className="hint">{t.aiNever}</span>
      </PageHead>
      <Loading shown={shown}>
        {unmatched.length === 0 ? null : (
          <section className="tray">
            <h2>▲ {t.unmatched}</h2>
            <Rows readings={unmatched} />
          </section>
        )}
        {waiting.length === 0 ? (
          <p className="empty">{t.noReadings}</p>
        ) : (
          <Rows readings={waiting.filter(({ patient }) => patient !== null)} />
        )}
        <h2 className="section">{t.signedLately}</h2>
        <Rows readings={readings.filter((reading) => !waits(reading))} />
        <PreReadAgreement />
      </Loading>
    </main>
  );
}

function Rows({ readings }: { readonly readings: readonly Reading[] }) {
  const words = useWords();
  const { t, word } = words;
  const now = useNow();
  if (readings.length === 0) return null;
  return (
    <table className="board">
      <tbody>
        {readings.map((reading) => {
          const age = now - Date.parse(reading.acquiredAt);
          const tone = readingTone(reading.readWithin, age);
          return (
            <tr key={reading.id}>
              <th scope="row">
                <Link to={to.reading(reading.id)} className="patient">
                  {reading.patient?.name ?? t.unmatched}
                </Link>
                {reading.preRead === null ? null : (
                  <div className="meta">
                    {t.preRead}: {word('stVerdict', reading.preRead.verdict)}
                  </div>
                )}
                <div className="meta">
                  {reading.patient === null
                    ? ''
                    : `${word('sex', reading.patient.sex)} ${reading.patient.ageYears === null ? '' : fill(t.years, { n: reading.patient.ageYears })}`}
                </div>
              </th>
              <td>
                {siteName(reading.site, words)} <div className="meta">{reading.site?.phone ?? ''}</div>
              </td>
              <td>
                {waits(reading) ? (
                  <span className={`tone-${tone.toLowerCase()}`}>
                    <Mark tone={tone} /> <strong>{fill(t.waitingSince, { time: countdown(age, t) })}</strong>
                  </span>
                ) : (
                  shortTime(Date.parse(reading.acquiredAt), now)
                )}
              </td>
              <td>
                <strong>
                  {reading.finding === null ? word('readingStatus', reading.status) : word('finding', reading.finding)}
                </strong>
                <div className="meta">
                  {reading.signedBy !== null
                    ? fill(t.signedBy, {
                        name: personName(reading.signedBy),
                        time: reading.signedAt === null ? '' : shortTime(Date.parse(reading.signedAt), now),
                      })
                    : reading.openedBy === null
                      ? ''
                      : fill(t.openedBy, { name: personName(reading.openedBy) })}
                </div>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
