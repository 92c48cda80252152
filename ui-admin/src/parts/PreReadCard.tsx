import type { ReadingNowQuery } from '../api/generated/graphql';
import { Card } from '../episode/Card';
import { clockTime, dayOf, toMs } from '../times';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

type PreRead = NonNullable<ReadingNowQuery['reading']>['preRead'];

const mark = { MEETS_CRITERIA: '■', CANNOT_ASSESS: '▲', DOES_NOT_MEET: '○' } as const;

/** What the machine measured, beside what the reader sees: a hint that says of itself what it is not. */
export function PreReadCard({ preRead }: { readonly preRead: PreRead }) {
  const { t, word } = useWords();
  if (preRead === null) return null;
  const { verdict, reasons, leads, territories, hr, qrsMs, levels, beforeAt, algorithm } = preRead;
  const before = toMs(beforeAt);
  return (
    <Card title={t.preRead}>
      <p className="hint">{t.preReadLabel}</p>
      <p>
        <strong>
          {mark[verdict]} {word('stVerdict', verdict)}
        </strong>{' '}
        {leads.join(' ')} {territories.map((territory) => word('territory', territory)).join(' ')}
      </p>
      {reasons.length === 0 ? null : (
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{word('preReadReason', reason)}</li>
          ))}
        </ul>
      )}
      <p className="meta">
        {hr === null ? '' : fill(t.perMinute, { n: Math.round(hr) })}{' '}
        {qrsMs === null ? '' : `· ${fill(t.qrsIs, { n: qrsMs })}`} · {algorithm}
      </p>
      {levels.length === 0 ? null : (
        <details>
          <summary>
            {before === undefined
              ? t.preReadJ
              : fill(t.preReadJBefore, { time: `${dayOf(before)} ${clockTime(before)}` })}
          </summary>
          <ul>
            {levels.map(({ lead, mV, beforeMv }) => (
              <li key={lead}>
                {lead} {mV.toFixed(2)} {beforeMv === null ? '' : `(${beforeMv.toFixed(2)})`}
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className="meta">{t.preReadMisses}</p>
    </Card>
  );
}
