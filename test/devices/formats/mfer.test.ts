import { assert, constantFrom, integer, property, uint8Array } from 'fast-check';
import { decodeMfer } from '../../../devices/formats/mfer';
import { qualityOf } from '../../../devices/formats/quality';
import { decodeEcg } from '../../../devices/formats/registry';
import { syntheticTwelveLead } from '../../../devices/simulator/heart';
import { apart } from './apart';
import { define, writeMfer, type MferChoices } from '../../../devices/simulator/cartMfer';

const heart = syntheticTwelveLead();

function read(bytes: Uint8Array) {
  const decoded = decodeMfer(bytes);
  if (!decoded.ok) throw new Error(decoded.why);
  return decoded.recording;
}

test.each<[string, MferChoices]>([
  ['one block of each lead', {}],
  ['blocks of 500 samples taking turns', { block: 500 }],
  ['the low byte first', { little: true, block: 250 }],
  ['samples of 32 bits', { type: 2 }],
  ['floating samples', { type: 7, little: true }],
  ['an interval instead of a rate', { asInterval: true }],
  ['channels of open length', { openLengths: true }],
  ['half a microvolt a count', { nanovoltsPerCount: 500, type: 2 }],
  ['a channel of breath beside the leads', { breath: true }],
])('a file written with %s reads back sample for sample', (_, choices) => {
  const { fs, leads } = read(writeMfer(heart, choices));
  expect(fs).toBe(500);
  expect(apart(leads, heart.leads)).toEqual([]);
});

test('as no cart’s file has been seen, it is shown, said to be unproven, and not measured', () => {
  const decoded = decodeEcg('application/octet-stream', writeMfer(heart));
  expect(decoded).toMatchObject({ ok: true, format: 'MFER' });
  if (!decoded.ok) throw new Error(decoded.why);
  expect(decoded.recording.notes).toEqual(['FORMAT_UNPROVEN']);
  expect(qualityOf(decoded.recording).reasons).toEqual(['FORMAT_UNPROVEN']);
});

test('time and filters are told, the time without a zone', () => {
  for (const little of [true, false]) {
    const { startedAt, startedLocal, filters } = read(writeMfer(heart, { little }));
    expect([startedAt, startedLocal, filters]).toEqual([undefined, '2026-11-22T10:15:30', 'HPF=0.05']);
  }
});

test('a value that means “none” is a gap and never a heart’s voltage', () => {
  const gappy = { fs: 500, leads: [{ name: 'II', uv: Int16Array.of(10, -32768, 30) }] };
  const { leads, notes } = read(writeMfer(gappy, { nothing: -32768 }));
  expect([...(leads[0]?.uv ?? [])]).toEqual([10, 0, 30]);
  expect(notes).toContain('NO_VALUE_PADDED');
});

test('the cart’s mean beat alone is no recording', () => {
  const beat = writeMfer(heart, { extra: [define(0x08, Buffer.from([0, 9]))] });
  expect(decodeMfer(beat)).toMatchObject({ ok: false, code: 'MALFORMED' });
});

test.each([
  ['a compressed waveform', { extra: [define(0x0e, Buffer.from([0, 1]))] }, { broken: false, code: 'UNSUPPORTED' }],
  ['AHA’s compressed samples', { extra: [define(0x0a, Buffer.from([9]))] }, { broken: false, code: 'UNSUPPORTED' }],
  [
    'an unknown unit of voltage',
    { extra: [define(0x0c, Buffer.from([1, 0, 0, 1]))] },
    { broken: true, code: 'MALFORMED' },
  ],
  [
    'more sequences than there are samples',
    { extra: [define(0x06, Buffer.from([9]))] },
    { broken: true, code: 'TRUNCATED' },
  ],
  ['a thousand channels', { extra: [define(0x05, Buffer.from([4, 0]))] }, { broken: true, code: 'MALFORMED' }],
  ['blocks of no sample', { extra: [define(0x04, Buffer.from([0]))] }, { broken: true, code: 'TRUNCATED' }],
])('%s is refused by its code', (_, choices, refusal) => {
  expect(decodeMfer(writeMfer(heart, choices))).toMatchObject({ ok: false, ...refusal });
});

test('without its preamble it is known by what its sender says', () => {
  const file = writeMfer(heart, { preamble: false });
  expect(decodeEcg('application/octet-stream', file)).toMatchObject({ ok: false, format: 'UNSUPPORTED' });
  expect(decodeEcg('application/mfer', file)).toMatchObject({ ok: true, format: 'MFER' });
});

describe('whatever is sent, an answer comes', () => {
  const small = syntheticTwelveLead({ seconds: 1 });
  const samples = [writeMfer(small), writeMfer(small, { openLengths: true, block: 100 })];
  const answers = (bytes: Uint8Array) => typeof decodeMfer(bytes).ok === 'boolean';

  test('cut off anywhere', () => {
    const cut = property(constantFrom(...samples), integer({ min: 0, max: 14_000 }), (file, length) =>
      answers(file.subarray(0, length)),
    );
    expect(() => assert(cut, { numRuns: 500 })).not.toThrow();
  });

  test('with bytes of its definitions changed', () => {
    const wrong = property(
      constantFrom(...samples),
      integer({ min: 0, max: 260 }),
      uint8Array({ minLength: 1, maxLength: 4 }),
      (file, at, bytes) => {
        const copy = Buffer.from(file);
        copy.set(bytes, at);
        return answers(copy);
      },
    );
    expect(() => assert(wrong, { numRuns: 1500 })).not.toThrow();
  });

  test('of nothing but chance, of brackets that only open, of nothing at all', () => {
    expect(() => assert(property(uint8Array({ maxLength: 400 }), answers), { numRuns: 500 })).not.toThrow();
    expect(decodeMfer(Buffer.alloc(40_000, Buffer.from([0x67, 0x80])))).toMatchObject({ ok: false, code: 'TRUNCATED' });
    expect(decodeMfer(Buffer.alloc(100_000))).toMatchObject({ ok: false });
  });
});
