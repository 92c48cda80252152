import { correctDrugForm, withdrawDrugForm } from '../actions/drugForms';
import type { Form } from '../actions/fields';
import { personName } from '../parts/sentences';
import { shortTime, toMs, withPrecision } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Card } from './Card';
import { Entries } from './Entries';
import type { Care } from './ReadingsCard';

type Dose = Care['drugsGiven'][number];
type Props = {
  readonly episodeId: string;
  readonly drugs: readonly Dose[];
  readonly onForm: (form: Form) => void;
};

/** What was given, how much, by which route, when and by whom. */
export function DrugsCard({ episodeId, drugs, onForm }: Props) {
  const { t, word } = useWords();
  const now = useNow();
  if (drugs.length === 0) return null;
  return (
    <Card title={t.drugsGiven}>
      <Entries
        lines={drugs}
        nameOf={({ drug, givenAt }) => `${word('drug', drug)} ${shortTime(Date.parse(givenAt), now)}`}
        View={Given}
        correct={({ n }, title) => correctDrugForm({ episodeId, n }, title)}
        withdraw={({ n }, title) => withdrawDrugForm({ episodeId, n }, title)}
        onForm={onForm}
      />
    </Card>
  );
}

function Given({ line: dose }: { readonly line: Dose }) {
  const { t, word } = useWords();
  const now = useNow();
  const { drug, ref, amount, unit, route, precision, recordedBy, recordedById } = dose;
  const time = withPrecision(Date.parse(dose.givenAt), toMs(dose.givenUntilAt), precision, now);
  return (
    <div className="row wrap">
      <span>{word('drug', drug)}</span>
      <strong>
        {amount} {word('doseUnit', unit)} {word('route', route)}
      </strong>
      <span className="meta">
        {fill(t.givenFrom, { time })} · {personName(recordedBy) || recordedById}
      </span>
      <span className="ref">{ref}</span>
    </div>
  );
}
