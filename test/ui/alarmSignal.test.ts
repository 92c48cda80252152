import { deskSignal } from '../../ui-admin/src/alarms/alarmSignal';

const alarm = (id: string, priority: 'HIGH' | 'MEDIUM' | 'LOW', status = 'NOTIFIED', late = false) =>
  ({ id, priority, status, late }) as Parameters<typeof deskSignal>[0][number];

test('6.1 the desk sounds for the gravest unanswered alarm: ten pulses at least every 15 s, or three at least every 30 s', () => {
  const high = deskSignal([alarm('in_1', 'MEDIUM'), alarm('in_2', 'HIGH')]);
  expect(high).toMatchObject({ of: 'in_2', signal: { pulses: 10 } });
  expect(high?.signal.everyMs).toBeLessThanOrEqual(15_000);
  const medium = deskSignal([alarm('in_1', 'MEDIUM'), alarm('in_3', 'LOW')]);
  expect(medium).toMatchObject({ of: 'in_1', signal: { pulses: 3 } });
  expect(medium?.signal.everyMs).toBeLessThanOrEqual(30_000);
});

test('6.1 acknowledging silences that alarm alone, and a new one sounds anew', () => {
  const both = deskSignal([alarm('in_1', 'HIGH'), alarm('in_2', 'HIGH')])?.of;
  const one = deskSignal([alarm('in_1', 'HIGH', 'ACKED'), alarm('in_2', 'HIGH')])?.of;
  expect(one).toBe('in_2');
  expect(deskSignal([alarm('in_1', 'HIGH', 'ACKED'), alarm('in_2', 'HIGH'), alarm('in_3', 'HIGH')])?.of).not.toBe(both);
});

test('6.1 LOW is silent at the desk, and so is a late alarm, for which somebody is rung up', () => {
  expect(deskSignal([alarm('in_1', 'LOW'), alarm('in_2', 'HIGH', 'NOTIFIED', true)])).toBeUndefined();
});
