import type { PatientHeaderFragment } from '../api/generated/graphql';
import { useWords } from '../words/words';

type Line = PatientHeaderFragment['history'][number];

const KINDS = [
  ['CONDITION', 'conditions'],
  ['DRUG', 'drugs'],
  ['ECG', 'previousEcgs'],
  ['NOTE', 'notes'],
] as const;

/** The history the contracted doctor keeps; allergies first and always, even when none are known. */
export function History({ history }: { readonly history: readonly Line[] }) {
  const { t } = useWords();
  const text = (kind: Line['kind']) =>
    history
      .filter((line) => line.kind === kind)
      .map((line) => (line.since === null ? line.text : `${line.text} (${line.since})`))
      .join('; ');
  const allergies = text('ALLERGY');
  return (
    <dl className="history">
      <div className={allergies === '' ? undefined : 'allergy'}>
        <dt>{allergies === '' ? t.allergies : `▲ ${t.allergies}`}</dt>
        <dd>{allergies === '' ? t.noAllergies : allergies}</dd>
      </div>
      {KINDS.map(([kind, label]) =>
        text(kind) === '' ? null : (
          <div key={kind}>
            <dt>{t[label]}</dt>
            <dd>{text(kind)}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
