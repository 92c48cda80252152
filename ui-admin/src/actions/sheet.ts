import type { Texts } from '../words/textsEn';
import type { Field, Form } from './fields';

/** What one action asks, and the mutation that says it. */
export type Sheet = { readonly document: Form['document']; readonly fields: readonly Field[] };

export const TIME: Field = { kind: 'TIME', name: 'time', label: 'when' };
/** A reason that must be given. */
export const WHY = { kind: 'TEXT', name: 'reason', label: 'reason', long: true } as const satisfies Field;
export const number = (
  name: string,
  label: keyof Texts,
  [min, max]: readonly [number, number],
  optional = true,
): Field => ({
  kind: 'NUMBER',
  name,
  label,
  min,
  max,
  optional,
});
