import { array, assert, constantFrom, integer, property, uint8Array } from 'fast-check';
import { decodeCanonical, encodeCanonical } from '../../../devices/formats/canonical';
import { deriveLimbLeads, einthovenResidual, leadName, TWELVE } from '../../../devices/formats/leads';
import { qualityOf } from '../../../devices/formats/quality';
import { toUv, type Recording } from '../../../devices/formats/recording';
import { decodeEcg } from '../../../devices/formats/registry';
import { syntheticTwelveLead } from '../../../devices/simulator/heart';

const CANONICAL = 'application/vnd.wiretime.ecg';

test('a recording comes back from its canonical form sample by sample', () => {
  const samples = array(integer({ min: -32_767, max: 32_767 }), { minLength: 1, maxLength: 50 });
  assert(
    property(samples, samples, constantFrom(100, 250, 500, 1000), (a, b, fs) => {
      const length = Math.min(a.length, b.length);
      const recording: Recording = {
        fs,
        leads: [
          { name: 'I', uv: Int16Array.from(a.slice(0, length)) },
          { name: 'II', uv: Int16Array.from(b.slice(0, length)) },
        ],
        notes: ['GAIN_IGNORED'],
      };
      expect(decodeCanonical(encodeCanonical(recording))).toEqual({ ok: true, recording });
    }),
  );
});

test('no bytes whatever make the reader of files throw', () => {
  assert(
    property(
      uint8Array({ maxLength: 300 }),
      constantFrom(CANONICAL, 'application/x-wfdb', 'application/pdf'),
      (bytes, type) => {
        expect(typeof decodeEcg(type, bytes).ok).toBe('boolean');
      },
    ),
  );
});

test('samples start on an even byte, so that a screen can view them in place', () => {
  for (const notes of [[], ['A'], ['AB'], ['ABC']]) {
    const bytes = encodeCanonical({ fs: 500, leads: [{ name: 'I', uv: new Int16Array(3) }], notes });
    expect((4 + bytes.readUInt32BE(0)) % 2).toBe(0);
  }
});

test('eight leads become twelve by Einthoven and Goldberger', () => {
  const full = syntheticTwelveLead();
  const eight = full.leads.filter(({ name }) => !['III', 'aVR', 'aVL', 'aVF'].includes(name));
  const { leads, derived } = deriveLimbLeads(eight);
  expect(derived).toEqual(['III', 'aVR', 'aVL', 'aVF']);
  expect(leads.map(({ name }) => name)).toEqual([...TWELVE]);
  expect(einthovenResidual(leads)).toBe(0);
});

test.each([
  ['MDC_ECG_LEAD_AVR', 'aVR'],
  ['AVR', 'aVR'],
  ['aVR', 'aVR'],
  ['5.6.3-9-62', 'aVR'],
  ['Lead II', 'II'],
  ['ii', 'II'],
  ['Ⅲ', 'III'],
  ['v3r', 'V3R'],
  ['V 4', 'V4'],
  ['vx', undefined],
  ['PLETH', undefined],
])('the lead %s is %s', (given, name) => {
  expect(leadName(given)).toBe(name);
});

test('a recording whose limb leads contradict each other gets no automatic reading', () => {
  const { fs, leads, notes } = syntheticTwelveLead();
  const wrong = leads.map(({ name, uv }) =>
    name === 'II' ? { name, uv: uv.map((value) => toUv(value * 1.4)) } : { name, uv },
  );
  expect(qualityOf({ fs, leads: wrong, notes }).reasons).toEqual(['SCALE_SUSPECT']);
});

test('too short, too slow or with leads missing: a person reads it, the machine does not', () => {
  const { leads } = syntheticTwelveLead({ seconds: 4, fs: 125 });
  expect(qualityOf({ fs: 125, leads: leads.slice(0, 6), notes: [] }).reasons).toEqual([
    'TOO_SHORT',
    'RATE_TOO_LOW_FOR_ST',
    'LEADS_MISSING',
  ]);
});

test('the synthetic heart beats at the rate it was told and says that it is synthetic', () => {
  const { fs, leads, notes } = syntheticTwelveLead({ rate: 90, seconds: 20 });
  const two = leads.find(({ name }) => name === 'II')?.uv ?? new Int16Array(0);
  const top = Math.max(...two);
  const beats = two.reduce((n, value, i) => n + (value > top * 0.6 && (two[i - 1] ?? 0) <= top * 0.6 ? 1 : 0), 0);
  expect(Math.abs((beats / (two.length / fs)) * 60 - 90)).toBeLessThan(6);
  expect(notes).toEqual(['SYNTHETIC']);
});
