import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { AlarmEditions } from '../alarms/AlarmEditions';
import { changesSent, DryRun } from '../alarms/DryRun';
import { RulesTable, type Changes, type Rule } from '../alarms/RulesTable';
import { AlarmRulesNowDocument, DraftAlarmRulesDocument } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { Loading } from '../parts/Loading';
import { useAct } from '../parts/useAct';
import { localInput, withZone } from '../times';
import { serverNow } from '../useNow';
import { useWords } from '../words/words';

/** The rules that wearables’ values are held against: what is in force, what a change would mean, who approved it. */
export function AlarmRulesPage() {
  const { t } = useWords();
  const shown = useLive(AlarmRulesNowDocument, {}, () => false);
  const { data } = shown;
  const inForce = data?.alarmRules[0]?.edition ?? '';
  useEffect(() => {
    document.title = `${t.alarmRules} · ${t.appName}`;
  }, [t]);
  return (
    <main className="page" id="content">
      <div className="page-head">
        <h1>{t.alarmRules}</h1>
        <span className="tag">
          {t.inForce} {inForce}
        </span>
      </div>
      <p className="hint">{t.alarmRulesHint}</p>
      <Loading shown={shown}>
        {data === undefined ? null : (
          <>
            <AlarmEditions editions={data.alarmEditions} inForce={inForce} onDone={shown.reload} />
            <NewEdition key={`${inForce}${data.alarmEditions.length}`} rules={data.alarmRules} onDone={shown.reload} />
          </>
        )}
      </Loading>
    </main>
  );
}

/** Type over a number, try it on the last seven days, save it for somebody else’s approval. */
function NewEdition({ rules, onDone }: { readonly rules: readonly Rule[]; readonly onDone: () => void }) {
  const { t } = useWords();
  const act = useAct();
  const [changes, setChanges] = useState<Changes>({});
  const [facts, setFacts] = useState({ edition: '', note: '', from: localInput(serverNow()) });
  const save = async () => {
    const { edition, note, from } = facts;
    const sent = { edition, note, effectiveFrom: withZone(from), changes: changesSent(changes) };
    if ((await act(DraftAlarmRulesDocument, sent, t.saveDraft)) === undefined) onDone();
  };
  return (
    <section aria-label={t.newEdition}>
      <h2>{t.newEdition}</h2>
      <RulesTable rules={rules} changes={changes} onChange={setChanges} />
      <DryRun changes={changes} />
      <div className="row wrap">
        <label>
          {t.edition}{' '}
          <Input value={facts.edition} onChange={({ target }) => setFacts({ ...facts, edition: target.value })} />
        </label>
        <label>
          {t.effectiveFrom}{' '}
          <Input
            type="datetime-local"
            value={facts.from}
            onChange={({ target }) => setFacts({ ...facts, from: target.value })}
          />
        </label>
      </div>
      <label>
        {t.note}
        <Input.TextArea
          rows={2}
          value={facts.note}
          onChange={({ target }) => setFacts({ ...facts, note: target.value })}
        />
      </label>
      <Button type="primary" onClick={() => void save()}>
        {t.saveDraft}
      </Button>
    </section>
  );
}
