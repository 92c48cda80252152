import { useEffect, useState } from 'react';
import { changesSent, DryRun } from '../alarms/DryRun';
import { RulesTable, type Changes, type Rule } from '../alarms/RulesTable';
import {
  AlarmRulesNowDocument,
  ApproveAlarmRulesDocument,
  DraftAlarmRulesDocument,
  type AlarmRulesNowQuery,
} from '../api/generated/graphql';
import { useLive } from '../api/live';
import { EditionFields, noEdition } from '../editions/EditionFields';
import { EditionsTable } from '../editions/EditionsTable';
import { Loading } from '../parts/Loading';
import { useAct } from '../parts/useAct';
import { withZone } from '../times';
import { useWords } from '../words/words';

/** The rules that wearables’ values are held against: what is in force, what a change would mean, who approved it. */
export function AlarmRulesPage() {
  const { t } = useWords();
  const act = useAct();
  const shown = useLive(AlarmRulesNowDocument, {}, () => false);
  const { data } = shown;
  const inForce = data?.alarmRules[0]?.edition ?? '';
  useEffect(() => {
    document.title = `${t.alarmRules} · ${t.appName}`;
  }, [t]);
  return (
    <main className="page editions" id="content">
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
            <EditionsTable
              base={{ edition: data.alarmRulesBase }}
              editions={data.alarmEditions.map((one) => ({
                ...one,
                inForce: one.edition === inForce,
                changes: one.changes.map(changeOf).join('; '),
              }))}
              onApprove={(edition) => void act(ApproveAlarmRulesDocument, { edition }, t.approve).then(shown.reload)}
            />
            <NewEdition key={`${inForce}${data.alarmEditions.length}`} rules={data.alarmRules} onDone={shown.reload} />
          </>
        )}
      </Loading>
    </main>
  );
}

const changeOf = ({ rule, limit, forS, hysteresis }: AlarmRulesNowQuery['alarmEditions'][number]['changes'][number]) =>
  [rule, limit, forS === null ? null : `${forS} s`, hysteresis === null ? null : `↔ ${hysteresis}`]
    .filter((part) => part !== null)
    .join(' ');

/** Type over a number, try it on the last seven days, save it for somebody else’s approval. */
function NewEdition({ rules, onDone }: { readonly rules: readonly Rule[]; readonly onDone: () => void }) {
  const { t } = useWords();
  const act = useAct();
  const [changes, setChanges] = useState<Changes>({});
  const [facts, setFacts] = useState(noEdition);
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
      <EditionFields facts={facts} onChange={setFacts} onSave={() => void save()} />
    </section>
  );
}
