import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import {
  OpenReadingDocument,
  ReadingNowDocument,
  type EcgPartsFragment,
  type ReadingNowQuery,
} from '../api/generated/graphql';
import { useLive } from '../api/live';
import { useActionForm } from '../actions/useActionForm';
import type { Form } from '../actions/fields';
import { linkReadingForm } from '../actions/recordForms';
import { countdown, minuteWords } from '../clocks';
import { EcgOriginal } from '../ecg/EcgOriginal';
import { EcgTrace } from '../ecg/EcgTrace';
import { useSamples } from '../ecg/useSamples';
import { LaddersCard } from '../episode/LaddersCard';
import { History } from '../parts/History';
import { Loading } from '../parts/Loading';
import { Mark } from '../parts/Mark';
import { personName, siteName } from '../parts/sentences';
import { PreReadCard } from '../parts/PreReadCard';
import { SignPanel } from '../parts/SignPanel';
import { useTabTitle } from '../parts/tabTitle';
import { StCriteriaCard } from '../parts/StCriteriaCard';
import { useAct } from '../parts/useAct';
import { useKeys } from '../parts/useKeys';
import { to } from '../paths';
import { readingTone } from '../readingTone';
import { shortTime, toMs } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { NotFoundPage } from './NotFoundPage';

type Reading = NonNullable<ReadingNowQuery['reading']>;

const ZOOMS = [0.75, 1, 1.25, 1.5, 2] as const;

/** One ECG on calibrated paper, to be signed by a person. */
export function ReadingPage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const [form, openForm] = useActionForm();
  const shown = useLive(ReadingNowDocument, { id }, (note) => note.kind === 'READING' && note.id === id);
  const reading = shown.data?.reading;
  const name = reading?.patient?.name;
  useTabTitle(`${name ?? t.readings} · ECG`);
  if (reading === null) return <NotFoundPage />;
  return (
    <main className="page reading" id="content">
      <Loading shown={shown}>
        {reading === undefined ? null : (
          <>
            <ReadingHead reading={reading} onForm={openForm} />
            <div className="reading-columns">
              <Traces reading={reading} />
              <aside>
                <SignPanel key={reading.id} reading={reading} />
                <PreReadCard preRead={reading.preRead} />
                <StCriteriaCard patient={reading.patient} heights={reading.stHeights} />
                <LaddersCard ladders={reading.ladders} onForm={openForm} />
              </aside>
            </div>
          </>
        )}
      </Loading>
      {form}
    </main>
  );
}

/** Two identifiers in large type, the clock since acquisition, and whom to phone. */
function ReadingHead({ reading, onForm }: { readonly reading: Reading; readonly onForm: (form: Form) => void }) {
  const words = useWords();
  const { t, word } = words;
  const now = useNow();
  const act = useAct();
  const { patient, site } = reading;
  const until = toMs(reading.signedAt) ?? now;
  const age = until - Date.parse(reading.acquiredAt);
  const waiting = reading.status === 'WAITING' || reading.status === 'OPENED';
  const tone = waiting ? readingTone(reading.readWithin, age) : 'QUIET';
  return (
    <header className="reading-head">
      <div className={`since tone-${tone.toLowerCase()}`}>
        <Mark tone={tone} /> <strong>{countdown(age, t)}</strong>
        <span className="meta">
          {t.sinceAcquisition} · {fill(t.limit, { time: minuteWords(reading.readWithin.limitMin, t) })}
        </span>
      </div>
      <div className="identity">
        {patient === null ? (
          <p className="unidentified" role="alert">
            ▲ {t.unidentified}{' '}
            <Button onClick={() => onForm(linkReadingForm(reading.id, t.linkReading))}>{t.linkReading}</Button>
          </p>
        ) : (
          <>
            <h1>
              {patient.name} <span className="id">{patient.birthDate ?? patient.id}</span>
            </h1>
            <div className="big">
              {word('sex', patient.sex)} ·{' '}
              {patient.ageYears === null ? t.ageUnknown : fill(t.years, { n: patient.ageYears })}
              {patient.synthetic ? <span className="tag">{t.synthetic}</span> : null}
              {reading.episodeId === null ? null : <Link to={to.episode(reading.episodeId)}>{t.episode}</Link>}
              <Button size="small" onClick={() => onForm(linkReadingForm(reading.id, t.otherPatient, true))}>
                {t.otherPatient}
              </Button>
            </div>
          </>
        )}
        {patient === null ? null : <History history={patient.history} />}
      </div>
      <div className="sender">
        <span className="label">{t.sender}</span> {siteName(site, words)}
        {site?.phone == null ? null : (
          <a className="phone" href={`tel:${site.phone}`}>
            ☎ {site.phone}
          </a>
        )}
        {reading.status === 'WAITING' ? (
          <Button
            type="primary"
            size="large"
            onClick={() => void act(OpenReadingDocument, { readingId: reading.id }, t.openIt)}
          >
            {t.openIt}
          </Button>
        ) : (
          <span className="meta">
            {word('readingStatus', reading.status)}{' '}
            {reading.openedBy === null ? '' : `· ${fill(t.openedBy, { name: personName(reading.openedBy) })}`}
          </span>
        )}
      </div>
    </header>
  );
}

function Traces({ reading }: { readonly reading: Reading }) {
  const { t } = useWords();
  const [zoom, setZoom] = useState(1);
  const [calipers, setCalipers] = useState(false);
  const [previous, setPrevious] = useState(false);
  const step = (by: number) =>
    setZoom((old) => ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, ZOOMS.findIndex((z) => z === old) + by))] ?? old);
  useKeys({
    c: () => setCalipers((on) => !on),
    '+': () => step(1),
    '=': () => step(1),
    '-': () => step(-1),
    p: () => setPrevious((on) => !on),
  });
  return (
    <div className="traces">
      <div className="row wrap tools">
        <strong>{t.paper}</strong>
        <Button size="small" aria-label={`${t.zoom} −`} onClick={() => step(-1)}>
          −
        </Button>
        <span>{Math.round(zoom * 100)} %</span>
        <Button size="small" aria-label={`${t.zoom} +`} onClick={() => step(1)}>
          +
        </Button>
        <Button
          size="small"
          type={calipers ? 'primary' : 'default'}
          aria-pressed={calipers}
          onClick={() => setCalipers(!calipers)}
        >
          {t.calipers}
        </Button>
        {reading.previousEcg === null ? (
          <span className="meta">{t.noPreviousEcg}</span>
        ) : (
          <Button
            size="small"
            type={previous ? 'primary' : 'default'}
            aria-pressed={previous}
            onClick={() => setPrevious(!previous)}
          >
            {t.showPrevious}
          </Button>
        )}
        <span className="grow" />
        <span className="hint">{t.shortcuts}</span>
      </div>
      {reading.ecg === null ? (
        <p className="problem">{t.samplesMissing}</p>
      ) : (
        <Trace ecg={reading.ecg} zoom={zoom} calipers={calipers} />
      )}
      {previous && reading.previousEcg !== null ? (
        <>
          <h2 className="section">{t.previousEcg}</h2>
          <Trace ecg={reading.previousEcg} zoom={zoom} calipers={false} />
        </>
      ) : null}
    </div>
  );
}

function Trace({
  ecg,
  zoom,
  calipers,
}: {
  readonly ecg: EcgPartsFragment;
  readonly zoom: number;
  readonly calipers: boolean;
}) {
  const { t, word } = useWords();
  const now = useNow();
  const samples = useSamples(ecg.samplesUrl);
  return (
    <>
      {samples === 'LOADING' ? <output>{t.loading}</output> : null}
      {samples === 'FAILED' && ecg.samplesUrl !== null ? <p className="problem">{t.samplesMissing}</p> : null}
      {samples === 'LOADING' || samples === 'FAILED' ? null : (
        <EcgTrace key={String(calipers)} samples={samples} zoom={zoom} calipers={calipers} />
      )}
      <EcgOriginal ecg={ecg} />
      <div className="meta row wrap">
        <span>{shortTime(Date.parse(ecg.acquiredAt), now)}</span>
        <span>{ecg.deviceId}</span>
        <span>{ecg.format}</span>
        {ecg.fs === null ? null : <span>{ecg.fs} Hz</span>}
        {ecg.flags.map((flag) => (
          <span key={flag} className="tag warn">
            ▲ {word('ecgFlag', flag)}
          </span>
        ))}
        <span title={ecg.sha256}>SHA-256 {ecg.sha256.slice(0, 12)}…</span>
      </div>
    </>
  );
}
