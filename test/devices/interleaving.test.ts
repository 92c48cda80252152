import { assert, asyncProperty, shuffledSubarray, subarray } from 'fast-check';
import { folderBlobs } from '../../activities/platform/blobs';
import { makeBatch } from '../../devices/batch';
import { dispatchUrgent } from '../../devices/dispatch';
import { makeIntake } from '../../devices/intake';
import { makeEcgReader } from '../../devices/formats/reader';
import { makeMetrics } from '../../devices/metrics';
import { makePersist } from '../../devices/persist';
import { ulid } from '../../devices/simulator/composer';
import { temporaryFolder } from '../support/launch';
import { freshDatabase, type Database } from '../support/postgres';
import { bind, furnish, NO_QUOTAS, one, quiet } from './ward';

/** Whatever the network does to the messages of one alarm, people meet one alarm. */
let database: Database;
beforeAll(async () => {
  database = await freshDatabase();
  await furnish(database.pool);
  await bind(database.pool, 'dv_watch', 'pt_a', new Date(Date.parse('2026-11-01T00:00:00Z')));
});
afterAll(() => database.drop());

let now = Date.parse('2026-11-22T02:00:00Z');
const clock = () => new Date(now);
const iso = (ms: number) => new Date(ms).toISOString();

function door() {
  const { pool } = database;
  const persist = makePersist(quiet, clock);
  const blobs = folderBlobs(temporaryFolder('blobs'));
  const reader = makeEcgReader();
  const metrics = makeMetrics();
  const store = makeBatch({ pool, log: quiet, persist });
  const shards = { held: () => Array.from({ length: 16 }, (_, n) => n) };
  return {
    hear: makeIntake({
      pool,
      blobs,
      log: quiet,
      metrics,
      clock,
      persist,
      store,
      onStored: () => undefined,
      quotas: NO_QUOTAS,
    }),
    takeUp: () => dispatchUrgent({ pool, blobs, reader, shards, log: quiet, metrics, clock, onWord: () => undefined }),
  };
}

const message = (alarmId: string, phase: string, seq: number, value: number) =>
  Buffer.from(
    JSON.stringify({
      v: 1,
      kind: 'alarm',
      msgId: ulid(now),
      bootId: 'boot1',
      seq,
      measuredAt: iso(now),
      monoMs: seq,
      sentAt: iso(now),
      clock: { source: 'ntp', syncAgeS: 1 },
      buffered: false,
      fw: '1',
      orderRef: null,
      wristband: null,
      data: { alarmId, phase, category: 'physiological', code: 'TACHYCARDIA', value, unit: '/min', onsetAt: iso(now) },
    }),
  );

test('start, updates and end in any order, some of them several times: one incident, ended once, raised once', async () => {
  const { hear, takeUp } = door();
  const all = [0, 1, 2, 3, 4];
  await assert(
    asyncProperty(shuffledSubarray(all, { minLength: 5 }), subarray(all), async (order, repeated) => {
      now += 60 * 60_000;
      const alarmId = ulid(now);
      const sent = [
        ['start', 155],
        ['update', 158],
        ['update', 184],
        ['update', 170],
        ['end', 100],
      ] as const;
      const messages = sent.map(([phase, value], seq) => message(alarmId, phase, seq, value));
      for (const n of [...order, ...repeated]) {
        await hear({ topic: 'cpc/v1/dv_watch/up/alarm', payload: messages[n] ?? Buffer.alloc(0), retained: false });
        await takeUp();
        now += 2_000;
      }
      now += 31_000;
      await takeUp();
      const incident = await one<{ incident_id: string; ended: boolean }>(
        database.pool,
        'SELECT incident_id, ended_at IS NOT NULL AS ended FROM device_alarm WHERE alarm_id = $1',
        [alarmId],
      );
      const { rows } = await database.pool.query<{ said: string; priority: string | null }>(
        `SELECT COALESCE(message ->> 'type', 'OPENED') AS said, COALESCE(message ->> 'priority', opening ->> 'priority') AS priority FROM device_word WHERE target_id = $1`,
        [incident?.incident_id],
      );
      const said = rows.map((row) => row.said);
      expect(incident?.ended).toBe(true);
      expect(said.filter((one) => one === 'OPENED')).toHaveLength(1);
      expect(said.filter((one) => one === 'CONDITION_ENDED')).toHaveLength(1);
      expect(said.filter((one) => one === 'SIGNAL_REPEATED').length).toBeLessThanOrEqual(1);
      expect(rows.some(({ priority }) => priority === 'HIGH')).toBe(true);
      expect(await one(database.pool, 'SELECT count(*)::int AS n FROM device_inbox WHERE disposition IS NULL')).toEqual(
        { n: 0 },
      );
      expect(
        await one(
          database.pool,
          "SELECT count(*)::int AS n FROM device_inbox WHERE payload #>> '{data,alarmId}' = $1",
          [alarmId],
        ),
      ).toEqual({ n: 5 });
    }),
    { numRuns: 40 },
  );
}, 60_000);
