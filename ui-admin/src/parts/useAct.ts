import { App } from 'antd';
import { act } from '../api/outbox';
import type { Problem } from '../api/client';
import { fill } from '../words/fill';
import { useWords, type Words } from '../words/words';

/** Does one thing and says aloud when it was refused; resolves to why, or to nothing when the server took it. */
export const useAct = (): ((
  document: { toString(): string },
  variables: Readonly<Record<string, unknown>>,
  label: string,
) => Promise<Problem | undefined>) => {
  const tellRefused = useTellRefused();
  return async (document, variables, label) => {
    const answer = await act(document, variables, label);
    if (!('problem' in answer)) return undefined;
    tellRefused(label, answer.problem);
    return answer.problem;
  };
};

/** Says aloud that something was refused, wherever the person is by then. */
export const useTellRefused = (): ((label: string, problem: Problem) => void) => {
  const { notification } = App.useApp();
  const words = useWords();
  return (label, problem) =>
    notification.error({
      title: fill(words.t.refusedWhat, { what: label }),
      description: faultSentence(problem, words),
      role: 'alert',
      duration: 12,
    });
};

/** A refusal as people read it: what the code means in their language, and the server's own sentence. */
export const faultSentence = (
  problem: { readonly code: string; readonly message: string },
  { word, sentence }: Pick<Words, 'word' | 'sentence'>,
): string => {
  const meaning = word('fault', problem.code);
  if (problem.code === 'OFFLINE') return meaning; // the browser's own words are not for people
  const said = sentence(problem.message);
  return meaning === problem.code || meaning === said ? said : `${meaning} ${said}`;
};
