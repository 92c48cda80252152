import { Button, Input } from 'antd';
import { useState } from 'react';
import { callAdvice, LONGEST_PLACE } from '../../../workflows/domain/callScript';
import type { Answer, CallItem, Phase } from '../../../workflows/domain/vocabulary';
import { AnswerCallScriptDocument, type EpisodeNowQuery } from '../api/generated/graphql';
import { personName } from '../parts/sentences';
import { useAct } from '../parts/useAct';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Card } from './Card';
import { ItemRow } from './ItemRow';
import type { Care } from './ReadingsCard';

type Props = {
  readonly episode: Pick<NonNullable<EpisodeNowQuery['episode']>, 'id' | 'phase' | 'actions' | 'timeline'>;
  readonly script: Care['callScript'];
};

/** Until somebody is at the patient the script lies open; later it is read. */
const ON_THE_PHONE: readonly Phase[] = ['HELP_SOUGHT', 'FD_ENGAGED', 'EMS_DISPATCHED'];
const SHAPES = { STAY_PUT_CALL_120: '■', NO_RED_FLAG: '○', ASK_ON: '◇' } as const;

/** What whoever takes the call asks, and what the table says to the answers; the call taker decides. */
export function CallCard({ episode: { id, phase, actions, timeline }, script }: Props) {
  const { t, word, sentence } = useWords();
  const now = useNow();
  const act = useAct();
  const [changed, setChanged] = useState<Readonly<Partial<Record<CallItem, Answer>>>>({});
  const [place, setPlace] = useState(script.place?.text ?? '');
  const [sending, setSending] = useState(false);
  const permission = actions.find(({ action }) => action === 'ANSWER_CALL_SCRIPT');
  const may = permission?.allowed === true;
  const isOpen = ON_THE_PHONE.includes(phase);
  const answerTo = (code: CallItem) =>
    changed[code] ?? script.items.find((item) => item.code === code)?.answer ?? undefined;
  const advice = callAdvice(answerTo);
  const asked120 = timeline.find(({ code }) => code === 'CALL120')?.entry ?? undefined;
  const isMoved = place.trim() !== '' && place.trim() !== script.place?.text;
  if (!isOpen && script.place === null && script.items.every(({ by }) => by === null)) return null;

  const save = async () => {
    setSending(true);
    const answers = Object.entries(changed).map(([code, answer]) => ({ code, answer }));
    const problem = await act(
      AnswerCallScriptDocument,
      { episodeId: id, answers, ...(isMoved && { place }) },
      t.callScript,
    );
    setSending(false);
    if (problem === undefined) setChanged({});
  };

  return (
    <Card title={t.callScript}>
      <details open={isOpen}>
        <summary>
          <output>
            {SHAPES[advice]} <strong>{word('callAdvice', advice)}</strong>
            {script.place === null ? '' : ` · ${fill(t.patientAt, { place: script.place.text })}`}
          </output>
        </summary>
        <p className="hint">
          {asked120 === undefined
            ? `◇ ${t.not120Yet}`
            : `● ${fill(t.asked120At, { time: shortTime(Date.parse(asked120.at), now) })}`}
        </p>
        <p className="hint">{may ? t.callScriptHint : sentence(permission?.refusal ?? t.callScriptHint)}</p>
        <PlaceField told={script.place} place={place} disabled={!may} onPlace={setPlace} />
        <section className="checklist" aria-label={t.callScript}>
          {script.items.map((item) => (
            <div key={item.code}>
              <ItemRow
                group={`${id}-${item.code}`}
                item={item}
                answer={answerTo(item.code) ?? null}
                disabled={!may}
                onAnswer={(answer) => setChanged({ ...changed, [item.code]: answer })}
              />
              {item.by === null || item.at === null || item.role === null ? null : (
                <small className="meta">
                  {personName(item.by)} · {word('role', item.role)} · {shortTime(Date.parse(item.at), now)}
                </small>
              )}
            </div>
          ))}
        </section>
        <div className="row end">
          <Button
            type="primary"
            disabled={!may || (Object.keys(changed).length === 0 && !isMoved)}
            loading={sending}
            onClick={() => void save()}
          >
            {t.save}
          </Button>
        </div>
      </details>
    </Card>
  );
}

type PlaceProps = {
  readonly told: Care['callScript']['place'];
  readonly place: string;
  readonly disabled: boolean;
  readonly onPlace: (place: string) => void;
};

/** Where the patient waits, and who wrote it down. */
function PlaceField({ told, place, disabled, onPlace }: PlaceProps) {
  const { t } = useWords();
  const now = useNow();
  return (
    <>
      <label>
        <span className="label">{t.callPlace}</span>
        <Input
          value={place}
          maxLength={LONGEST_PLACE}
          disabled={disabled}
          onChange={({ target }) => onPlace(target.value)}
        />
      </label>
      {told === null ? null : (
        <small className="meta">
          {personName(told.by)} · {shortTime(Date.parse(told.at), now)}
        </small>
      )}
    </>
  );
}
