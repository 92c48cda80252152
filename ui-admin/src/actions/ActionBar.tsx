import { Button } from 'antd';
import { useId, useRef, useState } from 'react';
import type { Phase } from '../../../workflows/domain/vocabulary';
import type { EpisodeNowQuery } from '../api/generated/graphql';
import { keep, kept } from '../api/store';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { ACTION_GROUPS, type ActionGroup } from './groups';
import { NEXT } from './next';
import { episodeForm, type EpisodeContext } from './forms';
import { useActionForm } from './useActionForm';

type Allowed = NonNullable<EpisodeNowQuery['episode']>['actions'][number];
type Press = (item: Allowed) => void;

/** From this width the groups are open from the start, as `styles.css` has it; a phone shows what is due first. */
const isWide = (): boolean => window.matchMedia('(width >= 780px)').matches;

/** Under this name a wide screen remembers that its person folded the groups away. */
const FOLDED = 'actionsFolded';

/** Everything this role could do with an episode: what is due now first, the rest by meaning behind one button. */
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
  const [open, setOpen] = useState(() => (isWide() ? kept(FOLDED) === undefined : false));
  const chooser = useRef<HTMLButtonElement>(null);
  const panel = useId();
  const formOf = ({ action }: Allowed) => episodeForm(action, context, words);
  const offered = actions.filter(
    // that an open episode is not reopened needs no saying
    (item) => (item.action !== 'REOPEN_EPISODE' || phase === 'CLOSED') && formOf(item) !== undefined,
  );
  const due = offered.filter(({ action, allowed }) => allowed && NEXT[phase].includes(action));
  const others = offered.filter((item) => !due.includes(item));
  const press: Press = (item) => {
    if (!item.allowed) return setWhy(why?.action === item.action ? undefined : item);
    const form = formOf(item);
    if (form !== undefined) openForm(form);
  };
  const fold = () => {
    if (isWide()) keep(FOLDED, open ? 'yes' : undefined);
    setOpen(!open);
  };
  const choose: Press = (item) => {
    if (item.allowed && !isWide()) {
      chooser.current?.focus(); // where the focus comes back to when the form is gone
      setOpen(false);
    }
    press(item);
  };

  return (
    <section className="action-bar" aria-label={t.actions}>
      <div className="row wrap">
        {due.map((item) => (
          <Button key={item.action} type="primary" onClick={() => press(item)}>
            {word('action', item.action)}
          </Button>
        ))}
        {offered.length === 0 ? (
          <span className="hint">{t.noActions}</span>
        ) : (
          <Button ref={chooser} aria-expanded={open} aria-controls={panel} onClick={fold}>
            <span aria-hidden="true">{open ? '▾' : '▸'}</span> {fill(t.otherActions, { n: others.length })}
          </Button>
        )}
      </div>
      <div id={panel} className="action-groups" hidden={!open}>
        <Groups offered={others} onPress={choose} />
      </div>
      <output className="why">
        {why === undefined ? null : `${word('action', why.action)}: ${sentence(why.refusal ?? '')}`}
      </output>
      {shownForm}
    </section>
  );
}

type Offered = { readonly offered: readonly Allowed[]; readonly onPress: Press };
const GROUPS = Object.entries(ACTION_GROUPS) as [ActionGroup, readonly Allowed['action'][]][]; // its own keys

/** By meaning; in a group what may be done stands before what may not, which stays visible and says why. */
function Groups({ offered, onPress }: Offered) {
  const { word } = useWords();
  return GROUPS.map(([group, actions]) => {
    const items = actions.flatMap((action) => offered.filter((item) => item.action === action));
    if (items.length === 0) return null;
    const name = word('actionGroup', group);
    return (
      <fieldset key={group} className="action-group" aria-label={name}>
        <span className="action-group-name" aria-hidden="true">
          {name}
        </span>
        {[...items.filter(({ allowed }) => allowed), ...items.filter(({ allowed }) => !allowed)].map((item) => (
          <ActionButton key={item.action} item={item} onPress={onPress} />
        ))}
      </fieldset>
    );
  });
}

function ActionButton({ item, onPress }: { readonly item: Allowed; readonly onPress: Press }) {
  const { t, word, sentence } = useWords();
  const name = word('action', item.action);
  if (item.allowed) return <Button onClick={() => onPress(item)}>{name}</Button>;
  return (
    // Not `disabled`: it must be reachable by keyboard to say why.
    <button
      type="button"
      className="refused"
      aria-disabled="true"
      title={sentence(item.refusal ?? '')}
      aria-label={`${name}: ${sentence(item.refusal ?? t.actionsRefused)}`}
      onClick={() => onPress(item)}
    >
      {name}
    </button>
  );
}
