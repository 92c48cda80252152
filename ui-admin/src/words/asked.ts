import { fill } from './fill';
import type { Words } from './words';

/** A question of a checklist, with the numbers it is asked with where its sentence has some. */
export type Asked = { readonly code: string; readonly limits?: readonly (number | string)[] };

export function asked({ code, limits = [] }: Asked, word: Words['word']): string {
  const [n = '', m = ''] = limits;
  return fill(word('checklistItem', code), { n, m });
}
