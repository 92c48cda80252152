import { Button } from 'antd';
import { useState } from 'react';
import type { Phase } from '../../../workflows/domain/vocabulary';
import type { EpisodeNowQuery } from '../api/generated/graphql';
import { useWords } from '../words/words';
import { NEXT } from './next';
import { episodeForm, type EpisodeContext } from './forms';
import { useActionForm } from './useActionForm';

type Allowed = NonNullable<EpisodeNowQuery['episode']>['actions'][number];

/** Everything this role could do with an episode: what is refused stays visible and says why. */
export function ActionBar({
  phase,
  actions,
  context,
}: {
  readonly phase: Phase;
  readonly actions: readonly Allowed[];
  readonly context: EpisodeContext;
}) {
  const words = useWords();
  const { t, word, sentence } = words;
  const [shownForm, openForm] = useActionForm();
  const [why, setWhy] = useState<Allowed>();
  const formOf = ({ action }: Allowed) => episodeForm(action, context, words);
  const offered = actions.filter(
    // that an open episode is not reopened needs no saying
    (item) => (item.action !== 'REOPEN_EPISODE' || phase === 'CLOSED') && formOf(item) !== undefined,
  );
  const next = ({ action }: Allowed) => NEXT[phase].includes(action);
  const may = offered.filter((action) => action.allowed);
  const allowed = [...may.filter(next), ...may.filter((action) => !next(action))];
  const refused = offered.filter((action) => !action.allowed);
  const press = (item: Allowed) => {
    const form = formOf(item);
    if (form !== undefined) openForm(form);
  };

  return (
    <section className="action-bar" aria-label={t.actions}>
      <div className="row wrap">
        {allowed.map((item) => (
          <Button key={item.action} type={next(item) ? 'primary' : 'default'} onClick={() => press(item)}>
            {word('action', item.action)}
          </Button>
        ))}
        {refused.map((item) => (
          // Not `disabled`: it must be reachable by keyboard to say why.
          <button
            key={item.action}
            type="button"
            className="refused"
            aria-disabled="true"
            title={sentence(item.refusal ?? '')}
            aria-label={`${word('action', item.action)}: ${sentence(item.refusal ?? t.actionsRefused)}`}
            onClick={() => setWhy(why?.action === item.action ? undefined : item)}
          >
            {word('action', item.action)}
          </button>
        ))}
        {offered.length === 0 ? <span className="hint">{t.noActions}</span> : null}
      </div>
      <output className="why">
        {why === undefined ? null : `${word('action', why.action)}: ${sentence(why.refusal ?? '')}`}
      </output>
      {shownForm}
    </section>
  );
}
