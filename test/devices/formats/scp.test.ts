import { assert, constantFrom, integer, property, uint8Array } from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeAecg } from '../../../devices/formats/aecg';
import { qualityOf } from '../../../devices/formats/quality';
import { readFile } from '../../../devices/formats/readFile';
import { orderLeads } from '../../../devices/formats/leads';
import { MAX_SAMPLES } from '../../../devices/formats/recording';
import { decodeScp } from '../../../devices/formats/scp';
import type { HuffmanCode } from '../../../devices/formats/scpHuffman';
import { syntheticTwelveLead } from '../../../devices/simulator/heart';
import { apart } from './apart';
import { describeReal, LIBRARY } from '../library';
import { seal, writeScp, type ScpChoices } from '../../../devices/simulator/cartScp';

const heart = syntheticTwelveLead();

function read(bytes: Uint8Array) {
  const decoded = decodeScp(bytes);
  if (!decoded.ok) throw new Error(decoded.why);
  return decoded.recording;
}

describeReal('carts’ own files', () => {
  const file = (name: string) => readFileSync(join(LIBRARY, 'formats', name));

  test('the good SCP file is, sample for sample, what the same cart wrote as HL7 aECG', () => {
    const { fs, leads, notes } = read(file('scp_eli250_example.scp'));
    expect([fs, leads.length, notes]).toEqual([500, 12, []]);
    const truth = decodeAecg(file('aecg_hl7_example.xml'));
    if (!truth.ok) throw new Error(truth.why);
    expect(apart(orderLeads(leads).leads, orderLeads(truth.recording.leads).leads)).toEqual([]);
  });

  test('what calls itself SCP and breaks the standard ends in quarantine', () => {
    const decoded = decodeScp(file('scp_healforce_nonconformant.scp'));
    expect(decoded).toMatchObject({ ok: false, broken: true });
  });
});

const literal16: HuffmanCode = { prefix: 1, total: 17, carriesValue: true, value: 0, code: 0 };
const TWO_TABLES: readonly (readonly HuffmanCode[])[] = [
  [
    { prefix: 2, total: 2, carriesValue: true, value: 7, code: 3 },
    { prefix: 2, total: 2, carriesValue: false, value: 2, code: 1 },
    literal16,
  ],
  [
    { prefix: 1, total: 1, carriesValue: false, value: 1, code: 1 },
    { ...literal16, prefix: 2, total: 18, code: 0 },
    { prefix: 2, total: 2, carriesValue: true, value: 0, code: 2 },
  ],
];

test.each<[string, ScpChoices]>([
  ['second differences and the default codes', {}],
  ['first differences', { differences: 1 }],
  ['samples as they are, coded', { differences: 0 }],
  ['plain 16-bit samples without tables', { tables: 'none', differences: 0 }],
  ['tables of its own that take turns', { tables: TWO_TABLES, differences: 1 }],
])('a record written with %s reads back sample for sample', (_, choices) => {
  const { fs, leads, notes } = read(writeScp(heart, choices));
  expect(fs).toBe(500);
  expect(apart(leads, heart.leads)).toEqual([]);
  expect(notes).toEqual([]);
});

test('a count of 2.5 µV is 2.5 µV', () => {
  const [one] = read(
    writeScp({ fs: 500, leads: [{ name: 'I', uv: Int16Array.of(5, 10, -25) }] }, { nvPerCount: 2500 }),
  ).leads;
  expect([...(one?.uv ?? [])]).toEqual([5, 10, -25]);
});

test('filters and the time of recording are told, the instant only where the file names its zone', () => {
  const inChina = read(writeScp(heart, { zoneMinutes: 480 }));
  expect(inChina.startedAt).toBe(Date.parse('2026-11-22T10:15:30+08:00'));
  expect(inChina.filters).toBe('high-pass 0.05 Hz, low-pass 150 Hz, notch 50 Hz');
  const nowhere = read(writeScp(heart));
  expect([nowhere.startedAt, nowhere.startedLocal]).toEqual([undefined, '2026-11-22T10:15:30']);
});

test('spikes of a pacemaker that the cart found are passed on', () => {
  expect(read(writeScp(heart, { spikes: 9 })).notes).toEqual(['PACING_SEEN_BY_CART']);
  expect(read(writeScp(heart, { spikes: 0 })).notes).toEqual([]);
});

test('leads taken one after another keep their place in time', () => {
  const leads = [
    { name: 'I', uv: Int16Array.of(1, 2, 3) },
    { name: 'V1', uv: Int16Array.of(4, 5, 6) },
  ];
  const recording = read(writeScp({ fs: 500, leads }, { starts: [1, 4] }));
  expect(recording.leads.map(({ name, uv }) => [name, [...uv]])).toEqual([
    ['I', [1, 2, 3, 0, 0, 0]],
    ['V1', [0, 0, 0, 4, 5, 6]],
  ]);
  expect(recording.notes).toEqual(['LEADS_NOT_SIMULTANEOUS']);
});

/** Three beats of 200 samples each, the reference 150 samples long with its fiducial at 50. */
const reference = {
  fiducial: 50,
  leads: heart.leads.map(({ uv }) => uv.slice(300, 450)),
  beats: [
    { start: 101, fiducial: 150, end: 250 },
    { start: 1001, fiducial: 1050, end: 1120 },
    { type: 1, start: 2001, fiducial: 2050, end: 2150 },
    { start: 3011, fiducial: 3050, end: 3150 },
  ],
};

test('a reference beat is added back exactly where it was taken out, and only for beats of its type', () => {
  const { leads, notes } = read(writeScp(heart, { reference }));
  expect(apart(leads, heart.leads)).toEqual([]);
  expect(notes).toEqual(['FORMAT_UNPROVEN']);
});

describe('a record of an averaged beat alone', () => {
  const beatAlone = writeScp(heart, { reference, noRhythm: true });

  test('is shown as the beat it is, sample for sample, and says so', () => {
    const { fs, leads, notes } = read(beatAlone);
    const beat = heart.leads.map(({ name }, n) => ({ name, uv: reference.leads[n] ?? new Int16Array(0) }));
    expect([fs, leads[0]?.uv.length, apart(leads, beat)]).toEqual([500, 150, []]);
    expect(notes).toEqual(['AVERAGED_BEAT_ONLY', 'FORMAT_UNPROVEN']);
  });

  test('is never measured, however long the beat is', () => {
    const tenSeconds = { ...reference, leads: heart.leads.map(({ uv }) => uv.slice(0, 5000)), beats: [] };
    const recording = read(writeScp(heart, { reference: tenSeconds, noRhythm: true }));
    expect(qualityOf(recording).reasons).toContain('AVERAGED_BEAT_ONLY');
    const file = { contentType: 'application/scp-ecg', bytes: beatAlone, synthetic: true, utcOffsetMin: 480 };
    expect(readFile(file)).toMatchObject({
      state: 'NO_PRE_READ',
      durationMs: 300,
      leads: expect.arrayContaining(['V6']),
    });
  });

  test('without the beat breaks the standard, and so does one that is cut short', () => {
    expect(decodeScp(writeScp(heart, { noRhythm: true }))).toMatchObject({ broken: true, code: 'MALFORMED' });
    const short = Buffer.from(beatAlone);
    const at = placeOf(short, 4);
    short.writeUInt16LE(60_000, at + 16);
    seal(short.subarray(at, at + short.readUInt32LE(at + 4)));
    expect(decodeScp(seal(short))).toMatchObject({ broken: true, code: 'TRUNCATED' });
  });
});

test('a record of protocol 3.0 is read and marked, for no cart’s file of it has been seen', () => {
  const { leads, notes } = read(writeScp(heart, { protocol: 30 }));
  expect(apart(leads, heart.leads)).toEqual([]);
  expect(notes).toEqual(['FORMAT_UNPROVEN']);
});

test.each([true, false])(
  'a thinned record keeps every sample of the QRS and comes close elsewhere (factor stated: %s)',
  (statesFactor) => {
    const zones = reference.beats.map(({ fiducial }) => ({ start: fiducial - 29, end: fiducial + 30 }));
    const thinned = { factor: 4, zones, statesFactor };
    const recording = read(writeScp(heart, { reference, thinned }));
    expect([recording.fs, recording.notes]).toEqual([500, ['FORMAT_UNPROVEN']]);
    recording.leads.forEach(({ uv }, n) => {
      const truth = heart.leads[n]?.uv ?? new Int16Array(0);
      expect(uv).toHaveLength(truth.length);
      for (const { start, end } of zones)
        expect([...uv.slice(start - 1, end)]).toEqual([...truth.slice(start - 1, end)]);
    });
    // Where nothing steep happens, four samples become one and lines between them again: noise and rounding remain.
    const [uv, truth] = [recording.leads[0]?.uv ?? new Int16Array(0), heart.leads[0]?.uv ?? new Int16Array(0)];
    const away = Array.from({ length: 60 }, (_, n) => Math.abs((uv[1200 + n] ?? 0) - (truth[1200 + n] ?? 0)));
    expect(Math.max(...away)).toBeLessThan(25);
  },
);

test('a changed byte is noticed by its checksum', () => {
  const good = writeScp(heart);
  const flipped = Buffer.from(good);
  flipped.writeUInt8(flipped.readUInt8(900) ^ 4, 900);
  expect(decodeScp(flipped)).toMatchObject({ ok: false, code: 'CHECKSUM_WRONG' });
});

/** Where a section begins, from the pointers of section 0. */
const placeOf = (record: Buffer, id: number): number => record.readUInt32LE(6 + 16 + id * 10 + 6) - 1;

test('a lead whose 16-bit length ran over is refused, not read as a shorter one', () => {
  const record = writeScp({ fs: 500, leads: heart.leads.slice(0, 1) });
  const at = placeOf(record, 6);
  record.writeUInt16LE(100, at + 16 + 6);
  seal(record.subarray(at));
  expect(decodeScp(seal(record))).toMatchObject({ ok: false, code: 'TRUNCATED' });
});

test('a record that promises more samples than an ECG has is refused before memory is asked for', () => {
  const record = writeScp({ fs: 500, leads: [{ name: 'I', uv: new Int16Array(500) }] });
  const at = placeOf(record, 3);
  record.writeUInt32LE(MAX_SAMPLES + 1, at + 16 + 2 + 4);
  seal(record.subarray(at, at + record.readUInt32LE(at + 4)));
  expect(decodeScp(seal(record))).toMatchObject({ ok: false, code: 'TOO_MANY_SAMPLES' });
});

test('beats that lie over each other are refused before they are added for hours', () => {
  const beats = Array.from({ length: 3 }, () => ({ start: 1, fiducial: 50, end: 4000 }));
  expect(decodeScp(writeScp(heart, { reference: { ...reference, beats } }))).toMatchObject({
    ok: false,
    code: 'MALFORMED',
  });
});

describe('whatever is sent, an answer comes', () => {
  const small = { fs: 500, leads: heart.leads.slice(0, 2).map(({ name, uv }) => ({ name, uv: uv.slice(0, 400) })) };
  const beat = { ...reference, beats: [{ start: 101, fiducial: 150, end: 240 }] };
  const thinned = { factor: 4, zones: [{ start: 121, end: 180 }], statesFactor: true };
  const samples = [
    writeScp(small),
    writeScp(small, { tables: TWO_TABLES, differences: 1 }),
    writeScp(small, { reference: beat }),
    writeScp(small, { reference: beat, thinned }),
    writeScp(small, { reference: beat, noRhythm: true }),
  ];
  const answers = (bytes: Uint8Array) => typeof decodeScp(bytes).ok === 'boolean';

  test('cut off anywhere', () => {
    const cut = property(constantFrom(...samples), integer({ min: 0, max: 3000 }), (file, length) =>
      answers(file.subarray(0, length)),
    );
    expect(() => assert(cut, { numRuns: 500 })).not.toThrow();
  });

  test('with bytes changed and the checksums made to fit again', () => {
    const wrong = property(
      constantFrom(...samples),
      integer({ min: 6, max: 1500 }),
      uint8Array({ minLength: 1, maxLength: 4 }),
      (file, at, bytes) => {
        const copy = Buffer.from(file);
        copy.set(bytes.subarray(0, Math.max(0, copy.length - at)), Math.min(at, copy.length));
        return answers(resealed(copy));
      },
    );
    expect(() => assert(wrong, { numRuns: 3000 })).not.toThrow();
  });

  test('of nothing but chance', () => {
    expect(() => assert(property(uint8Array({ maxLength: 400 }), answers), { numRuns: 500 })).not.toThrow();
  });
});

/** Every checksum of a record made to fit what stands there now. */
function resealed(record: Buffer): Buffer {
  for (let at = 6; at + 16 <= record.length;) {
    const length = record.readUInt32LE(at + 4);
    if (length < 16 || at + length > record.length) break;
    seal(record.subarray(at, at + length));
    at += length;
  }
  return seal(record);
}
