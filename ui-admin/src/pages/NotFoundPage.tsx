import { Link } from 'react-router';
import { to } from '../paths';
import { useWords } from '../words/words';

export function NotFoundPage() {
  const { t } = useWords();
  return (
    <main className="page narrow" id="content">
      <h1>{t.notFound}</h1>
      <Link to={to.board()}>{t.backToBoard}</Link>
    </main>
  );
}
