import { SHAPES, type Tone } from '../clocks';

/** The shape and colour of a tone; the text beside it says the same in words. */
export function Mark({ tone }: { readonly tone: Tone }) {
  return (
    <span className={`mark tone-${tone.toLowerCase()}`} aria-hidden="true">
      {SHAPES[tone]}
    </span>
  );
}
