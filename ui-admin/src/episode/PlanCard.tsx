import { Button } from 'antd';
import type { TaskPartsFragment } from '../api/generated/graphql';
import type { Form } from '../actions/fields';
import { taskForm } from '../actions/forms';
import { dueWords } from '../taskWords';
import { detailWords } from '../whyNow';
import { dayOf } from '../times';
import { useNow } from '../useNow';
import { useWords } from '../words/words';
import { Card } from './Card';

const SHAPES: Readonly<Record<TaskPartsFragment['status'], string>> = {
  OPEN: '○',
  DONE: '●',
  SUSPENDED: '◇',
  CANCELLED: '–',
};

/** The plan that follows from what was done. */
export function PlanCard({
  tasks,
  onForm,
}: {
  readonly tasks: readonly TaskPartsFragment[];
  readonly onForm: (form: Form) => void;
}) {
  const words = useWords();
  const { t, word } = words;
  const now = useNow();
  return (
    <Card title={t.plan}>
      {tasks.length === 0 ? <p className="empty">{t.noPlan}</p> : null}
      <ul className="plain">
        {tasks
          .toSorted((one, other) => one.dueAt.localeCompare(other.dueAt))
          .map((task) => (
            <li key={task.id} className="row wrap">
              <span aria-hidden="true">{SHAPES[task.status]}</span>
              {word('taskKind', task.kind)}: {word('taskCode', task.code)}
              <span className="meta">
                {dayOf(Date.parse(task.dueAt))} ·{' '}
                {task.status === 'OPEN'
                  ? dueWords(Date.parse(task.dueAt), now, words)
                  : word('taskStatus', task.status)}{' '}
                · {word('role', task.ownerRole)} {detailWords(task.detail, words)}
              </span>
              {task.status === 'OPEN' ? (
                <Button
                  size="small"
                  onClick={() =>
                    onForm(taskForm(task.episodeId, task.id, task.kind, `${t.doTask}: ${word('taskKind', task.kind)}`))
                  }
                >
                  {t.doTask}
                  <span className="sr">: {word('taskCode', task.code)}</span>
                </Button>
              ) : null}
            </li>
          ))}
      </ul>
    </Card>
  );
}
