import { decideIncident, isIncidentClosed, openIncident } from '../../workflows/domain/decideIncident';
import { incidentRows, prunedIncident } from '../../workflows/domain/incidentRows';
import type { Decision } from '../../workflows/domain/decision';
import { isRefusal } from '../../workflows/domain/faults';
import { deviceId, incidentId, patientId } from '../../workflows/domain/ids';
import type { Incident, IncidentHappening } from '../../workflows/domain/incident';
import { minute, T0 } from '../builders/anEpisode';

const NURSE = { kind: 'HUMAN', id: 'ps_desk', role: 'DESK_NURSE' } as const;
const DISPATCHER = { kind: 'HUMAN', id: 'ps_dispatch', role: 'EMS_DISPATCHER' } as const;

const raised = (priority: Incident['priority'] = 'HIGH') =>
  openIncident({
    ...{ id: incidentId('in_1'), region: 'demo', patientId: patientId('pt_1'), deviceId: deviceId('dv_watch') },
    ...{ deskSiteId: 'st_hub', communitySiteId: 'st_community', code: 'SUSTAINED_VT', priority },
    ...{ onsetAt: T0, raisedAt: T0, late: false },
    heard: { id: 'o', receivedAt: T0, by: { kind: 'DEVICE', id: 'dv_watch' } },
  }).next;

type Said = Partial<IncidentHappening> & { readonly type: IncidentHappening['type']; readonly min: number };
const heard = (state: Incident, { min, ...word }: Said) =>
  decideIncident(state, { by: NURSE, id: `w${min}`, receivedAt: minute(min), ...word } as IncidentHappening); // one word of the union
function hear(state: Incident, word: Said): Decision<Incident> {
  const decided = heard(state, word);
  if (isRefusal(decided)) throw new Error(decided.because);
  return decided;
}
const after = (state: Incident, ...words: readonly Said[]) => words.reduce((one, word) => hear(one, word).next, state);

const call = (min: number, reached: boolean, way: 'PATIENT' | 'EMERGENCY_CONTACT' = 'PATIENT'): Said => ({
  ...{ type: 'CALL_MADE', way, reached, min },
});
const ask = { type: 'WELFARE_CHECK_ASKED', place: '1 Test Road', emsSiteId: 'st_ems' } as const;
/** Whom a word asks because the patient is not reached, or so that 120 looks. */
const askedBy = ({ actions }: Decision<Incident>): string =>
  actions
    .flatMap((action) => (action.do === 'PAGE' ? action.pages : []))
    .filter(({ because }) => because.reason !== 'INCIDENT')
    .map(({ role, because }) => `${because.reason} ${role}`)
    .join(', ');
const asked = (state: Incident, min: number): string => askedBy(hear(state, { type: 'TIME_PASSED', min }));
/** Each minute's pages as the ladder climbs. */
function climbs(start: Incident, minutes: readonly number[]): string[] {
  let state = start;
  return minutes.map((min) => {
    const pages = asked(state, min);
    state = hear(state, { type: 'TIME_PASSED', min }).next;
    return pages;
  });
}

describe('R35: an alarm whose patient cannot be reached', () => {
  test('R35: who calls the patient has taken up the alarm, and each call is kept with who, when and whether it was answered', () => {
    const called = after(raised(), call(1, false));
    expect(called).toMatchObject({ status: 'ACKED', ackBy: 'ps_desk' });
    expect(incidentRows(called)).toContainEqual({
      ...{ table: 'reach_attempt', incidentId: 'in_1', n: 1, way: 'PATIENT', at: minute(1) },
      ...{ toldBy: 'ps_desk', reached: false },
    });
  });

  test('10.28 two calls unanswered within three minutes: the desk is asked at once, then as for any HIGH alarm', () => {
    const calls = after(raised(), call(1, false));
    expect(asked(calls, 2)).toBe('');
    const second = hear(calls, call(2, false));
    expect(askedBy(second)).toBe('PATIENT_UNREACHED DESK_NURSE');
    expect(climbs(second.next, [3, 4, 5, 6])).toEqual([
      'PATIENT_UNREACHED SECOND_DESK_NURSE',
      'PATIENT_UNREACHED DUTY_DOCTOR',
      'PATIENT_UNREACHED COORDINATOR',
      'PATIENT_UNREACHED COORDINATOR',
    ]);
  });

  test('10.28 one unanswered call and no word of a second: after three minutes the patient counts as unreachable', () => {
    const calls = after(raised(), call(1, false));
    expect(asked(calls, 3.9)).toBe('');
    expect(asked(calls, 4)).toBe('PATIENT_UNREACHED DESK_NURSE');
  });

  test('10.28 within how many minutes is an edition’s', () => {
    const pathway = { edition: 'hub-1', thresholds: { ALARM_UNREACHED_WITHIN: 5 } };
    const calls = after({ ...raised(), pathway }, call(1, false));
    expect(asked(calls, 5.9)).toBe('');
    expect(asked(calls, 6)).toBe('PATIENT_UNREACHED DESK_NURSE');
  });
  test('10.28 how often the last is asked again is an edition’s, as for the alarm itself', () => {
    const often = (thresholds: Readonly<Record<string, number>>) => {
      const calls = after({ ...raised(), pathway: { edition: 'hub-1', thresholds } }, call(1, false), call(2, false));
      return climbs(calls, [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]).filter((pages) => pages !== '').length;
    };
    expect(often({ ALARM_HIGH_AGAIN: 2 })).toBeLessThan(often({}));
  });

  test.each(['PATIENT', 'EMERGENCY_CONTACT'] as const)('R35: when %s answers, nobody is asked any more', (way) => {
    const reached = after(raised(), call(1, false), call(2, false), call(3, true, way));
    expect(climbs(reached, [4, 5, 30]).join('')).toBe('');
  });

  test('R35: an emergency contact who does not answer ends nothing', () => {
    const calls = after(raised(), call(1, false), call(2, false), call(2.5, false, 'EMERGENCY_CONTACT'));
    expect(asked(calls, 3)).toBe('PATIENT_UNREACHED SECOND_DESK_NURSE');
  });

  test('R35: asked to look, 120’s dispatcher is paged until somebody takes it on, and the desk no more', () => {
    const checking = hear(after(raised(), call(1, false), call(2, false)), { ...ask, min: 3 });
    expect(checking.actions).toMatchObject([
      { do: 'PAGE', pages: [{ role: 'EMS_DISPATCHER', siteId: 'st_ems', because: { reason: 'WELFARE_CHECK' } }] },
    ]);
    expect(climbs(checking.next, [5, 6, 8])).toEqual([
      'WELFARE_CHECK EMS_DISPATCHER',
      'WELFARE_CHECK DISPATCH_LEAD',
      'WELFARE_CHECK COORDINATOR',
    ]);
    const pageId = checking.next.runs.find(({ key }) => key === 'WELFARE')?.pages[0]?.id ?? '';
    const taken = after(checking.next, { type: 'PAGE_ACKNOWLEDGED', pageId, by: DISPATCHER, min: 4 });
    expect(climbs(taken, [5, 6, 8, 20]).join('')).toBe('');
  });

  test('R35: the place told to 120 is kept with when the patient was last there, and how it ended', () => {
    const seenAt = minute(-90);
    const checking = after(raised(), call(1, false), { ...ask, seenAt, min: 2 });
    const ended = after(checking, {
      type: 'WELFARE_CHECK_ENDED',
      reached: true,
      remark: 'asleep',
      by: DISPATCHER,
      min: 20,
    });
    expect(incidentRows(ended)).toContainEqual({
      ...{ table: 'reach_attempt', incidentId: 'in_1', n: 2, way: 'WELFARE_CHECK', at: minute(2), toldBy: 'ps_desk' },
      ...{ place: '1 Test Road', seenAt, emsSiteId: 'st_ems', reached: true, remark: 'asleep' },
      ...{ endedAt: minute(20), endedBy: 'ps_dispatch' },
    });
    expect(climbs(ended, [21, 25, 40]).join('')).toBe('');
  });

  test('R35: nobody found where 120 looked: the desk and those above it are asked again at once', () => {
    const checking = after(raised(), call(1, false), { ...ask, min: 2 });
    const ended = hear(checking, {
      type: 'WELFARE_CHECK_ENDED',
      reached: false,
      remark: 'door closed',
      min: 20,
    });
    expect(askedBy(ended)).toBe('PATIENT_UNREACHED DESK_NURSE');
    expect(asked(ended.next, 23)).toContain('PATIENT_UNREACHED COORDINATOR');
  });

  test('R35: the alarm is not closed while 120 looks', () => {
    const checking = after(
      raised(),
      call(1, false),
      { ...ask, min: 2 },
      {
        type: 'INCIDENT_ACTED',
        action: 'CALL_120',
        min: 3,
      },
    );
    const close: Said = { type: 'INCIDENT_CLOSED', reason: 'done', min: 30 };
    expect(heard(checking, close)).toMatchObject({ refused: 'WRONG_PHASE' });
    const found = after(checking, { type: 'WELFARE_CHECK_ENDED', reached: true, remark: 'at home', min: 25 }, close);
    expect(isIncidentClosed(found)).toBe(true);
  });

  test('R35: a program reaches nobody, and 120 is not asked without a place or twice', () => {
    const by = { kind: 'SYSTEM', id: 'dialler' } as const;
    expect(heard(raised(), { ...call(1, true), by })).toMatchObject({ refused: 'NOT_ALLOWED' });
    expect(heard(raised(), { ...ask, by, min: 1 })).toMatchObject({ refused: 'NOT_ALLOWED' });
    expect(heard(raised(), { ...ask, place: ' ', min: 1 })).toMatchObject({ refused: 'REASON_NEEDED' });
    const checking = after(raised(), { ...ask, min: 1 });
    expect(heard(checking, { ...ask, min: 2 })).toMatchObject({ refused: 'ALREADY_DONE' });
  });

  test('10.28 the minutes are those of HIGH alone: of a lower alarm calls are kept, and the search begins if it rises', () => {
    const medium = after(raised('MEDIUM'), call(1, false), call(2, false));
    expect(asked(medium, 6)).toBe('');
    const risen = hear(medium, { type: 'SIGNAL_REPEATED', priority: 'HIGH', min: 10 });
    expect(climbs(risen.next, [11])).toEqual(['PATIENT_UNREACHED SECOND_DESK_NURSE']);
  });

  test('R35: the state keeps the last tries and the check under way, the record all of them', () => {
    const checking = after(raised('MEDIUM'), { ...ask, min: 1 });
    const calls = Array.from({ length: 30 }, (_, nth) => call(nth + 2, false));
    const kept = calls.reduce((state, word) => prunedIncident(hear(state, word).next), checking);
    expect(kept.attempts?.map(({ n }) => n)).toEqual([1, 24, 25, 26, 27, 28, 29, 30, 31]);
  });
});
