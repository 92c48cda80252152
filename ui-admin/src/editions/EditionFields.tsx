import { Button, Input } from 'antd';
import type { ReactNode } from 'react';
import { localInput } from '../times';
import { serverNow } from '../useNow';
import { useWords } from '../words/words';

/** What every edition says of itself, as typed; `from` as the field shows it. */
export type EditionFacts = { readonly edition: string; readonly note: string; readonly from: string };
export const noEdition = (): EditionFacts => ({ edition: '', note: '', from: localInput(serverNow()) });

type Props = {
  readonly facts: EditionFacts;
  readonly onChange: (facts: EditionFacts) => void;
  readonly onSave: () => void;
  /** What this kind of edition says beside it. */
  readonly children?: ReactNode;
};

/** Name, first day and reason of a new edition, saved for somebody else’s approval. */
export function EditionFields({ facts, onChange, onSave, children }: Props) {
  const { t } = useWords();
  return (
    <>
      <div className="row wrap">
        <label>
          {t.edition}{' '}
          <Input value={facts.edition} onChange={({ target }) => onChange({ ...facts, edition: target.value })} />
        </label>
        <label>
          {t.effectiveFrom}{' '}
          <Input
            type="datetime-local"
            value={facts.from}
            onChange={({ target }) => onChange({ ...facts, from: target.value })}
          />
        </label>
        {children}
      </div>
      <label>
        {t.note}
        <Input.TextArea
          rows={2}
          value={facts.note}
          onChange={({ target }) => onChange({ ...facts, note: target.value })}
        />
      </label>
      <Button type="primary" onClick={onSave}>
        {t.saveDraft}
      </Button>
    </>
  );
}
