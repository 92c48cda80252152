import { episodeOwes, openEpisode } from '../../workflows/domain/decideEpisode';
import { episodeId } from '../../workflows/domain/ids';
import type { Index } from '../../workflows/domain/episode';
import { aTime, hour, minute } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import { anOpening, ENGINE, given, milestone, pagesOf, timePasses } from '../builders/given';

const index: Index = {
  episodeId: episodeId('ep_before'),
  readmitted: 'PLAN_RESTS',
  stents: [{ segment: 'LAD', product: 'TEST STENT' }],
  drugs: [],
};
const told = (actions: ReturnType<typeof episodeOwes>) =>
  actions.flatMap((action) => (action.do === 'TELL' && action.message.type === 'READMITTED' ? [action] : []));

const DAY_MIN = 24 * 60;
const home: readonly Word[] = [
  milestone('FMC', 5),
  { type: 'DEPARTMENT_ENTERED', department: 'CCU', time: aTime(minute(110)), heardMin: 110 },
  { type: 'DISCHARGED', time: aTime(hour(72)), drugs: [], highRisk: false, heardMin: 3 * DAY_MIN },
  { type: 'DOWN_REFERRED', siteId: 'st_community', time: aTime(hour(73)), heardMin: 73 * 60 },
  { type: 'DOWN_REFERRAL_ACCEPTED', time: aTime(hour(74)), heardMin: 74 * 60 },
];
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
    const { next } = given(...home).when(back);
    expect(next.continuedBy).toBe('ep_2');
    expect(new Set(next.tasks.map(({ status }) => status))).toEqual(new Set(['SUSPENDED']));
    expect(next.milestones.some(({ code }) => code === 'UP_REF')).toBe(false);
    const later = given(...home, back).when(timePasses(40 * DAY_MIN));
    expect(pagesOf(later).filter(({ because }) => because.reason === 'TASK_DUE')).toEqual([]);
  });
  test('R19 one that goes on elsewhere already changes nothing', () => {
    expect(given(...home, back).when({ ...back, heardMin: 10 * DAY_MIN }).outcome).toBe('NO_LONGER_APPLIES');
  });
});
