import { Button, Result } from 'antd';
import { useRouteError } from 'react-router';
import { to } from '../paths';
import { useWords } from '../words/words';

/** What a person sees when a page breaks: never a white screen. */
export function Crashed() {
  const { t } = useWords();
  const error = useRouteError();
  return (
    <Result
      status="error"
      title={t.crashed}
      subTitle={error instanceof Error ? error.message : undefined}
      extra={<Button href={to.board()}>{t.backToBoard}</Button>}
    />
  );
}
