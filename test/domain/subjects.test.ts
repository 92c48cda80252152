import { decideIncident, incidentDue, incidentOwes, openIncident } from '../../workflows/domain/decideIncident';
import { decideLab, openLab } from '../../workflows/domain/decideLab';
import { decideReading, isReadingClosed, openReading, readingOwes } from '../../workflows/domain/decideReading';
import type { Decided, Decision } from '../../workflows/domain/decision';
import { isRefusal } from '../../workflows/domain/faults';
import { deviceId, ecgId, episodeId, incidentId, labId, patientId, readingId } from '../../workflows/domain/ids';
import { prunedIncident } from '../../workflows/domain/incidentRows';
import type { Incident, IncidentHappening, OpenIncident } from '../../workflows/domain/incident';
import type { Lab } from '../../workflows/domain/lab';
import type { Reading, ReadingHappening } from '../../workflows/domain/reading';
import { plus } from '../../workflows/domain/time';
import { local, minute, T0 } from '../builders/anEpisode';
import { anOpening, DOCTOR, ENGINE } from '../builders/given';

const NURSE = { kind: 'HUMAN', id: 'ps_desk', role: 'DESK_NURSE' } as const;
const READER = { kind: 'HUMAN', id: 'ps_reader', role: 'ECG_READER' } as const;
const sure = <State>(decided: Decided<State>): Decision<State> => {
  if (isRefusal(decided)) throw new Error(decided.because);
  return decided;
};
const paged = ({ actions }: Decision<unknown>) =>
  actions.flatMap((action) => (action.do === 'PAGE' ? action.pages.map(({ role }) => role) : []));
const told = ({ actions }: { actions: Decision<unknown>['actions'] }) =>
  actions.flatMap((action) => (action.do === 'TELL' ? [`${action.to.kind} ${action.message.type}`] : []));

describe('a reading', () => {
  const opened = openReading({
    id: readingId('rd_1'),
    region: 'demo',
    ecgId: ecgId('ecg_1'),
    episodeId: episodeId('ep_1'),
    patientId: patientId('pt_1'),
    siteId: 'st_community',
    hubSiteId: 'st_hub',
    neighbourSiteId: 'st_neighbour',
    acquiredAt: T0,
    receivedAt: T0,
    heard: { id: 'o', receivedAt: T0, by: { kind: 'DEVICE', id: 'dv_cart' } },
  });
  const hear = (state: Reading, word: Omit<ReadingHappening, 'id' | 'by' | 'receivedAt'> & { min: number }) =>
    sure(
      decideReading(state, {
        by: READER,
        ...word,
        id: `w${word.min}`,
        receivedAt: minute(word.min),
      } as unknown as ReadingHappening),
    ); // test words of one union
  const passes = (state: Reading, min: number) => hear(state, { type: 'TIME_PASSED', min });

  test('10.13: under its hospital’s edition the steps come at the edition’s minutes', () => {
    const pathway = { edition: 'hub-1', thresholds: { READ_ECG_AFTER_3: 1 } };
    expect(paged(passes({ ...opened.next, pathway }, 1))).toEqual(['SECOND_READER']);
    expect(paged(passes(opened.next, 1))).toEqual([]);
  });

  test('asks the duty reader at once', () => expect(paged(opened)).toEqual(['ECG_READER']));

  test('of a drill says so on every page, and ends with the drill; one that is no drill’s hears nothing of it', () => {
    const drill: Reading = { ...opened.next, drill: true };
    const pages = passes(drill, 3).actions.flatMap((action) => (action.do === 'PAGE' ? action.pages : []));
    expect(pages.map(({ role, because }) => [role, because.drill])).toEqual([['SECOND_READER', true]]);
    const over = hear(drill, { type: 'DRILL_ENDED', min: 10 }).next;
    expect([over.status, isReadingClosed(over)]).toEqual(['DRILL_OVER', true]);
    expect(hear(opened.next, { type: 'DRILL_ENDED', min: 10 }).outcome).toBe('NO_LONGER_APPLIES');
  });

  test('unopened it goes to the second reader, the telephone, the cardiologist, the director and the neighbour', () => {
    const minutes = [3, 5, 8, 10, 15];
    let state = opened.next;
    const heard = minutes.map((min) => {
      const decision = passes(state, min);
      state = decision.next;
      return paged(decision).join(' ');
    });
    expect(heard).toEqual([
      'SECOND_READER',
      'ECG_READER SECOND_READER',
      'ON_CALL_CARDIOLOGIST',
      'DUTY_DIRECTOR',
      'HUB_READER',
    ]);
    expect(passes(state, 20).next.runs[0]?.status).toBe('NOBODY_ANSWERED');
  });

  test('opened but unsigned it still reaches the cardiologist at eight minutes', () => {
    const looked = hear(opened.next, { type: 'READING_OPENED', min: 2 });
    expect(paged(passes(looked.next, 5))).toEqual([]);
    expect(paged(passes(looked.next, 8))).toEqual(['ON_CALL_CARDIOLOGIST']);
  });

  test('acknowledging the page is not reading the ECG', () => {
    const pageId = opened.next.runs[0]?.pages[0]?.id;
    const acknowledged = hear(opened.next, { type: 'PAGE_ACKNOWLEDGED', pageId, min: 1 } as never);
    expect(paged(passes(acknowledged.next, 3))).toEqual(['SECOND_READER']);
  });

  test('signed, it tells the episode, asks nobody any more and takes no second signature', () => {
    const signed = hear(opened.next, {
      type: 'READING_SIGNED',
      finding: 'STEMI',
      territories: ['INFERIOR'],
      min: 4,
    } as never);
    expect(told(signed)).toEqual(['EPISODE ECG_REPORTED']);
    expect(paged(passes(signed.next, 30))).toEqual([]);
    expect(
      decideReading(signed.next, {
        type: 'READING_SIGNED',
        finding: 'NOT_ACUTE',
        territories: [],
        id: 'x',
        by: READER,
        receivedAt: minute(5),
      }),
    ).toMatchObject({ refused: 'ALREADY_DONE' });
  });

  test.each([
    { type: 'READING_SIGNED', finding: 'NOT_ACUTE', territories: [] },
    { type: 'READING_SIGNED', finding: 'STEMI', territories: ['INFERIOR'] },
    { type: 'ECG_FOUND_UNREADABLE', advice: 'Again.' },
  ] as const)('2.1 machine: a program closes no ECG, neither as $finding nor as unreadable', (word) => {
    for (const by of [
      { kind: 'SYSTEM', id: 'preread' },
      { kind: 'DEVICE', id: 'dv_cart' },
    ] as const) {
      const heard = { ...word, by, id: 'machine', receivedAt: minute(1) };
      expect(decideReading(opened.next, heard)).toMatchObject({ refused: 'NOT_ALLOWED' });
    }
    expect(paged(passes(opened.next, 3))).toEqual(['SECOND_READER']);
  });

  test('after a restore the signature is told again under the same id', () => {
    const signed = hear(opened.next, { type: 'READING_SIGNED', finding: 'STEMI', territories: [], min: 4 } as never);
    const ids = (actions: Decision<unknown>['actions']) =>
      actions.flatMap((action) => (action.do === 'TELL' ? [action.message.id] : []));
    expect(ids(readingOwes(signed.next))).toEqual(ids(signed.actions));
  });
});

describe('an incident', () => {
  const open: OpenIncident = {
    id: incidentId('in_1'),
    region: 'demo',
    patientId: patientId('pt_1'),
    episodeId: episodeId('ep_0'),
    deviceId: deviceId('dv_watch'),
    deskSiteId: 'st_hub',
    communitySiteId: 'st_community',
    code: 'SUSTAINED_VT',
    priority: 'HIGH',
    onsetAt: T0,
    raisedAt: T0,
    late: false,
    heard: { id: 'o', receivedAt: T0, by: { kind: 'DEVICE', id: 'dv_watch' } },
  };
  const raised = openIncident(open);
  const hear = (state: Incident, word: Omit<IncidentHappening, 'id' | 'by' | 'receivedAt'> & { min: number }) =>
    sure(
      decideIncident(state, {
        by: NURSE,
        ...word,
        id: `w${word.min}`,
        receivedAt: minute(word.min),
      } as unknown as IncidentHappening),
    ); // test words of one union
  const passes = (state: Incident, min: number) => hear(state, { type: 'TIME_PASSED', min });

  test('HIGH climbs desk, second desk, duty doctor, coordinator within three minutes', () => {
    let state = raised.next;
    const heard = [1, 2, 3].map((min) => {
      const decision = passes(state, min);
      state = decision.next;
      return paged(decision)[0];
    });
    expect([paged(raised)[0], ...heard]).toEqual(['DESK_NURSE', 'SECOND_DESK_NURSE', 'DUTY_DOCTOR', 'COORDINATOR']);
  });

  test('answering the page is answering the alarm, and the assessment is owed within three minutes', () => {
    const pageId = raised.next.runs[0]?.pages[0]?.id;
    const answered = hear(raised.next, { type: 'PAGE_ACKNOWLEDGED', pageId, min: 0.5 } as never);
    expect(answered.next).toMatchObject({ status: 'ACKED', ackBy: 'ps_desk' });
    expect(paged(passes(answered.next, 3))).toEqual([]);
    expect(paged(passes(answered.next, 3.5))).toEqual(['DUTY_DOCTOR']);
  });

  test('the episode hears where its alarm stands when that changes, and not of every word about it', () => {
    const pageId = raised.next.runs[0]?.pages[0]?.id;
    const answered = hear(raised.next, { type: 'PAGE_ACKNOWLEDGED', pageId, min: 0.5 } as never);
    const ended = hear(answered.next, { type: 'CONDITION_ENDED', endedAt: minute(1), min: 1 } as never);
    const assessed = hear(ended.next, {
      type: 'INCIDENT_ASSESSED',
      real: false,
      assessment: 'artefact',
      min: 2,
    } as never);
    expect([raised, answered, ended, assessed].map(told)).toEqual([
      ['EPISODE INCIDENT_CHANGED'],
      ['EPISODE INCIDENT_CHANGED'],
      [],
      ['EPISODE INCIDENT_CHANGED'],
    ]);
  });

  test('6.4: HIGH that is acknowledged and not assessed is told again every five minutes', () => {
    let state = hear(raised.next, { type: 'INCIDENT_ACKNOWLEDGED', min: 0 }).next;
    const heard = [3, 4, 6, 11, 16, 20].map((min) => {
      const decision = passes(state, min);
      state = decision.next;
      return paged(decision).join(' ');
    });
    expect(heard).toEqual(['DUTY_DOCTOR', 'COORDINATOR', 'DUTY_DIRECTOR', 'DUTY_DIRECTOR', 'DUTY_DIRECTOR', '']);
  });

  test('6.4, 10.28: MEDIUM that nobody answers is told again every ten minutes, to the desk lead in the end', () => {
    let state = openIncident({ ...open, priority: 'MEDIUM' }).next;
    const heard = [10, 20, 30, 39, 40, 50].map((min) => {
      const decision = passes(state, min);
      state = decision.next;
      return paged(decision).join(' ');
    });
    expect(heard).toEqual(['DUTY_DOCTOR', 'FAMILY_DOCTOR', 'DESK_LEAD', '', 'DESK_LEAD', 'DESK_LEAD']);
    expect(state.runs[0]?.status).toBe('NOBODY_ANSWERED');
    expect(paged(passes(hear(state, { type: 'INCIDENT_ACKNOWLEDGED', min: 51 }).next, 70))).toEqual([]);
  });

  test('a HIGH alarm that rings all night stays small, and whoever answers its oldest page ends it', () => {
    let state = raised.next;
    const ids: string[] = [];
    for (let min = 1; min <= 480; min++) {
      const decision = passes(state, min);
      const out = decision.actions.flatMap((one) => (one.do === 'PAGE' ? one.pages.map(({ id }) => ({ id })) : []));
      state = prunedIncident(hear(decision.next, { type: 'PAGES_SENT', sent: out, min } as never).next);
      ids.push(...out.map(({ id }) => id));
    }
    expect(ids.length).toBeGreaterThan(480);
    expect(new Set(ids).size).toBe(ids.length);
    expect(JSON.stringify(state).length).toBeLessThan(16_384);
    const middle = ids[240] ?? '';
    expect(state.runs[0]?.pages.some(({ id }) => id === middle)).toBe(false);
    const answered = hear(state, { type: 'PAGE_ACKNOWLEDGED', pageId: middle, min: 481 } as never);
    expect(
      answered.next.runs.flatMap(({ pages }) => pages).filter(({ status }) => status === 'ACKNOWLEDGED'),
    ).toHaveLength(1);
  });

  test('6.4: how often an alarm nobody answers is told again is an edition’s', () => {
    const pathway = { edition: 'hub-1', thresholds: { ALARM_MEDIUM_AGAIN: 4, ALARM_UNASSESSED_AGAIN: 2 } };
    const again = (priority: Incident['priority'], from: number, ...minutes: number[]) => {
      const start = openIncident({ ...open, priority, pathway }).next;
      let state =
        priority === 'HIGH' ? hear(start, { type: 'INCIDENT_ACKNOWLEDGED', min: 0 }).next : passes(start, from).next;
      return minutes.map((min) => {
        const decision = passes(state, min);
        state = decision.next;
        return paged(decision).length;
      });
    };
    expect(again('MEDIUM', 30, 33, 34, 38)).toEqual([0, 1, 1]);
    expect(again('HIGH', 0, 3, 4, 6, 7, 8)).toEqual([1, 1, 1, 0, 1]);
  });

  test.each(['AV_BLOCK', 'LONG_QTC'] as const)(
    '10.30 %s that is MEDIUM is looked at within ten minutes of the raise',
    (code) => {
      const opened = openIncident({ ...open, code, priority: 'MEDIUM' }).next;
      const acked = hear(opened, { type: 'INCIDENT_ACKNOWLEDGED', min: 4 } as never).next;
      expect(paged(hear(acked, { type: 'TIME_PASSED', min: 9 } as never))).toEqual([]);
      expect(paged(hear(acked, { type: 'TIME_PASSED', min: 10 } as never))).toEqual(['DUTY_DOCTOR']);
      const late = hear(opened, { type: 'INCIDENT_ACKNOWLEDGED', min: 14 } as never);
      expect(paged(late)).toEqual([]);
      expect(paged(hear(late.next, { type: 'TIME_PASSED', min: 17 } as never))).toEqual(['DUTY_DOCTOR']);
    },
  );

  describe('10.43 out of hours', () => {
    const calendar = { utcOffsetMin: 480, daysOff: [0, 6], holidays: ['2026-03-03'] };
    const pagedFrom = (text: string, until: number, priority: Incident['priority'] = 'MEDIUM') => {
      const raisedAt = local(text);
      const opened = openIncident({
        ...{ ...open, calendar, priority, raisedAt },
        heard: { ...open.heard, receivedAt: raisedAt },
      }).next;
      const passing = { type: 'TIME_PASSED', id: 't', by: ENGINE, receivedAt: plus(raisedAt, until) } as const;
      return paged(sure(decideIncident(opened, passing)));
    };
    test('in working hours the family doctor is asked after twenty minutes', () =>
      expect(pagedFrom('2026-03-02T10:00', 20)).toEqual(['DUTY_DOCTOR', 'FAMILY_DOCTOR']));
    test.each([
      ['at night', '2026-03-04T23:00', 10 * 60],
      ['on a Saturday', '2026-03-07T10:00', 47 * 60],
      ['the evening before a day off', '2026-03-02T19:50', 37 * 60 + 10],
    ])('%s desk and duty doctor have it, and the family doctor is asked the next working morning', (_, at, morning) => {
      expect(pagedFrom(at, 30)).toEqual(['DUTY_DOCTOR', 'DESK_LEAD']);
      expect(pagedFrom(at, morning - 1)).not.toContain('FAMILY_DOCTOR');
      expect(pagedFrom(at, morning)).toContain('FAMILY_DOCTOR');
    });
    test.each([
      ['2026-03-02T10:00', 4 * 60],
      ['2026-03-07T10:00', 47 * 60],
    ])('10.28 LOW of %s is device staff’s after four hours of working time, and never at night', (at, due) => {
      expect(pagedFrom(at, due - 1, 'LOW')).toEqual([]);
      expect(pagedFrom(at, due, 'LOW')).toEqual(['DEVICE_STAFF']);
    });
    test('6.3 LOW somebody has is assessed by the next working day, and found real acted on within three days', () => {
      const raisedAt = local('2026-03-06T10:00'); // a Friday
      const heard = { ...open.heard, receivedAt: raisedAt };
      const opened = openIncident({ ...open, calendar, priority: 'LOW', raisedAt, heard }).next;
      const at = (min: number) => ({ id: `a${min}`, by: NURSE, receivedAt: plus(raisedAt, min) }) as const;
      const acked = sure(decideIncident(opened, { ...at(5), type: 'INCIDENT_ACKNOWLEDGED' })).next;
      const monday = 3 * 24 * 60 + 5;
      const passing = (min: number) => ({ ...at(min), by: ENGINE, type: 'TIME_PASSED' }) as const;
      expect(paged(sure(decideIncident(acked, passing(monday - 1))))).toEqual([]);
      const late = sure(decideIncident(acked, passing(monday)));
      expect(paged(late)).toEqual(['DESK_NURSE']);
      expect(paged(sure(decideIncident(late.next, passing(monday + 240))))).toEqual(['DEVICE_STAFF']);

      const real = { type: 'INCIDENT_ASSESSED', real: true, assessment: 'PALPITATIONS' } as const;
      const assessed = sure(decideIncident(acked, { ...at(60), ...real })).next;
      expect(paged(sure(decideIncident(assessed, passing(monday - 1))))).toEqual([]);
      expect(paged(sure(decideIncident(assessed, passing(monday))))).toEqual(['DESK_NURSE']);
      const acted = sure(decideIncident(assessed, { ...at(90), type: 'INCIDENT_ACTED', action: 'SAME_DAY_PLAN' })).next;
      expect(paged(sure(decideIncident(acted, passing(monday))))).toEqual([]);
    });
    test('answered at night, nobody is asked in the morning', () => {
      const raisedAt = local('2026-03-04T23:00');
      const heard = { ...open.heard, receivedAt: raisedAt };
      const opened = openIncident({ ...open, calendar, priority: 'MEDIUM', raisedAt, heard }).next;
      const says = { id: 'a', by: NURSE, receivedAt: plus(raisedAt, 5) } as const;
      const acked = sure(decideIncident(opened, { ...says, type: 'INCIDENT_ACKNOWLEDGED' })).next;
      const artefact = { type: 'INCIDENT_ASSESSED', real: false, assessment: 'artefact' } as const;
      const done = sure(decideIncident(acked, { ...says, ...artefact })).next;
      const morning = { type: 'TIME_PASSED', id: 't', by: ENGINE, receivedAt: plus(raisedAt, 600) } as const;
      expect(paged(sure(decideIncident(done, morning)))).toEqual([]);
    });
  });

  test('it is not closed before a person has assessed it', () => {
    expect(
      decideIncident(raised.next, {
        type: 'INCIDENT_CLOSED',
        reason: 'done',
        id: 'x',
        by: NURSE,
        receivedAt: minute(1),
      }),
    ).toMatchObject({ refused: 'WRONG_PHASE' });
  });

  const over = (state: Incident, min: number) =>
    hear(state, { type: 'CONDITION_ENDED', endedAt: minute(min), min } as never).next;
  const back = (state: Incident, min: number) =>
    hear(state, { type: 'SIGNAL_REPEATED', priority: 'LOW', min } as never).next;

  test('6.4: a HIGH alarm latches when its condition ends, a LOW one clears itself when nothing comes back for ten minutes', () => {
    const ended = (priority: Incident['priority']) => over({ ...raised.next, priority }, 2);
    expect(passes(ended('HIGH'), 60).next.status).toBe('NOTIFIED');
    const low = ended('LOW');
    expect(incidentDue(low)).toBe(minute(12));
    expect([low.status, passes(low, 11.9).next.status, passes(low, 12).next.status]).toEqual([
      'NOTIFIED',
      'NOTIFIED',
      'CLOSED',
    ]);
    expect(passes(low, 12).next).toMatchObject({ endedAt: minute(2), closedAt: minute(12) });
  });

  test('10.29 a LOW alarm that comes back within ten minutes is the same one with a count, asks nobody anew and clears from its last end', () => {
    const low = openIncident({ ...open, priority: 'LOW' });
    expect(paged(low)).toEqual(['DESK_NURSE']);
    const again = hear(over(low.next, 2), { type: 'SIGNAL_REPEATED', priority: 'LOW', min: 9 } as never);
    expect([again.next.status, again.next.signals, again.next.endedAt, paged(again)]).toEqual([
      'NOTIFIED',
      2,
      undefined,
      [],
    ]);
    expect(incidentDue(again.next)).toBe(minute(240));
    const flapping = [10, 20, 30].reduce((state, min) => back(over(state, min - 1), min), again.next);
    expect([flapping.signals, flapping.status, incidentDue(over(flapping, 31))]).toEqual([5, 'NOTIFIED', minute(41)]);
  });

  test('10.28 a LOW alarm that is over asks no device staff, and does once it lasts again', () => {
    const low = over(openIncident({ ...open, priority: 'LOW' }).next, 235);
    expect(paged(passes(low, 241))).toEqual([]);
    expect(paged(hear(low, { type: 'SIGNAL_REPEATED', priority: 'LOW', min: 242 } as never))).toEqual(['DEVICE_STAFF']);
  });

  test('a low alarm that was acknowledged clears itself when its condition ends; one found real stays until the deed', () => {
    const low = openIncident({ ...open, priority: 'LOW' });
    const acked = hear(low.next, { type: 'INCIDENT_ACKNOWLEDGED', min: 1 }).next;
    const real = hear(acked, { type: 'INCIDENT_ASSESSED', assessment: 'strap torn', real: true, min: 2 } as never).next;
    const ended = (state: Incident) => passes(over(state, 3), 13).next;
    expect([ended(acked).status, ended(real).status]).toEqual(['CLOSED', 'ASSESSED']);
    expect(ended(acked).runs.every(({ endedAt }) => endedAt !== undefined)).toBe(true);
  });

  test('a fault of the platform is told to whoever is on duty for the system beside the desk', () => {
    expect(paged(openIncident({ ...open, code: 'PLATFORM_FAULT' }))).toEqual(['DESK_NURSE', 'IT_DUTY']);
  });

  test('10.29 a rise in priority sounds anew in the same incident; a repeat only counts', () => {
    const medium = openIncident({ ...open, priority: 'MEDIUM' });
    const acked = hear(medium.next, { type: 'INCIDENT_ACKNOWLEDGED', min: 1 });
    const repeated = hear(acked.next, { type: 'SIGNAL_REPEATED', priority: 'MEDIUM', min: 2 } as never);
    const risen = hear(acked.next, { type: 'SIGNAL_REPEATED', priority: 'HIGH', min: 2 } as never);
    expect(paged(repeated)).toEqual([]);
    expect(paged(risen)).toEqual(['DESK_NURSE']);
    expect(risen.next.signals).toBe(2);
  });

  test('10.29 whoever answers the page of before the rise has not answered the alarm as it stands', () => {
    const medium = openIncident({ ...open, priority: 'MEDIUM' });
    const risen = hear(medium.next, { type: 'SIGNAL_REPEATED', priority: 'HIGH', min: 2 } as never);
    const [before, since] = risen.next.runs.map(({ pages }) => pages[0]?.id);
    const late = hear(risen.next, { type: 'PAGE_ACKNOWLEDGED', pageId: before, min: 2.5 } as never);
    expect(late).toMatchObject({ outcome: 'NOTED', next: { status: 'NOTIFIED' } });
    expect(paged(passes(late.next, 3))).toEqual(['SECOND_DESK_NURSE']);
    const answered = hear(late.next, { type: 'PAGE_ACKNOWLEDGED', pageId: since, min: 3.5 } as never);
    expect(answered.next).toMatchObject({ status: 'ACKED' });
  });

  test('10.28 whoever takes on a trouble of our own has not answered the alarm: it goes on climbing', () => {
    const back = hear(raised.next, { type: 'RECORD_WENT_BACK', storedEpoch: 2, storedSeq: 9, min: 0.5 } as never);
    expect(paged(back)).toEqual(['IT_DUTY']);
    const pageId = back.next.runs.find(({ key }) => key === 'RECORD')?.pages[0]?.id;
    const taken = hear(back.next, { type: 'PAGE_ACKNOWLEDGED', pageId, min: 0.7 } as never);
    expect(taken).toMatchObject({ outcome: 'APPLIED', next: { status: 'NOTIFIED' } });
    expect(paged(passes(taken.next, 1))).toEqual(['SECOND_DESK_NURSE']);
  });

  test('10.43 the button after a fast pulse gives the alarm its name, and whoever is asked hears of the button', () => {
    const pulse = { code: 'TACHYCARDIA', priority: 'MEDIUM', value: 155, unit: '/min', late: true } as const;
    const fast = openIncident({ ...open, ...pulse }).next;
    const slow = { type: 'SIGNAL_REPEATED', priority: 'MEDIUM', code: 'BRADYCARDIA', value: 38, unit: '/min', min: 1 };
    // 38 is no value of a tachycardia.
    expect(hear(fast, slow as never).next).toMatchObject({ code: 'TACHYCARDIA', value: 155, signals: 2 });
    const button = { type: 'SIGNAL_REPEATED', priority: 'HIGH', code: 'SOS', late: false, min: 2 };
    const pressed = hear(fast, button as never);
    expect(pressed.next).toMatchObject({ code: 'SOS', priority: 'HIGH', late: false, status: 'NOTIFIED' });
    expect([pressed.next.value, pressed.next.unit]).toEqual([undefined, undefined]);
    expect(pressed.actions.flatMap((action) => (action.do === 'PAGE' ? action.pages : []))).toMatchObject([
      { because: { reason: 'INCIDENT', alarm: 'SOS' } },
    ]);
  });

  test('one action makes it an episode, rests the old plan, and cannot be done twice', () => {
    const open2 = anOpening({ helpChannel: 'WEARABLE_ALARM', id: episodeId('ep_2') });
    const up = hear(raised.next, { type: 'UP_REFERRED', open: open2, min: 3 } as never);
    expect(up.actions.map((action) => action.do)).toContain('OPEN_EPISODE');
    expect(told(up)).toContain('EPISODE UP_REFERRED');
    expect(up.next).toMatchObject({ status: 'ACTED', action: 'UP_REFERRAL', ackBy: 'ps_desk' });
    expect(
      decideIncident(up.next, { type: 'UP_REFERRED', open: open2, id: 'x', by: NURSE, receivedAt: minute(4) }),
    ).toMatchObject({ refused: 'ALREADY_DONE' });
    expect(incidentOwes(up.next).map((action) => action.do)).toContain('OPEN_EPISODE');
  });
});

describe('a cath lab', () => {
  const free = openLab({
    id: labId('lab_1'),
    region: 'demo',
    siteId: 'st_hub',
    heard: { id: 'o', receivedAt: T0, by: ENGINE },
  }).next;
  const hear = (state: Lab, type: 'LAB_CLAIMED' | 'LAB_RELEASED', who: string, min: number) =>
    sure(decideLab(state, { type, episodeId: episodeId(who), id: `w${min}`, by: DOCTOR, receivedAt: minute(min) }));
  const held = ({ actions }: Decision<Lab>) =>
    actions.flatMap((action) =>
      action.do === 'TELL' && action.message.type === 'LAB_ANSWERED' ? [`${action.to.id} ${action.message.held}`] : [],
    );

  test('never holds two patients: the second waits and is told so', () => {
    const one = hear(free, 'LAB_CLAIMED', 'ep_1', 1);
    const two = hear(one.next, 'LAB_CLAIMED', 'ep_2', 2);
    expect(held(one)).toEqual(['ep_1 true']);
    expect(held(two)).toEqual(['ep_2 false']);
    expect(two.next).toMatchObject({ holder: { episodeId: 'ep_1' }, waiters: ['ep_2'] });
  });

  test('claimed twice by the same patient it is held once', () => {
    const one = hear(free, 'LAB_CLAIMED', 'ep_1', 1).next;
    expect(hear(one, 'LAB_CLAIMED', 'ep_1', 2)).toMatchObject({ outcome: 'DUPLICATE', next: { waiters: [] } });
  });

  test('given back by somebody who does not hold it, it stays where it is', () => {
    const one = hear(free, 'LAB_CLAIMED', 'ep_1', 1).next;
    expect(hear(one, 'LAB_RELEASED', 'ep_9', 2)).toMatchObject({
      outcome: 'NO_LONGER_APPLIES',
      next: { status: 'HELD' },
    });
  });
});
