import { Button } from 'antd';
import { VITALS_BY_HAND } from '../../../workflows/domain/testResults';
import type { Form } from '../actions/fields';
import { correctTestForm, withdrawTestForm } from '../actions/testForms';
import { personName } from '../parts/sentences';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Card } from './Card';
import type { Care } from './ReadingsCard';

type Value = Care['observations'][number];
type Props = {
  readonly episodeId: string;
  readonly observations: readonly Value[];
  readonly onForm: (form: Form) => void;
};

/** The newest of each kind of value, always with its time: an old one must not pass for how the patient is now. */
export function ObservationsCard({ episodeId, observations, onForm }: Props) {
  const { t, word } = useWords();
  const now = useNow();
  const shown = observations.filter(({ code, unit }) => code !== 'BATTERY' && unit !== '1');
  if (shown.length === 0) return null;
  return (
    <Card title={t.measured}>
      <ul className="plain">
        {shown.map((value) => (
          <li key={value.code} className="row wrap">
            <span>{word('vital', value.code)}</span>
            <strong>{value.value === null ? `– (${value.reason ?? ''})` : `${value.value} ${value.unit}`}</strong>
            <span className="meta">{shortTime(Date.parse(value.at), now)}</span>
            <ByHand episodeId={episodeId} value={value} onForm={onForm} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

type One = Omit<Props, 'observations'> & { readonly value: Value };

/** Who measured it by hand, and the two ways back; a device’s value has neither. */
function ByHand({ episodeId, value: { code, n, recordedBy }, onForm }: One) {
  const { t, word } = useWords();
  const kind = VITALS_BY_HAND.find((vital) => vital === code);
  if (n === null || kind === undefined) return null;
  const name = word('vital', code);
  return (
    <>
      <span className="meta">{fill(t.byHand, { who: personName(recordedBy) })}</span>
      <Button
        size="small"
        type="link"
        onClick={() => onForm(correctTestForm({ episodeId, n }, kind, `${t.correctTest} ${name}`))}
      >
        {t.correctTest}
        <span className="sr"> {name}</span>
      </Button>
      <Button
        size="small"
        type="link"
        onClick={() => onForm(withdrawTestForm({ episodeId, n }, `${t.enteredInError} ${name}`))}
      >
        {t.enteredInError}
        <span className="sr"> {name}</span>
      </Button>
    </>
  );
}
