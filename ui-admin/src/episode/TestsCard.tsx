import { Button } from 'antd';
import type { Form } from '../actions/fields';
import { correctTestForm, withdrawTestForm } from '../actions/testForms';
import { personName } from '../parts/sentences';
import { shortTime, toMs, withPrecision } from '../times';
import { useNow } from '../useNow';
import { fill, useWords } from '../words/words';
import { Card } from './Card';
import type { Care } from './ReadingsCard';

type Test = Care['tests'][number];
type Props = {
  readonly episodeId: string;
  readonly tests: readonly Test[];
  readonly onForm: (form: Form) => void;
};

/** Results with their unit, the time of their sample and the laboratory’s own limit; what no longer stands says why. */
export function TestsCard({ episodeId, tests, onForm }: Props) {
  const { t, word } = useWords();
  const now = useNow();
  if (tests.length === 0) return null;
  const standing = tests.filter(({ stands }) => stands);
  const gone = tests.filter(({ stands, withdraws }) => !stands && !withdraws);
  return (
    <Card title={t.tests}>
      <ul className="plain">
        {standing.map((test) => (
          <li key={test.n}>
            <Result test={test} />
            <div className="row wrap">
              <Button
                size="small"
                type="link"
                onClick={() =>
                  onForm(correctTestForm({ episodeId, n: test.n }, test.kind, titleOf(t.correctTest, test)))
                }
              >
                {t.correctTest}
                <span className="sr"> {titleOf('', test)}</span>
              </Button>
              <Button
                size="small"
                type="link"
                onClick={() => onForm(withdrawTestForm({ episodeId, n: test.n }, titleOf(t.enteredInError, test)))}
              >
                {t.enteredInError}
                <span className="sr"> {titleOf('', test)}</span>
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {gone.length === 0 ? null : (
        <details>
          <summary>{fill(t.correctedTests, { n: gone.length })}</summary>
          <ul className="plain">
            {gone.map((test) => (
              <li key={test.n}>
                <del>
                  <Result test={test} />
                </del>
                <Heir heir={tests.find(({ corrects }) => corrects === test.n)} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );

  function titleOf(what: string, { kind, sampledAt }: Test): string {
    return `${what} ${word('testKind', kind)} ${shortTime(Date.parse(sampledAt), now)}`.trim();
  }
}

const SIGNS = { BELOW: '< ', ABOVE: '> ' } as const;

function Result({ test }: { readonly test: Test }) {
  const { t, word } = useWords();
  const now = useNow();
  const { kind, value, bound, unit, raised, limit, change, assay, precision } = test;
  const sampled = withPrecision(Date.parse(test.sampledAt), toMs(test.sampledUntilAt), precision, now);
  return (
    <div className="row wrap">
      <span>{word('testKind', kind)}</span>
      <strong>
        {bound === null ? '' : SIGNS[bound]}
        {value} {word('unit', unit)}
      </strong>
      {raised === null || limit === null ? null : (
        <span>{raised ? `▲ ${fill(t.aboveLimit, { limit })}` : `● ${fill(t.withinLimit, { limit })}`}</span>
      )}
      <span className="meta">
        {fill(t.sampledFrom, { time: sampled })}
        {change === null
          ? ''
          : ` · ${fill(t.changeSince, {
              by: `${change.by > 0 ? '+' : change.by < 0 ? '−' : '±'}${Math.abs(change.by)} ${word('unit', change.unit)}`,
              time: shortTime(Date.parse(change.sinceAt), now),
            })}`}
        {assay === null ? '' : ` · ${assay}`} · {personName(test.recordedBy) || test.recordedById}
      </span>
    </div>
  );
}

function Heir({ heir }: { readonly heir: Test | undefined }) {
  const { t } = useWords();
  const now = useNow();
  if (heir === undefined) return null;
  return (
    <div className="meta">
      {fill(heir.withdraws ? t.takenBackBy : t.correctedBy, {
        who: personName(heir.recordedBy) || heir.recordedById,
        time: shortTime(Date.parse(heir.receivedAt), now),
      })}
      {heir.reason === null ? '' : `: ${heir.reason}`}
    </div>
  );
}
