import { Button } from 'antd';
import { suppressForm } from '../actions/deviceForms';
import { useActionForm } from '../actions/useActionForm';
import { EndSuppressionDocument, type AlarmLimitsQuery } from '../api/generated/graphql';
import { Card } from '../episode/Card';
import { personName } from '../parts/sentences';
import { useAct } from '../parts/useAct';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

type Props = {
  readonly patientId: string;
  readonly all: AlarmLimitsQuery['alarmSuppressions'];
  readonly onDone: () => void;
};

/** What is held back of this patient's alarms and what was: by whom, why, until when, and how much it held. */
export function Suppressions({ patientId, all, onDone }: Props) {
  const { t } = useWords();
  const [form, openForm] = useActionForm(onDone);
  return (
    <Card
      title={t.suppressions}
      aside={<Button onClick={() => openForm(suppressForm(patientId, t.suppress))}>{t.suppress}</Button>}
    >
      <p className="hint">{all.length === 0 ? `${t.noSuppressions} ${t.suppressionsHint}` : t.suppressionsHint}</p>
      <ul className="plain">
        {all.map((one) => (
          <Line key={one.id} one={one} onDone={onDone} />
        ))}
      </ul>
      {form}
    </Card>
  );
}

type LineProps = { readonly one: AlarmLimitsQuery['alarmSuppressions'][number]; readonly onDone: () => void };

function Line({ one, onDone }: LineProps) {
  const { t, word } = useWords();
  const now = useNow();
  const act = useAct();
  const { id: suppressionId, code, withHigh, reason, by, fromAt, untilAt, endedAt, endedBy, inForce, held } = one;
  const name = word('alarm', code);
  const at = (time: string) => shortTime(Date.parse(time), now);
  const end = async () => {
    await act(EndSuppressionDocument, { suppressionId }, `${t.endSuppression}: ${name}`);
    onDone();
  };
  return (
    <li className="row wrap">
      <span aria-hidden="true">{inForce ? '●' : '○'}</span>
      <strong>{name}</strong>
      {withHigh ? <span className="tag warn">▲ {t.withHighShort}</span> : null}
      <span>{reason}</span>
      <span className="meta">
        {personName(by)} · {at(fromAt)} – {at(endedAt ?? untilAt)} {endedBy === null ? '' : personName(endedBy)}{' '}
        {inForce ? '' : t.suppressionOver} · {fill(t.suppressedHeld, { n: held })}
      </span>
      <span className="grow" />
      {inForce ? (
        <Button size="small" aria-label={`${t.endSuppression}: ${name}`} onClick={() => void end()}>
          {t.endSuppression}
        </Button>
      ) : null}
    </li>
  );
}
