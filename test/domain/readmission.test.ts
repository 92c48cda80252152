import { episodeOwes, openEpisode } from '../../workflows/domain/decideEpisode';
import { episodeId } from '../../workflows/domain/ids';
import type { Index } from '../../workflows/domain/episode';
import type { Word } from '../builders/given';
import { anOpening, ENGINE, given, pagesOf, timePasses, PLAN_RUNS } from '../builders/given';

const index: Index = {
  episodeId: episodeId('ep_before'),
  readmitted: 'PLAN_RESTS',
  stents: [{ segment: 'LAD', product: 'TEST STENT' }],
  drugs: [],
};
const told = (actions: ReturnType<typeof episodeOwes>) =>
  actions.flatMap((action) => (action.do === 'TELL' && action.message.type === 'READMITTED' ? [action] : []));

const DAY_MIN = 24 * 60;
const back: Word = { type: 'READMITTED', toEpisodeId: episodeId('ep_2'), heardMin: 9 * DAY_MIN, by: ENGINE };

describe('R19 the patient is back within 30 days', () => {
  test('R19 the new episode is linked, knows the stents, and tells the one before that its plan rests', () => {
    const { next, actions } = openEpisode(anOpening({ index }));
    expect(next.index).toEqual(index);
    expect(told(actions)).toMatchObject([{ to: { kind: 'EPISODE', id: 'ep_before' } }]);
    expect(told(episodeOwes(next)).map(({ message }) => message.id)).toEqual(
      told(actions).map(({ message }) => message.id),
    );
  });
  test('R19 an episode that is closed is linked, and told nothing', () => {
    const { next, actions } = openEpisode(anOpening({ index: { ...index, readmitted: 'CLOSED' } }));
    expect(told(actions)).toEqual([]);
    expect(next.index?.episodeId).toBe('ep_before');
  });
  test('R19 the plan of then rests: nobody is reminded of a visit, and no up-referral is claimed', () => {
    const { next } = given(...PLAN_RUNS).when(back);
    expect(next.continuedBy).toBe('ep_2');
    expect(new Set(next.tasks.map(({ status }) => status))).toEqual(new Set(['SUSPENDED']));
    expect(next.milestones.some(({ code }) => code === 'UP_REF')).toBe(false);
    const later = given(...PLAN_RUNS, back).when(timePasses(40 * DAY_MIN));
    expect(pagesOf(later).filter(({ because }) => because.reason === 'TASK_DUE')).toEqual([]);
  });
  test('R19 one that goes on elsewhere already changes nothing', () => {
    expect(given(...PLAN_RUNS, back).when({ ...back, heardMin: 10 * DAY_MIN }).outcome).toBe('NO_LONGER_APPLIES');
  });
});
