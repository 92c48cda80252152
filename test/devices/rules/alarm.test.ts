import type { AlarmData } from '../../../devices/envelope';
import { decideAlarm, END_WAITS_MS, groupKey, type AlarmCase } from '../../../devices/rules/alarm';
import type { AlarmCode, Priority } from '../../../workflows/domain/vocabulary';

const T0 = Date.parse('2026-11-22T02:00:00Z');
const MINUTE = 60_000;

const anAlarm = (data: Partial<AlarmData> = {}, more: Partial<AlarmCase> = {}): AlarmCase => ({
  deviceId: 'dv_watch',
  msgId: 'm1',
  data: {
    alarmId: 'a1',
    phase: 'start',
    category: 'physiological',
    code: 'TACHYCARDIA',
    onsetAt: T0,
    value: 155,
    ...data,
  },
  effectiveAt: T0,
  receivedAt: T0,
  now: T0,
  flags: [],
  place: { region: 'demo', siteId: 'st_comm', hubSiteId: 'st_hub' },
  binding: { patientId: 'pt_a', episodeId: 'ep_a' },
  earlier: 0,
  ...more,
});
const group = (priority: Priority, ago = MINUTE) => ({ incidentId: 'in_open', priority, lastAt: T0 - ago });

describe('what is nobody’s alarm', () => {
  test('a slow heart of 37 in sleep is nobody’s alarm', () => {
    expect(decideAlarm(anAlarm({ code: 'BRADYCARDIA', value: 37, asleep: true }))).toEqual({ do: 'CLOSE', rule: 'W5' });
  });

  test('the third short run of VT within the hour is an alarm, the first two are not', () => {
    expect(decideAlarm(anAlarm({ code: 'NON_SUSTAINED_VT' }, { earlier: 1 }))).toMatchObject({
      do: 'CLOSE',
      rule: 'W3',
    });
    expect(decideAlarm(anAlarm({ code: 'NON_SUSTAINED_VT' }, { earlier: 2 }))).toMatchObject({
      do: 'OPEN',
      priority: 'MEDIUM',
    });
  });
});

describe('what becomes of it', () => {
  test('a first alarm opens an incident at the hub’s desk, with its patient and its onset', () => {
    const verdict = decideAlarm(anAlarm());
    expect(verdict).toMatchObject({
      do: 'OPEN',
      rule: 'W7',
      opening: {
        patientId: 'pt_a',
        episodeId: 'ep_a',
        deskSiteId: 'st_hub',
        communitySiteId: 'st_comm',
        onsetAt: T0,
        late: false,
      },
    });
  });

  test('the same message handled twice makes the same incident', () => {
    expect(decideAlarm(anAlarm())).toEqual(decideAlarm(anAlarm()));
  });

  test('10.29 a second alarm of the same cause within ten minutes of the last joins; after ten it is a new one', () => {
    expect(decideAlarm(anAlarm({}, { group: group('MEDIUM', 10 * MINUTE) }))).toMatchObject({
      do: 'JOIN',
      incidentId: 'in_open',
    });
    expect(decideAlarm(anAlarm({}, { group: group('MEDIUM', 10 * MINUTE + 1) }))).toMatchObject({ do: 'OPEN' });
  });

  test('10.29 an update that says nothing worse is no news; one that does raises the incident, even after ten minutes', () => {
    const known = { incidentId: 'in_open', ended: false };
    const update = (value: number, ago: number) =>
      decideAlarm(anAlarm({ phase: 'update', value }, { known, group: group('MEDIUM', ago) }));
    expect(update(158, MINUTE)).toMatchObject({ do: 'CLOSE', rule: 'SAME_ALARM' });
    expect(update(185, 30 * MINUTE)).toMatchObject({
      do: 'JOIN',
      incidentId: 'in_open',
      priority: 'HIGH',
      message: { type: 'SIGNAL_REPEATED' },
    });
  });

  test('an end ends its incident, an end said twice changes nothing', () => {
    expect(decideAlarm(anAlarm({ phase: 'end' }, { known: { incidentId: 'in_open', ended: false } }))).toMatchObject({
      do: 'END',
      message: { type: 'CONDITION_ENDED' },
    });
    expect(decideAlarm(anAlarm({ phase: 'end' }, { known: { incidentId: 'in_open', ended: true } }))).toMatchObject({
      do: 'CLOSE',
      rule: 'ENDED_BEFORE',
    });
  });

  test('an end without a start waits exactly thirty seconds', () => {
    expect(decideAlarm(anAlarm({ phase: 'end' }, { now: T0 + END_WAITS_MS - 1 }))).toEqual({
      do: 'WAIT',
      until: T0 + END_WAITS_MS,
    });
    expect(decideAlarm(anAlarm({ phase: 'end' }, { now: T0 + END_WAITS_MS }))).toMatchObject({
      do: 'OPEN',
      ended: { type: 'CONDITION_ENDED' },
    });
  });

  test('a word that comes after its alarm’s end is the same alarm, and is told only when it was worse', () => {
    const known = { incidentId: 'in_open', ended: true };
    expect(decideAlarm(anAlarm({}, { known, group: group('MEDIUM') }))).toMatchObject({
      do: 'CLOSE',
      rule: 'ENDED_BEFORE',
    });
    expect(decideAlarm(anAlarm({ value: 185 }, { known, group: group('MEDIUM') }))).toMatchObject({
      do: 'JOIN',
      incidentId: 'in_open',
      priority: 'HIGH',
    });
  });

  test('chest pain and a rhythm alarm of one patient are one incident, a cardiac arrest always stands alone', () => {
    const key = (code: AlarmCode) => groupKey(code, 'dv_watch', 'pt_a');
    expect(key('CHEST_PAIN_REPORTED')).toBe(key('TACHYCARDIA'));
    expect(key('SOS')).toBe(key('PAUSE'));
    expect(key('VF_ASYSTOLE')).not.toBe(key('SOS'));
  });

  test('a technical alarm belongs to the device, a medical one to the patient whichever device saw it', () => {
    expect(groupKey('LEAD_OFF', 'dv_watch', 'pt_a')).toBe(groupKey('LEAD_OFF', 'dv_watch', 'pt_b'));
    expect(groupKey('SPO2_LOW', 'dv_watch', 'pt_a')).toBe(groupKey('SPO2_LOW', 'dv_spare', 'pt_a'));
    expect(groupKey('SPO2_LOW', 'dv_watch', 'pt_a')).not.toBe(groupKey('SPO2_LOW', 'dv_watch', 'pt_b'));
  });

  test('with a clock that is wrong the onset is when the gateway believes it', () => {
    const wrong = anAlarm({ onsetAt: 0 }, { flags: ['CLOCK_SUSPECT'], effectiveAt: T0 - 5000 });
    expect(decideAlarm(wrong)).toMatchObject({ opening: { onsetAt: T0 - 5000 } });
  });
});

describe('6.4: no signal, no rhythm', () => {
  test('a slow heart while the electrode is off is held, on record, and graver word of it is not', () => {
    expect(decideAlarm(anAlarm({ code: 'BRADYCARDIA', value: 38 }, { noSignal: true }))).toEqual({
      do: 'CLOSE',
      rule: 'HELD_TECHNICAL',
    });
    const fainted = anAlarm({ code: 'BRADYCARDIA', value: 34, symptoms: ['SYNCOPE'] }, { noSignal: true });
    expect(decideAlarm(fainted)).toMatchObject({ do: 'OPEN', priority: 'HIGH' });
  });

  test('so is a rhythm the device itself calls poorly seen', () => {
    expect(decideAlarm(anAlarm({ sqi: 0.4 }))).toMatchObject({ do: 'CLOSE', rule: 'HELD_TECHNICAL' });
    expect(decideAlarm(anAlarm({ sqi: 0.5 }))).toMatchObject({ do: 'OPEN' });
  });

  test.each<AlarmCode>(['VF_ASYSTOLE', 'SUSTAINED_VT', 'SOS', 'SPO2_LOW', 'LEAD_OFF'])('%s is never held', (code) => {
    expect(decideAlarm(anAlarm({ code, sqi: 0.1, durationMs: 2 * MINUTE }, { noSignal: true }))).toMatchObject({
      do: 'OPEN',
    });
  });
});

describe('W19, W20: what the device tells of its electrodes', () => {
  const loose = (data: Partial<AlarmData> = {}, more: Partial<AlarmCase> = {}) =>
    decideAlarm(anAlarm({ code: 'LEAD_OFF', category: 'technical', ...data }, more));

  test('a loose electrode is nobody’s alarm before two minutes, a poor signal before ten', () => {
    expect(loose()).toEqual({ do: 'WAIT', until: T0 + 2 * MINUTE });
    expect(loose({ code: 'POOR_SIGNAL' })).toEqual({ do: 'WAIT', until: T0 + 10 * MINUTE });
    expect(loose({}, { now: T0 + 2 * MINUTE })).toMatchObject({ do: 'OPEN', priority: 'LOW' });
  });

  test('what the device waited for itself is told at once', () => {
    expect(loose({ durationMs: 2 * MINUTE })).toMatchObject({ do: 'OPEN', priority: 'LOW' });
  });

  test('it held again before its time: nobody hears of it', () => {
    const known = { ended: true, endedAt: T0 + MINUTE };
    expect(loose({}, { known })).toEqual({ do: 'CLOSE', rule: 'TOO_SHORT' });
  });

  test('it held again later than that: the desk hears of it and of its end', () => {
    const known = { ended: true, endedAt: T0 + 3 * MINUTE };
    expect(loose({}, { known, now: T0 + 4 * MINUTE })).toMatchObject({
      do: 'OPEN',
      ended: { type: 'CONDITION_ENDED' },
    });
  });
});
