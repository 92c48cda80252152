import type { TaskPartsFragment } from './api/generated/graphql';
import { daysToDue } from './taskWords';
import { dayOf } from './times';
import { fill } from './words/fill';
import type { Words } from './words/words';

type Told = Pick<Words, 't' | 'word'>;

/** The first line of a task: what it is and why it stands here now. */
export const whyNow = (
  task: Pick<TaskPartsFragment, 'kind' | 'code' | 'dueAt' | 'opensAt'>,
  now: number,
  { t, word }: Told,
): string => {
  const what = `${word('taskKind', task.kind)}: ${word('taskCode', task.code)}`;
  const days = daysToDue(Date.parse(task.dueAt), now);
  if (days < 0) return `■ ${what} · ${fill(t.overdueBy, { n: -days })}`;
  if (Date.parse(task.opensAt) > now) return `○ ${what} · ${fill(t.opensOn, { day: dayOf(Date.parse(task.opensAt)) })}`;
  return `● ${what} · ${days === 0 ? t.dueToday : fill(t.dueIn, { n: days })}`;
};

/** What a task holds, in words: `content` is a list of codes, `stopAt` an instant, the rest as it was written. */
export const detailWords = (detail: TaskPartsFragment['detail'], { word }: Told): string =>
  detail
    .map(({ key, value }) => {
      if (key === 'content')
        return value
          .split(' ')
          .map((code) => word('taskContent', code))
          .join(', ');
      const text =
        (key === 'stopAt' || key === 'silentSince') && !Number.isNaN(Date.parse(value))
          ? dayOf(Date.parse(value))
          : value;
      return `${word('taskDetail', key)}: ${text}`;
    })
    .join(' · ');
