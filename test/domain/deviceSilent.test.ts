import { deviceHeard, type deviceSilent } from '../../workflows/domain/deviceRules';
import { decideEpisode } from '../../workflows/domain/decideEpisode';
import { isRefusal } from '../../workflows/domain/faults';
import type { Episode } from '../../workflows/domain/episode';
import { plusDays } from '../../workflows/domain/time';
import { anEpisode, minute, T0 } from '../builders/anEpisode';

const DEVICE = { kind: 'DEVICE', id: 'dv_watch' } as const;
const sure = (decided: ReturnType<typeof deviceSilent>): Episode => {
  if (isRefusal(decided)) throw new Error(decided.because);
  return decided.next;
};
const silent = (episode: Episode, min = 0) =>
  decideEpisode(episode, {
    ...{ id: `s${min}`, by: DEVICE, receivedAt: minute(min), type: 'DEVICE_SILENT', deviceId: 'dv_watch' },
    since: plusDays(T0, -1),
  });
const heard = (episode: Episode, min: number) =>
  deviceHeard(episode, {
    id: `h${min}`,
    by: DEVICE,
    receivedAt: minute(min),
    type: 'DEVICE_HEARD',
    deviceId: 'dv_watch',
  });

test('W22: a wearable silent for a day is a task of the community’s device staff, due in three days (6.3)', () => {
  const decided = silent(anEpisode());
  const episode = sure(decided);
  expect(episode.tasks).toMatchObject([
    {
      ...{ kind: 'DEVICE_SILENT', code: 'W22', ownerRole: 'DEVICE_STAFF', siteId: 'st_community', status: 'OPEN' },
      ...{ dueAt: plusDays(T0, 3), detail: { device: 'dv_watch' } },
    },
  ]);
  const pages = isRefusal(decided) ? [] : decided.actions.flatMap((one) => (one.do === 'PAGE' ? one.pages : []));
  expect(pages.map(({ role, siteId }) => `${role}@${siteId}`)).toEqual(['DEVICE_STAFF@st_community']);
});

test('W22: how soon a silent wearable is looked after is an edition’s', () => {
  const pathway = { ...anEpisode().pathway, thresholds: { DEVICE_WITHIN: 1 } };
  expect(sure(silent(anEpisode({ pathway }))).tasks).toMatchObject([{ dueAt: plusDays(T0, 1) }]);
});

test('W22: told twice it is one task; heard again, nobody owes it and nobody is reminded', () => {
  const twice = sure(silent(sure(silent(anEpisode())), 5));
  expect(twice.tasks).toHaveLength(1);
  const over = sure(heard(twice, 10));
  expect(over.tasks).toMatchObject([{ status: 'CANCELLED' }]);
  expect(over.runs.every(({ endedAt }) => endedAt !== undefined)).toBe(true);
  expect(heard(over, 11)).toMatchObject({ outcome: 'NOTED' });
});

test('W22: silent a second time it is owed anew', () => {
  const over = sure(heard(sure(silent(anEpisode())), 10));
  expect(sure(silent(over, 20)).tasks).toMatchObject([{ status: 'OPEN', dueAt: plusDays(minute(20), 3) }]);
});
