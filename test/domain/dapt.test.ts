import { decideEpisode } from '../../workflows/domain/decideEpisode';
import type { Actor } from '../../workflows/domain/decision';
import type { Episode } from '../../workflows/domain/episode';
import { isRefusal } from '../../workflows/domain/faults';
import { episodeId } from '../../workflows/domain/ids';
import type { Instant } from '../../workflows/domain/time';
import { instant, MINUTE_MS } from '../../workflows/domain/time';
import { anEpisode, aTime, local } from '../builders/anEpisode';
import { DOCTOR, ENGINE, pagesOf } from '../builders/given';

const home = anEpisode(
  {
    discharge: {
      at: local('2026-03-05T10:00'),
      by: 'ps_ward',
      highRisk: false,
      drugs: [{ drug: 'ticagrelor', dose: '90 mg twice a day', stopAt: local('2027-03-05T12:00') }],
    },
    downReferral: { siteId: 'st_community', sentAt: local('2026-03-05T11:00'), acceptedBy: 'ps_village_doctor' },
  },
  { DOWN_REF_ACCEPTED: 5000 },
);
let words = 0;
const hear = (episode: Episode, days: number, at: Instant, by: Actor = DOCTOR) =>
  decideEpisode(episode, {
    ...{ id: `gap-${++words}`, type: 'DAPT_GAP_REPORTED', days, time: aTime(at), by },
    receivedAt: at,
  });
const reported = (...told: Parameters<typeof hear>) => {
  const decided = hear(...told);
  if (isRefusal(decided)) throw new Error(decided.because);
  return decided;
};
const gaps = ({ tasks }: Episode) => tasks.filter(({ kind }) => kind === 'DAPT_GAP');
const passes = (episode: Episode, at: Instant) => {
  const decided = decideEpisode(episode, { id: `t-${++words}`, type: 'TIME_PASSED', by: ENGINE, receivedAt: at });
  if (isRefusal(decided)) throw new Error(decided.because);
  return decided;
};

test('10.31 in the first six months three days without the drugs are a task of the contracted doctor, due the same day', () => {
  const gap = reported(home, 3, local('2026-05-11T10:30'));
  expect(gaps(gap.next)).toMatchObject([
    { code: 'DAPT_GAP', ownerRole: 'FAMILY_DOCTOR', siteId: 'st_community', status: 'OPEN', detail: { days: '3' } },
  ]);
  expect(gaps(gap.next)[0]?.dueAt).toBe(instant(local('2026-05-12T00:00') - 1));
  expect(pagesOf(gap).map(({ role }) => role)).toEqual(['FAMILY_DOCTOR']);
});

test('10.31 not done the same day, the community lead hears of it the next morning', () => {
  const gap = reported(home, 4, local('2026-05-11T10:30')).next;
  expect(pagesOf(passes(gap, local('2026-05-12T08:59')))).toEqual([]);
  expect(pagesOf(passes(gap, instant(local('2026-05-12T09:00') + MINUTE_MS))).map(({ role }) => role)).toEqual([
    'COMMUNITY_LEAD',
  ]);
});

test('10.31 two days in the first six months are on record and nobody’s task', () => {
  const noted = reported(home, 2, local('2026-05-11T10:30'));
  expect(noted.outcome).toBe('NOTED');
  expect(gaps(noted.next)).toEqual([]);
});

test('10.31, 5.6 after six months any stop is the same-day row: the last day of them is still a gap, the next is not', () => {
  expect(gaps(reported(home, 3, local('2026-09-04T10:00')).next)).toMatchObject([{ code: 'DAPT_GAP' }]);
  expect(gaps(reported(home, 1, local('2026-09-05T10:00')).next)).toMatchObject([{ code: 'DAPT_STOPPED' }]);
});

test('10.31 said twice it is one task; done, the next gap is another', () => {
  const at = local('2026-05-11T10:30');
  const once = reported(home, 3, at).next;
  expect(reported(once, 5, at)).toMatchObject({ outcome: 'DUPLICATE' });
  const done = decideEpisode(once, {
    ...{ id: 'done', type: 'TASK_DONE', taskId: gaps(once)[0]?.id ?? '', answers: { remark: 'refilled' }, by: DOCTOR },
    time: aTime(at),
    receivedAt: at,
  });
  if (isRefusal(done)) throw new Error(done.because);
  expect(gaps(reported(done.next, 3, local('2026-06-20T10:00')).next).map(({ status }) => status)).toEqual([
    'DONE',
    'OPEN',
  ]);
});

test('10.31 a drug that was to be stopped by then leaves no gap', () => {
  expect(reported(home, 5, local('2027-03-06T10:00'))).toMatchObject({ outcome: 'NO_LONGER_APPLIES' });
});

test('10.31 while the patient is in hospital again the plan rests, and so does this', () => {
  const again = { ...home, continuedBy: episodeId('ep_2') };
  expect(hear(again, 3, local('2026-05-11T10:30'))).toMatchObject({ refused: 'WRONG_PHASE' });
});

test('10.31 only a named person says it, in whole days, and once the community has the patient', () => {
  const at = local('2026-05-11T10:30');
  expect(hear(home, 3, at, ENGINE)).toMatchObject({ refused: 'NOT_ALLOWED' });
  expect(hear(home, 0, at)).toMatchObject({ refused: 'BAD_INPUT' });
  const { downReferral: _, ...ward } = home;
  expect(hear(ward, 3, at)).toMatchObject({ refused: 'WRONG_PHASE' });
});
