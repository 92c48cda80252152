import * as fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FILE_FAULTS, MAX_SAMPLES } from '../../../devices/formats/recording';
import { decodeEcg, FORMATS } from '../../../devices/formats/registry';
import { writeDicom } from '../../../devices/simulator/cartDicom';
import { CART_FORMATS, cartFile } from '../../../devices/simulator/cartFiles';
import { syntheticTwelveLead } from '../../../devices/simulator/heart';
import { describeReal, hasLibrary, LIBRARY } from '../library';

const heart = { ...syntheticTwelveLead({ seconds: 1 }), startedAt: Date.parse('2026-11-22T10:15:30Z') };
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const TYPES = FORMATS.flatMap(({ contentTypes }) => contentTypes);

/** Ways in which a file goes bad on its way: cut, bits turned over, a stretch lost, repeated or overwritten. */
const damage: fc.Arbitrary<(file: Buffer) => Buffer> = fc.oneof(
  place.map((at) => (file: Buffer) => file.subarray(0, Math.floor(at * file.length))),
  fc
    .array(fc.tuple(place, fc.integer({ min: 0, max: 7 })), { minLength: 1, maxLength: 40 })
    .map((flips) => (file: Buffer) => {
      const out = Buffer.from(file);
      for (const [at, bit] of flips) {
        const n = Math.floor(at * at * out.length); // more often near the beginning, where the lengths stand
        out[n] = (out[n] ?? 0) ^ (1 << bit);
      }
      return out;
    }),
  fc
    .record({
      at: place,
      length: fc.integer({ min: 1, max: 400 }),
      fill: fc.constantFrom('lost', 'twice', 0x00, 0xff, 0x3c),
    })
    .map(({ at, length, fill }) => (file: Buffer) => {
      const start = Math.floor(at * file.length);
      const [before, part, after] = [
        file.subarray(0, start),
        file.subarray(start, start + length),
        file.subarray(start + length),
      ];
      if (fill === 'lost') return Buffer.concat([before, after]);
      if (fill === 'twice') return Buffer.concat([before, part, part, after]);
      return Buffer.concat([before, Buffer.alloc(part.length, Number(fill)), after]);
    }),
);

const MOST_BYTES = 64 * 1024 * 1024;

/** Any bytes whatever end in samples of bounded number or in a coded refusal, and take bounded memory on the way. */
function survives(bytes: Buffer, type = 'application/octet-stream'): boolean {
  const before = process.memoryUsage().arrayBuffers;
  const decoded = decodeEcg(type, bytes);
  if (process.memoryUsage().arrayBuffers - before > MOST_BYTES) return false;
  if (!decoded.ok) return decoded.code in FILE_FAULTS && decoded.why !== '';
  const { fs, leads } = decoded.recording;
  return fs > 0 && leads.reduce((sum, { uv }) => sum + uv.length, 0) <= MAX_SAMPLES;
}

test.each(CART_FORMATS)('400 damaged %s files never crash, hang or devour memory', (format) => {
  const { bytes } = cartFile(format, heart);
  const whole = Buffer.from(bytes);
  fc.assert(
    fc.property(damage, (spoil) => survives(spoil(whole))),
    { numRuns: 400 },
  );
});

test('bytes without any sense never crash a reader, whatever they are called', () => {
  const noise = fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.constantFrom(...TYPES), (bytes, type) =>
    survives(Buffer.from(bytes), type),
  );
  fc.assert(noise, { numRuns: 1_000 });
});

test('bytes that begin as a known format and go on without sense never crash its reader', () => {
  const heads = CART_FORMATS.map((format) => Buffer.from(cartFile(format, heart).bytes.subarray(0, 400)));
  const noise = fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 2_000 }), (head, bytes) =>
    survives(Buffer.concat([head, bytes])),
  );
  fc.assert(noise, { numRuns: 1_000 });
});

describeReal('real files', () => {
  const files = hasLibrary ? readdirSync(join(LIBRARY, 'formats')) : [];
  test.each(files)('%s, damaged in forty ways, never crashes its reader', (name) => {
    const whole = readFileSync(join(LIBRARY, 'formats', name));
    fc.assert(
      fc.property(damage, (spoil) => survives(spoil(whole))),
      { numRuns: 40 },
    );
  });
});

describe('files that promise more than they hold', () => {
  const forge = (text: string, from: string | RegExp, to: string) => Buffer.from(text.replace(from, to));
  const philips = Buffer.from(cartFile('PHILIPS_XML', heart).bytes).toString('utf16le');
  const aecg = Buffer.from(cartFile('HL7_AECG', heart).bytes).toString();
  const dicom = Buffer.from(writeDicom(heart));
  const atTag = (tag: string) => dicom.indexOf(Buffer.from(tag, 'hex'));

  test('ten hours of Philips leads', () => {
    const file = Buffer.from(philips.replace(/durationperchannel="\d+"/, 'durationperchannel="36000000"'), 'utf16le');
    expect(decodeEcg('', file)).toMatchObject({ broken: true, code: 'MALFORMED' });
    expect(survives(file)).toBe(true);
  });

  test('four thousand million DICOM samples', () => {
    const file = Buffer.from(dicom);
    file.writeUInt32LE(0xffffffff, atTag('3a001000') + 8);
    expect(decodeEcg('', file)).toMatchObject({ broken: true, code: 'TOO_MANY_SAMPLES' });
    expect(survives(file)).toBe(true);
  });

  test('a DICOM sequence longer than its file', () => {
    const file = Buffer.from(dicom);
    file.writeUInt32LE(0x7fffffff, atTag('00540001') + 8);
    expect(decodeEcg('', file)).toMatchObject({ broken: true, code: 'TRUNCATED' });
  });

  test('sequences in sequences without end', () => {
    const nest = Buffer.from('feff00e0ffffffff00540001ffffffff', 'hex');
    const head = writeDicom(heart, { implicit: true, openLengths: true });
    const start = head.indexOf(Buffer.from('feff00e0', 'hex'));
    const file = Buffer.concat([head.subarray(0, start), ...Array.from({ length: 5_000 }, () => nest)]);
    expect(decodeEcg('', file)).toMatchObject({ broken: true, code: 'MALFORMED' });
    expect(survives(file)).toBe(true);
  });

  test('more numbers than an ECG has', () => {
    const file = forge(aecg, /<digits>[^<]*/, `<digits>${'1 '.repeat(400_000)}`);
    expect(decodeEcg('', file)).toMatchObject({ broken: true, code: 'MALFORMED' });
  });

  test('a file above 4 MiB is not looked into', () => {
    expect(decodeEcg('application/dicom', Buffer.alloc(4 * 1024 * 1024 + 1))).toMatchObject({
      code: 'TOO_LARGE',
      format: 'DICOM',
    });
  });
});
