import { proposeUpReferral } from '../../workflows/domain/upReferralRows';
import type { AlarmCode, Priority } from '../../workflows/domain/vocabulary';

type Alarm = [code: AlarmCode, priority: Priority, value?: number];

/** 5.6, criterion by criterion: an alarm, its value, and how soon a hospital should see the patient. */
test.each<[string, Alarm, string | undefined]>([
  ['ventricular fibrillation', ['VF_ASYSTOLE', 'HIGH'], 'EMERGENCY'],
  ['sustained VT', ['SUSTAINED_VT', 'MEDIUM', 130], 'EMERGENCY'],
  ['an ECG that meets a critical value', ['ST_ELEVATION_12_LEAD', 'HIGH'], 'EMERGENCY'],
  ['chest pain or fainting', ['CHEST_PAIN_REPORTED', 'HIGH'], 'EMERGENCY'],
  ['a heart below 40 with symptoms', ['BRADYCARDIA', 'HIGH', 33], 'EMERGENCY'],
  ['a heart below 40 without symptoms', ['BRADYCARDIA', 'MEDIUM', 38], undefined],
  ['a pause of five seconds', ['PAUSE', 'HIGH', 5.2], 'EMERGENCY'],
  ['a short pause asleep', ['PAUSE', 'LOW', 3.2], undefined],
  ['a heart at 150', ['TACHYCARDIA', 'LOW', 150], undefined],
  ['a heart above 150', ['TACHYCARDIA', 'MEDIUM', 151], 'EMERGENCY'],
  ['oxygen at 89 %', ['SPO2_LOW', 'MEDIUM', 89], 'EMERGENCY'],
  ['oxygen below a limit of the patient’s own', ['SPO2_LOW', 'MEDIUM', 91], undefined],
  ['a systolic pressure of 88', ['BP_ABNORMAL', 'MEDIUM', 88], 'EMERGENCY'],
  ['a pressure of 185 with symptoms', ['BP_ABNORMAL', 'HIGH', 185], 'EMERGENCY'],
  ['a pressure of 185 without', ['BP_ABNORMAL', 'MEDIUM', 185], 'SAME_DAY'],
  ['a pressure of 165', ['BP_ABNORMAL', 'LOW', 165], undefined],
  ['a glucose of 3.9', ['GLUCOSE_ABNORMAL', 'MEDIUM', 3.9], 'SAME_DAY'],
  ['a glucose of 16.7', ['GLUCOSE_ABNORMAL', 'MEDIUM', 16.7], 'SAME_DAY'],
  ['a first atrial fibrillation', ['AF_ONSET', 'MEDIUM'], 'SAME_DAY'],
  ['two kilograms more and short of breath', ['WEIGHT_GAIN', 'MEDIUM', 2.1], 'SAME_DAY'],
  ['two kilograms more alone', ['WEIGHT_GAIN', 'LOW', 2.1], undefined],
  ['a loose electrode', ['LEAD_OFF', 'MEDIUM'], undefined],
])('5.6: %s', (_, [code, priority, value], level) => {
  expect(proposeUpReferral({ code, priority, ...(value !== undefined && { value }) })?.level).toBe(level);
});
