import * as fc from 'fast-check';
import type { Discharge, PlanTask } from '../../workflows/domain/episode';
import { whyNotThresholds } from '../../workflows/domain/editionChecks';
import { planFor, taskLadder } from '../../workflows/domain/followUpPlan';
import { nextTellAt, climb, noteSent, startRun } from '../../workflows/domain/climb';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import { instant } from '../../workflows/domain/time';
import type { Instant } from '../../workflows/domain/time';
import { anEpisode, local } from '../builders/anEpisode';

const leftAt = local('2026-03-05T11:00'); // a Thursday
const asking = { calendar: DEFAULT_PATHWAY.calendar, startedAt: leftAt };
const lastOf = (day: string): Instant => instant(local(`${day}T00:00`) + 86_400_000 - 1);

const planOf = (discharge: Partial<Discharge> = {}): readonly PlanTask[] =>
  planFor(
    anEpisode({ discharge: { at: leftAt, by: 'ps_ward', drugs: [], highRisk: false, ...discharge } }),
    local('2026-03-05T15:00'),
  );
const task = (code: string, discharge: Partial<Discharge> = {}): PlanTask => {
  const found = planOf(discharge).find((one) => one.code === code);
  if (found === undefined) throw new Error(`the plan has no ${code}`);
  return found;
};

describe('the year after discharge', () => {
  test('is a call, six visits and one more call, in the order they are due', () => {
    expect(planOf().map(({ code, kind }) => [code, kind])).toEqual([
      ['V1_CALL', 'PHONE_VISIT'],
      ['V1', 'VISIT'],
      ['V2', 'VISIT'],
      ['V3', 'VISIT'],
      ['V4', 'VISIT'],
      ['V5', 'PHONE_VISIT'],
      ['V6', 'VISIT'],
    ]);
  });
  test.each([
    ['V1_CALL', '2026-03-08', '2026-03-12'],
    ['V1', '2026-03-12', '2026-03-19'],
    ['V2', '2026-04-02', '2026-04-16'],
    ['V3', '2026-05-29', '2026-06-05'],
    ['V4', '2026-08-29', '2026-09-07'], // the 5th is a Saturday
    ['V5', '2026-11-28', '2026-12-07'], // the 5th is a Saturday
    ['V6', '2027-02-26', '2027-03-05'],
  ])('%s opens on %s and is due by the end of %s', (code, opens, due) => {
    expect(task(code)).toMatchObject({ opensAt: local(`${opens}T00:00`), dueAt: lastOf(due) });
  });
  test('at high risk the first visit is due by day 7', () => {
    expect(task('V1', { highRisk: true })).toMatchObject({
      opensAt: local('2026-03-08T00:00'),
      dueAt: lastOf('2026-03-12'),
    });
  });
  test('belongs to the contracted doctor at the community centre', () => {
    for (const one of planOf())
      expect(one).toMatchObject({ ownerRole: 'FAMILY_DOCTOR', siteId: 'st_community', status: 'OPEN' });
  });
  test('has ids made from the episode, so that making it twice makes the same tasks', () => {
    expect(planOf().map(({ id }) => id)).toEqual(planOf().map(({ code }) => `ep_1:${code}`));
  });
  test('counts from the discharge, however late it was accepted', () => {
    const discharge = { at: leftAt, by: 'ps_ward', drugs: [], highRisk: false };
    const late = planFor(anEpisode({ discharge }), local('2026-03-20T09:00'));
    expect(late.map(({ dueAt }) => dueAt)).toEqual(planOf().map(({ dueAt }) => dueAt));
  });
  test('asks for the LVEF again after three months when it was 40 % or less', () => {
    expect(task('V3', { lvef: 40 }).detail['content']).toContain('LVEF');
    expect(task('V3', { lvef: 41 }).detail['content']).not.toContain('LVEF');
  });
});

describe('drugs with a stop date', () => {
  const ticagrelor = { drug: 'TICAGRELOR', dose: '90 mg bid' };
  test('the second drug of DAPT runs twelve months, and a person decides before it stops', () => {
    expect(task('DAPT', { drugs: [ticagrelor] })).toMatchObject({
      kind: 'DRUG_STOP_DECISION',
      opensAt: local('2027-02-26T00:00'),
      dueAt: lastOf('2027-03-05'),
      detail: { drug: 'TICAGRELOR', dose: '90 mg bid', stopAt: new Date(lastOf('2027-03-05')).toISOString() },
    });
  });
  test('a date the hospital gave stands', () => {
    expect(task('DAPT', { drugs: [{ ...ticagrelor, stopAt: local('2026-09-05T12:00') }] }).dueAt).toBe(
      local('2026-09-05T12:00'),
    );
  });
  test('another drug with a stop date is a decision of its own, one without a date is none', () => {
    const drugs = [
      { drug: 'aspirin', dose: '100 mg' },
      { drug: 'warfarin', dose: 'by INR', stopAt: local('2026-06-05T12:00') },
    ];
    expect(
      planOf({ drugs })
        .filter(({ kind }) => kind === 'DRUG_STOP_DECISION')
        .map(({ code }) => code),
    ).toEqual(['STOP_WARFARIN']);
  });
});

describe('a task nobody does', () => {
  const days = (code: string) =>
    taskLadder(task(code), asking).rungs.map(({ at, tells }) => [
      new Date(at + 8 * 3_600_000).toISOString().slice(0, 16),
      tells.map(({ role }) => role).join(),
    ]);
  test('is reminded of a week and a day before and three days after, then goes to the community lead', () => {
    expect(days('V2')).toEqual([
      ['2026-04-09T09:00', 'FAMILY_DOCTOR'],
      ['2026-04-15T09:00', 'FAMILY_DOCTOR'],
      ['2026-04-19T09:00', 'FAMILY_DOCTOR'],
      ['2026-04-30T09:00', 'COMMUNITY_LEAD'],
      ['2026-05-16T09:00', 'COMMUNITY_LEAD'],
    ]);
  });
  test('5.1 is reminded of on the days the edition sets, and a visit of a later month opens with the first of them', () => {
    const thresholds = { VISIT_REMIND_FIRST: 10, VISIT_REMIND_OVERDUE: 5, VISIT_LOST_AFTER: 45 };
    const edited = anEpisode({ pathway: { ...DEFAULT_PATHWAY, thresholds } });
    const visit = planFor(edited, leftAt).find(({ code }) => code === 'V4');
    if (visit === undefined) throw new Error('no visit at six months');
    const dueDay = Math.floor(visit.dueAt / 86_400_000);
    const asked = taskLadder(visit, { ...asking, thresholds }).rungs.map(
      ({ at }) => Math.floor(at / 86_400_000) - dueDay,
    );
    expect(asked).toEqual([-10, -1, 5, 14, 45]);
    expect(Math.round((visit.dueAt - visit.opensAt) / 86_400_000)).toBeGreaterThanOrEqual(11);
  });
  test('5.1 an edition cannot review as lost whom nobody has visited yet', () => {
    expect(whyNotThresholds({ VISIT_AT_HOME_AFTER: 28, VISIT_LOST_AFTER: 15 })).toContain('then reviewed as lost');
    expect(whyNotThresholds({ VISIT_AT_HOME_AFTER: 20, VISIT_LOST_AFTER: 20 })).toContain('then reviewed as lost');
    expect(whyNotThresholds({ VISIT_AT_HOME_AFTER: 20, VISIT_LOST_AFTER: 40 })).toBeUndefined();
  });
  test('is not reminded of before it opens', () => {
    expect(days('V1_CALL')[0]).toEqual(['2026-03-08T09:00', 'FAMILY_DOCTOR']);
  });
  test('a plan that begins late at night, with a reminder long due, asks nobody before the morning', () => {
    const night = { ...asking, startedAt: local('2026-04-20T23:10') };
    expect(taskLadder(task('V2'), night).rungs[0]?.at).toBe(local('2026-04-21T09:00'));
    expect(taskLadder(task('V2'), { ...asking, startedAt: local('2026-04-20T14:10') }).rungs[0]?.at).toBe(
      local('2026-04-20T14:10'),
    );
  });
  test('a colleague on duty whose turn would come at night is asked in the morning', () => {
    const ladder = taskLadder(task('V2'), asking);
    const at = local('2026-04-15T09:00');
    const { run, orders } = climb(
      ladder,
      startRun('TASK', leftAt, 1),
      { kind: 'EPISODE', id: 'ep_1' },
      instant(at + 1),
    );
    const sent = orders.map(({ id }) => ({ id, sentAt: at, turns: 5 }));
    // A fifth of four days is 19 hours and 12 minutes: 04:12 in the night.
    expect(nextTellAt(ladder, noteSent(run, sent, at))).toBe(local('2026-04-16T09:00'));
  });
  test('rings nobody’s phone, and only doing it answers', () => {
    const { rungs, answeredBy } = taskLadder(task('V2'), asking);
    expect(answeredBy).toBe('DEED');
    expect(new Set(rungs.flatMap(({ tells }) => tells.map(({ channel }) => channel)))).toEqual(new Set(['PUSH']));
  });
});

test('whenever the patient leaves, every task opens before it is due and its reminders come in order', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: local('2024-01-01T00:00'), max: local('2032-01-01T00:00') }),
      fc.boolean(),
      (at, highRisk) => {
        for (const one of planOf({ at: instant(at), highRisk, drugs: [{ drug: 'CLOPIDOGREL', dose: '75 mg' }] })) {
          expect(one.opensAt).toBeLessThan(one.dueAt);
          const times = taskLadder(one, { ...asking, startedAt: instant(at) }).rungs.map((rung) => rung.at);
          expect(times).toEqual(times.toSorted((first, second) => first - second));
          expect(times[0]).toBeGreaterThanOrEqual(one.opensAt);
        }
      },
    ),
    { numRuns: 50 },
  );
});
