import { makeIntake, type Answer } from '../../devices/intake';
import type { Receipt } from '../../devices/receipt';
import { makeBatch } from '../../devices/batch';
import { folderBlobs } from '../../activities/platform/blobs';
import { dispatchUrgent, type DispatchDeps } from '../../devices/dispatch';
import { makeEcgReader } from '../../devices/formats/reader';
import { makeMetrics } from '../../devices/metrics';
import { makePersist } from '../../devices/persist';
import { QUOTAS } from '../../devices/quota';
import { ulid } from '../../devices/simulator/composer';
import { joinInline } from '../../devices/topics';
import type { Kind } from '../../devices/envelope';
import { sha256 } from '../../activities/platform/hash';
import { temporaryFolder } from '../support/launch';
import { freshDatabase, type Database } from '../support/postgres';
import { waitingWords, type Word } from '../../prisma/words';
import { anAlarm as anAlarmAt, anEnvelope, someVitals } from './anEnvelope';
import { bind, furnish, one, quiet } from './ward';

/** devices.md 6.3, row by row, at the gateway's own door: real PostgreSQL, no broker between. */
const NOW = Date.parse('2026-11-22T10:00:00+08:00');
const ALL = Array.from({ length: 16 }, (_, n) => n);

let database: Database;
let now = NOW;
let intake: ReturnType<typeof makeIntake>;
let dispatch: DispatchDeps;

beforeAll(async () => {
  database = await freshDatabase();
  await furnish(database.pool);
  await bind(database.pool, 'dv_watch', 'pt_b', new Date(NOW - 200 * 3_600_000));
  const clock = () => new Date(now);
  const blobs = folderBlobs(temporaryFolder('blobs'));
  const metrics = makeMetrics();
  const persist = makePersist(quiet, clock);
  const store = makeBatch({ pool: database.pool, log: quiet, persist });
  intake = makeIntake({
    pool: database.pool,
    blobs,
    log: quiet,
    metrics,
    clock,
    store,
    persist,
    onStored: () => undefined,
  });
  dispatch = {
    pool: database.pool,
    blobs,
    reader: makeEcgReader(),
    shards: { held: () => ALL },
    log: quiet,
    metrics,
    clock,
    onWord: () => undefined,
  };
});
afterAll(() => database.drop());
beforeEach(() => {
  now += 20 * 60_000; // each row of the table has its own quarter of an hour, so that no alarm joins another's incident
});

const iso = (ms: number) => new Date(ms).toISOString();
const envelope = (kind: Kind, data: object, more: object = {}) => anEnvelope(now, kind, data, more);
const anAlarm = (more: object = {}) => anAlarmAt(now, more);
const vitals = (...points: object[]) => someVitals(now, ...points);

async function hear(
  kind: string,
  payload: object | string | Uint8Array,
  { device = 'dv_watch', retained = false } = {},
): Promise<Answer> {
  const bytes =
    payload instanceof Uint8Array
      ? payload
      : Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  return intake({ topic: `cpc/v1/${device}/up/${kind}`, payload: bytes, retained });
}
async function receipt(...args: Parameters<typeof hear>): Promise<Receipt> {
  const answer = await hear(...args);
  if (typeof answer === 'string') throw new Error('no receipt');
  return answer.receipt;
}
const inboxOf = (msgId: string | null) =>
  one<{
    flags: string[];
    effective_at: Date;
    measured_at: Date;
    disposition: string | null;
    rule: string | null;
    subject_id: string | null;
  }>(database.pool, 'SELECT * FROM device_inbox WHERE msg_id = $1', [msgId]);
const lastLetter = () =>
  one<{ code: string; device_id: string; bytes: Buffer; subject_id: string | null; size: number }>(
    database.pool,
    'SELECT * FROM dead_letter ORDER BY id DESC LIMIT 1',
  );
const openings = async (): Promise<Word[]> => waitingWords(database.pool, ALL, new Date(now + 60_000), 500);
const openingOf = async (id: string | null | undefined) =>
  (await openings()).find(({ targetId, opening }) => opening && targetId === id)?.opening;

describe('what cannot be read', () => {
  test.each([
    ['no JSON at all', '{'],
    ['NaN', '{"v":NaN}'],
    ['a key twice', JSON.stringify(envelope('vitals', vitals())).replace('"seq":1', '"seq":1,"seq":2')],
    ['a field nobody knows', envelope('vitals', vitals(), { name: 'x' })],
    ['no message id', { ...envelope('vitals', vitals()), msgId: undefined }],
    ['another kind than its topic', envelope('alarm', anAlarm())],
    ['no points', envelope('vitals', { points: [] })],
    ['a null without a reason', envelope('vitals', vitals({ value: null }))],
    ['another unit', envelope('vitals', vitals({ unit: 'bpm' }))],
    ['a NUL character', JSON.stringify(envelope('vitals', vitals(), { fw: '\u0000' }))],
  ])('%s is refused as malformed, and its bytes are kept', async (_, payload) => {
    expect(await receipt('vitals', payload)).toMatchObject({ verdict: 'rejected', code: 'malformed', retry: false });
    expect(await lastLetter()).toMatchObject({ code: 'malformed', device_id: 'dv_watch', subject_id: null });
  });

  test('bytes that are not UTF-8 are refused, and the very bytes are kept', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00]);
    expect(await receipt('vitals', bytes)).toMatchObject({ code: 'malformed', detail: 'not UTF-8' });
    expect((await lastLetter())?.bytes).toEqual(bytes);
  });

  test('an unreadable alarm brings a person: alarms of this device are not guaranteed', async () => {
    await receipt('alarm', '{"v":1,');
    const letter = await lastLetter();
    expect(await openingOf(letter?.subject_id)).toMatchObject({
      code: 'PLATFORM_FAULT',
      priority: 'HIGH',
      deviceId: 'dv_watch',
      patientId: 'pt_b',
    });
  });

  test('a second unreadable alarm joins the first one’s incident', async () => {
    await receipt('alarm', '{"a":1');
    const first = await lastLetter();
    now += 60_000;
    await receipt('alarm', '{"b":1');
    expect((await lastLetter())?.subject_id).toBe(first?.subject_id);
  });

  test.each([
    [-100, 'HR -100 is a known "no value"'],
    [-1, 'HR -1 is a known "no value"'],
    [-999, 'HR -999 is a known "no value"'],
    [32767, 'HR 32767 is a known "no value"'],
  ])('the heart rate %d is a sentinel and refused by its name, never an alarm', async (value, why) => {
    const answer = await receipt('vitals', envelope('vitals', vitals({ value })));
    expect(answer).toMatchObject({ verdict: 'rejected', code: 'sentinel', detail: expect.stringContaining(why) });
  });

  test('a heart rate of 127 is a heart rate', async () => {
    expect(await receipt('vitals', envelope('vitals', vitals({ value: 127 })))).toMatchObject({ verdict: 'accepted' });
  });

  test('a message larger than its topic allows is refused, and only its head is kept', async () => {
    expect(await receipt('vitals', Buffer.alloc(40_000, 65))).toMatchObject({ verdict: 'rejected', code: 'oversize' });
    expect(await lastLetter()).toMatchObject({ size: 40_000, bytes: Buffer.alloc(256, 65) });
  });
});

describe('who speaks', () => {
  test.each(['dv_nobody', 'dv_old'])('%s, unknown or retired, is refused', async (device) => {
    expect(await receipt('vitals', envelope('vitals', vitals()), { device })).toMatchObject({
      verdict: 'rejected',
      code: 'unknown-device',
    });
    expect(await lastLetter()).toMatchObject({ device_id: device, code: 'unknown-device' });
  });

  test('an SOS of an unregistered device is refused and still brings a person', async () => {
    await receipt(
      'alarm',
      envelope('alarm', anAlarm({ code: 'SOS', category: 'patient', value: undefined, unit: undefined })),
      { device: 'dv_nobody' },
    );
    const opening = await openingOf((await lastLetter())?.subject_id);
    expect(opening).toMatchObject({ code: 'SOS', priority: 'HIGH', deskSiteId: 'st_hub' });
    expect(opening).not.toHaveProperty('patientId');
  });

  test('a payload that names another device than its topic is refused', async () => {
    expect(await receipt('vitals', envelope('vitals', vitals(), { deviceId: 'dv_spare' }))).toMatchObject({
      verdict: 'rejected',
      code: 'identity-mismatch',
    });
  });

  test('an alarm of a device nobody wears runs without a patient', async () => {
    const answer = await receipt('alarm', envelope('alarm', anAlarm()), { device: 'dv_spare' });
    await dispatchUrgent(dispatch);
    const row = await inboxOf(answer.msgId);
    expect(row).toMatchObject({ disposition: 'ESCALATED', rule: 'W14' });
    expect(await openingOf(row?.subject_id)).toMatchObject({ priority: 'HIGH', deviceId: 'dv_spare' });
    expect(await openingOf(row?.subject_id)).not.toHaveProperty('patientId');
  });
});

describe('R26 a clock that drifts: when it was', () => {
  const HOUR = 3_600_000;
  const RESET = Date.parse('2000-01-01T00:10:00Z');
  test.each([
    { when: 'five minutes ahead', at: () => now + 5 * 60_000, flags: ['CLOCK_SUSPECT'], believed: 0 },
    { when: 'a minute ahead', at: () => now + 60_000, flags: [], believed: 60_000 },
    { when: 'eleven minutes old', at: () => now - 11 * 60_000, flags: ['LATE'], believed: -11 * 60_000 },
    { when: 'eighty hours old', at: () => now - 80 * HOUR, flags: ['CLOCK_SUSPECT', 'ARCHIVE'], believed: -80 * HOUR },
    {
      when: 'dated 2000 by a clock that was reset, and sent 30 s after it was measured',
      at: () => RESET,
      sentAt: RESET + 30_000,
      flags: ['CLOCK_SUSPECT', 'RETIMED'],
      believed: -30_000,
    },
  ])('$when: accepted, the original time kept beside the believed one', async ({ at, sentAt, flags, believed }) => {
    const said = { measuredAt: iso(at()), sentAt: iso(sentAt ?? now) };
    const answer = await receipt('vitals', envelope('vitals', vitals(), said));
    expect(answer.verdict).toBe('accepted');
    const row = await inboxOf(answer.msgId);
    expect(row?.flags).toEqual(flags);
    expect(row?.measured_at.getTime()).toBe(at());
    expect(row?.effective_at.getTime()).toBe(now + believed);
  });

  test('a time without a zone is refused', async () => {
    expect(await receipt('vitals', envelope('vitals', vitals(), { measuredAt: '2026-11-22T10:00:00' }))).toMatchObject({
      verdict: 'rejected',
      code: 'no-zone',
    });
  });

  test.each(['2026-02-30T10:00:00Z', '0000-01-01T00:00:00Z', '2026-11-22T10:00:00+23:00', '22.11.2026'])(
    'the time %s is none',
    async (measuredAt) => {
      expect(await receipt('vitals', envelope('vitals', vitals(), { measuredAt }))).toMatchObject({
        code: 'malformed',
      });
    },
  );

  test('a buffered alarm comes late without a siren, a buffered SOS never counts as late', async () => {
    const then = now - 30 * 60_000;
    const late = await receipt(
      'alarm',
      envelope('alarm', anAlarm({ onsetAt: iso(then) }), { measuredAt: iso(then), buffered: true }),
    );
    const sos = await receipt(
      'alarm',
      envelope('alarm', anAlarm({ code: 'SOS', category: 'patient', onsetAt: iso(then) }), {
        measuredAt: iso(then),
        buffered: true,
      }),
    );
    await dispatchUrgent(dispatch);
    expect(await openingOf((await inboxOf(late.msgId))?.subject_id)).toMatchObject({ late: true, onsetAt: then });
    expect(await openingOf((await inboxOf(sos.msgId))?.subject_id)).toMatchObject({ late: false, priority: 'HIGH' });
  });

  test('an alarm of five days ago is archived, unless it is high: that one still reaches a person', async () => {
    const then = now - 120 * HOUR;
    const old = { measuredAt: iso(then), buffered: true };
    const low = await receipt(
      'alarm',
      envelope('alarm', anAlarm({ code: 'LEAD_OFF', category: 'technical', onsetAt: iso(then) }), old),
    );
    const high = await receipt('alarm', envelope('alarm', anAlarm({ code: 'VF_ASYSTOLE', onsetAt: iso(then) }), old));
    await dispatchUrgent(dispatch);
    expect(await inboxOf(low.msgId)).toMatchObject({ disposition: 'ARCHIVED', rule: 'TOO_OLD' });
    expect(await inboxOf(high.msgId)).toMatchObject({ disposition: 'ESCALATED', rule: 'W1' });
  });
});

describe('said again', () => {
  test('the same message hears the same receipt, as a duplicate, and makes nothing new', async () => {
    const message = envelope('alarm', anAlarm());
    const first = await receipt('alarm', message);
    await dispatchUrgent(dispatch);
    const before = (await openings()).length;
    const again = await receipt('alarm', message);
    await dispatchUrgent(dispatch);
    expect([first.verdict, again.verdict]).toEqual(['accepted', 'duplicate']);
    expect((await openings()).length).toBe(before);
  });

  test('the same id with other content is a conflict: the first stays, the second is kept for a person', async () => {
    const message = envelope('vitals', vitals({ value: 70 }));
    await receipt('vitals', message);
    expect(await receipt('vitals', { ...message, data: vitals({ value: 71 }) })).toMatchObject({
      verdict: 'rejected',
      code: 'conflict',
      retry: false,
    });
    const kept = await one<{ value: string }>(
      database.pool,
      `SELECT payload #>> '{data,points,0,value}' AS value FROM device_inbox WHERE msg_id = $1`,
      [message.msgId],
    );
    expect(kept?.value).toBe('70');
    expect(await lastLetter()).toMatchObject({ code: 'conflict' });
  });

  test('an end that overtakes its start waits 30 s; then the alarm is opened and ended at once', async () => {
    const answer = await receipt('alarm', envelope('alarm', anAlarm({ phase: 'end' })));
    await dispatchUrgent(dispatch);
    expect(await inboxOf(answer.msgId)).toMatchObject({ disposition: null });
    now += 31_000;
    await dispatchUrgent(dispatch);
    const row = await inboxOf(answer.msgId);
    expect(row).toMatchObject({ disposition: 'ESCALATED' });
    const words = await database.pool.query(
      "SELECT opening IS NOT NULL AS opens, message ->> 'type' AS type FROM device_word WHERE target_id = $1 ORDER BY position",
      [row?.subject_id],
    );
    expect(words.rows).toEqual([
      { opens: true, type: null },
      { opens: false, type: 'CONDITION_ENDED' },
    ]);
  });

  test('an end that overtakes its start by seconds ends the start’s own incident', async () => {
    const data = anAlarm();
    const end = await receipt('alarm', envelope('alarm', { ...data, phase: 'end' }));
    await dispatchUrgent(dispatch);
    const start = await receipt('alarm', envelope('alarm', data));
    await dispatchUrgent(dispatch);
    now += 31_000;
    await dispatchUrgent(dispatch);
    expect((await inboxOf(end.msgId))?.subject_id).toBe((await inboxOf(start.msgId))?.subject_id);
  });

  test('emptying a topic says nothing, so clearing one raises no alarm of its own', async () => {
    expect(await hear('alarm', '')).toBe('NOTHING');
  });

  test('a retained alarm is ignored and its topic cleared', async () => {
    const message = envelope('alarm', anAlarm());
    expect(await hear('alarm', message, { retained: true })).toBe('CLEAR');
    expect(await inboxOf(message.msgId)).toBeUndefined();
  });
});

describe('too much', () => {
  test('vitals beyond the quota are refused with a retry, while an SOS and the first high alarm pass', async () => {
    const some = async (kind: Kind, data: () => object, n: number) => {
      const answers: Receipt[] = [];
      for (let i = 0; i < n; i++) answers.push(await receipt(kind, envelope(kind, data()), { device: 'dv_spare' }));
      return answers;
    };
    const many = await some('vitals', () => vitals(), QUOTAS.vitals.burst + 2);
    expect(many.slice(-2)).toMatchObject([{ verdict: 'rejected', code: 'quota', retry: true }, { code: 'quota' }]);
    await some('alarm', () => anAlarm({ code: 'LEAD_OFF', category: 'technical' }), QUOTAS.alarm.burst);
    const [over] = await some('alarm', () => anAlarm({ code: 'LEAD_OFF', category: 'technical' }), 1);
    const [sos] = await some('alarm', () => anAlarm({ code: 'SOS', category: 'patient' }), 1);
    const high = await some('alarm', () => anAlarm({ code: 'VF_ASYSTOLE', priorityClaimed: 'high' }), 2);
    expect([over?.code, sos?.verdict, high[0]?.verdict, high[1]?.code]).toEqual([
      'quota',
      'accepted',
      'accepted',
      'quota',
    ]);
  });

  test('a device that chatters is one item for a person, once an hour of each kind', async () => {
    const letters = () =>
      one(
        database.pool,
        `SELECT count(*)::int AS n FROM dead_letter WHERE device_id = 'dv_spare' AND code = 'quota' AND topic LIKE '%/vitals'`,
        [],
      );
    expect(await letters()).toEqual({ n: 1 });
    now += 60 * 60_000;
    for (let n = 0; n < QUOTAS.vitals.burst + 2; n++)
      await receipt('vitals', envelope('vitals', vitals()), { device: 'dv_spare' });
    expect(await letters()).toEqual({ n: 2 });
  });

  test('a cart goes from patient to patient as fast as it likes; of one patient it is held back, and a person is told', async () => {
    now += 60 * 60_000;
    const recording = (orderRef: string) => {
      const bytes = Buffer.from(`%PDF-1.7 ${orderRef} ${ulid(now)}`);
      const data = {
        ...{ ecgId: ulid(now), format: 'application/pdf', bytes: bytes.length, sha256: sha256(bytes) },
        ...{ acquiredAt: iso(now), reason: 'chest-pain', patientRef: null, priority: 'stat' },
      };
      return joinInline(envelope('ecg/inline', data, { orderRef }), bytes);
    };
    const verdicts: (string | undefined)[] = [];
    for (const order of ['ep_first', 'ep_first', 'ep_first', 'ep_second', 'ep_third', 'ep_first', 'ep_first'])
      verdicts.push((await receipt('ecg/inline', recording(order), { device: 'dv_cart' })).code);
    expect(verdicts).toEqual([...Array.from({ length: 5 }, () => 'no-pre-read'), 'quota', 'quota']);
    const held = await lastLetter();
    expect(held).toMatchObject({ code: 'quota', device_id: 'dv_cart' });
    expect(await openingOf(held?.subject_id)).toMatchObject({ deviceId: 'dv_cart', code: 'PLATFORM_FAULT' });
  });
});

test('a button pressed behind a crowd of loose electrodes is taken up before them', async () => {
  now += 60 * 60_000;
  await dispatchUrgent(dispatch); // what earlier tests left waiting
  for (let n = 0; n < 3; n++)
    await receipt('alarm', envelope('alarm', anAlarm({ code: 'LEAD_OFF', category: 'technical' })), {
      device: 'dv_spare',
    });
  const sos = await receipt('alarm', envelope('alarm', anAlarm({ code: 'SOS', category: 'patient' })));
  await dispatchUrgent(dispatch, 1);
  expect(await inboxOf(sos.msgId)).toMatchObject({ disposition: 'ESCALATED', rule: 'W17' });
  await dispatchUrgent(dispatch);
});

test('a cart that repeats one recording for want of a receipt does not use up its quota', async () => {
  const bytes = Buffer.from('%PDF-1.7 again');
  const data = {
    ecgId: ulid(now),
    format: 'application/pdf',
    bytes: bytes.length,
    sha256: sha256(bytes),
    acquiredAt: iso(now),
    reason: 'chest-pain',
    patientRef: null,
    priority: 'stat',
  };
  const message = joinInline(envelope('ecg/inline', data), bytes);
  const verdicts: string[] = [];
  for (let n = 0; n < 10; n++) verdicts.push((await receipt('ecg/inline', message, { device: 'dv_spare' })).verdict);
  expect(verdicts).toEqual(['accepted', ...Array.from({ length: 9 }, () => 'duplicate')]);
});

test('a cart that repeats one recording while the first is still being stored is not over its quota', async () => {
  now += 60 * 60_000;
  const bytes = Buffer.from('%PDF-1.7 at once');
  const data = {
    ...{ ecgId: ulid(now), format: 'application/pdf', bytes: bytes.length, sha256: sha256(bytes) },
    ...{ acquiredAt: iso(now), reason: 'chest-pain', patientRef: null, priority: 'stat' },
  };
  const message = joinInline(envelope('ecg/inline', data), bytes);
  const at = { device: 'dv_spare' };
  const answers = await Promise.all(Array.from({ length: 10 }, () => receipt('ecg/inline', message, at)));
  expect(new Set(answers.map(({ verdict }) => verdict))).toEqual(new Set(['accepted', 'duplicate']));
});

describe('recordings', () => {
  const header = (bytes: Uint8Array, more: object = {}) => ({
    ecgId: ulid(now),
    format: 'application/pdf',
    bytes: bytes.byteLength,
    sha256: sha256(bytes),
    acquiredAt: iso(now),
    reason: 'chest-pain',
    patientRef: null,
    priority: 'stat',
    ...more,
  });
  const send = async (bytes: Uint8Array, more: object = {}) => {
    now += 600_000; // six an hour is a cart's quota
    return receipt('ecg/inline', joinInline(envelope('ecg/inline', header(bytes, more)), bytes), { device: 'dv_cart' });
  };

  test('a format nothing reads is accepted without a pre-read and read by a person', async () => {
    const answer = await send(Buffer.from('%PDF-1.7 picture'));
    expect(answer).toMatchObject({ verdict: 'accepted', code: 'no-pre-read' });
    await dispatchUrgent(dispatch);
    expect(
      await one(database.pool, 'SELECT state, reading_id IS NOT NULL AS read FROM ecg WHERE id = $1', [answer.ecgId]),
    ).toEqual({ state: 'NO_PRE_READ', read: true });
  });

  test('bytes that are not what their sum says are quarantined and shown to the reader all the same', async () => {
    const answer = await send(Buffer.from('%PDF-1.7 other'), { sha256: '0'.repeat(64) });
    expect(answer).toMatchObject({ verdict: 'quarantined', code: 'bad-checksum' });
    await dispatchUrgent(dispatch);
    const ecg = await one<{ reading_id: string }>(database.pool, 'SELECT flags, reading_id FROM ecg WHERE id = $1', [
      answer.ecgId,
    ]);
    expect(ecg).toMatchObject({ flags: ['BAD_CHECKSUM'] });
    expect(await openingOf(ecg?.reading_id)).toMatchObject({ ecgId: answer.ecgId });
  });

  test('the same recording sent anew under its own id is read once', async () => {
    const bytes = Buffer.from('%PDF-1.7 once');
    const ecgId = ulid(now);
    const first = await send(bytes, { ecgId });
    await dispatchUrgent(dispatch);
    const second = await send(bytes, { ecgId });
    await dispatchUrgent(dispatch);
    expect(second.ecgId).toBe(first.ecgId);
    expect(await inboxOf(second.msgId)).toMatchObject({ disposition: 'CLOSED_BY_RULE', rule: 'SAME_ECG' });
  });

  test('two different recordings under one id are both kept and both read', async () => {
    const ecgId = ulid(now);
    await send(Buffer.from('%PDF-1.7 one'), { ecgId });
    await send(Buffer.from('%PDF-1.7 two'), { ecgId });
    await dispatchUrgent(dispatch);
    const { rows } = await database.pool.query(
      'SELECT flags FROM ecg WHERE device_ecg_id LIKE $1 ORDER BY received_at',
      [`${ecgId}%`],
    );
    expect(rows).toEqual([{ flags: [] }, { flags: ['ECG_ID_REUSED'] }]);
  });

  test('an announced recording that never comes brings a person after ten minutes', async () => {
    now += 1_200_000;
    const answer = await receipt('ecg/ready', envelope('ecg/ready', header(Buffer.from('never'))), {
      device: 'dv_cart',
    });
    await dispatchUrgent(dispatch);
    expect(await inboxOf(answer.msgId)).toMatchObject({ disposition: null });
    now += 11 * 60_000;
    await dispatchUrgent(dispatch);
    expect(await inboxOf(answer.msgId)).toMatchObject({
      disposition: 'QUARANTINED',
      rule: 'UPLOAD_NEVER_CAME',
      subject_id: expect.stringMatching(/^in_/),
    });
  });
});
