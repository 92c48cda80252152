import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { MyQuestionsDocument, MyTasksDocument, type MyTasksQuery } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { useActionForm } from '../actions/useActionForm';
import type { Form } from '../actions/fields';
import { taskForm } from '../actions/forms';
import { Loading } from '../parts/Loading';
import { PageHead } from '../parts/PageHead';
import { siteName } from '../parts/sentences';
import { to } from '../paths';
import { questionSentence } from '../questionWords';
import { daysToDue, dueWords } from '../taskWords';
import { detailWords, whyNow } from '../whyNow';
import { dayOf } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

type Task = MyTasksQuery['tasks'][number];

/** What the contracted doctor owes: overdue first, each beginning with why now; made for a phone. */
export function TasksPage() {
  const { t } = useWords();
  const now = useNow();
  const [search, setSearch] = useState('');
  const [form, openForm] = useActionForm();
  const shown = useLive(MyTasksDocument, {}, ({ kind }) => kind === 'EPISODE');
  const wanted = (shown.data?.tasks ?? []).filter(
    (task) =>
      task.status === 'OPEN' &&
      `${task.patient?.name ?? ''} ${task.code}`.toLowerCase().includes(search.trim().toLowerCase()),
  );
  const open = wanted
    .filter((task) => Date.parse(task.opensAt) <= now)
    .toSorted((one, other) => one.dueAt.localeCompare(other.dueAt));
  const later = wanted
    .filter((task) => Date.parse(task.opensAt) > now)
    .toSorted((one, other) => one.opensAt.localeCompare(other.opensAt));
  const overdue = open.filter((task) => daysToDue(Date.parse(task.dueAt), now) < 0).length;
  return (
    <main className="page hand" id="content">
      <PageHead title={t.myTasks} tab={t.tasks}>
        {overdue > 0 ? <span className="tag over">■ {fill(t.overdueCount, { n: overdue })}</span> : null}
      </PageHead>
      <Input
        type="search"
        aria-label={t.search}
        placeholder={t.search}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        allowClear
      />
      <Loading shown={shown}>
        {open.length === 0 ? <p className="empty">{t.noTasks}</p> : null}
        <ul className="tasks">
          {open.map((task) => (
            <TaskItem key={task.id} task={task} onForm={openForm} />
          ))}
        </ul>
        {later.length === 0 ? null : (
          <details>
            <summary>
              {t.laterTasks} ({later.length})
            </summary>
            <ul className="tasks">
              {later.map((task) => (
                <TaskItem key={task.id} task={task} onForm={openForm} />
              ))}
            </ul>
          </details>
        )}
      </Loading>
      <MyQuestions />
      {form}
    </main>
  );
}

/** What the record asks my roles about its times; the answer is given where the times are. */
function MyQuestions() {
  const words = useWords();
  const { t } = words;
  const now = useNow();
  const questions = useLive(MyQuestionsDocument, {}, ({ kind }) => kind === 'EPISODE').data?.questions ?? [];
  if (questions.length === 0) return null;
  return (
    <section aria-label={t.myQuestions}>
      <h2>
        {t.myQuestions} ({questions.length})
      </h2>
      <ul className="tasks">
        {questions.map((question) => {
          const due = Date.parse(question.dueAt);
          return (
            <li
              key={`${question.episodeId}${question.kind}${question.code}`}
              className={due < now ? 'task overdue' : 'task'}
            >
              <p className="why-now">◇ {questionSentence(question, words)}</p>
              <Link to={to.episode(question.episodeId)}>
                <strong>{question.patient?.name ?? question.episodeId}</strong>
              </Link>{' '}
              <span className="meta">
                {siteName(question.site, words)} · {dueWords(due, now, words)}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function TaskItem({ task, onForm }: { readonly task: Task; readonly onForm: (form: Form) => void }) {
  const words = useWords();
  const { t, word } = words;
  const now = useNow();
  const due = Date.parse(task.dueAt);
  return (
    <li className={daysToDue(due, now) < 0 ? 'task overdue' : 'task'}>
      <p className="why-now">{whyNow(task, now, words)}</p>
      <div>
        <Link to={to.episode(task.episodeId)}>
          <strong>{task.patient?.name ?? task.episodeId}</strong>
        </Link>{' '}
        <span className="meta">
          {task.patient?.phone == null ? '' : `☎ ${task.patient.phone} · `}
          {siteName(task.site, words)}
        </span>
      </div>
      <p className="meta">{detailWords(task.detail, words)}</p>
      <div className="row wrap">
        <span>
          {dueWords(due, now, words)} · {dayOf(due)}
        </span>
        <span className="grow" />
        <Button
          type="primary"
          size="large"
          onClick={() =>
            onForm(taskForm(task.episodeId, task.id, task.kind, `${t.doTask}: ${word('taskKind', task.kind)}`))
          }
        >
          {t.doTask}
        </Button>
      </div>
    </li>
  );
}
