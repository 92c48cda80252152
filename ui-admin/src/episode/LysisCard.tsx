import { personName } from '../parts/sentences';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Card } from './Card';
import type { Care } from './ReadingsCard';

/** What was said of the artery after lysis, by whom, and what it rests on. */
export function LysisCard({ care }: { readonly care: Pick<Care, 'lysis' | 'angiography'> }) {
  const { t, word } = useWords();
  const now = useNow();
  const { lysis, angiography } = care;
  if (lysis === null) return null;
  const time = (at: string) => shortTime(Date.parse(at), now);
  return (
    <Card title={t.lysisCard} aside={<span className="ref">{fill(t.row, { row: lysis.row })}</span>}>
      <p className="recommended">
        {lysis.result === 'FAILED' ? '■' : '●'} {word('lysisResult', lysis.result)}
      </p>
      <p>
        {lysis.resolutionPct === null || lysis.lead === null
          ? `◇ ${t.stNotComputed}`
          : fill(t.stFell, { n: Math.round(lysis.resolutionPct), lead: word('lead', lysis.lead) })}
        {lysis.mmBefore === null || lysis.mmAfter === null ? '' : ` (${lysis.mmBefore} → ${lysis.mmAfter} mm)`}
      </p>
      <p className="hint">{fill(t.tableSays, { what: word('lysisResult', lysis.says ?? 'ASK') })}</p>
      <p className="choice">
        ✓ {personName(lysis.by)} ({word('role', lysis.role)}), {time(lysis.at)} {lysis.reason ?? ''}
      </p>
      {angiography === null ? null : (
        <p>{fill(t.angiographyDue, { from: time(angiography.from), until: time(angiography.until) })}</p>
      )}
    </Card>
  );
}
