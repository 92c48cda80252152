import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { FINDINGS, TERRITORIES, type Finding, type Territory } from '../../../workflows/domain/vocabulary';
import { RejectEcgDocument, SignReadingDocument, type ReadingNowQuery } from '../api/generated/graphql';
import { Card } from '../episode/Card';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { personName } from './sentences';
import { useAct } from './useAct';
import { useKeys } from './useKeys';

type Reading = NonNullable<ReadingNowQuery['reading']>;

const HAS_TERRITORY: readonly Finding[] = ['STEMI', 'STEMI_EQUIVALENT'];
const ADVICE = ['adviceSwap', 'adviceNoise', 'adviceLeads'] as const;

/** The reader's word: a finding with its territory, or that the ECG cannot be read and what to redo. */
export function SignPanel({ reading }: { readonly reading: Reading }) {
  const { t, word } = useWords();
  const act = useAct();
  const [finding, setFinding] = useState<Finding>();
  const [territories, setTerritories] = useState<readonly Territory[]>([]);
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState(false);
  const done = reading.status !== 'WAITING' && reading.status !== 'OPENED';

  const sign = async () => {
    if (finding === undefined || done || busy) return;
    setBusy(true);
    const chosen = HAS_TERRITORY.includes(finding) ? territories : [];
    const said = comment.trim() === '' ? {} : { comment: comment.trim() };
    await act(SignReadingDocument, { readingId: reading.id, finding, territories: chosen, ...said }, t.sign);
    setBusy(false);
  };
  useKeys({
    ...(done ? {} : Object.fromEntries(FINDINGS.map((code, index) => [String(index + 1), () => setFinding(code)]))),
    'Ctrl+Enter': () => void sign(),
  });

  if (done) return <Signed reading={reading} />;
  return (
    <Card title={t.finding} aside={<span className="hint">{t.signHint}</span>}>
      <fieldset className="findings">
        <legend className="sr">{t.finding}</legend>
        {FINDINGS.map((code, index) => (
          <label key={code} className={finding === code ? 'finding on' : 'finding'}>
            <input type="radio" name="finding" checked={finding === code} onChange={() => setFinding(code)} />
            <kbd>{index + 1}</kbd> {word('finding', code)}
          </label>
        ))}
      </fieldset>
      {finding !== undefined && HAS_TERRITORY.includes(finding) ? (
        <fieldset>
          <legend>{t.territories}</legend>
          <Checkbox.Group
            value={[...territories]}
            onChange={(chosen) => setTerritories(TERRITORIES.filter((code) => chosen.includes(code)))}
            options={TERRITORIES.map((value) => ({ value, label: word('territory', value) }))}
          />
        </fieldset>
      ) : null}
      <Input.TextArea
        aria-label={t.comment}
        placeholder={t.comment}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
        autoSize={{ minRows: 2 }}
      />
      <Button
        type="primary"
        size="large"
        block
        disabled={finding === undefined}
        loading={busy}
        onClick={() => void sign()}
      >
        {t.sign}
        {finding === undefined ? '' : `: ${word('finding', finding)}`}
      </Button>
      <Unreadable readingId={reading.id} />
    </Card>
  );
}

/** What was signed, by whom and when. */
function Signed({ reading }: { readonly reading: Reading }) {
  const { t, word } = useWords();
  const now = useNow();
  const time = reading.signedAt === null ? '' : shortTime(Date.parse(reading.signedAt), now);
  return (
    <Card title={t.finding}>
      <p className="recommended">
        {reading.finding === null ? word('readingStatus', reading.status) : word('finding', reading.finding)}
      </p>
      <p>
        {reading.territories.map((code) => word('territory', code)).join(', ')} {reading.comment ?? ''}
      </p>
      <p className="meta">{fill(t.signedBy, { name: personName(reading.signedBy), time })}</p>
    </Card>
  );
}

/** The ECG cannot be read: what the sender must do differently. */
function Unreadable({ readingId }: { readonly readingId: string }) {
  const { t } = useWords();
  const act = useAct();
  const [advice, setAdvice] = useState('');
  const [busy, setBusy] = useState(false);
  const reject = async () => {
    setBusy(true);
    await act(RejectEcgDocument, { readingId, advice: advice.trim() }, t.cannotBeRead);
    setBusy(false);
  };
  return (
    <details>
      <summary>{t.cannotBeRead}</summary>
      <fieldset>
        <legend>{t.advice}</legend>
        <div className="quick">
          {ADVICE.map((key) => (
            <button key={key} type="button" onClick={() => setAdvice(t[key])}>
              {t[key]}
            </button>
          ))}
        </div>
        <div className="row">
          <Input aria-label={t.advice} value={advice} onChange={(event) => setAdvice(event.target.value)} />
          <Button danger disabled={advice.trim() === ''} loading={busy} onClick={() => void reject()}>
            {t.cannotBeRead}
          </Button>
        </div>
      </fieldset>
    </details>
  );
}
