import { siteName } from '../parts/sentences';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import type { Care } from './ReadingsCard';

/** Where the patient could go, by the hospitals’ own times and what their labs have to give (R6). */
export function HospitalsByTime({ hospitals }: { readonly hospitals: Care['hospitalsByTime'] }) {
  const words = useWords();
  const { t } = words;
  const now = useNow();
  if (hospitals.length < 2) return null;
  return (
    <section aria-label={t.hospitalsByTime}>
      <span className="label">{t.hospitalsByTime}</span>
      <ol className="plain">
        {hospitals.map(
          ({ site, p75Min, cases, drive, labs, labsFree, labFreeAt, waiting, byAgreement, refused, isReceiving }) => (
            <li key={site?.id} className="row wrap">
              <span>
                {refused ? '✕' : labsFree > waiting ? '●' : '■'}{' '}
                {isReceiving ? <strong>{siteName(site, words)}</strong> : siteName(site, words)}
              </span>
              <span className="meta">
                {p75Min === null
                  ? `◇ ${t.forecastUnknown}`
                  : `${Math.round(p75Min)} min (${fill(t.networkCases, { n: cases })})`}{' '}
                ·{' '}
                {drive === null
                  ? t.driveUnknown
                  : fill(t.driveOf, { n: drive.minutes, day: drive.knownOn, source: drive.source })}{' '}
                · {fill(t.labsOf, { free: labsFree, all: labs })}
                {labFreeAt === null ? '' : ` · ${fill(t.labFreeFrom, { time: shortTime(Date.parse(labFreeAt), now) })}`}
                {waiting === 0 ? '' : ` · ${fill(t.labWaiters, { n: waiting })}`}
                {byAgreement ? '' : ` · ${t.noAgreementHere}`}
                {refused ? ` · ${t.refusedHere}` : ''}
              </span>
            </li>
          ),
        )}
      </ol>
    </section>
  );
}
