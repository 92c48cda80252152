import { useWords } from '../words/words';

/** What stands where a page will be while its code is on the way. */
export function Waiting() {
  const { t } = useWords();
  return <output className="page">{t.loading}</output>;
}
