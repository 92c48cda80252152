import { decideEpisode } from '../../workflows/domain/decideEpisode';
import { isRefusal } from '../../workflows/domain/faults';
import type { Episode, EpisodeHappening } from '../../workflows/domain/episode';
import { episodeId } from '../../workflows/domain/ids';
import { plusDays } from '../../workflows/domain/time';
import type { DeviceEnd } from '../../workflows/domain/vocabulary';
import { anEpisode, minute, T0 } from '../builders/anEpisode';

const STAFF = { kind: 'HUMAN', id: 'ps_device', role: 'DEVICE_STAFF' } as const;

type Said = Extract<EpisodeHappening, { type: 'DEVICE_TAKEN_BACK' | 'DEVICE_BOUND' | 'DEVICE_SILENT' }>;
function hear(episode: Episode, min: number, word: Omit<Said, 'id' | 'by' | 'receivedAt'>) {
  const decided = decideEpisode(episode, {
    ...word,
    ...{ id: `d${min}`, by: STAFF, receivedAt: minute(min) },
  } as EpisodeHappening); // one word of the union
  if (isRefusal(decided)) throw new Error(decided.because);
  return decided;
}
const ended = (endedAs: DeviceEnd, episode = anEpisode(), min = 1) =>
  hear(episode, min, { type: 'DEVICE_TAKEN_BACK', deviceId: 'dv_watch', endedAs } as Said);

test.each(['FAULT', 'LOST'] as const)(
  'R34: %s, another device is owed by the community’s device staff within three days (6.3)',
  (end) => {
    const { next, actions } = ended(end, anEpisode(), 0);
    expect(next.tasks).toMatchObject([
      {
        ...{ kind: 'DEVICE_REPLACEMENT', code: end, ownerRole: 'DEVICE_STAFF', siteId: 'st_community', status: 'OPEN' },
        ...{ dueAt: plusDays(T0, 3), detail: { device: 'dv_watch' } },
      },
    ]);
    const pages = actions.flatMap((one) => (one.do === 'PAGE' ? one.pages : []));
    expect(pages.map(({ role, siteId }) => `${role}@${siteId}`)).toEqual(['DEVICE_STAFF@st_community']);
  },
);

test('R34: given back as agreed, nobody owes another one', () =>
  expect(ended('RETURNED')).toMatchObject({ outcome: 'NOTED', next: { tasks: [] } }));

test('R34: a plan that rests is owed no device', () => {
  const rests = { ...anEpisode(), continuedBy: episodeId('ep_2') };
  expect(ended('LOST', rests)).toMatchObject({ outcome: 'NOTED', next: { tasks: [] } });
});

test.each(['RETURNED', 'LOST'] as const)('R34: once it is %s nobody owes a look at its silence (W22)', (end) => {
  const silent = hear(anEpisode(), 1, {
    ...{ type: 'DEVICE_SILENT', deviceId: 'dv_watch', since: plusDays(T0, -1) },
  }).next;
  expect(silent.tasks).toMatchObject([{ kind: 'DEVICE_SILENT', status: 'OPEN' }]);
  const { next } = ended(end, silent, 2);
  expect(next.tasks[0]).toMatchObject({ kind: 'DEVICE_SILENT', status: 'CANCELLED' });
});

test('R34: the next device handed out ends what is owed, by name, and nobody is reminded', () => {
  const owed = ended('LOST').next;
  const { next } = hear(owed, 30, { type: 'DEVICE_BOUND', deviceId: 'dv_other' });
  expect(next.tasks).toMatchObject([
    { status: 'DONE', doneAt: minute(30), doneBy: 'ps_device', detail: { device: 'dv_watch', replacedBy: 'dv_other' } },
  ]);
  expect(next.runs.every(({ endedAt }) => endedAt !== undefined)).toBe(true);
  expect(hear(next, 31, { type: 'DEVICE_BOUND', deviceId: 'dv_third' }).outcome).toBe('NOTED');
});

test('R34: lost a second time it is owed anew', () => {
  const found = hear(ended('LOST').next, 30, { type: 'DEVICE_BOUND', deviceId: 'dv_watch' }).next;
  expect(ended('LOST', found, 60).next.tasks).toMatchObject([{ status: 'OPEN', dueAt: plusDays(minute(60), 3) }]);
});
