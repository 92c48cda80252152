import { whyNotNow } from '../../workflows/domain/possible';
import { minute } from '../builders/anEpisode';
import { decided, ecg, given, labCalled, milestone, read } from '../builders/given';

const fresh = given(milestone('FMC', 5)).episode;
const diagnosed = given(milestone('FMC', 5), ecg(9), read('STEMI', 14)).episode;
const called = given(
  milestone('FMC', 5),
  ecg(9),
  read('STEMI', 14),
  decided('PPCI_BY_TRANSFER', 17),
  labCalled(18),
).episode;

test('an action that makes no sense yet says why, in the words of the rule that would refuse it', () => {
  expect(whyNotNow(fresh, 'DECIDE_STRATEGY', minute(20))).toContain('signed as STEMI');
  expect(whyNotNow(fresh, 'ARRIVE_AT_LAB', minute(20))).toContain('No cath lab has been activated');
  expect(whyNotNow(called, 'CALL_LAB', minute(20))).toContain('already');
  expect(whyNotNow(called, 'ACCEPT_DOWN_REFERRAL', minute(20))).toContain('No down-referral');
});

test('an action that may be done now is not refused, and asking changes nothing', () => {
  const before = JSON.stringify(diagnosed);
  expect(whyNotNow(diagnosed, 'DECIDE_STRATEGY', minute(20))).toBeUndefined();
  expect(whyNotNow(diagnosed, 'CALL_LAB', minute(20))).toBeUndefined();
  expect(whyNotNow(diagnosed, 'RECORD_MILESTONE', minute(20))).toBeUndefined();
  expect(JSON.stringify(diagnosed)).toBe(before);
});
