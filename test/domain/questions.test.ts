import type { Episode } from '../../workflows/domain/episode';
import { episodeRows } from '../../workflows/domain/episodeRows';
import { readClock } from '../../workflows/domain/clocks';
import { lastMilestone, when } from '../../workflows/domain/milestones';
import { CHAINS } from '../../workflows/domain/owners';
import { may } from '../../workflows/domain/permissions';
import { askedBy, MISSING, ORDERS } from '../../workflows/domain/questions';
import type { Question } from '../../workflows/domain/questions';
import type { TargetCode } from '../../workflows/domain/targets';
import type { Milestone } from '../../workflows/domain/vocabulary';
import { ecgId } from '../../workflows/domain/ids';
import { aTime, hour, minute } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import { decided, ecg, given, milestone, opened, pagesOf, read, timePasses } from '../builders/given';

/** What is asked about times; why a limit was missed is asked beside it. */
const open = ({ questions }: Pick<Episode, 'questions'>): readonly string[] =>
  questions.filter(({ status, kind }) => status === 'OPEN' && kind !== 'DELAY_REASON').map(({ code }) => code);
const question = ({ questions }: Pick<Episode, 'questions'>, code: string): Question | undefined =>
  questions.find((one) => one.code === code);
const corrected = (code: Milestone, atMin: number, corrects: number, heardMin: number): Word => ({
  ...milestone(code, atMin, heardMin),
  type: 'MILESTONE_RECORDED',
  code,
  time: aTime(minute(atMin)),
  corrects,
  reason: 'Typed from the wrong line.',
});
const confirmed = (kind: Question['kind'], code: string, heardMin: number, reason = 'The monitor says so.'): Word => ({
  type: 'QUESTION_CONFIRMED',
  kind,
  code,
  reason,
  heardMin,
});
const numberOf = ({ milestones }: Episode, code: string): number =>
  milestones.findLast((entry) => entry.code === code)?.n ?? 0;

const toTheLab = [
  milestone('FMC', 5),
  ecg(9),
  read('STEMI', 14),
  decided('PPCI_BY_TRANSFER', 16),
  milestone('ONSET', -30, 17),
  milestone('DOOR', 60),
  milestone('LAB_IN', 70),
  milestone('PCI_CONSENT_START', 61, 71),
  milestone('PCI_CONSENT_SIGNED', 66, 71),
  milestone('PUNCTURE', 75),
  milestone('ANGIO', 78),
];

describe('impossible orders are accepted, flagged and asked about', () => {
  const early = given(...toTheLab, milestone('WIRE', 55, 90)).episode;

  test('a wire before the door stands in the record, and whoever recorded it is asked within a day', () => {
    expect(when(early.milestones, 'WIRE')).toBe(minute(55));
    expect(open(early)).toEqual(['ANGIO>WIRE']);
    expect(question(early, 'ANGIO>WIRE')).toMatchObject({ role: 'FAMILY_DOCTOR', dueAt: minute(90 + 24 * 60) });
    expect(readClock('T18', early, minute(91))).toMatchObject({ status: 'UNCERTAIN', flag: 'END_BEFORE_START' });
  });
  test('within how long a question is answered is an edition’s', () => {
    const pathway = { ...early.pathway, thresholds: { QUESTION_WITHIN: 60 } };
    const { episode } = opened({ pathway }, ...toTheLab, milestone('WIRE', 55, 90));
    expect(question(episode, 'ANGIO>WIRE')).toMatchObject({ dueAt: minute(150) });
  });
  test('a question is shown and due, and pages nobody', () => {
    const asked = given(...toTheLab).when(milestone('WIRE', 55, 90));
    expect(pagesOf(asked).filter(({ because }) => because.reason !== 'CLOCK_LEVEL')).toEqual([]);
    const day = given(...toTheLab, milestone('WIRE', 55, 90)).when(timePasses(30 * 60));
    expect(pagesOf(day).filter(({ because }) => because.reason !== 'CLOCK_LEVEL')).toEqual([]);
  });
  test('a correction answers it, and every clock that rested on the time is told anew', () => {
    const right = given(
      ...toTheLab,
      milestone('WIRE', 55, 90),
      corrected('WIRE', 85, numberOf(early, 'WIRE'), 95),
    ).episode;
    expect(open(right)).toEqual([]);
    expect(question(right, 'ANGIO>WIRE')).toMatchObject({ status: 'ANSWERED', closedBy: 'ps_village_doctor' });
    expect(readClock('T18', right, minute(96))).toMatchObject({ status: 'MET', tookMin: 25 });
    expect(readClock('T20', right, minute(96))?.tookMin).toBe(71);
    const entry = lastMilestone(right.milestones, 'WIRE');
    expect(entry).toMatchObject({ reason: 'Typed from the wrong line.', recordedBy: 'ps_village_doctor' });
  });
  test('confirmed as it is, it stays confirmed until one of its times changes', () => {
    const sure = [...toTheLab, milestone('WIRE', 55, 90), confirmed('IMPOSSIBLE_ORDER', 'ANGIO>WIRE', 92)];
    expect(open(given(...sure, timePasses(93)).episode)).toEqual([]);
    expect(question(given(...sure).episode, 'ANGIO>WIRE')?.reason).toBe('The monitor says so.');
    const again = given(...sure, corrected('WIRE', 58, numberOf(early, 'WIRE'), 99)).episode;
    expect(open(again)).toEqual(['ANGIO>WIRE']);
  });
  test('saying that it is right needs a reason, and a question that is asked', () => {
    const asked = given(...toTheLab, milestone('WIRE', 55, 90));
    expect(asked.refuses(confirmed('IMPOSSIBLE_ORDER', 'ANGIO>WIRE', 92, ' '))?.refused).toBe('REASON_NEEDED');
    expect(asked.refuses(confirmed('IMPOSSIBLE_ORDER', 'DOOR>PUNCTURE', 92))?.refused).toBe('NOT_FOUND');
    const done = given(...toTheLab, milestone('WIRE', 55, 90), confirmed('IMPOSSIBLE_ORDER', 'ANGIO>WIRE', 92));
    expect(done.refuses(confirmed('IMPOSSIBLE_ORDER', 'ANGIO>WIRE', 93))?.refused).toBe('ALREADY_DONE');
  });
  test('two times of one minute are no contradiction, whatever their seconds', () => {
    const precise: Word = {
      type: 'MILESTONE_RECORDED',
      code: 'LYSIS_END',
      time: { at: minute(20), precision: 'MINUTE', source: 'HUMAN' },
      heardMin: 30,
    };
    const begun: Word = {
      ...precise,
      type: 'MILESTONE_RECORDED',
      code: 'LYSIS_START',
      time: { at: minute(20.5), precision: 'SECOND', source: 'HUMAN' },
    };
    const asked = open(given(milestone('FMC', 5), begun, precise).episode);
    expect(asked.filter((code) => code.includes('>'))).toEqual([]);
  });
  test('10.10: an ECG before the first contact and a lab called before the signature ask nothing', () => {
    const asked = open(given(ecg(3), milestone('FMC', 5), milestone('ASPIRIN', 6), read('STEMI', 14)).episode);
    expect(asked.filter((code) => code.includes('>'))).toEqual([]);
  });
});

describe('missing key times are asked for while the case is live, from the right role', () => {
  test('a wire without arrival, puncture and angiography asks the ED and the interventionist', () => {
    const { episode } = given(milestone('FMC', 5), milestone('WIRE', 85));
    const times = episode.questions.filter(({ kind }) => kind === 'MISSING_TIME');
    const asked = Object.fromEntries(times.map(({ code, role, siteId }) => [code, `${role}@${siteId}`]));
    expect(asked).toEqual({
      DOOR: 'ED_DOCTOR@st_hub',
      LAB_IN: 'INTERVENTIONIST@st_hub',
      PUNCTURE: 'INTERVENTIONIST@st_hub',
      ANGIO: 'INTERVENTIONIST@st_hub',
    });
  });
  test('the time itself answers the question', () => {
    const { next } = given(milestone('FMC', 5), milestone('WIRE', 85)).when(milestone('DOOR', 60, 86));
    expect(question(next, 'DOOR')?.status).toBe('ANSWERED');
  });
  test('10.42: a time that can’t apply is not missing: no door for who fell ill on the ward', () => {
    const { episode } = given(milestone('FMC', 5), milestone('WIRE', 85));
    const ward = { ...episode, helpChannel: 'WARD' } as const;
    const door = MISSING.find(({ asks }) => asks === 'DOOR');
    expect(door?.unless?.(ward)).toBe(true);
    expect(door?.unless?.(episode)).toBe(false);
  });
  test('10.41: a device without a wire asks for the wire', () => {
    expect(open(given(milestone('FMC', 5), milestone('DEVICE', 90)).episode)).toContain('WIRE');
  });
  test('that it can’t be known is an answer too, with its reason', () => {
    const { next } = given(milestone('FMC', 5), milestone('WIRE', 85)).when(
      confirmed('MISSING_TIME', 'PUNCTURE', 90, 'The sheet was lost.'),
    );
    expect(question(next, 'PUNCTURE')).toMatchObject({ status: 'CONFIRMED', reason: 'The sheet was lost.' });
    expect(open(next)).not.toContain('PUNCTURE');
  });
  test('an episode that closes leaves its questions open for everybody to see', () => {
    const { next } = given(milestone('FMC', 5), milestone('WIRE', 85)).when({
      type: 'EPISODE_CLOSED',
      reason: 'RECOVERED',
      time: aTime(minute(100)),
      heardMin: 100,
    });
    expect(question(next, 'DOOR')?.status).toBe('LEFT_OPEN');
  });
});

describe('1.1 reasons: a missed limit asks its owner for the reason', () => {
  const asked = ({ questions }: Pick<Episode, 'questions'>) =>
    questions
      .filter(({ kind }) => kind === 'DELAY_REASON')
      .map(({ code, role, status }) => `${code} ${role} ${status}`);
  const explained = (target: TargetCode, heardMin: number, text?: string): Word => ({
    ...{ type: 'DELAY_EXPLAINED', target, reason: 'DEVICE_OR_NETWORK', heardMin },
    ...(text !== undefined && { text }),
  });
  const late = [milestone('FMC', 0), timePasses(10)];

  test('1.1 reasons: at the breach, not before, of whoever held the patient then', () => {
    expect(asked(given(milestone('FMC', 0), timePasses(9.9)).episode)).toEqual([]);
    const { episode } = given(...late);
    expect(asked(episode)).toEqual(['T05 FAMILY_DOCTOR OPEN']);
    const onTheRoad = given(...late, milestone('LEAVE_SCENE', 12)).episode;
    expect(asked(onTheRoad)).toEqual(['T05 FAMILY_DOCTOR OPEN']);
  });
  test('1.1 reasons: a reason of the list answers it, with its text, and a later one takes its place', () => {
    const { next } = given(...late).when(explained('T05', 11, 'The cart’s battery was flat.'));
    expect(asked(next)).toEqual(['T05 FAMILY_DOCTOR ANSWERED']);
    expect(next.clocks['T05']).toMatchObject({
      delayReason: 'DEVICE_OR_NETWORK',
      delayText: 'The cart’s battery was flat.',
    });
    const again = given(...late, explained('T05', 11, 'The cart’s battery was flat.')).when(explained('T05', 13)).next;
    expect(again.clocks['T05']?.delayText).toBeUndefined();
  });
  test('1.1 reasons: that it is right as it is, is no reason', () => {
    expect(given(...late).refuses(confirmed('DELAY_REASON', 'T05', 12))?.refused).toBe('BAD_INPUT');
  });
  test('T08: nobody is asked twice: its reasons are those of T05 and T07', () => {
    const { episode } = given(...late, ecg(15), timePasses(40));
    expect(asked(episode)).toEqual(['T05 FAMILY_DOCTOR OPEN', 'T07 ECG_READER OPEN']);
  });
  test('R31, 1.1 reasons: a late, earlier ECG that meets the limit takes the question away', () => {
    const { next } = given(...late).when({ ...ecg(8), heardMin: 40 });
    expect(asked(next)[0]).toBe('T05 FAMILY_DOCTOR ANSWERED');
  });
  test('2.10: a limit missed because of an arrest has its reason, and nobody is asked', () => {
    const arrest: Word = { type: 'OVERLAY_RAISED', overlay: 'ARREST', time: aTime(minute(2)), heardMin: 2 };
    const over: Word = { type: 'OVERLAY_ENDED', overlay: 'ARREST', time: aTime(minute(6)), heardMin: 6 };
    const { episode } = given(milestone('FMC', 0), arrest, over, timePasses(15));
    expect(episode.clocks['T05']).toMatchObject({ delayReason: 'CARDIAC_ARREST' });
    expect(asked(episode)).toEqual([]);
  });
  test('1.1 reasons: everybody who owns a clock may explain its delay', () => {
    for (const [owner] of Object.values(CHAINS)) expect(may(owner, 'EXPLAIN_DELAY')).toBe(true);
  });
});

describe('10.19: an uncertain time across a limit is shown and asked about', () => {
  const vague: Word = {
    type: 'MILESTONE_RECORDED',
    code: 'FMC',
    time: { at: minute(0), untilAt: minute(10), precision: 'INTERVAL', source: 'HUMAN' },
    heardMin: 12,
  };
  test('an ECG twelve minutes after the earlier end is neither met nor missed, and the minute is asked for', () => {
    const { episode } = given(vague, ecg(14));
    expect(readClock('T05', episode, minute(20))?.status).toBe('UNCERTAIN');
    expect(open(episode)).toContain('T05');
    const minuteGiven = { ...milestone('FMC', 8, 21), corrects: numberOf(episode, 'FMC') };
    const { next } = given(vague, ecg(14)).when(minuteGiven);
    expect(readClock('T05', next, minute(22))?.status).toBe('MET_REPORTED_LATE');
    expect(question(next, 'T05')?.status).toBe('ANSWERED');
  });
  test('an interval that does not matter asks nothing', () => {
    expect(open(given(vague, ecg(9)).episode)).toEqual([]);
  });
});

describe('a corrected time moves everything that rests on it', () => {
  const ticagrelor = { drug: 'TICAGRELOR', dose: '90 mg' };
  const homeAt = (leftH: number): readonly Word[] => [
    milestone('FMC', 5),
    { type: 'DEPARTMENT_ENTERED', department: 'CCU', time: aTime(minute(110)), heardMin: 110 },
    { type: 'DISCHARGED', time: aTime(hour(leftH)), drugs: [ticagrelor], highRisk: false, heardMin: 72 * 60 },
    { type: 'DOWN_REFERRED', siteId: 'st_community', time: aTime(hour(73)), heardMin: 73 * 60 },
    { type: 'DOWN_REFERRAL_ACCEPTED', time: aTime(hour(74)), heardMin: 74 * 60 },
  ];
  const home = homeAt(72);
  const { episode } = given(...home);
  const moved = (code: Milestone, atMin: number, heardMin: number): Word => ({
    ...{ type: 'MILESTONE_RECORDED', code, time: aTime(minute(atMin)), reason: 'Typed a day wrong.', heardMin },
    corrects: numberOf(episode, code),
  });
  const dueOf = ({ tasks }: Episode, code: string) => tasks.find((task) => task.code === code)?.dueAt ?? 0;

  test('a discharge a day earlier: the visits, the year of the second drug, the first-visit clock and the stay', () => {
    const { next } = given(...home).when(moved('DISCHARGE', 48 * 60, 75 * 60));
    expect(next.discharge?.at).toBe(hour(48));
    const truly = given(...homeAt(48)).episode;
    expect(next.tasks.map(({ code, dueAt }) => [code, dueAt])).toEqual(
      truly.tasks.map(({ code, dueAt }) => [code, dueAt]),
    );
    expect(dueOf(next, 'V2')).not.toBe(dueOf(episode, 'V2'));
    expect(readClock('T42', next, hour(75))?.dueAt).toBe(readClock('T42', truly, hour(75))?.dueAt);
    const stay = episodeRows(next, hour(75)).find(({ table }) => table === 'stay');
    expect(stay).toMatchObject({ dischargedAt: hour(48), admittedAt: minute(110) });
  });
  test('a visit whose date a person gave, and one that was made, keep theirs', () => {
    const done: Word = {
      ...{ type: 'TASK_DONE', taskId: 'ep_1:V1_CALL', time: aTime(hour(80)), answers: {}, nextDueAt: hour(200) },
      heardMin: 80 * 60,
    };
    const { next } = given(...home, done).when(moved('DISCHARGE', 48 * 60, 81 * 60));
    expect(next.tasks.find(({ code }) => code === 'V1_CALL')).toMatchObject({ status: 'DONE', doneAt: hour(80) });
    expect(dueOf(next, 'V1')).toBe(hour(200));
  });
  test('T35 an ECG whose cart ran late: the next ECG is due from the corrected time', () => {
    const quiet = [milestone('FMC', 5), ecg(9), read('NOT_ACUTE', 14)];
    const entry = given(...quiet).episode.milestones.find(({ code }) => code === 'ECG1_ACQUIRED');
    const { next } = given(...quiet).when(corrected('ECG1_ACQUIRED', 6, entry?.n ?? 0, 15));
    expect(next.ecgs.map(({ acquiredAt }) => acquiredAt)).toEqual([minute(6)]);
    const asked = (...more: readonly Word[]) =>
      pagesOf(given(...quiet, ...more).when(timePasses(22))).filter(({ because }) => because.reason === 'REPEAT_ECG');
    expect(asked()).toHaveLength(0);
    expect(asked(corrected('ECG1_ACQUIRED', 6, entry?.n ?? 0, 15))).toHaveLength(1);
  });
  test('R23 a corrected time of an ECG is taken back with it', () => {
    const taken = [milestone('FMC', 5), ecg(9)];
    const entry = given(...taken).episode.milestones.find(({ code }) => code === 'ECG1_ACQUIRED');
    const earlier: Word = corrected('ECG1_ACQUIRED', 6, entry?.n ?? 0, 15);
    const back: Word = { type: 'ECG_RETRACTED', ecgId: ecgId('ecg_1'), reason: 'The next bed’s.', heardMin: 16 };
    const { next } = given(...taken, earlier).when(back);
    expect(when(next.milestones, 'ECG1_ACQUIRED')).toBeUndefined();
  });
  test('the minute a consent was signed is the one the clock of the consent goes by', () => {
    const signed = (state: 'IN_DISCUSSION' | 'SIGNED', atMin: number): Word => ({
      ...{ type: 'CONSENT_CHANGED', kind: 'PCI', state, time: aTime(minute(atMin)), heardMin: atMin },
    });
    const both = [milestone('FMC', 5), signed('IN_DISCUSSION', 20), signed('SIGNED', 30)];
    const entry = given(...both).episode.milestones.find(({ code }) => code === 'PCI_CONSENT_SIGNED');
    const { next } = given(...both).when(corrected('PCI_CONSENT_SIGNED', 26, entry?.n ?? 0, 35));
    expect(next.consents.PCI).toMatchObject({ state: 'SIGNED', startedAt: minute(20), signedAt: minute(26) });
  });
  test('an admission half an hour earlier begins the first department then', () => {
    const { next } = given(...home).when(moved('ADMIT', 80, 75 * 60));
    expect(next.legs).toEqual([{ department: 'CCU', from: minute(80) }]);
    expect(episodeRows(next, hour(75)).find(({ table }) => table === 'stay')).toMatchObject({ admittedAt: minute(80) });
  });
});

describe('a time entered in error', () => {
  const wrong = given(...toTheLab, milestone('WIRE', 55, 90)).episode;
  const takenBack = (n: number, reason = 'Another patient’s wire.'): Word => ({
    type: 'MILESTONE_WITHDRAWN',
    n,
    reason,
    heardMin: 92,
  });
  test('is taken back by an entry of its own; both stay in the record and the clock runs on', () => {
    const { next } = given(...toTheLab, milestone('WIRE', 55, 90)).when(takenBack(numberOf(wrong, 'WIRE')));
    expect(when(next.milestones, 'WIRE')).toBeUndefined();
    expect(next.milestones.filter(({ code }) => code === 'WIRE')).toHaveLength(2);
    expect(next.milestones.at(-1)).toMatchObject({ withdraws: true, reason: 'Another patient’s wire.' });
    expect(readClock('T18', next, minute(93))?.status).toBe('RUNNING');
    expect(open(next)).toEqual([]);
  });
  test('needs a reason, must stand, and can’t be what other facts rest on', () => {
    const asked = given(...toTheLab, milestone('WIRE', 55, 90));
    expect(asked.refuses(takenBack(numberOf(wrong, 'WIRE'), ''))?.refused).toBe('REASON_NEEDED');
    expect(asked.refuses(takenBack(999))?.refused).toBe('NOT_FOUND');
    expect(asked.refuses(takenBack(numberOf(wrong, 'STRATEGY')))?.refused).toBe('BAD_INPUT');
  });
});

describe('R31: late entry', () => {
  test('what a person enters more than a day later is accepted and marked, earlier it is not', () => {
    const late = given().when({ ...milestone('ASPIRIN', 20), heardMin: 26 * 60 }).next;
    expect(late.milestones.at(-1)).toMatchObject({ source: 'BACK_ENTERED', receivedAt: hour(26) });
    const soon = given().when({ ...milestone('ASPIRIN', 20), heardMin: 23 * 60 }).next;
    expect(soon.milestones.at(-1)?.source).toBe('HUMAN');
  });
  test('a late, earlier ECG turns a breach into “met, reported late”: both facts stay', () => {
    const { episode } = given(milestone('FMC', 0), timePasses(11));
    expect(episode.clocks['T05']?.breachedAt).toBe(minute(10));
    const { next } = given(milestone('FMC', 0), timePasses(11)).when({ ...ecg(8), heardMin: 40 });
    expect(readClock('T05', next, minute(41))).toMatchObject({ status: 'MET_REPORTED_LATE', tookMin: 8 });
    expect(next.clocks['T05']?.breachedAt).toBe(minute(10));
  });
});

test('every order and every missing time cites its row', () => {
  for (const { ref, codes } of ORDERS) {
    expect(ref).toMatch(/\d|T\d\d/);
    expect(codes.length).toBeGreaterThan(1);
  }
  for (const { ref } of MISSING) expect(ref).not.toBe('');
});

test.each(ORDERS.flatMap(({ codes }) => codes.slice(1).map((code, n) => [codes[n], code] as const)))(
  '%s after %s is asked about',
  (before, after) => {
    if (before === undefined) throw new Error('an order has neighbours');
    const { episode } = given();
    const entry = { recordedBy: 'ps_x', receivedAt: minute(300), precision: 'MINUTE', source: 'HUMAN' } as const;
    const told: Episode = {
      ...episode,
      milestones: [
        ...episode.milestones.filter(({ code }) => code !== before && code !== after),
        { ...entry, n: 90, code: before, at: minute(200) },
        { ...entry, n: 91, code: after, at: minute(100) },
      ],
    };
    expect(askedBy(told, minute(301)).map(({ code }) => code)).toContain(`${before}>${after}`);
  },
);
