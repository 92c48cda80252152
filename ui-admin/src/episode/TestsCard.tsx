import { isVital } from '../../../workflows/domain/testResults';
import type { Form } from '../actions/fields';
import { correctTestForm, withdrawTestForm } from '../actions/testForms';
import { personName } from '../parts/sentences';
import { shortTime, toMs, withPrecision } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Card } from './Card';
import { Entries } from './Entries';
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
  // what was measured at the bedside stands beside the values of devices
  const shown = tests.filter((test) => !isVital(test));
  if (shown.length === 0) return null;
  return (
    <Card title={t.tests}>
      <Entries
        lines={shown}
        nameOf={({ kind, sampledAt }) => `${word('testKind', kind)} ${shortTime(Date.parse(sampledAt), now)}`}
        View={Result}
        correct={({ n, kind }, title) => correctTestForm({ episodeId, n }, kind, title)}
        withdraw={({ n }, title) => withdrawTestForm({ episodeId, n }, title)}
        onForm={onForm}
      />
    </Card>
  );
}

const SIGNS = { BELOW: '< ', ABOVE: '> ' } as const;

function Result({ line: test }: { readonly line: Test }) {
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
