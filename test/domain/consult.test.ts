import { readClock } from '../../workflows/domain/clocks';
import type { ConsultAnswer } from '../../workflows/domain/consult';
import { openConsult } from '../../workflows/domain/consult';
import type { Actor, Decision } from '../../workflows/domain/decision';
import type { Episode } from '../../workflows/domain/episode';
import { when } from '../../workflows/domain/milestones';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import { STEP_ROLES } from '../../workflows/domain/stepRoles';
import type { Role } from '../../workflows/domain/vocabulary';
import { minute } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import { CARDIOLOGIST, ecg, ENGINE, given, milestone, opened, pagesOf, read, timePasses } from '../builders/given';

const COUNTY: Actor = { kind: 'HUMAN', id: 'ps_county', role: 'REFERRING_DOCTOR' };
const asks = (heardMin: number, role: Role = 'ON_CALL_CARDIOLOGIST', siteId = 'st_hub'): Word => ({
  type: 'CONSULT_ASKED',
  ...{ role, siteId, question: 'VF again after lysis: move or stay?', heardMin, by: COUNTY },
});
const takesUp = (n: number, heardMin: number): Word => ({ type: 'CONSULT_STARTED', n, heardMin, by: CARDIOLOGIST });
const answers = (n: number, answer: ConsultAnswer, heardMin: number): Word => ({
  type: 'CONSULT_ANSWERED',
  ...{ n, answer, heardMin, by: CARDIOLOGIST },
});
const takesBack = (n: number, heardMin: number, reason = 'rhythm is stable'): Word => ({
  type: 'CONSULT_WITHDRAWN',
  ...{ n, reason, heardMin, by: COUNTY },
});
const ALL_FOUR: ConsultAnswer = {
  reading: 'STEMI',
  rescue: 'amiodarone, potassium, defibrillator at the bed',
  reperfusion: 'PPCI_BY_TRANSFER',
  transfer: 'STABILISE_FIRST',
  notGiven: [],
};
const county = [milestone('FMC', 5), milestone('REF_DOOR_IN', 6), ecg(9), read('STEMI', 14)];
const asked = (decision: Decision<Episode>) =>
  pagesOf(decision)
    .filter(({ because }) => because.reason === 'CONSULT_ASKED')
    .map(({ role, siteId, channel }) => `${role}@${siteId} ${channel}`);
/** Everybody called at one minute, whatever the page is about. */
const called = (decision: Decision<Episode>, role: Role) =>
  pagesOf(decision).filter((page) => page.role === role && page.channel === 'VOICE').length;

describe('T10: a consult is asked for, and somebody takes it up within ten minutes', () => {
  test('the role at the site is asked at once, with who asked and what', () => {
    const { next, ...decision } = given(...county).when(asks(20));
    expect(asked({ next, ...decision })).toEqual(['ON_CALL_CARDIOLOGIST@st_hub PUSH']);
    expect(openConsult(next)).toMatchObject({
      ...{ n: 1, role: 'ON_CALL_CARDIOLOGIST', siteId: 'st_hub' },
      asked: { by: 'ps_county', role: 'REFERRING_DOCTOR', at: minute(20) },
    });
    expect(readClock('T10', next, minute(20))).toMatchObject({ status: 'RUNNING', dueAt: minute(30) });
  });
  test('at seven minutes the clock calls the second on call, once', () => {
    const late = given(...county, asks(20)).when(timePasses(27));
    expect(called(late, 'SECOND_CARDIOLOGIST')).toBe(1);
    expect(asked(late)).toEqual(['ON_CALL_CARDIOLOGIST@st_hub VOICE']);
  });
  test('who takes it up ends the asking and T10, before any answer', () => {
    const { episode, when: then } = given(...county, asks(20), takesUp(1, 24));
    expect(readClock('T10', episode, minute(24))).toMatchObject({ status: 'MET', tookMin: 4 });
    expect(openConsult(episode)?.started).toMatchObject({ by: 'ps_cardiologist', at: minute(24) });
    expect(asked(then(timePasses(40)))).toEqual([]);
  });
  test('a second consult has no clock of its own and climbs by itself, as one at another hospital does', () => {
    const second = given(...county, asks(20), takesUp(1, 24), answers(1, ALL_FOUR, 26), asks(60));
    expect(asked(second.when(timePasses(67)))).toEqual([
      'ON_CALL_CARDIOLOGIST@st_hub VOICE',
      'SECOND_CARDIOLOGIST@st_hub VOICE',
    ]);
    const elsewhere = given(...county, asks(20, 'HUB_READER', 'st_neighbour'));
    expect(asked(elsewhere.when(timePasses(27)))).toEqual([
      'HUB_READER@st_neighbour VOICE',
      'SECOND_CARDIOLOGIST@st_neighbour VOICE',
    ]);
  });
  test('when the next is called, and who, is an edition’s', () => {
    const thresholds = {
      CONSULT_ASKED_AFTER_7: 4,
      CONSULT_ASKED_AFTER_7_ASKS_SECOND_CARDIOLOGIST: STEP_ROLES.indexOf('ED_LEAD'),
    };
    const pathway = { ...DEFAULT_PATHWAY, thresholds };
    const elsewhere = opened({ pathway }, ...county, asks(20, 'HUB_READER', 'st_neighbour'));
    expect(asked(elsewhere.when(timePasses(23)))).toEqual([]);
    expect(asked(elsewhere.when(timePasses(24)))).toEqual([
      'HUB_READER@st_neighbour VOICE',
      'ED_LEAD@st_neighbour VOICE',
    ]);
  });
  test('two are not asked for at once, and nothing is asked without a question or by a machine', () => {
    expect(given(...county, asks(20)).refuses(asks(21))?.refused).toBe('ALREADY_DONE');
    expect(given(...county).refuses({ ...asks(20), by: ENGINE })?.refused).toBe('NOT_ALLOWED');
    const blank: Word = {
      type: 'CONSULT_ASKED',
      role: 'INTERVENTIONIST',
      siteId: 'st_hub',
      question: ' ',
      heardMin: 20,
    };
    expect(given(...county).refuses(blank)?.refused).toBe('REASON_NEEDED');
  });
});

describe('7.2#71: reading, rescue, reperfusion and transfer, each given or said not to be', () => {
  const open = given(...county, asks(20));
  test('a named person answers all four, and that closes it', () => {
    const { next } = open.when(answers(1, ALL_FOUR, 28));
    expect(openConsult(next)).toBeUndefined();
    expect(next.consults).toMatchObject([
      { answered: { by: 'ps_cardiologist', role: 'ON_CALL_CARDIOLOGIST', at: minute(28), answer: ALL_FOUR } },
    ]);
    expect(when(next.milestones, 'CONSULT_STARTED')).toBe(minute(28));
  });
  test('an output passed over in silence is refused by its name', () => {
    expect(open.refuses(answers(1, { reading: 'STEMI', notGiven: ['RESCUE'] }, 28))?.because).toBe(
      'Give advice or say that you give none: REPERFUSION, TRANSFER.',
    );
    const partly: ConsultAnswer = { reading: 'STEMI', notGiven: ['RESCUE', 'REPERFUSION', 'TRANSFER'] };
    expect(open.refuses(answers(1, partly, 28))).toBeUndefined();
  });
  test('given and not given at once is refused; none of the four needs a reason', () => {
    expect(open.refuses(answers(1, { ...ALL_FOUR, notGiven: ['TRANSFER'] }, 28))?.refused).toBe('BAD_INPUT');
    const none: ConsultAnswer = { notGiven: ['READING', 'RESCUE', 'REPERFUSION', 'TRANSFER'] };
    expect(open.refuses(answers(1, none, 28))?.refused).toBe('REASON_NEEDED');
    expect(open.refuses(answers(1, { ...none, remark: 'no picture arrived' }, 28))).toBeUndefined();
  });
  test('advice decides nothing: strategy and diagnosis stay what they were', () => {
    const { next } = open.when(answers(1, { ...ALL_FOUR, reading: 'NOT_ACUTE' }, 28));
    expect(next.choice).toBeUndefined();
    expect(next.report?.finding).toBe('STEMI');
  });
  test('a closed consult is neither answered nor taken up again', () => {
    const closed = given(...county, asks(20), answers(1, ALL_FOUR, 28));
    expect(closed.refuses(answers(1, ALL_FOUR, 29))?.refused).toBe('ALREADY_DONE');
    expect(closed.refuses(takesUp(1, 29))?.refused).toBe('ALREADY_DONE');
    expect(closed.refuses(takesUp(7, 29))?.refused).toBe('NOT_FOUND');
  });
  test('who asked may take it back with a reason: a request nobody took up is no clinical time any more', () => {
    expect(open.refuses(takesBack(1, 22, ' '))?.refused).toBe('REASON_NEEDED');
    const { next } = open.when(takesBack(1, 22));
    expect(when(next.milestones, 'CONSULT_REQUESTED')).toBeUndefined();
    expect(next.consults).toMatchObject([{ withdrawn: { by: 'ps_county', reason: 'rhythm is stable' } }]);
    const begun = given(...county, asks(20), takesUp(1, 21)).when(takesBack(1, 22)).next;
    expect(when(begun.milestones, 'CONSULT_REQUESTED')).toBe(minute(20));
  });
  test('the state holds the last eight', () => {
    const many = Array.from({ length: 10 }, (_, n) => [asks(20 + n), answers(n + 1, ALL_FOUR, 20 + n)]).flat();
    expect(given(...county, ...many).episode.consults?.map(({ n }) => n)).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

test('R1: the consult of a merged episode goes on in the other', () => {
  const source = given(...county, asks(20)).episode;
  const moved: Word = {
    type: 'FACTS_MOVED',
    fromEpisodeId: source.id,
    facts: { milestones: [], ecgs: [], overlays: [], checklist: {}, consents: {}, consults: source.consults ?? [] },
    heardMin: 25,
  };
  const decision = given(...county).when(moved);
  expect(openConsult(decision.next)).toMatchObject({ n: 1, role: 'ON_CALL_CARDIOLOGIST' });
  expect(asked(decision)).toEqual(['ON_CALL_CARDIOLOGIST@st_hub PUSH']);
});
