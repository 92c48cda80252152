import { Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import type { Answer, Phase } from '../../../workflows/domain/vocabulary';
import { AnswerChecklistDocument, type EpisodeNowQuery } from '../api/generated/graphql';
import { useAct } from '../parts/useAct';
import { personName } from '../parts/sentences';
import { asked } from '../words/asked';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Card } from './Card';
import { ItemRow } from './ItemRow';
import type { Care } from './ReadingsCard';

type Checklist = Care['checklist'];
type Props = {
  readonly episodeId: string;
  readonly phase: Phase;
  readonly checklist: Checklist;
  readonly actions: NonNullable<EpisodeNowQuery['episode']>['actions'];
};

/** The steps in which the sheet lies open; in the others it can be opened. */
const ASKED_IN: readonly Phase[] = ['DIAGNOSED', 'STRATEGY'];
const KILLIP = [1, 2, 3, 4];

/** Yes, no or unknown to each contraindication; only what was changed is sent. */
export function ChecklistCard({ episodeId, phase, checklist, actions }: Props) {
  const { t, word, sentence } = useWords();
  const [changed, setChanged] = useState<Readonly<Record<string, Answer>>>({});
  const [killip, setKillip] = useState<number>();
  const [weightKg, setWeight] = useState<number>();
  const [sending, setSending] = useState(false);
  const act = useAct();
  const permission = actions.find(({ action }) => action === 'ANSWER_CHECKLIST');
  const may = permission?.allowed === true;
  const dirty = Object.keys(changed).length > 0 || killip !== undefined || weightKg !== undefined;
  const answered = checklist.items.filter(({ answer }) => answer !== null).length;

  const save = async () => {
    setSending(true);
    const answers = Object.entries(changed).map(([code, answer]) => ({ code, answer }));
    const said = {
      episodeId,
      answers,
      ...(killip === undefined ? {} : { killip }),
      ...(weightKg === undefined ? {} : { weightKg }),
    };
    const problem = await act(AnswerChecklistDocument, said, t.checklist);
    setSending(false);
    if (problem !== undefined) return;
    setChanged({});
    setKillip(undefined);
    setWeight(undefined);
  };

  return (
    <Card
      title={t.checklist}
      aside={
        <span className="meta">
          {word('jurisdiction', checklist.jurisdiction)} · {answered}/{checklist.items.length}
        </span>
      }
    >
      <details open={may && ASKED_IN.includes(phase) && answered < checklist.items.length}>
        <summary>
          <Standing checklist={checklist} />
        </summary>
        <Confirmations checklist={checklist} />
        <p className="hint">{may ? t.checklistHint : sentence(permission?.refusal ?? t.checklistHint)}</p>
        {(
          [
            [t.situation, checklist.situation],
            [t.contraindications, checklist.items],
          ] as const
        ).map(([title, items]) => (
          <section key={title} className="checklist" aria-label={title}>
            <h3>{title}</h3>
            {items.map((item) => (
              <ItemRow
                key={item.code}
                group={`${episodeId}-${item.code}`}
                item={item}
                answer={changed[item.code] ?? item.answer}
                disabled={!may}
                onAnswer={(answer) => setChanged({ ...changed, [item.code]: answer })}
              />
            ))}
          </section>
        ))}
        <div className="row wrap">
          <Figures
            disabled={!may}
            killip={killip ?? checklist.killip}
            weightKg={weightKg ?? checklist.weightKg}
            onKillip={setKillip}
            onWeight={setWeight}
          />
          <span className="grow" />
          <Button type="primary" disabled={!may || !dirty} loading={sending} onClick={() => void save()}>
            {t.save}
          </Button>
        </div>
      </details>
    </Card>
  );
}

type FiguresProps = {
  readonly disabled: boolean;
  readonly killip: number | null;
  readonly weightKg: number | null;
  readonly onKillip: (killip: number) => void;
  readonly onWeight: (weightKg: number) => void;
};

function Figures({ disabled, killip, weightKg, onKillip, onWeight }: FiguresProps) {
  const { t } = useWords();
  return (
    <>
      <span className="label">{t.killip}</span>
      <Select
        aria-label={t.killip}
        disabled={disabled}
        value={killip}
        onChange={(value) => value !== null && onKillip(value)}
        placeholder="–"
        options={KILLIP.map((value) => ({ value, label: `Killip ${'I'.repeat(value).replace('IIII', 'IV')}` }))}
      />
      <span className="label">{t.weightKg}</span>
      <InputNumber
        aria-label={t.weightKg}
        disabled={disabled}
        min={20}
        max={300}
        value={weightKg}
        onChange={(value) => value !== null && onWeight(value)}
      />
    </>
  );
}

/** What stands against lysis, the heaviest first. */
function Standing({ checklist }: { readonly checklist: Checklist }) {
  const { t, word } = useWords();
  const names = (codes: readonly string[]) =>
    checklist.items
      .filter(({ code }) => codes.includes(code))
      .map((item) => asked(item, word))
      .join(', ');
  if (checklist.absolute.length > 0)
    return <strong className="over">{`■ ${t.absolute}: ${names(checklist.absolute)}`}</strong>;
  if (checklist.relative.length > 0) return <strong>{`▲ ${t.relative}: ${names(checklist.relative)}`}</strong>;
  if (checklist.unknown.length > 0) return <>{`◇ ${word('answer', 'UNKNOWN')}: ${checklist.unknown.length}`}</>;
  return <>{`● ${t.noContraindication}`}</>;
}

/** Who stands for lysis although something is against it. */
function Confirmations({ checklist }: { readonly checklist: Checklist }) {
  const { t } = useWords();
  return checklist.confirmations.map(({ at, by, reason }) => (
    <p key={at} className="choice">
      ✓ {fill(t.confirmedBy, { who: personName(by), reason })}
    </p>
  ));
}
