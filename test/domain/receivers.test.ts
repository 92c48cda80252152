import type { Actor, Decision } from '../../workflows/domain/decision';
import { decideEpisode } from '../../workflows/domain/decideEpisode';
import type { Episode } from '../../workflows/domain/episode';
import { isRefusal } from '../../workflows/domain/faults';
import { arrivalClass } from '../../workflows/domain/arrivals';
import type { Receiver } from '../../workflows/domain/receivers';
import { anEpisode, hour, local, minute } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import { decided, ecg, ENGINE, given, labCalled, milestone, pagesOf, read, timePasses } from '../builders/given';

const ED: Actor = { kind: 'HUMAN', id: 'ps_ed', role: 'ED_DOCTOR' };
const accepted = (heardMin: number, more: object = {}): Word => ({
  type: 'PATIENT_ACCEPTED',
  heardMin,
  by: ED,
  ...more,
});
const refusedAt = (heardMin: number, reason = 'no lab'): Word => ({
  type: 'PATIENT_REFUSED',
  reason,
  heardMin,
  by: ED,
});
const chosen = (siteId: string, heardMin: number): Word => ({
  type: 'RECEIVER_CHOSEN',
  siteId,
  reason: 'nearer',
  heardMin,
  by: ED,
});
const at = (decision: Decision<Episode>, reason: string) =>
  pagesOf(decision)
    .filter(({ because }) => because.reason === reason)
    .map(({ role, siteId }) => `${role}@${siteId}`);
const stemi = [milestone('FMC', 5), milestone('REF_DOOR_IN', 6), ecg(9), read('STEMI', 14)];
const coming = [...stemi, decided('PPCI_BY_TRANSFER', 18)];

describe('4.2 P6T: the receiving hospital answers before the door', () => {
  test('choosing transfer asks its emergency department at once, and climbs until it says yes', () => {
    expect(at(given(...stemi).when(decided('PPCI_BY_TRANSFER', 18)), 'PATIENT_COMING')).toEqual(['ED_DOCTOR@st_hub']);
    expect(at(given(...coming).when(timePasses(23)), 'PATIENT_COMING')).toEqual(['ED_LEAD@st_hub']);
    const yes = given(...coming).when(accepted(20, { visitNumber: 'V-1' }));
    expect(yes.next.reception).toMatchObject({ siteId: 'st_hub', by: 'ps_ed', role: 'ED_DOCTOR', visitNumber: 'V-1' });
    expect(yes.next.runs.find(({ key }) => key === 'RECEIVER')?.status).toBe('SUPERSEDED');
  });
  test('number and bracelet may follow the yes, whose time and name stay', () => {
    const { next } = given(...coming, accepted(20)).when(accepted(24, { bracelet: 'B-7' }));
    expect(next.reception).toMatchObject({ at: minute(20), bracelet: 'B-7' });
  });
  test('lysis announces the transfer that follows it', () => {
    const lysed = given(...stemi, decided('LYSIS', 18)).when(milestone('LYSIS_START', 25));
    expect(at(lysed, 'PATIENT_COMING')).toEqual(['ED_DOCTOR@st_hub']);
  });
  test('at the door nobody is asked any more', () => {
    expect(at(given(...coming, milestone('DOOR', 22)).when(timePasses(40)), 'PATIENT_COMING')).toEqual([]);
  });
  test('who treats on the spot announces nobody', () => {
    const onSite = given(...stemi, decided('PPCI_ON_SITE', 18));
    expect(onSite.episode.announcedAt).toBeUndefined();
    expect(onSite.when({ type: 'PATIENT_ANNOUNCED', heardMin: 20 }).next.announcedAt).toBe(minute(20));
  });
});

const since2024 = local('2024-01-01T00:00');
const byAgreement: readonly Receiver[] = [
  { siteId: 'st_hub', fromAt: since2024 },
  { siteId: 'st_old', fromAt: since2024, toAt: local('2026-01-01T00:00') },
  { siteId: 'st_neighbour', fromAt: since2024 },
];
const told = (episode: Episode, { heardMin, by = ED, ...word }: Word): Decision<Episode> => {
  const decision = decideEpisode(episode, { ...word, by, id: `t${heardMin}`, receivedAt: minute(heardMin) });
  if (isRefusal(decision)) throw new Error(decision.because);
  return decision;
};

describe('R9: the receiving hospital refuses', () => {
  const there: Episode = {
    ...given(...coming).episode,
    receivers: byAgreement,
    forecast: { madeAt: minute(15), localMin: 10, driveMin: 20, arrivalToWireMin: 40, cases: 12 },
  };
  test('the next by an agreement that still holds is asked at once, and the sender hears it', () => {
    const no = told(there, refusedAt(20));
    expect(no.next.sites.receiving).toBe('st_neighbour');
    expect(at(no, 'PATIENT_COMING')).toEqual(['ED_DOCTOR@st_neighbour']);
    expect(at(no, 'RECEIVER_REFUSED')).toEqual(['REFERRING_DOCTOR@st_county']);
    expect(no.next.refused).toMatchObject([{ siteId: 'st_hub', by: 'ps_ed', reason: 'no lab', at: minute(20) }]);
  });
  test('what the region’s list and the next hospital’s own figure say of the new road is known at once', () => {
    const road = { driveMin: 70, driveKnownOn: '2026-11-01', arrivalToWireMin: 35, cases: 9 };
    const elsewhere = { ...refusedAt(20), roads: { st_neighbour: road, st_far: {} } };
    expect(told(there, elsewhere).next).toMatchObject({
      sites: { receiving: 'st_neighbour' },
      forecast: { madeAt: minute(15), localMin: 10, ...road },
    });
  });
  test('the forecast of the old road is not the forecast of the new one', () => {
    expect(told(there, refusedAt(20)).next.forecast).toEqual({ madeAt: minute(15), localMin: 10 });
  });
  test('on the road the crew hears that it has to turn', () => {
    const road = told(there, milestone('REF_DOOR_OUT', 19)).next;
    expect(at(told(road, refusedAt(20)), 'RECEIVER_REFUSED')).toEqual(['EMS_CREW@st_ems']);
  });
  test('with no agreement left people find a hospital, and naming one ends it', () => {
    const left = told(told(there, refusedAt(20)).next, refusedAt(22));
    expect(at(left, 'NO_RECEIVER')).toEqual(['REFERRING_DOCTOR@st_county', 'COORDINATOR@st_neighbour']);
    const named = told(left.next, chosen('st_far', 24)).next;
    expect(named.sites.receiving).toBe('st_far');
    expect(named.runs.find(({ key }) => key === 'NO_RECEIVER')?.status).toBe('SUPERSEDED');
  });
  test('a refusal needs a reason and a person; a hospital whose lab was called cancels that first', () => {
    expect(given(...coming).refuses(refusedAt(20, ' '))?.refused).toBe('REASON_NEEDED');
    expect(given(...coming).refuses({ ...refusedAt(20), by: ENGINE })?.refused).toBe('NOT_ALLOWED');
    expect(given(...coming, labCalled(19)).refuses(refusedAt(20))?.refused).toBe('WRONG_PHASE');
    expect(given(...coming, milestone('DOOR', 19)).refuses(chosen('st_far', 20))?.refused).toBe('WRONG_PHASE');
  });
  test('a team that was stood down before is still the old hospital’s', () => {
    const off = [...coming, labCalled(19)];
    const cancelled: Word = { type: 'ACTIVATION_CANCELLED', reason: 'NOT_A_CANDIDATE', heardMin: 20, by: ED };
    const turned = given(...off, cancelled, chosen('st_far', 21));
    expect(new Set(at(turned.when(timePasses(25)), 'STAND_DOWN'))).toEqual(
      new Set(['INTERVENTIONIST@st_hub', 'LAB_NURSE@st_hub', 'LAB_TECHNICIAN@st_hub']),
    );
  });
});

describe('G2 and 10.42: a transfer belongs to the network by the agreement of that day', () => {
  const from = (receivers: readonly Receiver[]) => arrivalClass(anEpisode({ receivers }, { REF_DOOR_IN: 6 }));
  test('with an agreement in force it is the network’s', () => {
    expect(from([{ siteId: 'st_hub', fromAt: since2024 }])).toBe('NETWORK_TRANSFER');
    expect(from([{ siteId: 'st_hub', fromAt: since2024, toAt: hour(1) }])).toBe('NETWORK_TRANSFER');
  });
  test('before it begins, after its last day, or with another hospital it is not', () => {
    expect(from([{ siteId: 'st_hub', fromAt: hour(1) }])).toBe('NON_NETWORK_TRANSFER');
    expect(from([{ siteId: 'st_hub', fromAt: since2024, toAt: minute(6) }])).toBe('NON_NETWORK_TRANSFER');
    expect(from([{ siteId: 'st_neighbour', fromAt: since2024 }])).toBe('NON_NETWORK_TRANSFER');
    expect(from([])).toBe('NON_NETWORK_TRANSFER');
  });
});

describe('7.1 #3: the crew reads the patient’s history on the road', () => {
  test('the summary goes to the vehicle at dispatch; on scene it has done its work', () => {
    expect(at(given().when(milestone('DISPATCH', 2)), 'PATIENT_SUMMARY')).toEqual(['EMS_CREW@st_ems']);
    const there = given(milestone('DISPATCH', 2), milestone('ON_SCENE', 6));
    expect(at(there.when(timePasses(8)), 'PATIENT_SUMMARY')).toEqual([]);
  });
  test('a dispatch entered days later wakes nobody', () => {
    const late = given().when(milestone('DISPATCH', 2, 3 * 24 * 60));
    expect(at(late, 'PATIENT_SUMMARY')).toEqual([]);
  });
});
