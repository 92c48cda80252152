import type { Actor, Decision } from '../../workflows/domain/decision';
import { decideLab, labLadderOf, openLab } from '../../workflows/domain/decideLab';
import type { Episode } from '../../workflows/domain/episode';
import type { Refusal } from '../../workflows/domain/faults';
import { isRefusal } from '../../workflows/domain/faults';
import { episodeId, labId } from '../../workflows/domain/ids';
import type { Lab, LabHappening } from '../../workflows/domain/lab';
import { when } from '../../workflows/domain/milestones';
import type { Resource } from '../../workflows/domain/resources';
import { stockSiteOf } from '../../workflows/domain/resources';
import type { ResourceKind } from '../../workflows/domain/vocabulary';
import { anEpisode, minute } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import {
  CARDIOLOGIST,
  decided,
  ecg,
  ENGINE,
  given,
  labCalled,
  milestone,
  pagesOf,
  read,
  timePasses,
} from '../builders/given';

const DISPATCHER: Actor = { kind: 'HUMAN', id: 'ps_dispatcher', role: 'EMS_DISPATCHER' };
const one = (kind: ResourceKind, name = 'T-01'): Resource => ({ id: `rs_${name}`, kind, siteId: 'st_ems', name });
const asks = (kind: ResourceKind, heardMin: number): Word => ({ type: 'RESOURCE_ASKED', kind, heardMin });
const gets = (resource: Resource, heardMin: number): Word => ({
  type: 'RESOURCE_HELD',
  resource,
  heardMin,
  by: DISPATCHER,
});
const at = (decision: Decision<Episode>, reason: string) =>
  pagesOf(decision)
    .filter(({ because }) => because.reason === reason)
    .map(({ role, siteId }) => `${role}@${siteId}`);
const atCounty = [milestone('FMC', 5), milestone('REF_DOOR_IN', 6), ecg(9), read('STEMI', 14)];

describe('R8: no vehicle', () => {
  test('the dispatcher is asked at once; after ten minutes the receiving hospital and the sender hear that there is none', () => {
    const asked = given(...atCounty).when(asks('TRANSFER_VEHICLE', 20));
    expect(at(asked, 'VEHICLE_WANTED')).toEqual(['EMS_DISPATCHER@st_ems']);
    const waiting = given(...atCounty, asks('TRANSFER_VEHICLE', 20));
    expect(at(waiting.when(timePasses(29)), 'VEHICLE_WANTED')).toEqual([]);
    expect(at(waiting.when(timePasses(30)), 'VEHICLE_WANTED')).toEqual([
      'DISPATCH_LEAD@st_ems',
      'COORDINATOR@st_hub',
      'REFERRING_DOCTOR@st_county',
    ]);
  });
  test('a vehicle that is given ends the asking, and asking twice asks once', () => {
    const waiting = given(...atCounty, asks('TRANSFER_VEHICLE', 20));
    expect(waiting.when(asks('TRANSFER_VEHICLE', 21)).outcome).toBe('DUPLICATE');
    const { next } = waiting.when(gets(one('TRANSFER_VEHICLE'), 24));
    expect(next.wants).toEqual([]);
    expect(next.resources).toMatchObject([{ id: 'rs_T-01', by: 'ps_dispatcher', since: minute(24) }]);
    expect(next.runs.find(({ key }) => key === 'WANT:TRANSFER_VEHICLE')?.status).toBe('SUPERSEDED');
    expect(given(...atCounty, gets(one('TRANSFER_VEHICLE'), 24)).refuses(asks('TRANSFER_VEHICLE', 25))?.refused).toBe(
      'ALREADY_DONE',
    );
  });
  test('a vehicle taken for another patient is wanted again at once', () => {
    const held = given(...atCounty, gets(one('TRANSFER_VEHICLE'), 24));
    const lost = held.when({
      type: 'RESOURCE_RELEASED',
      resourceId: 'rs_T-01',
      takenBecause: 'shock elsewhere',
      heardMin: 26,
      by: DISPATCHER,
    });
    expect(lost.next.resources).toEqual([]);
    expect(at(lost, 'VEHICLE_WANTED')).toEqual(['EMS_DISPATCHER@st_ems']);
    const free = held.when({ type: 'RESOURCE_RELEASED', resourceId: 'rs_T-01', heardMin: 26, by: DISPATCHER });
    expect(at(free, 'VEHICLE_WANTED')).toEqual([]);
  });
  test('nobody is asked for a vehicle any more once the patient is on the road', () => {
    const gone = given(...atCounty, asks('TRANSFER_VEHICLE', 20), milestone('REF_DOOR_OUT', 25));
    expect(at(gone.when(timePasses(40)), 'VEHICLE_WANTED')).toEqual([]);
  });
});

test('an ambulance that is given is an ambulance dispatched, unless somebody said when', () => {
  const { next } = given().when(gets(one('AMBULANCE', '120-01'), 2));
  expect(when(next.milestones, 'DISPATCH')).toBe(minute(2));
  const said = given(milestone('DISPATCH', 1)).when(gets(one('AMBULANCE', '120-01'), 2));
  expect(when(said.next.milestones, 'DISPATCH')).toBe(minute(1));
});

describe('R11: drug missing or expired', () => {
  const lysis = [...atCounty, decided('LYSIS', 18)];
  test('who holds the patient, the cardiologist and the dispatcher hear it at once', () => {
    expect(at(given(...lysis).when(asks('LYTIC', 18.5)), 'LYTIC_MISSING')).toEqual([
      'REFERRING_DOCTOR@st_county',
      'ON_CALL_CARDIOLOGIST@st_hub',
      'EMS_DISPATCHER@st_ems',
    ]);
  });
  test('a pack, the bolus, or another way ends it', () => {
    const missing = given(...lysis, asks('LYTIC', 18.5));
    const status = (word: Word) => missing.when(word).next.runs.find(({ key }) => key === 'WANT:LYTIC')?.status;
    expect(status(timePasses(19))).toBe('CLIMBING');
    expect(status(gets(one('LYTIC', 'A1-1'), 19))).toBe('SUPERSEDED');
    expect(status(milestone('LYSIS_START', 19))).toBe('SUPERSEDED');
    expect(status(decided('PPCI_BY_TRANSFER', 19))).toBe('SUPERSEDED');
  });
  test.each([
    ['the county hospital that has the patient', { REF_DOOR_IN: 6 }, 'st_county'],
    ['the ambulance on the road', { REF_DOOR_IN: 6, REF_DOOR_OUT: 30 }, 'st_ems'],
    ['the hub after the door', { DOOR: 60 }, 'st_hub'],
    ['the community before anybody else', {}, 'st_community'],
  ] as const)('the stock of %s is looked at', (_, minutes, siteId) => {
    expect(stockSiteOf(anEpisode({}, minutes))).toBe(siteId);
  });
});

describe('R6 and R27: several patients and one lab', () => {
  const heard = { id: 'o', receivedAt: minute(0), by: ENGINE } as const;
  const free = openLab({ id: labId('lab_1'), region: 'demo', siteId: 'st_hub', heard }).next;
  let n = 0;
  const hear = (lab: Lab, word: object, by: Actor = ENGINE): Decision<Lab> | Refusal =>
    decideLab(lab, { ...word, id: `w${++n}`, receivedAt: minute(n), by } as unknown as LabHappening); // test words of one union
  const after = (lab: Lab, word: object, by?: Actor): Decision<Lab> => {
    const decision = hear(lab, word, by);
    if (isRefusal(decision)) throw new Error(decision.because);
    return decision;
  };
  const claim = (id: string) => ({ type: 'LAB_CLAIMED', episodeId: episodeId(id) });
  const release = (id: string) => ({ type: 'LAB_RELEASED', episodeId: episodeId(id) });
  const giveTo = (id: string, reason?: string) => ({ type: 'LAB_GIVEN', episodeId: episodeId(id), reason });
  const full = ['ep_1', 'ep_2', 'ep_3'].reduce((lab, id) => after(lab, claim(id)).next, free);
  const told = ({ actions }: Decision<Lab>) =>
    actions.flatMap((action) =>
      action.do === 'TELL' && action.message.type === 'LAB_ANSWERED' ? [`${action.to.id} ${action.message.held}`] : [],
    );

  test('one who waits alone gets the lab when it is free', () => {
    const two = after(full, release('ep_3')).next;
    const next = after(two, release('ep_1'));
    expect(next.next).toMatchObject({ status: 'HELD', holder: { episodeId: 'ep_2' }, waiters: [] });
    expect(told(next)).toEqual(['ep_2 true']);
  });
  test('of several who wait none is chosen by the system: it stays free and people are asked', () => {
    const freed = after(full, release('ep_1'));
    expect(freed.next).toMatchObject({ status: 'FREE', waiters: ['ep_2', 'ep_3'] });
    expect(told(freed)).toEqual([]);
    const asked = freed.actions.flatMap((action) => (action.do === 'PAGE' ? action.pages : []));
    expect(asked.map(({ role, because }) => `${role} ${because.reason}`)).toEqual([
      'COORDINATOR LAB_CHOICE',
      'INTERVENTIONIST LAB_CHOICE',
    ]);
    expect(after(freed.next, claim('ep_4')).next).toMatchObject({ status: 'FREE', waiters: ['ep_2', 'ep_3', 'ep_4'] });
  });
  test('R27: the director is asked when the edition of the hospital that called last says so', () => {
    const pathway = { edition: 'hub-1', thresholds: { LAB_CHOICE_AFTER_5: 2 } };
    const hurried = after(full, { ...claim('ep_4'), pathway }).next;
    const freed = after(hurried, release('ep_1')).next;
    const [from, then] = freed.runs.map((run) => labLadderOf(freed, run)?.rungs.map(({ at }) => at) ?? [])[0] ?? [];
    expect(((then ?? 0) - (from ?? 0)) / 60_000).toBe(2);
  });
  test('a person chooses, and the asking ends', () => {
    const freed = after(full, release('ep_1')).next;
    const chosen = after(freed, giveTo('ep_3'), CARDIOLOGIST);
    expect(chosen.next).toMatchObject({ status: 'HELD', holder: { episodeId: 'ep_3' }, waiters: ['ep_2'] });
    expect(chosen.next.runs.every(({ endedAt }) => endedAt !== undefined)).toBe(true);
    expect(told(chosen)).toEqual(['ep_3 true']);
  });
  test('when all but one go elsewhere, the one left gets it', () => {
    const freed = after(full, release('ep_1')).next;
    expect(after(freed, release('ep_2')).next).toMatchObject({ status: 'HELD', holder: { episodeId: 'ep_3' } });
  });
  test('a lab in use changes hands only by a person’s word with a reason, and its holder waits first', () => {
    expect(hear(full, giveTo('ep_2'), CARDIOLOGIST)).toMatchObject({ refused: 'REASON_NEEDED' });
    expect(hear(full, giveTo('ep_2', 'elective case'), ENGINE)).toMatchObject({ refused: 'NOT_ALLOWED' });
    const moved = after(full, giveTo('ep_2', 'elective case'), CARDIOLOGIST);
    expect(moved.next).toMatchObject({ holder: { episodeId: 'ep_2' }, waiters: ['ep_1', 'ep_3'] });
    expect(told(moved)).toEqual(['ep_2 true', 'ep_1 false']);
    expect(hear(full, giveTo('ep_9', 'x'), CARDIOLOGIST)).toMatchObject({ refused: 'NOT_FOUND' });
    expect(after(full, giveTo('ep_1'), CARDIOLOGIST).outcome).toBe('DUPLICATE');
  });
  test('an activation goes to the second lab without calling the team twice', () => {
    const called = given(...atCounty, decided('PPCI_BY_TRANSFER', 17), labCalled(18));
    const moved = called.when({ type: 'LAB_CHANGED', labId: labId('lab_2'), heardMin: 20, by: CARDIOLOGIST });
    expect(moved.actions).toMatchObject([
      { do: 'TELL', to: { kind: 'LAB', id: 'lab_1' }, message: { type: 'LAB_RELEASED' } },
      { do: 'TELL', to: { kind: 'LAB', id: 'lab_2' }, message: { type: 'LAB_CLAIMED' } },
    ]);
    expect(moved.next.activation).toMatchObject({ labId: 'lab_2', lab: 'ASKED', at: minute(18) });
    const back = given(...atCounty, decided('PPCI_BY_TRANSFER', 17), labCalled(18), {
      type: 'LAB_CHANGED',
      labId: labId('lab_2'),
      heardMin: 20,
      by: CARDIOLOGIST,
    }).when({ type: 'LAB_CHANGED', labId: labId('lab_1'), heardMin: 22, by: CARDIOLOGIST });
    const ids = [...called.when(labAnswered(19)).actions, ...moved.actions, ...back.actions].flatMap((action) =>
      action.do === 'TELL' ? [`${action.to.id} ${action.message.id}`] : [],
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(called.refuses({ type: 'LAB_CHANGED', labId: labId('lab_2'), heardMin: 20, by: ENGINE })?.refused).toBe(
      'NOT_ALLOWED',
    );
  });
  const labAnswered = (heardMin: number): Word => ({
    type: 'LAB_ANSWERED',
    labId: labId('lab_1'),
    held: false,
    heardMin,
    by: ENGINE,
  });
});

test('releasing what an episode does not hold changes nothing', () => {
  const word: Word = { type: 'RESOURCE_RELEASED', resourceId: 'rs_none', heardMin: 3, by: DISPATCHER };
  expect(given().when(word).outcome).toBe('NO_LONGER_APPLIES');
});
