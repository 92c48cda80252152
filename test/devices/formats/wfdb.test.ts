import { einthovenResidual } from '../../../devices/formats/leads';
import { qualityOf } from '../../../devices/formats/quality';
import { decodeEcg } from '../../../devices/formats/registry';
import type { Recording } from '../../../devices/formats/recording';
import { bundleWfdb, decodeWfdb } from '../../../devices/formats/wfdb';
import { tracing } from '../../../devices/simulator/library';
import { describeReal, LIBRARY } from '../library';

const WFDB = 'application/x-wfdb';

function read(record: string): Recording {
  const decoded = decodeEcg(WFDB, tracing(LIBRARY, record).bytes);
  if (!decoded.ok) throw new Error(decoded.why);
  return decoded.recording;
}

describeReal('real recordings', () => {
  test('the acute infarct 00189 is twelve leads of ten seconds whose limb leads agree', () => {
    const { fs, leads, notes } = read('ptbxl/00189');
    expect(fs).toBe(500);
    expect(leads.map(({ name, uv }) => [name, uv.length])).toEqual(
      ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'].map((name) => [name, 5000]),
    );
    expect(einthovenResidual(leads)).toBeLessThan(0.005);
    expect(notes).toEqual([]);
    // Gain 1000/mV: the first sample of the header is 125 µV.
    expect(leads[0]?.uv[0]).toBe(125);
  });

  test.each(['7', '21', '33', '55', '64', '104', '116'])(
    'LUDB %s is read by its counts, because its gains are a picture’s',
    (record) => {
      const { leads, notes } = read(`ludb/${record}`);
      expect(notes).toContain('GAIN_IGNORED');
      expect(einthovenResidual(leads)).toBe(0);
    },
  );

  test('the Frank leads of a fifteen-lead recording are left out, and the twelve are read', () => {
    const { fs, leads, notes } = read('ptb/s0010_re');
    expect([fs, leads.length]).toEqual([1000, 12]);
    expect(notes).toContain('LEADS_IGNORED');
    expect(qualityOf({ fs, leads, notes }).reasons).toEqual([]);
  });

  test('a MATLAB file’s own header of 24 bytes is skipped', () => {
    const { leads } = read('cinc2021/HR06001');
    expect(leads).toHaveLength(12);
    expect(einthovenResidual(leads)).toBeLessThan(0.05);
  });

  test('half an hour of a Holter’s two leads is read, and its first beat stands where the annotation is', () => {
    const { fs, leads } = read('mitbih/100');
    expect([fs, ...leads.map(({ name, uv }) => `${name} ${uv.length}`)]).toEqual([360, 'V5 650000', 'MLII 650000']);
    // 995 counts of 1024 at 200 a millivolt.
    expect(leads[1]?.uv[0]).toBe(-145);
  });

  test('one byte changed on the way breaks the checksum and quarantines the file', () => {
    const bytes = Buffer.from(tracing(LIBRARY, 'ptbxl/00189').bytes);
    bytes[40_000] = (bytes[40_000] ?? 0) ^ 1;
    expect(decodeWfdb(bytes)).toMatchObject({ ok: false, broken: true });
  });
});

const counts = (...values: number[]) => {
  const data = Buffer.alloc(values.length * 2);
  values.forEach((value, n) => data.writeInt16LE(value, n * 2));
  return data;
};

test('a header that promises more samples than came is a broken file, not a crash', () => {
  const bundle = bundleWfdb('r 1 500 5000\nr.dat 16 1000/mV 16 0 0 0 0 II\n', [counts(1, 2, 3)]);
  expect(decodeEcg(WFDB, bundle)).toMatchObject({ ok: false, broken: true, code: 'TRUNCATED' });
});

test('a WFDB format nobody here reads goes to a person as it is', () => {
  const bundle = bundleWfdb('r 1 360 10\nr.dat 310 200/mV 11 0 0 0 0 MLII\n', [counts(1, 2, 3)]);
  expect(decodeEcg(WFDB, bundle)).toMatchObject({
    ok: false,
    broken: false,
    code: 'UNSUPPORTED',
    why: 'signal format 310',
  });
});

test('two samples of 12 bits in three bytes are read, negative ones too', () => {
  // 1 and −2: low bytes outside, both upper halves in the middle.
  const bundle = bundleWfdb('r 2 360 2\nr.dat 212 1000/mV 12 0 1 2048 0 MLII\nr.dat 212 1000/mV 12 0 -2 -2 0 V1\n', [
    Uint8Array.of(0x01, 0xf0, 0xfe, 0xff, 0x07, 0x00),
  ]);
  const decoded = decodeEcg(WFDB, bundle);
  if (!decoded.ok) throw new Error(decoded.why);
  expect(decoded.recording.leads.map(({ name, uv }) => [name, ...uv])).toEqual([
    ['V1', -2, 0],
    ['MLII', 1, 2047],
  ]);
});

test('a gain with fourteen decimals and a baseline far away is read as it says', () => {
  const bundle = bundleWfdb('r 1 200 2\nr.dat 16 30061.276794035417(-161790)/mV 16 0 0 0 0 II\n', [
    counts(-30_000, 30_000),
  ]);
  const decoded = decodeWfdb(bundle);
  expect(decoded.ok && [...(decoded.recording.leads[0]?.uv ?? [])]).toEqual([4384, 6380]);
});

test.each(['', 'x', 'r 0 500 10\n', 'r 1 0 10\nr.dat 16 1000/mV\n', 'r two 500\n', 'r 1 500 -1\nr.dat 16 1000/mV\n'])(
  'the nonsense header %j is refused',
  (header) => {
    expect(decodeEcg(WFDB, bundleWfdb(header, [counts(1)])).ok).toBe(false);
  },
);
