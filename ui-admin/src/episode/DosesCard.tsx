import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Card } from './Card';
import type { Care } from './ReadingsCard';

/** Rows under which nothing that thins blood is offered. */
const STOPS: readonly string[] = ['R14', 'R16'];

type Dose = Care['lyticDoses'][number];

/** What the tables say of each product and of the pack; a doctor chooses, the system never. */
export function DosesCard({ care }: { readonly care: Pick<Care, 'lyticDoses' | 'pack'> }) {
  const { t, word } = useWords();
  const { lyticDoses, pack } = care;
  const names = (doses: Care['pack']['p2y12']) =>
    doses.map(({ drug, mg }) => `${word('drug', drug)} ${mg} ${word('doseUnit', 'MG')}`);
  return (
    <Card title={t.doses}>
      <p className="hint">{STOPS.includes(pack.row) ? `■ ${fill(t.stopped, { why: pack.row })}` : t.dosesHint}</p>
      <ul>
        {lyticDoses.map((dose) => (
          <li key={dose.product}>
            {word('drug', dose.agent)} <span className="ref">{dose.product}</span> <DoseView dose={dose} />
          </li>
        ))}
      </ul>
      <p>
        <span className="label">{t.packTitle}</span> {names(pack.aspirin).join(', ')}
        {pack.p2y12.length === 0
          ? ''
          : ` + ${pack.p2y12.length === 1 ? names(pack.p2y12).join('') : fill(t.packOneOf, { what: names(pack.p2y12).join(', ') })}`}
        {pack.asks.map((ask) => ` ▲ ${word('pack', ask)}`)}
      </p>
    </Card>
  );
}

function DoseView({ dose }: { readonly dose: Dose }) {
  const { t, word } = useWords();
  const missing = [
    ...(dose.missing.includes('WEIGHT') ? [t.weightMissing] : []),
    ...(dose.missing.includes('AGE') ? [t.ageMissing] : []),
  ];
  if (missing.length > 0) return <em>◇ {missing.join('; ')}</em>;
  const step = ({ amount, unit, overMinFrom, overMinTo, afterMin }: Dose['steps'][number]) => {
    const over =
      overMinTo < 1
        ? ''
        : overMinFrom === overMinTo || overMinFrom === 0
          ? `${overMinTo}`
          : `${overMinFrom}–${overMinTo}`;
    const said = [
      `${amount} ${word('doseUnit', unit)}`,
      ...(over === '' ? [] : [fill(t.doseOver, { n: over })]),
      ...(afterMin === null ? [] : [fill(t.doseAfter, { n: afterMin })]),
    ];
    return said.join(' ');
  };
  return (
    <strong>
      {dose.steps.map(step).join(' + ')}
      {dose.halved ? ` (${t.halved})` : ''}
    </strong>
  );
}
