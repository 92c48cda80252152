import type { StRow } from '../../../workflows/domain/stCriteria';
import { fill } from '../words/fill';
import type { Words } from '../words/words';

/** For whom a height of ST counts; nothing where it counts for everybody. */
export const forWhom = ({ sex, belowAge, fromAge }: StRow, { t, word }: Pick<Words, 't' | 'word'>): string =>
  [
    sex === undefined ? '' : word('sex', sex),
    belowAge === undefined ? '' : fill(t.ageBelow, { n: belowAge }),
    fromAge === undefined ? '' : fill(t.ageFrom, { n: fromAge }),
  ]
    .filter((text) => text !== '')
    .join(' ');
