import { payloadWords } from '../../ui-admin/src/episode/payloadWords';
import { wordsOf } from '../../ui-admin/src/words/words';

const chinese = wordsOf('zh-CN');

describe('what the course of a case says of each happening', () => {
  test.each([
    ['EPISODE_CLOSED', { reason: 'RECOVERED' }, '康复'],
    ['ACTIVATION_CANCELLED', { reason: 'DUPLICATE' }, '重复启动'],
    ['BLEEDING_REPORTED', { kind: 'INTRACRANIAL' }, '颅内'],
    ['RESOURCE_ASKED', { kind: 'CCU_BED' }, 'CCU床位'],
    ['CONSENT_CHANGED', { kind: 'LYSIS', state: 'SIGNED' }, '溶栓 · 已签署'],
    ['DOWN_REFERRAL_REFUSED', { reason: '没有床位' }, '没有床位'],
  ])('%s is read in words', (type, payload, said) => {
    expect(payloadWords(type, payload, chinese)).toBe(said);
  });

  test('ids and times are left to the record', () => {
    expect(payloadWords('INCIDENT_CHANGED', { incidentId: 'in_1', at: 5 }, chinese)).toBe('');
  });
});
