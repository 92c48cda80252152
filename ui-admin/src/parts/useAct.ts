import { App } from 'antd';
import { act } from '../api/outbox';
import type { Answered } from '../api/client';
import { fill, useWords } from '../words/words';

/** Does one thing and says how it ended; resolves to `true` when the server took it. */
export const useAct = (): ((
  document: { toString(): string },
  variables: Readonly<Record<string, unknown>>,
  label: string,
) => Promise<boolean>) => {
  const { notification } = App.useApp();
  const { t, word } = useWords();
  return async (document, variables, label) => {
    const answer: Answered<unknown> = await act(document, variables, label);
    if ('problem' in answer) {
      notification.error({
        title: fill(t.refusedWhat, { what: label }),
        description: faultSentence(answer.problem, word),
        role: 'alert',
        duration: 12,
      });
      return false;
    }
    return true;
  };
};

/** A refusal as people read it: what the code means in their language, and the server's own sentence. */
export const faultSentence = (
  problem: { readonly code: string; readonly message: string },
  word: ReturnType<typeof useWords>['word'],
): string => {
  const meaning = word('fault', problem.code);
  return meaning === problem.code || meaning === problem.message ? problem.message : `${meaning} ${problem.message}`;
};
