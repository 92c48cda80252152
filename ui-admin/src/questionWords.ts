import type { QuestionPartsFragment } from './api/generated/graphql';
import { rowOf } from './parts/sentences';
import { fill } from './words/fill';
import type { Words } from './words/words';

type Asked = Pick<QuestionPartsFragment, 'kind' | 'code'>;

/** What a question of the record asks, in a sentence. */
export const questionSentence = ({ kind, code }: Asked, { t, word }: Pick<Words, 't' | 'word'>): string => {
  if (kind === 'MISSING_TIME') return fill(t.askMissing, { what: word('milestone', code) });
  if (kind === 'UNCERTAIN_LIMIT') return fill(t.askUncertain, { ref: code, target: word('target', code) });
  if (kind === 'DELAY_REASON') return fill(t.askDelay, { ref: rowOf(code), target: word('target', code) });
  if (kind === 'UNKNOWN_PATIENT') return t.askWho;
  if (kind === 'RECORDING_OWED') return fill(t.askRecording, { n: code.split(':')[1] ?? '' });
  const [before = '', after = ''] = code.split('>');
  return fill(t.askOrder, { before: word('milestone', before), after: word('milestone', after) });
};
