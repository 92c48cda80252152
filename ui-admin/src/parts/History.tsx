import type { PatientHeaderFragment } from '../api/generated/graphql';
import { useWords } from '../words/words';
import { historyText } from './historyText';

type Line = PatientHeaderFragment['history'][number];

const KINDS = [
  ['DRUG', 'drugs'],
  ['CONDITION', 'conditions'],
  ['ECG', 'previousEcgs'],
  ['NOTE', 'notes'],
] as const;

/** The history the contracted doctor keeps. Allergies and drugs always: where nothing is recorded, somebody asks. */
export function History({ history }: { readonly history: readonly Line[] }) {
  const { t } = useWords();
  const allergies = historyText(history, 'ALLERGY');
  return (
    <dl className="history">
      <div className={allergies === '' ? undefined : 'allergy'}>
        <dt>{allergies === '' ? t.allergies : `▲ ${t.allergies}`}</dt>
        <dd>{allergies === '' ? `◇ ${t.notRecordedAsk}` : allergies}</dd>
      </div>
      {KINDS.map(([kind, label]) => {
        const text = historyText(history, kind) || (kind === 'DRUG' ? `◇ ${t.notRecordedAsk}` : '');
        return text === '' ? null : (
          <div key={kind}>
            <dt>{t[label]}</dt>
            <dd>{text}</dd>
          </div>
        );
      })}
    </dl>
  );
}
