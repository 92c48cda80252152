import { Button } from 'antd';
import { useState } from 'react';
import { ask, type Problem } from '../api/client';
import { TryAlarmRulesDocument, type TryAlarmRulesQuery } from '../api/generated/graphql';
import { faultSentence } from '../parts/useAct';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import type { Changes } from './RulesTable';

type Tried =
  | { readonly state: 'NOT_YET' | 'RUNNING' }
  | { readonly state: 'DONE'; readonly run: TryAlarmRulesQuery['alarmDryRun'] }
  | { readonly state: 'REFUSED'; readonly problem: Problem };

/** The edition's changes as the server takes them. */
export const changesSent = (changes: Changes) =>
  Object.entries(changes).map(([rule, numbers]) => ({ rule, ...numbers }));

/** Tries the changed rules on the last seven days: how many alarms more or fewer, before anybody is woken by them. */
export function DryRun({ changes }: { readonly changes: Changes }) {
  const words = useWords();
  const { t } = words;
  const [tried, setTried] = useState<Tried>({ state: 'NOT_YET' });
  const run = async () => {
    setTried({ state: 'RUNNING' });
    const answer = await ask(TryAlarmRulesDocument, { changes: changesSent(changes) });
    setTried('data' in answer ? { state: 'DONE', run: answer.data.alarmDryRun } : { state: 'REFUSED', ...answer });
  };
  return (
    <>
      <Button loading={tried.state === 'RUNNING'} onClick={() => void run()}>
        {t.tryRules}
      </Button>
      {tried.state === 'DONE' ? <Lines run={tried.run} /> : null}
      {tried.state === 'REFUSED' ? (
        <div role="alert" className="problem">
          {faultSentence(tried.problem, words)}
        </div>
      ) : null}
    </>
  );
}

function Lines({ run }: { readonly run: TryAlarmRulesQuery['alarmDryRun'] }) {
  const { t, word } = useWords();
  return (
    <section aria-live="polite" aria-label={t.triedRules}>
      <p>{fill(t.triedOn, { wearers: run.wearers, readings: run.readings })}</p>
      {run.leftOut > 0 ? <p>▲ {fill(t.triedLeftOut, { n: run.leftOut })}</p> : null}
      {run.lines.length === 0 ? <p className="hint">{t.triedNothing}</p> : null}
      {run.lines.length === 0 ? null : (
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{t.alarm}</th>
              <th scope="col">{t.wouldRaise}</th>
              <th scope="col">{t.doesRaise}</th>
              <th scope="col">{t.didRaise}</th>
            </tr>
          </thead>
          <tbody>
            {run.lines.map(({ code, would, does, did }) => (
              <tr key={code}>
                <th scope="row">{word('alarm', code)}</th>
                <td className="number">
                  {would}{' '}
                  <strong>{would === does ? '±0' : would > does ? `▲ +${would - does}` : `▼ −${does - would}`}</strong>
                </td>
                <td className="number">{does}</td>
                <td className="number">{did}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="hint">{t.triedHint}</p>
    </section>
  );
}
