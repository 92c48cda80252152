import type { EpisodeNowQuery } from '../api/generated/graphql';
import { AckMarks } from '../parts/AckMarks';
import { personName } from '../parts/sentences';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Card } from './Card';
import { ConsentForm } from './ConsentForm';
import type { Care } from './ReadingsCard';

const LAB_TEXTS = { ASKED: 'labAsked', HELD: 'labHeld', QUEUED: 'labQueued' } as const;

type Props = {
  readonly care: Pick<Care, 'activation' | 'standDowns' | 'lab' | 'consents' | 'pciResult' | 'angiographyEnd'>;
  readonly way: Pick<
    NonNullable<EpisodeNowQuery['episode']>,
    'id' | 'actions' | 'bypassEd' | 'bypassCcu' | 'bypassBecause' | 'monitoredBay'
  >;
};

const timeOf = (at: string | null, now: number) => (at === null ? '' : shortTime(Date.parse(at), now));

/** The lab: who was called, who answered, who is here; the consents; what the bypass was; the result. */
export function LabCard({ care, way }: Props) {
  const { t, word } = useWords();
  const now = useNow();
  const { activation, standDowns, lab, consents, pciResult, angiographyEnd } = care;
  const { bypassEd, bypassCcu, bypassBecause, monitoredBay } = way;
  const yesNo = (value: boolean | null) => (value === null ? `◇ ${t.notKnownYet}` : value ? `● ${t.yes}` : `○ ${t.no}`);
  const time = (at: string | null) => timeOf(at, now);
  return (
    <Card title={t.lab} aside={lab === null ? null : <span className="meta">{lab.name}</span>}>
      {activation === null ? null : (
        <>
          <p>
            {personName(activation.calledBy)} {time(activation.at)} · <strong>{t[LAB_TEXTS[activation.lab]]}</strong>
          </p>
          {monitoredBay ? <p className="why-now">▲ {t.monitoredBay}</p> : null}
          <AckMarks acks={activation.acknowledgements} />
          <ul className="plain">
            {activation.arrivals.map(({ role, at }) => (
              <li key={role}>
                {at === null ? '○' : '●'} {word('role', role)}{' '}
                <span className="meta">{at === null ? '' : fill(t.here, { time: time(at) })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {standDowns.map(({ at, by, reason }) => (
        <p key={at}>
          ✕ {fill(t.stoodDown, { time: time(at), who: personName(by), reason: word('standDownReason', reason) })}
        </p>
      ))}
      <dl className="facts">
        <Consents consents={consents} way={way} />
        <div>
          <dt>{t.bypassEd}</dt>
          <dd>
            {yesNo(bypassEd)} {bypassBecause === 'LAB' ? t.bypassBecauseLab : ''}
          </dd>
        </div>
        <div>
          <dt>{t.bypassCcu}</dt>
          <dd>{yesNo(bypassCcu)}</dd>
        </div>
        <Outcome pciResult={pciResult} angiographyEnd={angiographyEnd} />
      </dl>
    </Card>
  );
}

/** Who consented to what, or refused, each with the picture of its form. */
function Consents({ consents, way }: Pick<Props, 'way'> & Pick<Props['care'], 'consents'>) {
  const { t, word } = useWords();
  const now = useNow();
  const may = way.actions.some(({ action, allowed }) => action === 'CHANGE_CONSENT' && allowed);
  return consents.map((consent) => (
    <div key={consent.kind}>
      <dt>
        {t.consents}: {word('consentKind', consent.kind)}
      </dt>
      <dd>
        {consent.state === 'REFUSED' ? '■ ' : ''}
        {word('consentState', consent.state)} {timeOf(consent.signedAt ?? consent.startedAt, now)}{' '}
        {consent.byName ?? ''} {consent.relation === null ? '' : `(${consent.relation})`} {consent.reason ?? ''}
        <ConsentForm episodeId={way.id} consent={consent} may={may} />
      </dd>
    </div>
  ));
}

/** What was done in the lab, and how an angiography ended that opened no artery. */
function Outcome({ pciResult, angiographyEnd }: Pick<Props['care'], 'pciResult' | 'angiographyEnd'>) {
  const { t, word } = useWords();
  const now = useNow();
  return (
    <>
      {pciResult === null ? null : (
        <div>
          <dt>{t.pciResult}</dt>
          <dd>
            {pciResult.culprit} · {word('access', pciResult.access)} · TIMI {pciResult.timiBefore} →{' '}
            {pciResult.timiAfter} · {pciResult.stents.map(({ segment, product }) => `${segment} ${product}`).join(', ')}
            {pciResult.thrombus === true ? ` · ${t.thrombus}` : ''}
            {pciResult.support.map((support) => ` · ${word('pciSupport', support)}`)}
            {pciResult.complications.map((complication) => ` · ▲ ${word('pciComplication', complication)}`)}
          </dd>
        </div>
      )}
      {angiographyEnd === null ? null : (
        <div>
          <dt>{t.angiographyEnd}</dt>
          <dd>
            <strong>{word('angiographyEnd', angiographyEnd.end)}</strong> {timeOf(angiographyEnd.at, now)}{' '}
            {personName(angiographyEnd.by)} · {angiographyEnd.reason}
          </dd>
        </div>
      )}
    </>
  );
}
