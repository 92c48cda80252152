import { isEpisodeClosed } from '../../workflows/domain/decideEpisode';
import { readClock } from '../../workflows/domain/clocks';
import { standing, when } from '../../workflows/domain/milestones';
import { phaseOf } from '../../workflows/domain/phase';
import type { CloseReason } from '../../workflows/domain/vocabulary';
import { aTime, minute } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import {
  CARDIOLOGIST,
  decided,
  ecg,
  ENGINE,
  given,
  labCalled,
  milestone,
  opened,
  pagesOf,
  read,
  rolesPaged,
  timePasses,
  PLAN_RUNS,
} from '../builders/given';

const DAY_MIN = 24 * 60;
const ends = (heardMin: number, reason: CloseReason = 'OTHER_DIAGNOSIS'): Word => ({
  type: 'EPISODE_CLOSED',
  reason,
  time: aTime(minute(heardMin)),
  heardMin,
  by: CARDIOLOGIST,
});
const reopens = (heardMin: number, reason = 'closed the wrong patient'): Word => ({
  type: 'EPISODE_REOPENED',
  reason,
  heardMin,
  by: CARDIOLOGIST,
});

describe('END: an episode that has ended is reopened within 24 hours', () => {
  test('END it goes on in the step it was in, and hears what happens', () => {
    const { next } = given(milestone('FMC', 5), ends(20)).when(reopens(30));
    expect(phaseOf(next)).toBe('FMC');
    expect(isEpisodeClosed(next)).toBe(false);
    expect(given(milestone('FMC', 5), ends(20), reopens(30)).when(milestone('ECG1_SENT', 31)).outcome).toBe('APPLIED');
  });
  test('END until the last minute of the 24 hours, counted from when the end was told; then a linked one is opened', () => {
    const late: Word = { ...ends(600), time: aTime(minute(20)) } as Word;
    expect(given(late).when(reopens(600 + DAY_MIN - 1)).outcome).toBe('APPLIED');
    expect(given(late).refuses(reopens(600 + DAY_MIN))).toMatchObject({
      refused: 'EPISODE_CLOSED',
      because: expect.stringContaining('open a linked one'),
    });
  });
  test('END by a named person who says why', () => {
    expect(given(ends(20)).refuses({ ...reopens(30), by: ENGINE })?.refused).toBe('NOT_ALLOWED');
    expect(given(ends(20)).refuses(reopens(30, ' '))?.refused).toBe('REASON_NEEDED');
  });
  test('END what is open, was a drill, or went over into another one is not reopened', () => {
    expect(given().refuses(reopens(30))?.because).toBe('This episode is open.');
    expect(opened({ drill: true }, ends(20, 'DRILL_OVER')).refuses(reopens(30))?.refused).toBe('WRONG_PHASE');
    const merged = {
      type: 'EPISODE_MERGED',
      into: { episodeId: 'ep_2', patientId: 'pt_1' },
      reason: 'one call',
      heardMin: 20,
    } as Word;
    expect(given(merged).refuses(reopens(30))?.refused).toBe('WRONG_PHASE');
  });
  test('END its clocks run again by their own times: what fell due meanwhile is told at once', () => {
    const closed = given(milestone('FMC', 5), ends(8));
    expect(readClock('T05', closed.episode, minute(9))?.status).toBe('VOID');
    const again = closed.when(reopens(16));
    expect(readClock('T05', again.next, minute(16))).toMatchObject({ status: 'RUNNING', dueAt: minute(15) });
    expect(pagesOf(again).map(({ because }) => because.target)).toContain('T05');
    expect(again.next.clocks['T05']?.breachedAt).toBe(minute(15));
  });
  test('END a level that was told before the end is not told again', () => {
    const breached = given(milestone('FMC', 5), timePasses(15), ends(16));
    const again = breached.when(reopens(17));
    expect(pagesOf(again).filter(({ because }) => because.target === 'T05')).toEqual([]);
  });
  test('END who had not answered is asked again; who had, and who was not asked, hears nothing', () => {
    expect(rolesPaged(given(ends(1)).when(reopens(2)))).toContain('EMS_DISPATCHER');
    const sent = given(milestone('DISPATCH', 1), ends(2));
    expect(rolesPaged(sent.when(reopens(3)))).not.toContain('EMS_DISPATCHER');
  });
  test('END the plan of the year comes back with the visits that were still ahead', () => {
    const before = given(...PLAN_RUNS).episode.tasks;
    const { next } = given(...PLAN_RUNS, ends(4 * DAY_MIN, 'LOST_TO_FOLLOW_UP')).when(reopens(4 * DAY_MIN + 60));
    expect(before.length).toBeGreaterThan(0);
    expect(next.tasks).toEqual(before);
    const asking = next.runs.filter(({ key, endedAt }) => key.startsWith('TASK:') && endedAt === undefined);
    expect(asking.map(({ key }) => key)).toEqual(before.map(({ id }) => `TASK:${id}`));
  });
  test('END whoever sent the patient and has heard the outcome does not hear it a second time', () => {
    const feedback = ({ because }: { because: { reason: string } }) => because.reason === 'FEEDBACK';
    const told = given(milestone('FMC', 5), ecg(9), read('STEMI', 14), milestone('PCI_END', 90), timePasses(91));
    const asked = told.episode.runs.filter(({ key }) => key === 'FEEDBACK');
    expect(asked).toMatchObject([{ pages: [{ because: { reason: 'FEEDBACK' } }] }]);
    const again = given(
      milestone('FMC', 5),
      ecg(9),
      read('STEMI', 14),
      milestone('PCI_END', 90),
      timePasses(91),
      ends(95),
    );
    expect(pagesOf(again.when(reopens(100))).filter(feedback)).toEqual([]);
  });
  test('END, R6 the lab that its end set free is asked for once more', () => {
    const called = [
      milestone('FMC', 5),
      ecg(9),
      read('STEMI', 14),
      decided('PPCI_ON_SITE', 17),
      labCalled(18),
    ] as const;
    const { next, actions } = given(...called, ends(30)).when(reopens(40));
    expect(next.activation).toMatchObject({ lab: 'ASKED', claimedAt: minute(40) });
    const claims = actions.flatMap((action) => (action.do === 'TELL' ? [action.message] : []));
    expect(claims).toMatchObject([{ type: 'LAB_CLAIMED', id: `ep_1:CLAIM:${minute(40)}` }]);
  });
});

describe('END, R21: an episode closed by a death', () => {
  test('END, R21 the death that was told with the end is taken back with it, and stays in the list', () => {
    const { next } = given(milestone('FMC', 5), ends(20, 'DIED')).when(reopens(30));
    expect(when(next.milestones, 'DEATH')).toBeUndefined();
    expect(next.milestones.filter(({ code }) => code === 'DEATH')).toMatchObject([
      {},
      { withdraws: true, reason: 'closed the wrong patient' },
    ]);
    expect(readClock('T05', next, minute(31))?.status).toBe('RUNNING');
  });
  test('END, R21 a death recorded before stands: nobody is reminded of anything', () => {
    const dead = given(...PLAN_RUNS, milestone('DEATH', 5 * DAY_MIN), ends(5 * DAY_MIN + 10, 'DIED'));
    const { next } = dead.when(reopens(5 * DAY_MIN + 20));
    expect(standing(next.milestones).filter(({ code }) => code === 'DEATH')).toHaveLength(1);
    expect(next.tasks.filter(({ status }) => status === 'OPEN')).toEqual([]);
    expect(next.runs.filter(({ key, endedAt }) => key.startsWith('TASK:') && endedAt === undefined)).toEqual([]);
  });
});
