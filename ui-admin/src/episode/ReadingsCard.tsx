import { Button } from 'antd';
import { Link } from 'react-router';
import type { EpisodeCareQuery } from '../api/generated/graphql';
import type { Form } from '../actions/fields';
import { doubtForm, retractForm, settleForm } from '../actions/recordForms';
import { personName } from '../parts/sentences';
import { to } from '../paths';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Card } from './Card';

export type Care = NonNullable<EpisodeCareQuery['episode']>;
type Props = { readonly episodeId: string; readonly care: Care; readonly onForm: (form: Form) => void };

/** The episode's ECGs, those in doubt said so, and those that were another patient's. */
export function ReadingsCard({ episodeId, care, onForm }: Props) {
  const { t, word } = useWords();
  const now = useNow();
  const { readings, ecgs, retractions } = care;
  return (
    <Card title={t.ecgs}>
      {readings.length === 0 ? <p className="empty">{t.noEcgs}</p> : null}
      <ul className="plain">
        {readings.map((reading) => (
          <li key={reading.id}>
            <div className="row wrap">
              <Link to={to.reading(reading.id)}>
                {shortTime(Date.parse(reading.acquiredAt), now)} {word('readingStatus', reading.status)}
              </Link>
              {reading.finding === null ? null : <strong>{word('finding', reading.finding)}</strong>}
              <span className="meta">
                {reading.territories.map((code) => word('territory', code)).join(', ')} {personName(reading.signedBy)}
              </span>
            </div>
            <Whose
              episodeId={episodeId}
              held={ecgs.find(({ readingId }) => readingId === reading.id)}
              time={shortTime(Date.parse(reading.acquiredAt), now)}
              onForm={onForm}
            />
          </li>
        ))}
      </ul>
      {retractions.map((one) => (
        <p key={`${one.readingId}${one.at}`} className="meta">
          <del>{shortTime(Date.parse(one.acquiredAt), now)}</del> {t.takenBack} {shortTime(Date.parse(one.at), now)}{' '}
          {personName(one.by)}: {one.reason}{' '}
          {one.toEpisodeId === null ? null : <Link to={to.episode(one.toEpisodeId)}>{t.episode}</Link>}
        </p>
      ))}
    </Card>
  );
}

type Held = Care['ecgs'][number];

/** Whether it is this patient's: doubted, settled or taken back by a named person. */
function Whose({
  episodeId,
  held,
  time,
  onForm,
}: {
  readonly episodeId: string;
  readonly held: Held | undefined;
  readonly time: string;
  readonly onForm: (form: Form) => void;
}) {
  const { t } = useWords();
  if (held === undefined) return null;
  const fixed = { episodeId, ecgId: held.ecgId };
  const { doubt } = held;
  return (
    <div className="row wrap">
      {doubt === null ? (
        <Button size="small" onClick={() => onForm(doubtForm(fixed, `${t.doubtEcg} ${time}`))}>
          {t.doubtEcg}
          <span className="sr"> {time}</span>
        </Button>
      ) : (
        <>
          <strong className="nobody-tag">
            ■ {fill(t.inDoubt, { reason: doubt.reason, who: personName(doubt.by) })}
          </strong>
          <Button size="small" onClick={() => onForm(settleForm(fixed, `${t.itIsTheirs} ${time}`))}>
            {t.itIsTheirs}
            <span className="sr"> {time}</span>
          </Button>
        </>
      )}
      <Button size="small" onClick={() => onForm(retractForm(fixed, `${t.otherPatient} ${time}`))}>
        {t.otherPatient}
        <span className="sr"> {time}</span>
      </Button>
    </div>
  );
}
