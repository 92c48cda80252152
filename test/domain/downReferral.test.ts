import { readClock } from '../../workflows/domain/clocks';
import { phaseOf } from '../../workflows/domain/phase';
import { aTime, hour, minute } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import { DOCTOR, ecg, ENGINE, given, milestone, pagesOf, read, timePasses } from '../builders/given';

const day = (n: number) => n * 24 * 60;
const WARD = { kind: 'HUMAN', id: 'ps_ward', role: 'WARD_DOCTOR' } as const;
const home: readonly Word[] = [
  ...[milestone('FMC', 5), ecg(9), read('STEMI', 14), milestone('WIRE', 80), milestone('PCI_END', 100)],
  { type: 'DEPARTMENT_ENTERED', department: 'CCU', time: aTime(minute(110)), heardMin: 110 },
  { type: 'DISCHARGED', time: aTime(hour(72)), drugs: [], highRisk: false, heardMin: day(3), by: WARD },
];
const sent = (siteId: string, atMin = day(3)): Word => ({
  ...{ type: 'DOWN_REFERRED', siteId, heardMin: atMin, by: WARD },
  time: aTime(minute(atMin)),
});
const refusedBy = (by: Word['by'], reason = 'no bed at home', atMin = day(3) + 60): Word => ({
  ...{ type: 'DOWN_REFERRAL_REFUSED', reason, heardMin: atMin, by: by ?? DOCTOR },
  time: aTime(minute(atMin)),
});
const accepted = (atMin: number): Word => ({
  ...{ type: 'DOWN_REFERRAL_ACCEPTED', heardMin: atMin },
  time: aTime(minute(atMin)),
});
const kept = (atMin: number, reason = 'moved to another province'): Word => ({
  ...{ type: 'FOLLOW_UP_KEPT', reason, heardMin: atMin, by: WARD },
  time: aTime(minute(atMin)),
});
const REFUSED = day(3) + 60;
const asked = (decision: Parameters<typeof pagesOf>[0], reason: string) =>
  pagesOf(decision)
    .filter(({ because }) => because.reason === reason)
    .map(({ role, siteId }) => `${role} ${siteId}`);

describe('R22 the community does not accept the down-referral', () => {
  const waits = given(...home, sent('st_community'));
  test('R22 its lead and the ward that sent the patient hear why, and the clock goes on', () => {
    const refused = waits.when(refusedBy(DOCTOR));
    expect(asked(refused, 'DOWN_REFERRAL_REFUSED')).toEqual(['COMMUNITY_LEAD st_community', 'WARD_DOCTOR st_hub']);
    expect(refused.next.downRefusals).toMatchObject([
      { siteId: 'st_community', role: 'FAMILY_DOCTOR', reason: 'no bed at home' },
    ]);
    expect(readClock('T41', refused.next, minute(REFUSED))?.status).toBe('RUNNING');
    expect(phaseOf(refused.next)).toBe('STEP_DOWN');
  });
  test('R22 a refusal has a named person and a reason', () => {
    expect(waits.refuses(refusedBy(ENGINE))?.refused).toBe('NOT_ALLOWED');
    expect(waits.refuses(refusedBy(DOCTOR, ' '))?.refused).toBe('REASON_NEEDED');
    expect(given(...home).refuses(refusedBy(DOCTOR))?.refused).toBe('WRONG_PHASE');
  });
  test('R22 another centre is asked at once, and its acceptance makes the plan there', () => {
    const other = given(...home, sent('st_community'), refusedBy(DOCTOR)).when(sent('st_other', REFUSED + 30));
    expect(asked(other, 'DOWN_REFERRAL')).toEqual(['FAMILY_DOCTOR st_other']);
    const { next } = given(...home, sent('st_community'), refusedBy(DOCTOR), sent('st_other', REFUSED + 30)).when(
      accepted(REFUSED + 60),
    );
    expect(next.tasks.map(({ siteId }) => siteId)).toEqual(next.tasks.map(() => 'st_other'));
    expect(phaseOf(next)).toBe('FOLLOW_UP');
    expect(next.downRefusals).toHaveLength(1);
  });
  test('R22 the same centre may be asked again, and refuse again', () => {
    const again = given(...home, sent('st_community'), refusedBy(DOCTOR), sent('st_community', REFUSED + 30));
    expect(again.when(refusedBy(DOCTOR, 'still none', REFUSED + 40)).next.downRefusals).toHaveLength(2);
  });
  test('R22 nobody is asked any more once somebody has accepted', () => {
    const done = given(...home, sent('st_community'), refusedBy(DOCTOR), accepted(REFUSED + 30));
    expect(asked(done.when(timePasses(REFUSED + 600)), 'DOWN_REFERRAL_REFUSED')).toEqual([]);
    expect(done.refuses(refusedBy(DOCTOR, 'late', REFUSED + 60))?.refused).toBe('ALREADY_DONE');
  });
});

describe('R22 the hospital runs the follow-up itself', () => {
  test('R22 a named person says why; the plan is the ward’s, and the community is asked for nothing', () => {
    const { next } = given(...home, sent('st_community'), refusedBy(DOCTOR)).when(kept(REFUSED + 30));
    expect(phaseOf(next)).toBe('FOLLOW_UP');
    expect(next.tasks.length).toBeGreaterThan(0);
    expect(new Set(next.tasks.map(({ ownerRole, siteId }) => `${ownerRole} ${siteId}`))).toEqual(
      new Set(['WARD_DOCTOR st_hub']),
    );
    expect(readClock('T41', next, minute(day(5)))).toMatchObject({ status: 'VOID', voidReason: 'HOSPITAL_FOLLOW_UP' });
  });
  test('R22 visits are reminded to the ward and its lead', () => {
    const after = given(...home, kept(day(3) + 10));
    const roles = new Set(pagesOf(after.when(timePasses(day(60)))).map(({ role }) => role));
    expect([...roles].filter((role) => role === 'FAMILY_DOCTOR' || role === 'COMMUNITY_LEAD')).toEqual([]);
    expect(roles).toContain('WARD_DOCTOR');
  });
  test('R22 only before a community has accepted, with a reason and after the discharge', () => {
    expect(given(...home).refuses(kept(day(3) + 5, ''))?.refused).toBe('REASON_NEEDED');
    expect(given(...home.slice(0, -1)).refuses(kept(day(2)))?.refused).toBe('WRONG_PHASE');
    const taken = given(...home, sent('st_community'), accepted(REFUSED));
    expect(taken.refuses(kept(REFUSED + 5))?.refused).toBe('ALREADY_DONE');
    expect(given(...home).refuses({ ...kept(day(3) + 5), by: ENGINE })?.refused).toBe('NOT_ALLOWED');
  });
  test('R22 a community that takes the patient later gets the open tasks, and what is done stays done', () => {
    const first = given(...home, kept(day(3) + 10)).episode.tasks[0]?.id ?? '';
    const visited: Word = {
      ...{ type: 'TASK_DONE', taskId: first, answers: {}, heardMin: day(6), by: WARD },
      ...{ time: aTime(minute(day(6))), nextDueAt: minute(day(30)) },
    };
    const { next } = given(...home, kept(day(3) + 10), visited, sent('st_other', day(7))).when(accepted(day(8)));
    expect(next.hospitalFollowUp).toBeUndefined();
    expect(next.tasks.find(({ id }) => id === first)).toMatchObject({ status: 'DONE', siteId: 'st_hub' });
    const open = next.tasks.filter(({ status }) => status === 'OPEN');
    expect(open.every(({ ownerRole, siteId }) => ownerRole === 'FAMILY_DOCTOR' && siteId === 'st_other')).toBe(true);
  });
});

test('R22 a patient who moves later is asked for by another centre, and nothing of the plan is made twice', () => {
  const plan = given(...home, sent('st_community'), accepted(REFUSED)).episode.tasks;
  const moved = given(...home, sent('st_community'), accepted(REFUSED), sent('st_other', day(20)), accepted(day(21)));
  expect(moved.episode.tasks.map(({ id }) => id)).toEqual(plan.map(({ id }) => id));
  expect(moved.episode.tasks.every(({ siteId }) => siteId === 'st_other')).toBe(true);
});
