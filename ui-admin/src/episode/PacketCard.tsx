import { Button } from 'antd';
import type { EpisodeNowQuery } from '../api/generated/graphql';
import type { Form } from '../actions/fields';
import { acceptForm, positionForm, refuseForm } from '../actions/resourceForms';
import { drugsText, historyText } from '../parts/historyText';
import { personName, siteName } from '../parts/sentences';
import { VehicleFix } from '../parts/VehicleFix';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Card } from './Card';
import { answerWords } from './ConsultsCard';
import type { Care } from './ReadingsCard';

type Now = NonNullable<EpisodeNowQuery['episode']>;
type Props = {
  readonly episode: Pick<Now, 'id' | 'patient' | 'index' | 'receivingSite' | 'actions'>;
  readonly care: Pick<Care, 'announcedAt' | 'reception' | 'refused' | 'resources' | 'wants' | 'readings' | 'consults'>;
  readonly onForm: (form: Form) => void;
};

const isVehicle = (kind: string): boolean => kind === 'AMBULANCE' || kind === 'TRANSFER_VEHICLE';

/** What is there before the patient: who takes them, with which number, on which road, and what must be known. */
export function PacketCard({ episode, care, onForm }: Props) {
  const words = useWords();
  const { t, word } = words;
  const now = useNow();
  const { reception, refused, announcedAt, resources, wants } = care;
  const time = (at: string) => shortTime(Date.parse(at), now);
  const answer = episode.actions.find(({ action }) => action === 'ANSWER_RECEPTION');
  const ready = [
    ...(reception?.visitNumber == null ? [] : [`${t.visitNumber} ${reception.visitNumber}`]),
    ...(reception?.bracelet == null ? [] : [`${t.bracelet} ${reception.bracelet}`]),
  ];
  return (
    <Card title={t.packet} aside={<span className="meta">{siteName(episode.receivingSite, words)}</span>}>
      {reception === null ? (
        <p>{announcedAt === null ? `○ ${t.notAnnounced}` : `▲ ${fill(t.askedSince, { time: time(announcedAt) })}`}</p>
      ) : (
        <p>
          ● {fill(t.acceptedBy, { site: siteName(reception.site, words), who: personName(reception.by) })}{' '}
          {time(reception.at)} {ready.length === 0 ? `· ${t.notReadyYet}` : `· ${ready.join(' · ')}`}
        </p>
      )}
      <ul className="plain">
        {refused.map(({ site, by, at, reason }) => (
          <li key={at}>
            ✕ {fill(t.refusedBy, { site: siteName(site, words), who: personName(by), reason })} {time(at)}
          </li>
        ))}
        {wants.map(({ kind, since }) => (
          <li key={kind}>■ {fill(t.waitsFor, { what: word('resourceKind', kind), time: time(since) })}</li>
        ))}
        {resources.map(({ id, kind, name, product, lot, fix }) => (
          <li key={id}>
            ● {word('resourceKind', kind)} {name}
            {product === null ? '' : ` · ${word('lyticProduct', product)} ${lot ?? ''}`}
            <VehicleFix fix={fix} />
            {isVehicle(kind) ? (
              <Button size="small" onClick={() => onForm(positionForm(id, `${t.reportPosition} · ${name}`))}>
                {t.reportPosition}
                <span className="sr"> {name}</span>
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {care.consults.map(({ n, answer }) =>
        answer === null ? null : (
          <p key={n}>
            <span className="label">{t.consults}</span> {answerWords(answer, words)}
          </p>
        ),
      )}
      <Summary episode={episode} readings={care.readings} />
      {answer?.allowed === true ? (
        <div className="row wrap">
          <Button onClick={() => onForm(acceptForm(episode.id, reception === null ? t.acceptPatient : t.preRegister))}>
            {reception === null ? t.acceptPatient : t.preRegister}
          </Button>
          {reception === null ? (
            <Button onClick={() => onForm(refuseForm(episode.id, t.refusePatient))}>{t.refusePatient}</Button>
          ) : null}
        </div>
      ) : null}
    </Card>
  );
}

/** History, drugs, allergies and the last ECG in as many lines: what the crew reads on the road (7.1 #3). */
function Summary({ episode, readings }: Pick<Props, 'episode'> & Pick<Props['care'], 'readings'>) {
  const { t, word } = useWords();
  const now = useNow();
  const { patient, index } = episode;
  const history = patient?.history ?? [];
  const last = readings.at(-1);
  const parts = [
    [t.allergies, historyText(history, 'ALLERGY') || `◇ ${t.notRecordedAsk}`],
    [t.drugs, drugsText(history, index?.drugs ?? []) || `◇ ${t.notRecordedAsk}`],
    [t.conditions, historyText(history, 'CONDITION')],
    [t.previousEcgs, historyText(history, 'ECG')],
    [
      t.ecgs,
      last === undefined
        ? ''
        : `${shortTime(Date.parse(last.acquiredAt), now)} ${last.finding === null ? word('readingStatus', last.status) : word('finding', last.finding)}`,
    ],
  ] as const;
  return (
    <dl className="summary">
      {parts.map(([name, text]) =>
        text === '' ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
