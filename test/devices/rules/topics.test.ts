import { assert, constantFrom, jsonValue, property, string, uint8Array } from 'fast-check';
import { ALARM_CODES } from '../../../workflows/domain/vocabulary';
import { SCHEMAS } from '../../../devices/envelope';
import { duplicateKey, parseStrictJson } from '../../../devices/strictJson';
import { decode, joinInline, TOPICS } from '../../../devices/topics';
import { believe } from '../../../devices/times';

const kinds = Object.keys(TOPICS);
const T0 = Date.parse('2026-11-22T02:00:00Z');

const whole = (data: object = { state: 'online' }) => ({
  v: 1,
  kind: 'status',
  msgId: '01M812T116GCWTP520RT9ZFWXY',
  bootId: 'boot1',
  seq: 0,
  measuredAt: '2026-11-22T10:00:00.120+08:00',
  monoMs: 1,
  sentAt: '2026-11-22T02:00:01Z',
  clock: { source: 'ntp', syncAgeS: null },
  buffered: false,
  fw: '1',
  orderRef: null,
  wristband: null,
  data,
});
const onStatus = (message: object) => decode('cpc/v1/dv_watch/up/status', Buffer.from(JSON.stringify(message)));

test('no bytes on any topic make the decoder throw', () => {
  assert(
    property(constantFrom(...kinds, 'cmd', '../x', ''), uint8Array({ maxLength: 200 }), (tail, bytes) => {
      expect(decode(`cpc/v1/dv_watch/up/${tail}`, bytes).ok).toBe(false);
    }),
  );
});

test('a whole message with anything put into any of its places is read or refused, never a crash', () => {
  assert(
    property(constantFrom(...Object.keys(whole())), jsonValue(), (place, value) => {
      expect(typeof onStatus({ ...whole(), [place]: value }).ok).toBe('boolean');
    }),
  );
});

test('the sum of a message does not hang on the order of its keys', () => {
  const turned = Object.fromEntries(Object.entries(whole({ state: 'online', battery: 50 })).reverse());
  const [one, two] = [onStatus(whole({ battery: 50, state: 'online' })), onStatus(turned)];
  expect(one.ok && two.ok && one.sha256 === two.sha256).toBe(true);
});

test('an alarm may carry every code of the system and none besides', () => {
  expect([...SCHEMAS.alarm.shape.data.shape.code.options]).toEqual([...ALARM_CODES]);
});

test('each topic’s own schema demands its own kind', () => {
  expect(Object.entries(SCHEMAS).map(([kind, schema]) => [kind, schema.shape.kind.value])).toEqual(
    kinds.map((kind) => [kind, kind]),
  );
});

test('a header length that points past the message is malformed', () => {
  const good = Buffer.from(joinInline({}, Buffer.from('x')));
  for (const length of [0, 1, 5, 0xffff_ffff]) {
    const bad = Buffer.from(good);
    bad.writeUInt32BE(length);
    expect(decode('cpc/v1/dv_cart/up/ecg/inline', bad)).toMatchObject({ ok: false, code: 'malformed', lifeline: true });
  }
});

describe('strict JSON', () => {
  test.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":{"b":1,"c":[{"d":1,"d":2}]}}', 'd'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"a":{"a":1},"b":[1,{"a":2}]}', undefined],
    ['{"a":"a\\",\\"a\\":","b":"{\\"b\\":1"}', undefined],
  ])('in %s the key said twice is %s', (text, key) => {
    expect(duplicateKey(text)).toBe(key);
  });

  test('what JSON.stringify writes is always strict', () => {
    assert(
      property(jsonValue(), (value) => {
        const text = JSON.stringify(value);
        const strict = parseStrictJson(Buffer.from(text));
        expect(strict.ok || text.includes('\\u0000') || /\\ud[89a-f]/i.test(text)).toBe(true);
      }),
    );
  });

  test('half a character and a NUL are refused, because no record could hold them', () => {
    expect(parseStrictJson(Buffer.from('{"a":"\\ud800"}')).ok).toBe(false);
    expect(parseStrictJson(Buffer.from('{"a":"\\u0000"}')).ok).toBe(false);
    expect(parseStrictJson(Buffer.from('{"a":"\\ud83d\\ude00"}')).ok).toBe(true);
  });

  test('any text at all is read or refused', () => {
    assert(
      property(string(), (text) => {
        expect(typeof parseStrictJson(Buffer.from(text)).ok).toBe('boolean');
      }),
    );
  });
});

describe('believed times', () => {
  const HOUR = 3_600_000;
  const said = (measuredAt: number, sentAt = T0) => believe({ measuredAt, sentAt, buffered: false }, T0);

  test('exactly at a limit a time is still believed', () => {
    expect(said(T0 + 120_000)).toEqual({ effectiveAt: T0 + 120_000, flags: [] });
    expect(said(T0 - 600_000)).toEqual({ effectiveAt: T0 - 600_000, flags: [] });
    expect(said(T0 - 72 * HOUR).flags).toEqual(['LATE']);
  });

  test('whatever a clock says, nothing is believed to lie further ahead than two minutes', () => {
    assert(
      property(constantFrom(-100 * HOUR, -1, 0, 1, 119_000, 121_000, HOUR, 1e6 * HOUR), (offset) => {
        expect(said(T0 + offset).effectiveAt).toBeLessThanOrEqual(T0 + 120_000);
      }),
    );
  });

  test('a message of before 2020 whose sending was dated no better is as old as the device waited', () => {
    const reset = Date.parse('1970-01-01T00:01:00Z');
    expect(said(reset, reset + 20 * 60_000)).toEqual({
      effectiveAt: T0 - 20 * 60_000,
      flags: ['CLOCK_SUSPECT', 'RETIMED', 'LATE'],
    });
  });
});
