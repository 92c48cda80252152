import { Link } from 'react-router';
import type { EpisodeNowQuery } from '../api/generated/graphql';
import { personName, siteName } from '../parts/sentences';
import { to } from '../paths';
import { dayOf, shortTime } from '../times';
import { useNow } from '../useNow';
import type { Texts } from '../words/textsEn';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { History } from '../parts/History';
import { BedsideReadings } from './BedsideReadings';

type Episode = NonNullable<EpisodeNowQuery['episode']>;

/** Who this is, what they must not be given, and at which step they are. */
export function EpisodeHead({ episode }: { readonly episode: Episode }) {
  const words = useWords();
  const { t, word } = words;
  const now = useNow();
  const { patient, index } = episode;
  const path = [episode.communitySite, episode.referringSite, episode.receivingSite].filter((site) => site !== null);
  return (
    <header className="episode-head">
      <div className="who-line">
        <h1>{patient?.name ?? episode.id}</h1>
        {patient === null ? null : (
          <span className="big">
            {word('sex', patient.sex)} · {ageWords(patient, t)}
          </span>
        )}
        {patient?.temporary ? <span className="nobody-tag">◇ {t.unknownPatient}</span> : null}
        {patient?.synthetic ? <span className="tag">{t.synthetic}</span> : null}
        <span className="phase">{word('phase', episode.phase)}</span>
        {episode.finding === null ? null : <span className="tag strong">{word('finding', episode.finding)}</span>}
        {episode.strategy === null ? null : <span className="tag">{word('strategy', episode.strategy)}</span>}
        {episode.overlays
          .filter(({ until }) => until === null)
          .map(({ overlay, from, reason }) => (
            <span key={overlay} className="nobody-tag" title={reason ?? ''}>
              ■ {fill(t.overlaySince, { what: word('overlay', overlay), time: shortTime(Date.parse(from), now) })}
            </span>
          ))}
        {episode.drill ? <span className="tag">{t.drill}</span> : null}
        {episode.nobodyAnswered ? <span className="nobody-tag">■ {t.nobodyAnswered}</span> : null}
        {episode.closeReason === null ? null : <span className="tag">{word('closeReason', episode.closeReason)}</span>}
      </div>
      <div className="meta">
        {path.map((site) => siteName(site, words)).join(' → ')} · {word('helpChannel', episode.helpChannel)} ·{' '}
        {episode.arrivalClass === null || episode.nationalClass === null
          ? ''
          : `${word('arrivalClass', episode.arrivalClass)} (${word('nationalClass', episode.nationalClass)}) · `}
        {fill(t.openedAt, { time: shortTime(Date.parse(episode.openedAt), now) })}
        {episode.complaints.length > 0
          ? ` · ${episode.complaints.map((code) => word('complaint', code)).join(', ')}`
          : ''}
        {patient?.contractedDoctor == null
          ? ''
          : ` · ${t.contractedDoctor}: ${personName(patient.contractedDoctor)} ${patient.contractedDoctor.phone ?? ''}`}
        {patient?.phone == null ? '' : ` · ${t.contactPhone} ${patient.phone}`}
        {patient?.emergencyContact == null ? '' : ` · ${t.emergencyContact} ${patient.emergencyContact}`}
        {patient === null ? null : (
          <>
            {' · '}
            <Link to={to.patientDevices(patient.id)}>{t.patientDevices}</Link>
          </>
        )}
      </div>
      <Notices episode={episode} />
      {patient === null ? null : <History history={patient.history} />}
      {index === null ? null : (
        <p className="index">
          {index.readmitted ? <strong>▲ {t.backWithin30} </strong> : null}
          <Link to={to.episode(index.episodeId)}>{t.linkedFrom}</Link>
          {index.dischargedAt === null ? '' : ` (${t.discharge} ${dayOf(Date.parse(index.dischargedAt))})`}:{' '}
          {index.culprit ?? ''} {t.stents}:{' '}
          {index.stents.map(({ segment, product }) => `${segment} ${product}`).join(', ')} · {t.drugs}:{' '}
          {index.drugs.map(({ drug, dose }) => `${drug} ${dose}`).join(', ')}
        </p>
      )}
      <GoesOn id={episode.mergedIntoId} words={t.mergedInto} />
      <GoesOn id={episode.continuedById} words={t.continuedBy} />
    </header>
  );
}

/** What stands over the case in a sentence each: bleeding, gone against advice, an ECG to repeat, another diagnosis. */
function Notices({ episode }: { readonly episode: Episode }) {
  const { t, word } = useWords();
  const now = useNow();
  return (
    <>
      {episode.bleeding === null ? null : (
        <p className="index" role="alert">
          ■{' '}
          {fill(t.bleedingSince, {
            what: word('bleedingKind', episode.bleeding.kind),
            time: shortTime(Date.parse(episode.bleeding.at), now),
          })}
        </p>
      )}
      {episode.againstAdvice === null ? null : (
        <p className="index">
          ▲ {fill(t.leftBecause, { reason: episode.againstAdvice.reason })}
          {episode.againstAdvice.riskForm ? '' : ` · ◇ ${t.riskFormOwed}`}
        </p>
      )}
      {episode.unreadableEcg === null ? null : (
        <p className="index" role="alert">
          ▲ {fill(t.unreadableEcg, { advice: episode.unreadableEcg.advice })}
        </p>
      )}
      <BedsideReadings readings={episode.bedsideReadings} />
      {episode.revision === null ? null : (
        <p className="index">
          ↺ {fill(t.revisedFrom, { what: word('finding', episode.revision.from) })}: {personName(episode.revision.by)} (
          {word('role', episode.revision.role)}), {shortTime(Date.parse(episode.revision.at), now)} ·{' '}
          {episode.revision.reason}
        </p>
      )}
    </>
  );
}

/** A stranger's age is somebody's estimate, and said so. */
const ageWords = (
  { ageYears, estimatedAge }: Pick<NonNullable<Episode['patient']>, 'ageYears' | 'estimatedAge'>,
  t: Texts,
): string => {
  if (ageYears !== null) return fill(t.years, { n: ageYears });
  return estimatedAge === null ? t.ageUnknown : fill(t.aboutYears, { n: estimatedAge });
};

function GoesOn({ id, words }: { readonly id: string | null; readonly words: string }) {
  if (id === null) return null;
  return (
    <p className="index">
      <Link to={to.episode(id)}>{words}</Link>
    </p>
  );
}
