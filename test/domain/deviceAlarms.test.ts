import * as fc from 'fast-check';
import type { AlarmFacts } from '../../workflows/domain/deviceAlarms';
import { DEVICE_ALARMS, priorityOf } from '../../workflows/domain/deviceAlarms';
import type { AlarmCode, Priority } from '../../workflows/domain/vocabulary';
import { ALARM_CODES, PRIORITIES } from '../../workflows/domain/vocabulary';

const plain: AlarmFacts = { symptoms: [], asleep: false, claimedHigh: false, repeats: 1 };
const pain = { symptoms: ['CHEST_PAIN'] };

/** Copied by hand from clinical.md 6.2 with 10.7, 10.8 and 10.30. */
const CASES: readonly { code: AlarmCode; says: string; facts: Partial<AlarmFacts>; priority: Priority }[] = [
  { code: 'VF_ASYSTOLE', says: 'always', facts: {}, priority: 'HIGH' },
  { code: 'SUSTAINED_VT', says: '150/min', facts: { value: 150 }, priority: 'HIGH' },
  { code: 'SUSTAINED_VT', says: '149/min without symptoms (10.7)', facts: { value: 149 }, priority: 'MEDIUM' },
  {
    code: 'SUSTAINED_VT',
    says: '110/min with symptoms',
    facts: { value: 110, symptoms: ['SYNCOPE'] },
    priority: 'HIGH',
  },
  { code: 'SUSTAINED_VT', says: 'without a rate', facts: {}, priority: 'HIGH' },
  { code: 'NON_SUSTAINED_VT', says: 'one run', facts: {}, priority: 'INFO' },
  { code: 'NON_SUSTAINED_VT', says: 'three runs within the hour', facts: { repeats: 3 }, priority: 'MEDIUM' },
  { code: 'PAUSE', says: '5 s', facts: { value: 5 }, priority: 'HIGH' },
  { code: 'PAUSE', says: '3.2 s with symptoms', facts: { value: 3.2, symptoms: ['SYNCOPE'] }, priority: 'HIGH' },
  { code: 'PAUSE', says: '4.9 s', facts: { value: 4.9 }, priority: 'MEDIUM' },
  { code: 'PAUSE', says: '3.5 s asleep', facts: { value: 3.5, asleep: true }, priority: 'LOW' },
  { code: 'PAUSE', says: '6 s asleep', facts: { value: 6, asleep: true }, priority: 'HIGH' },
  { code: 'BRADYCARDIA', says: '38/min', facts: { value: 38 }, priority: 'MEDIUM' },
  { code: 'BRADYCARDIA', says: '34/min with symptoms', facts: { value: 34, symptoms: ['SYNCOPE'] }, priority: 'HIGH' },
  { code: 'BRADYCARDIA', says: '34/min without symptoms', facts: { value: 34 }, priority: 'MEDIUM' },
  { code: 'BRADYCARDIA', says: '36/min asleep', facts: { value: 36, asleep: true }, priority: 'INFO' },
  { code: 'BRADYCARDIA', says: '34/min asleep', facts: { value: 34, asleep: true }, priority: 'MEDIUM' },
  { code: 'AV_BLOCK', says: '39/min', facts: { value: 39 }, priority: 'HIGH' },
  { code: 'AV_BLOCK', says: '45/min', facts: { value: 45 }, priority: 'MEDIUM' },
  { code: 'AV_BLOCK', says: '45/min with symptoms', facts: { value: 45, symptoms: ['SYNCOPE'] }, priority: 'HIGH' },
  { code: 'TACHYCARDIA', says: '125/min', facts: { value: 125 }, priority: 'LOW' },
  { code: 'TACHYCARDIA', says: '150/min is not above 150', facts: { value: 150 }, priority: 'LOW' },
  { code: 'TACHYCARDIA', says: '151/min', facts: { value: 151 }, priority: 'MEDIUM' },
  { code: 'TACHYCARDIA', says: '180/min', facts: { value: 180 }, priority: 'HIGH' },
  { code: 'AF_ONSET', says: 'first episode', facts: {}, priority: 'MEDIUM' },
  { code: 'PRE_EXCITED_AF', says: 'always', facts: {}, priority: 'HIGH' },
  { code: 'LONG_QTC', says: '500 ms', facts: { value: 500 }, priority: 'MEDIUM' },
  { code: 'LONG_QTC', says: '560 ms (10.30)', facts: { value: 560 }, priority: 'MEDIUM' },
  { code: 'LONG_QTC', says: '550 ms with R-on-T', facts: { value: 550, claimedHigh: true }, priority: 'HIGH' },
  { code: 'ST_ELEVATION_12_LEAD', says: 'always', facts: {}, priority: 'HIGH' },
  { code: 'ST_ELEVATION_FEW_LEADS', says: 'without pain', facts: {}, priority: 'MEDIUM' },
  { code: 'ST_ELEVATION_FEW_LEADS', says: 'with pain', facts: pain, priority: 'HIGH' },
  { code: 'ST_DEPRESSION', says: 'without pain', facts: {}, priority: 'MEDIUM' },
  { code: 'ST_DEPRESSION', says: 'with pain', facts: pain, priority: 'HIGH' },
  { code: 'SPO2_LOW', says: '89 %', facts: { value: 89 }, priority: 'MEDIUM' },
  { code: 'SPO2_LOW', says: '85 % is not below 85', facts: { value: 85 }, priority: 'MEDIUM' },
  { code: 'SPO2_LOW', says: '84 %', facts: { value: 84 }, priority: 'HIGH' },
  { code: 'BP_ABNORMAL', says: '180 systolic', facts: { value: 180 }, priority: 'MEDIUM' },
  { code: 'BP_ABNORMAL', says: '180 systolic with symptoms', facts: { value: 180, ...pain }, priority: 'HIGH' },
  { code: 'BP_ABNORMAL', says: '165 systolic once', facts: { value: 165 }, priority: 'INFO' },
  { code: 'BP_ABNORMAL', says: '165 systolic twice', facts: { value: 165, repeats: 2 }, priority: 'LOW' },
  { code: 'BP_ABNORMAL', says: '88 systolic', facts: { value: 88 }, priority: 'MEDIUM' },
  { code: 'BP_ABNORMAL', says: '88 systolic confirmed', facts: { value: 88, repeats: 2 }, priority: 'HIGH' },
  { code: 'BP_ABNORMAL', says: '88 systolic with symptoms', facts: { value: 88, ...pain }, priority: 'HIGH' },
  { code: 'GLUCOSE_ABNORMAL', says: '2.9 mmol/L', facts: { value: 2.9 }, priority: 'HIGH' },
  { code: 'GLUCOSE_ABNORMAL', says: '3.9 mmol/L', facts: { value: 3.9 }, priority: 'MEDIUM' },
  { code: 'GLUCOSE_ABNORMAL', says: '16.7 mmol/L', facts: { value: 16.7 }, priority: 'MEDIUM' },
  { code: 'SOS', says: 'pressed', facts: {}, priority: 'HIGH' },
  { code: 'CHEST_PAIN_REPORTED', says: 'always', facts: {}, priority: 'HIGH' },
  { code: 'LEAD_OFF', says: 'two minutes', facts: {}, priority: 'LOW' },
  { code: 'POOR_SIGNAL', says: 'ten minutes', facts: {}, priority: 'LOW' },
  { code: 'LOW_BATTERY', says: '19 %', facts: { value: 19 }, priority: 'LOW' },
  { code: 'LOW_BATTERY', says: '4 %', facts: { value: 4 }, priority: 'MEDIUM' },
  { code: 'NO_DATA', says: 'an hour', facts: {}, priority: 'LOW' },
  { code: 'PLATFORM_FAULT', says: 'always', facts: {}, priority: 'HIGH' },
  { code: 'MISSED_MEASUREMENT', says: 'once', facts: {}, priority: 'LOW' },
  { code: 'WEIGHT_GAIN', says: 'without dyspnoea', facts: {}, priority: 'LOW' },
  { code: 'WEIGHT_GAIN', says: 'with dyspnoea', facts: { symptoms: ['DYSPNOEA'] }, priority: 'MEDIUM' },
];

test.each(CASES)('$code, $says: $priority', ({ code, facts, priority }) => {
  expect(priorityOf(code, { ...plain, ...facts })).toBe(priority);
});

test('the alarms stand in the order of the rows W1 to W25', () => {
  expect(ALARM_CODES.map((code) => DEVICE_ALARMS[code].ref)).toEqual(ALARM_CODES.map((_, n) => `W${n + 1}`));
  expect(new Set(CASES.map(({ code }) => code))).toEqual(new Set(ALARM_CODES));
});

test('symptoms never make an alarm less urgent', () => {
  const urgency = (code: AlarmCode, facts: AlarmFacts) => PRIORITIES.indexOf(priorityOf(code, facts));
  const flags = { asleep: fc.boolean(), claimedHigh: fc.boolean(), repeats: fc.nat(5) };
  const value = fc.double({ min: 0, max: 700, noNaN: true });
  const facts = fc.oneof(fc.record(flags), fc.record({ ...flags, value }));
  fc.assert(
    fc.property(fc.constantFrom(...ALARM_CODES), facts, (code, measured) => {
      const suffering = { ...measured, symptoms: ['CHEST_PAIN', 'DYSPNOEA'] };
      expect(urgency(code, suffering)).toBeLessThanOrEqual(urgency(code, { ...measured, symptoms: [] }));
    }),
  );
});
