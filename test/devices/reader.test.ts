import { join } from 'node:path';
import { decodeCanonical } from '../../devices/formats/canonical';
import { makeEcgReader } from '../../devices/formats/reader';
import { readFile } from '../../devices/formats/readFile';
import { encodeCanonical } from '../../devices/formats/canonical';
import { syntheticTwelveLead } from '../../devices/simulator/heart';

const file = (contentType: string, bytes: Uint8Array = Buffer.from('x')) => ({
  contentType,
  bytes,
  synthetic: false,
  utcOffsetMin: 480,
});

test('a file read in a thread is what it is without one, and the caller keeps its bytes', async () => {
  const reader = makeEcgReader();
  const given = file('application/vnd.wiretime.ecg', encodeCanonical(syntheticTwelveLead()));
  const read = await reader.read(given);
  expect(read).toMatchObject({ format: 'CANONICAL', state: 'DECODED', fs: 500, durationMs: 10_000 });
  expect({ ...read, canonical: Buffer.from(read.canonical ?? []) }).toEqual(readFile(given));
  expect(decodeCanonical(given.bytes).ok).toBe(true);
  await reader.close();
});

describe('a reader that misbehaves', () => {
  const limits = { threads: 1, ms: 1_000, heapMb: 64 };
  const reader = makeEcgReader(join(__dirname, 'misbehavingThread.ts'), limits);
  afterAll(() => reader.close());

  test.each(['hangs', 'devours', 'throws'])(
    'that %s is ended, its file goes before a person, and the next is read',
    async (type) => {
      const [bad, good] = await Promise.all([reader.read(file(type)), reader.read(file('well'))]);
      expect(bad).toMatchObject({ state: 'QUARANTINED', reasons: ['READER_STOPPED'] });
      expect(good.state).toBe('DECODED');
    },
  );
});

test('a thread that cannot begin is a failure to be tried again, not a verdict on the file', async () => {
  const reader = makeEcgReader(join(__dirname, 'noSuchThread.ts'));
  await expect(reader.read(file('well'))).rejects.toThrow('noSuchThread');
});

test('a file without a zone is taken for its site’s time, and says so', () => {
  const xml = `<AnnotatedECG xmlns="urn:hl7-org:v3"><component><series><component><sequenceSet>
    <component><sequence><code code="TIME_ABSOLUTE"/><value><head value="20260301080000"/><increment value="0.002" unit="s"/></value></sequence></component>
    <component><sequence><code code="MDC_ECG_LEAD_II"/><value><origin value="0" unit="uV"/><scale value="5" unit="uV"/><digits>1 2 3</digits></value></sequence></component>
    </sequenceSet></component></series></component></AnnotatedECG>`;
  const { startedAt, notes } = readFile(file('text/xml', Buffer.from(xml)));
  expect([startedAt, notes]).toEqual([Date.parse('2026-03-01T08:00:00+08:00'), ['ZONE_ASSUMED']]);
});
