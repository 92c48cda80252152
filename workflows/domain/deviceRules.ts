import { dayAfter, startOfDay } from './calendar';
import type { Decided } from './decision';
import { applied, noted } from './decision';
import type { Episode, Of, PlanTask } from './episode';
import { thresholdOf } from './ruleThresholds';
import { endRuns, withRun } from './runs';
import type { Instant } from './time';
import { plusDays } from './time';

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
    dueAt: plusDays(receivedAt, thresholdOf(episode.pathway, 'DEVICE_WITHIN')),
    status: 'OPEN',
    detail: { device: deviceId, silentSince: new Date(since).toISOString() },
  };
  const tasks = [...episode.tasks.filter((one) => one.id !== id), task];
  return applied(withRun({ ...episode, tasks }, `TASK:${id}`, receivedAt));
}

/** It speaks again: nobody owes the look any more. */
export function deviceHeard(episode: Episode, { deviceId, receivedAt }: Of<'DEVICE_HEARD'>): Decided<Episode> {
  const next = withoutSilence(episode, deviceId, receivedAt);
  return next === episode ? noted(episode) : applied(next);
}

function withoutSilence(episode: Episode, deviceId: string, at: Instant): Episode {
  const id = taskIdOf(episode, deviceId);
  if (!episode.tasks.some((task) => task.id === id && task.status === 'OPEN')) return episode;
  const tasks = episode.tasks.map((task): PlanTask => (task.id === id ? { ...task, status: 'CANCELLED' } : task));
  return endRuns({ ...episode, tasks }, `TASK:${id}`, at);
}

/** R34: whose device is broken or lost is without one, and device staff owe another while the plan goes on. */
export function deviceTakenBack(episode: Episode, happening: Of<'DEVICE_TAKEN_BACK'>): Decided<Episode> {
  const { deviceId, endedAs, receivedAt } = happening;
  const heard = withoutSilence(episode, deviceId, receivedAt);
  const planRests = episode.continuedBy !== undefined || episode.closed !== undefined;
  if (endedAs === 'RETURNED' || planRests) return heard === episode ? noted(episode) : applied(heard);
  const id = `${episode.id}:REPLACE:${deviceId}`;
  const { calendar } = episode.pathway;
  const task: PlanTask = {
    id,
    kind: 'DEVICE_REPLACEMENT',
    code: endedAs,
    ownerRole: 'DEVICE_STAFF',
    siteId: episode.sites.community,
    opensAt: startOfDay(calendar, dayAfter(calendar, receivedAt, 0)),
    dueAt: plusDays(receivedAt, thresholdOf(episode.pathway, 'DEVICE_WITHIN')),
    status: 'OPEN',
    detail: { device: deviceId },
  };
  const tasks = [...heard.tasks.filter((one) => one.id !== id), task];
  return applied(withRun({ ...heard, tasks }, `TASK:${id}`, receivedAt));
}

/** The patient has a device again: the replacement is done. */
export function deviceBound(episode: Episode, { deviceId, by, receivedAt }: Of<'DEVICE_BOUND'>): Decided<Episode> {
  const owed = episode.tasks.filter(({ kind, status }) => kind === 'DEVICE_REPLACEMENT' && status === 'OPEN');
  if (owed.length === 0) return noted(episode);
  const tasks = episode.tasks.map((task): PlanTask =>
    owed.includes(task)
      ? {
          ...task,
          status: 'DONE',
          doneAt: receivedAt,
          doneBy: by.id,
          detail: { ...task.detail, replacedBy: deviceId },
        }
      : task,
  );
  return applied(owed.reduce((next, { id }) => endRuns(next, `TASK:${id}`, receivedAt), { ...episode, tasks }));
}
