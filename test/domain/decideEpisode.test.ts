import { decideEpisode, openEpisode } from '../../workflows/domain/decideEpisode';
import type { Episode } from '../../workflows/domain/episode';
import { episodeRows } from '../../workflows/domain/episodeRows';
import { isRefusal } from '../../workflows/domain/faults';
import { when } from '../../workflows/domain/milestones';
import { phaseOf } from '../../workflows/domain/phase';
import type { EpisodeRow } from '../../workflows/domain/rows';
import { aTime, minute, T0 } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import { speak } from '../builders/telling';
import {
  anOpening,
  CARDIOLOGIST,
  decided,
  ecg,
  ENGINE,
  given,
  labCalled,
  milestone,
  pagesOf,
  read,
  rolesPaged,
  timePasses,
} from '../builders/given';

const stemi = [milestone('FMC', 5), ecg(9), read('STEMI', 14)];

test('a call for help asks 120 for an ambulance at once, beside everything else', () => {
  const opened = openEpisode(anOpening());
  expect(when(opened.next.milestones, 'CALL120')).toBe(T0);
  expect(rolesPaged(opened)).toEqual(['EMS_DISPATCHER']);
});

test('nobody sending an ambulance is climbed to the dispatch lead at three minutes', () => {
  expect(rolesPaged(given(timePasses(2)).when(timePasses(3)))).toEqual(['DISPATCH_LEAD']);
});

test('once the ambulance is sent, its ladder is over', () => {
  const { next } = given().when(milestone('DISPATCH', 1));
  expect(next.runs.find(({ key }) => key === 'DISPATCH')).toMatchObject({ status: 'SUPERSEDED' });
});

test('the ten-minute ECG clock runs from the doctor reaching the patient, not from the call', () => {
  expect(rolesPaged(given(milestone('FMC', 30)).when(timePasses(37)))).toContain('FAMILY_DOCTOR');
  expect(rolesPaged(given().when(timePasses(37)))).not.toContain('FAMILY_DOCTOR');
});

test('a cart that sends the same ECG again has not taken a second one', () => {
  expect(given(milestone('FMC', 5), ecg(9)).when(ecg(9))).toMatchObject({ outcome: 'DUPLICATE' });
});

test('the signed STEMI is the diagnosis, and the cardiologist is asked to decide', () => {
  const signed = given(milestone('FMC', 5), ecg(9)).when(read('STEMI', 14));
  expect(when(signed.next.milestones, 'STEMI_DX')).toBe(minute(14));
  expect(rolesPaged(signed)).toContain('ON_CALL_CARDIOLOGIST');
});

test('a later quiet ECG does not take the diagnosis back', () => {
  const { next, outcome } = given(...stemi).when(read('NOT_ACUTE', 20));
  expect(next.report?.finding).toBe('STEMI');
  expect(outcome).toBe('NOTED');
});

test('no strategy without a signed ECG, and none by a machine', () => {
  expect(given(milestone('FMC', 5)).refuses(decided('LYSIS', 10))?.refused).toBe('WRONG_PHASE');
  expect(given(...stemi).refuses({ ...decided('LYSIS', 16), by: ENGINE })?.refused).toBe('NOT_ALLOWED');
});

test('choosing the cath lab ends the lysis clocks, choosing lysis ends the cath-lab clocks, and both say why', () => {
  const transfer = given(...stemi).when(decided('PPCI_BY_TRANSFER', 17)).next;
  const lysis = given(...stemi).when(decided('LYSIS', 17)).next;
  expect(transfer.clocks['T25']?.voidReason).toBe('STRATEGY_PPCI');
  expect(lysis.clocks['T19']?.voidReason).toBe('STRATEGY_LYSIS');
});

test('calling the lab pages every role of the team together and asks for the room', () => {
  const called = given(...stemi, decided('PPCI_BY_TRANSFER', 17)).when(labCalled(18));
  expect(rolesPaged(called)).toEqual(['INTERVENTIONIST', 'LAB_NURSE', 'LAB_TECHNICIAN']);
  expect(called.actions).toContainEqual(
    expect.objectContaining({ do: 'TELL', message: expect.objectContaining({ type: 'LAB_CLAIMED' }) }),
  );
});

test('calling the lab twice pages the team once', () => {
  expect(given(...stemi, labCalled(18)).refuses(labCalled(19))?.refused).toBe('ALREADY_DONE');
});

test('each role of the team is climbed for itself: who has answered is left in peace', () => {
  const called = given(...stemi, labCalled(18));
  const nurse = called.episode.runs.flatMap(({ pages }) => pages).find(({ role }) => role === 'LAB_NURSE');
  const acknowledged = given(...stemi, labCalled(18), {
    type: 'PAGE_ACKNOWLEDGED',
    pageId: nurse?.id ?? '',
    heardMin: 19,
  });
  expect(rolesPaged(acknowledged.when(timePasses(23.5)))).toEqual(
    expect.arrayContaining(['INTERVENTIONIST', 'LAB_TECHNICIAN']),
  );
  expect(rolesPaged(acknowledged.when(timePasses(23.5)))).not.toContain('LAB_NURSE');
});

test('the lab is ready when the last of the team is there', () => {
  const arrive = (role: 'INTERVENTIONIST' | 'LAB_NURSE' | 'LAB_TECHNICIAN', min: number) =>
    ({ type: 'LAB_MEMBER_ARRIVED', role, time: aTime(minute(min)), heardMin: min }) as const;
  const two = given(...stemi, labCalled(18), arrive('INTERVENTIONIST', 30), arrive('LAB_NURSE', 25));
  expect(when(two.episode.milestones, 'LAB_READY')).toBeUndefined();
  expect(when(two.when(arrive('LAB_TECHNICIAN', 34)).next.milestones, 'LAB_READY')).toBe(minute(34));
});

test('R6: a lab held by somebody else is a person’s decision at once', () => {
  const queued = given(...stemi, labCalled(18)).when({
    type: 'LAB_ANSWERED',
    labId: 'lab_1',
    held: false,
    heardMin: 18,
    by: ENGINE,
  } as never);
  expect(pagesOf(queued).map(({ because, role }) => `${because.reason} ${role}`)).toEqual([
    'LAB_QUEUED COORDINATOR',
    'LAB_QUEUED INTERVENTIONIST',
  ]);
});

test('an earlier ECG time that arrives late turns the breach into met, reported late, and both facts stay', () => {
  const late = given(milestone('FMC', 0), timePasses(11)).when(ecg(8));
  const clock = episodeRows(late.next, minute(12)).find((row) => row.table === 'clock' && row.target === 'T05');
  expect(late.next.clocks['T05']?.breachedAt).toBe(minute(10));
  expect(clock).toMatchObject({ status: 'MET_REPORTED_LATE', tookMin: 8 });
});

test('a time in the future is refused and changes nothing', () => {
  expect(given().refuses(milestone('FMC', 10, 5))?.refused).toBe('TIME_IN_FUTURE');
});

test('a corrected time replaces the wrong one in every clock, and the wrong one stays on the list', () => {
  const wrong = given(milestone('FMC', 2));
  const entry = wrong.episode.milestones.find(({ code }) => code === 'FMC');
  const { next } = wrong.when({ ...milestone('FMC', 4, 6), corrects: entry?.n } as never);
  expect(when(next.milestones, 'FMC')).toBe(minute(4));
  expect(next.milestones.filter(({ code }) => code === 'FMC')).toHaveLength(2);
});

test('what follows from its own step is not typed in by hand', () => {
  expect(given().refuses(milestone('STEMI_DX', 3))?.refused).toBe('BAD_INPUT');
});

test('the phase follows the facts, whatever order they come in', () => {
  const inOrder = given(
    ...stemi,
    decided('PPCI_BY_TRANSFER', 17),
    milestone('DOOR', 60),
    milestone('LAB_IN', 65),
  ).episode;
  const late = given(milestone('DOOR', 60), milestone('LAB_IN', 65), milestone('FMC', 5, 66)).episode;
  expect(phaseOf(inOrder)).toBe('IN_LAB');
  expect(phaseOf(late)).toBe('IN_LAB');
});

test('a patient taken straight to the lab has bypassed emergency room and CCU, by derivation', () => {
  const row = (words: readonly Word[]) => episodeRows(given(...words).episode, minute(70))[0] as EpisodeRow;
  expect(row([...stemi, milestone('DOOR', 60), milestone('LAB_IN', 65)])).toMatchObject({
    bypassEd: true,
    bypassCcu: true,
  });
  expect(row([...stemi, milestone('DOOR', 60), milestone('ED_ROOM', 62), milestone('LAB_IN', 69)])).toMatchObject({
    bypassEd: false,
  });
});

const treated = [
  ...stemi,
  decided('PPCI_BY_TRANSFER', 17),
  labCalled(18),
  milestone('DOOR', 60),
  milestone('LAB_IN', 65),
  milestone('WIRE', 80),
  milestone('PCI_END', 100),
];
const ward = [
  ...treated,
  { type: 'DEPARTMENT_ENTERED', department: 'CCU', time: aTime(minute(110)), heardMin: 110 } as const,
];
const home = [
  ...ward,
  {
    type: 'DISCHARGED',
    time: aTime(minute(5000)),
    drugs: [{ drug: 'TICAGRELOR', dose: '90 mg bid' }],
    highRisk: true,
    heardMin: 5000,
  } as const,
  { type: 'DOWN_REFERRED', siteId: 'st_community', time: aTime(minute(5010)), heardMin: 5010 } as const,
];

test('the end of the intervention gives the lab back', () => {
  const over = given(...treated.slice(0, -1)).when(milestone('PCI_END', 100));
  expect(over.actions).toContainEqual(
    expect.objectContaining({ do: 'TELL', message: expect.objectContaining({ type: 'LAB_RELEASED' }) }),
  );
});

test('nobody is discharged who was not admitted, nobody referred down who was not discharged', () => {
  expect(
    given(...treated).refuses({
      type: 'DISCHARGED',
      time: aTime(minute(120)),
      drugs: [],
      highRisk: false,
      heardMin: 120,
    })?.refused,
  ).toBe('WRONG_PHASE');
  expect(
    given(...ward).refuses({ type: 'DOWN_REFERRED', siteId: 'st_community', time: aTime(minute(120)), heardMin: 120 })
      ?.refused,
  ).toBe('WRONG_PHASE');
});

test('the community accepting the patient makes the plan of the year', () => {
  const accepted = given(...home).when({ type: 'DOWN_REFERRAL_ACCEPTED', time: aTime(minute(5100)), heardMin: 5100 });
  expect(accepted.next.tasks.map(({ code }) => code)).toEqual(expect.arrayContaining(['V1', 'V2', 'V6']));
  expect(phaseOf(accepted.next)).toBe('FOLLOW_UP');
});

test('10.44 a visit is not saved without the next date; only the plan’s last may be', () => {
  const plan = given(...home, { type: 'DOWN_REFERRAL_ACCEPTED', time: aTime(minute(5100)), heardMin: 5100 });
  const visit = plan.episode.tasks.find(({ kind }) => kind === 'VISIT');
  const done = {
    type: 'TASK_DONE',
    taskId: visit?.id ?? '',
    time: aTime(minute(9000)),
    answers: {},
    heardMin: 9000,
  } as const;
  expect(plan.refuses(done)?.refused).toBe('NEXT_DATE_NEEDED');
  expect(plan.when({ ...done, nextDueAt: minute(40_000) }).next.tasks.find(({ id }) => id === visit?.id)?.status).toBe(
    'DONE',
  );
  const last = plan.episode.tasks.findLast(({ kind }) => kind === 'VISIT');
  const over: Episode = { ...plan.episode, tasks: plan.episode.tasks.filter(({ id }) => id === last?.id) };
  const closed = decideEpisode(over, speak({ ...done, taskId: last?.id ?? '' }, 9000, 'last'));
  expect(isRefusal(closed) ? closed.because : closed.next.tasks[0]?.status).toBe('DONE');
});

test('1.1 reasons: a missed target owes a reason from the list; another reason is said in words, and a clock that never ran owes none', () => {
  const late = given(milestone('FMC', 0), timePasses(20));
  const why = { type: 'DELAY_EXPLAINED', target: 'T05', heardMin: 21 } as const;
  expect(late.refuses({ ...why, reason: 'OTHER' })?.refused).toBe('REASON_NEEDED');
  expect(late.refuses({ ...why, reason: 'OTHER', text: ' ' })?.refused).toBe('REASON_NEEDED');
  expect(late.refuses({ ...why, target: 'T31', reason: 'VEHICLE' })?.refused).toBe('NO_SUCH_CLOCK');
  const { next } = late.when({ ...why, reason: 'OTHER', text: 'The bridge was closed.' });
  expect(next.clocks['T05']).toMatchObject({ delayReason: 'OTHER', delayText: 'The bridge was closed.' });
  expect(late.when({ ...why, reason: 'VEHICLE' }).next.clocks['T05']?.delayReason).toBe('VEHICLE');
});

test('10.44 going back up suspends the plan and silences its reminders', () => {
  const plan = [...home, { type: 'DOWN_REFERRAL_ACCEPTED', time: aTime(minute(5100)), heardMin: 5100 } as const];
  const { next } = given(...plan).when({
    type: 'UP_REFERRED',
    toEpisodeId: 'ep_2',
    at: minute(6000),
    heardMin: 6001,
  } as never);
  expect(new Set(next.tasks.map(({ status }) => status))).toEqual(new Set(['SUSPENDED']));
  expect(next.runs.filter(({ key, endedAt }) => key.startsWith('TASK:') && endedAt === undefined)).toEqual([]);
});

test('only a named person closes an episode, and a closed one hears nothing more', () => {
  const close = { type: 'EPISODE_CLOSED', reason: 'OTHER_DIAGNOSIS', time: aTime(minute(20)), heardMin: 20 } as const;
  expect(given().refuses({ ...close, by: ENGINE })?.refused).toBe('NOT_ALLOWED');
  expect(given({ ...close, by: CARDIOLOGIST }).refuses(milestone('FMC', 21))?.refused).toBe('EPISODE_CLOSED');
});

test('after closing nobody is paged any more', () => {
  const { next } = given(milestone('FMC', 5)).when({
    type: 'EPISODE_CLOSED',
    reason: 'DIED',
    time: aTime(minute(6)),
    heardMin: 6,
    by: CARDIOLOGIST,
  });
  const later = decideEpisode(next, { type: 'TIME_PASSED', id: 't', by: ENGINE, receivedAt: minute(500) });
  expect(later).toMatchObject({ actions: [] });
});

test('an alarm that became an episode starts its clocks at the alarm time and knows the stent', () => {
  const index = {
    episodeId: 'ep_0',
    stents: [{ segment: 'RCA', product: 'DES' }],
    drugs: [{ drug: 'ASPIRIN', dose: '100 mg' }],
  } as never;
  const opened = openEpisode(
    anOpening({ helpChannel: 'WEARABLE_ALARM', index, heard: { id: 'o', receivedAt: minute(4), by: CARDIOLOGIST } }),
  );
  const clock = episodeRows(opened.next, minute(4)).find((row) => row.table === 'clock' && row.target === 'T05');
  expect(clock).toMatchObject({ startedAt: T0, dueAt: minute(10) });
  expect(opened.next.index?.stents).toHaveLength(1);
});

test('a page that nobody answered stays until a person says what was done', () => {
  const climbed = given(timePasses(2), timePasses(3), timePasses(5), timePasses(10)).when(timePasses(15)).next;
  const run = climbed.runs.find(({ key }) => key === 'DISPATCH');
  expect(run?.status).toBe('NOBODY_ANSWERED');
  const all = given(timePasses(2), timePasses(3), timePasses(5), timePasses(10), timePasses(15));
  expect(all.refuses({ type: 'NOBODY_CLEARED', ladder: 'DISPATCH', reason: ' ', heardMin: 16 })?.refused).toBe(
    'REASON_NEEDED',
  );
  expect(
    all
      .when({ type: 'NOBODY_CLEARED', ladder: 'DISPATCH', reason: 'sent the hospital car', heardMin: 16 })
      .next.runs.find(({ key }) => key === 'DISPATCH')?.status,
  ).toBe('CLEARED');
});
