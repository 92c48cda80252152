import { Button } from 'antd';
import type { Drug } from '../../../workflows/domain/vocabulary';
import type { EpisodeNowQuery } from '../api/generated/graphql';
import { giveDrugForm } from '../actions/drugForms';
import type { Form } from '../actions/fields';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Card } from './Card';
import type { Care } from './ReadingsCard';

type Line = Care['adjuncts'][number];
type Dose = Line['doses'][number];

/** A verdict says itself by shape and word, not by colour alone. */
const MARK: Readonly<Record<string, string>> = {
  INDICATED: '●',
  NOT_INDICATED: '○',
  BARRED: '■',
  NOTHING_AGAINST: '○',
  ASK: '▲',
};

type Props = {
  readonly episodeId: string;
  readonly adjuncts: readonly Line[];
  readonly actions: NonNullable<EpisodeNowQuery['episode']>['actions'];
  readonly onForm: (form: Form) => void;
};

/** What a step of the table fills in: its amount only where it prints one and no range. */
const printed = (step: Dose['steps'][number] | undefined) =>
  step === undefined
    ? {}
    : {
        unit: step.unit,
        route: step.route,
        ...(step.to === null && step.firstTwo === null ? { amount: step.from } : {}),
      };

/** What the table says of the drugs beside the pack; a named person decides, gives and says how much it was. */
export function AdjunctsCard({ episodeId, adjuncts, actions, onForm }: Props) {
  const { t, word } = useWords();
  const now = useNow();
  if (adjuncts.length === 0) return null;
  const mayRecord = actions.some(({ action, allowed }) => action === 'RECORD_DRUG' && allowed);
  const record = (drug: Drug, step?: Dose['steps'][number]) =>
    mayRecord ? (
      <Button
        size="small"
        type="link"
        onClick={() =>
          onForm(giveDrugForm(episodeId, drug, printed(step), `${t.recordAsGiven} · ${word('drug', drug)}`))
        }
      >
        {t.recordAsGiven}
        <span className="sr"> {word('drug', drug)}</span>
      </Button>
    ) : null;
  return (
    <Card title={t.adjuncts}>
      <p className="hint">{t.adjunctsHint}</p>
      <ul className="plain">
        {adjuncts.map(({ adjunct, ref, says, because, limit, doses, measuredAt }) => (
          <li key={adjunct}>
            <div className="row wrap">
              <span>{word('adjunct', adjunct)}</span>
              <strong>
                {MARK[says] ?? '◇'} {word('adjunctSays', says)}
              </strong>
              <span className="meta">
                {because.map((reason) => fill(word('adjunctReason', reason), { n: limit ?? '' })).join(', ')}
                {measuredAt === null ? '' : ` · ${shortTime(Date.parse(measuredAt), now)}`}
              </span>
              <span className="ref">{ref}</span>
              {adjunct === 'OXYGEN' || adjunct === 'NITROGLYCERIN' ? record(adjunct) : null}
            </div>
            {doses.length === 0 ? null : (
              <ul>
                {doses.map((dose) => (
                  <li key={dose.product}>
                    {word('drug', dose.product)} <DoseOf dose={dose} /> {record(dose.product, dose.steps[0])}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function DoseOf({ dose: { steps, missing, remarks, egfrLimit } }: { readonly dose: Dose }) {
  const { t, word } = useWords();
  const asks = [
    ...(missing.includes('WEIGHT') ? [t.weightMissing] : []),
    ...(missing.includes('AGE') ? [t.ageMissing] : []),
  ];
  if (asks.length > 0) return <em>◇ {asks.join('; ')}</em>;
  const step = ({ from, to, unit, route, firstTwo, afterMin, everyH }: Dose['steps'][number]) =>
    [
      `${from}${to === null ? '' : `–${to}`} ${word('doseUnit', unit)} ${word('route', route)}`,
      ...(afterMin === null ? [] : [fill(t.doseAfter, { n: afterMin })]),
      ...(everyH === null ? [] : [fill(t.doseEvery, { n: everyH })]),
      ...(firstTwo === null ? [] : [`(${fill(t.doseFirstTwo, { n: `${firstTwo} ${word('doseUnit', unit)}` })})`]),
    ].join(' ');
  return (
    <>
      <strong>{steps.map(step).join(' + ')}</strong>{' '}
      <span className="meta">
        {remarks.map((remark) => fill(word('adjunctReason', remark), { n: egfrLimit ?? '' })).join('; ')}
      </span>
    </>
  );
}
