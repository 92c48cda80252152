import { ANSWERS, type Answer } from '../../../workflows/domain/vocabulary';
import { asked, type Asked } from '../words/asked';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

type RowProps = {
  readonly group: string;
  /** Contraindications also say how heavy they are. */
  readonly item: Asked & { readonly absolute?: boolean; readonly tested?: Answer | null };
  readonly answer: Answer | null;
  readonly disabled: boolean;
  readonly onAnswer: (answer: Answer) => void;
};

/** Yes, no or unknown to one item. */
export function ItemRow({ group, item, answer, disabled, onAnswer }: RowProps) {
  const { t, word } = useWords();
  return (
    <fieldset disabled={disabled}>
      <legend>
        {asked(item, word)}{' '}
        {item.absolute === undefined ? null : <small>{item.absolute ? t.absolute : t.relative}</small>}
        {item.tested == null ? null : <small>◆ {fill(t.resultSays, { answer: word('answer', item.tested) })}</small>}
      </legend>
      {ANSWERS.map((option) => (
        <label key={option} className={answer === option ? `answer on ${option.toLowerCase()}` : 'answer'}>
          <input type="radio" name={group} checked={answer === option} onChange={() => onAnswer(option)} />
          {word('answer', option)}
        </label>
      ))}
    </fieldset>
  );
}
