import { dayAfter, startOfDay } from './calendar';
import type { Decided, Decision } from './decision';
import type { Episode, EpisodeHappening, PlanTask } from './episode';
import { endRuns, withRun } from './runs';
import { plusDays } from './time';

type Of<T extends EpisodeHappening['type']> = Extract<EpisodeHappening, { type: T }>;
const applied = (next: Episode): Decision<Episode> => ({ next, actions: [], outcome: 'APPLIED' });
const noted = (next: Episode): Decision<Episode> => ({ next, actions: [], outcome: 'NOTED' });

/** 6.3: what is LOW is acted on within three days. */
const ACT_WITHIN_DAYS = 3;

const taskIdOf = (episode: Episode, deviceId: string): string => `${episode.id}:SILENT:${deviceId}`;

/** W22: after a day without a word from a wearable somebody owes a look at it. */
export function deviceSilent(episode: Episode, { deviceId, since, receivedAt }: Of<'DEVICE_SILENT'>): Decided<Episode> {
  const id = taskIdOf(episode, deviceId);
  if (episode.tasks.some((task) => task.id === id && task.status === 'OPEN')) return noted(episode);
  const { calendar } = episode.pathway;
  const task: PlanTask = {
    id,
    kind: 'DEVICE_SILENT',
    code: 'W22',
    ownerRole: 'DEVICE_STAFF',
    siteId: episode.sites.community,
    opensAt: startOfDay(calendar, dayAfter(calendar, receivedAt, 0)),
    dueAt: plusDays(receivedAt, ACT_WITHIN_DAYS),
    status: 'OPEN',
    detail: { device: deviceId, silentSince: new Date(since).toISOString() },
  };
  const tasks = [...episode.tasks.filter((one) => one.id !== id), task];
  return applied(withRun({ ...episode, tasks }, `TASK:${id}`, receivedAt));
}

/** It speaks again: nobody owes the look any more. */
export function deviceHeard(episode: Episode, { deviceId, receivedAt }: Of<'DEVICE_HEARD'>): Decided<Episode> {
  const id = taskIdOf(episode, deviceId);
  if (!episode.tasks.some((task) => task.id === id && task.status === 'OPEN')) return noted(episode);
  const tasks = episode.tasks.map((task): PlanTask => (task.id === id ? { ...task, status: 'CANCELLED' } : task));
  return applied(endRuns({ ...episode, tasks }, `TASK:${id}`, receivedAt));
}
