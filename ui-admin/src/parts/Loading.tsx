import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Shown } from '../api/live';
import { useWords } from '../words/words';
import { faultSentence } from './useAct';

/** Shows what was loaded; before that, that it loads, or why it could not. What is shown once stays shown. */
export function Loading({ shown, children }: { readonly shown: Shown<unknown>; readonly children: ReactNode }) {
  const words = useWords();
  const { t } = words;
  if (shown.data !== undefined) return children;
  if (shown.problem === undefined) return <output>{t.loading}</output>;
  return (
    <div role="alert" className="problem">
      {t.notLoaded} {faultSentence(shown.problem, words)} <Button onClick={shown.reload}>{t.tryAgain}</Button>
    </div>
  );
}
