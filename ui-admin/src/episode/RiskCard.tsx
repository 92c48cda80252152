import { Button } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../../workflows/domain/vocabulary';
import { AnswerChecklistDocument, type EpisodeNowQuery } from '../api/generated/graphql';
import { personName } from '../parts/sentences';
import { useAct } from '../parts/useAct';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { asked } from '../words/asked';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Card } from './Card';
import { ItemRow } from './ItemRow';
import type { Care } from './ReadingsCard';

type Props = {
  readonly episodeId: string;
  readonly risk: Care['nsteRisk'];
  readonly actions: NonNullable<EpisodeNowQuery['episode']>['actions'];
};

/** What speaks for which risk of NSTE-ACS, and the label a doctor gave. */
export function RiskCard({ episodeId, risk, actions }: Props) {
  const { t, word } = useWords();
  const now = useNow();
  const [changed, setChanged] = useState<Readonly<Record<string, Answer>>>({});
  const [sending, setSending] = useState(false);
  const act = useAct();
  if (risk === null) return null;
  const may = actions.some(({ action, allowed }) => action === 'ANSWER_CHECKLIST' && allowed);
  const { label } = risk;
  const because = risk.items.filter(({ code }) => risk.because.includes(code));
  const save = async () => {
    setSending(true);
    const answers = Object.entries(changed).map(([code, answer]) => ({ code, answer }));
    const problem = await act(AnswerChecklistDocument, { episodeId, answers }, t.nsteRisk);
    setSending(false);
    if (problem === undefined) setChanged({});
  };
  return (
    <Card title={t.nsteRisk} aside={<span className="ref">{fill(t.row, { row: '2.11' })}</span>}>
      <p className="recommended">{fill(t.tableSays, { what: word('riskClass', risk.says ?? 'ASK') })}</p>
      {because.length === 0 ? null : <p>{because.map((item) => asked(item, word)).join(', ')}</p>}
      {label === null ? null : (
        <p className="choice">
          ✓ <strong>{word('riskClass', label.riskClass)}</strong> {personName(label.by)} ({word('role', label.role)}),{' '}
          {shortTime(Date.parse(label.at), now)} {label.reason ?? ''}
        </p>
      )}
      <details open={label === null}>
        <summary>{t.nsteHint}</summary>
        <section className="checklist" aria-label={t.nsteRisk}>
          {risk.items.map((item) => (
            <ItemRow
              key={item.code}
              group={`${episodeId}-nste-${item.code}`}
              item={item}
              answer={changed[item.code] ?? item.answer}
              disabled={!may}
              onAnswer={(answer) => setChanged({ ...changed, [item.code]: answer })}
            />
          ))}
        </section>
        <Button
          type="primary"
          disabled={!may || Object.keys(changed).length === 0}
          loading={sending}
          onClick={() => void save()}
        >
          {t.save}
        </Button>
      </details>
    </Card>
  );
}
