import { flush, recordOf } from '../../prisma/flush';
import { instant } from '../../workflows/domain/time';
import type { Row } from '../../workflows/domain/rows';
import { type Database, freshDatabase } from '../support/postgres';
import { aFlush, aHappening, anEpisodeRow, T0 } from './aFlush';

let db: Database;
beforeAll(async () => {
  db = await freshDatabase();
});
beforeEach(() => db.pool.query('TRUNCATE subject, happening, episode, milestone, clock, page, audit, change'));
afterAll(() => db.drop());

const aWord = (seq: number) => ({ id: `hp_${seq}`, epoch: 1, seq, outcome: 'APPLIED' });
const all = async (sql: string): Promise<object[]> => (await db.pool.query<object>(sql)).rows;

test('what happened to a patient is on record the moment the flush is answered', async () => {
  expect(await flush(db.pool, aFlush(1))).toEqual({ epoch: 1, seq: 1 });
  expect(await all('SELECT phase, opened_at, next_due_at, facts FROM episode')).toEqual([
    { phase: 'HELP_SOUGHT', opened_at: new Date(T0), next_due_at: null, facts: { openedAt: 'left as it is' } },
  ]);
  expect(await all('SELECT seq, type, actor_role, at FROM happening')).toEqual([
    { seq: 1, type: 'MILESTONE_RECORDED', actor_role: 'FAMILY_DOCTOR', at: new Date(T0) },
  ]);
  expect(await all('SELECT epoch, seq, closed, state FROM subject')).toEqual([
    { epoch: 1, seq: 1, closed: false, state: { seq: 1 } },
  ]);
});

test('the same flush sent twice is written once', async () => {
  await flush(db.pool, aFlush(1));
  expect(await flush(db.pool, aFlush(1))).toEqual({ epoch: 1, seq: 1 });
  expect(await all('SELECT 1 FROM happening')).toHaveLength(1);
  expect(await all('SELECT 1 FROM audit')).toHaveLength(1);
  expect(await all('SELECT 1 FROM change')).toHaveLength(1);
});

test('a flush that comes after a later one changes nothing and is told what stands', async () => {
  await flush(
    db.pool,
    aFlush(2, { rows: [anEpisodeRow({ phase: 'FMC' })], happenings: [aHappening(1), aHappening(2)] }),
  );
  expect(await flush(db.pool, aFlush(1))).toEqual({ epoch: 1, seq: 2, state: { seq: 2 }, words: [aWord(1), aWord(2)] });
  expect(await all('SELECT phase FROM episode')).toEqual([{ phase: 'FMC' }]);
});

test('an engine restored from older days is told that the record is ahead, and can go on in a new epoch', async () => {
  await flush(db.pool, aFlush(9));
  expect(await flush(db.pool, aFlush(4))).toEqual({ epoch: 1, seq: 9, state: { seq: 9 }, words: [aWord(9)] });
  expect(await flush(db.pool, aFlush(5, { epoch: 2 }))).toEqual({ epoch: 2, seq: 5 });
  expect(await flush(db.pool, aFlush(10))).toMatchObject({ epoch: 2, seq: 5, state: { seq: 5 } });
});

test('an engine that forgot and has counted past the record is still told that it is behind', async () => {
  await flush(db.pool, aFlush(3));
  const forgetful = aFlush(5, { happenings: [aHappening(3, { id: 'hp_other' }), aHappening(4), aHappening(5)] });
  expect(await flush(db.pool, forgetful)).toEqual({ epoch: 1, seq: 6, state: { seq: 3 }, words: [aWord(3)] });
  expect(await all('SELECT id FROM happening')).toEqual([{ id: 'hp_3' }]);
});

test('an engine killed between this write and its own writes the same word again, and it stands once', async () => {
  await flush(db.pool, aFlush(3, { state: { heardAt: 1 } }));
  const again = aFlush(3, { state: { heardAt: 2 }, rows: [anEpisodeRow({ phase: 'FMC' })] });
  expect(await flush(db.pool, again)).toEqual({ epoch: 1, seq: 3 });
  expect(await all('SELECT state FROM subject')).toEqual([{ state: { heardAt: 2 } }]);
  expect(await all('SELECT phase FROM episode')).toEqual([{ phase: 'FMC' }]);
  expect(await all('SELECT seq FROM happening')).toEqual([{ seq: 3 }]);
});

test('a word that an engine forgot and hears again under a later number stands once', async () => {
  await flush(db.pool, aFlush(3));
  await flush(db.pool, aFlush(4, { happenings: [aHappening(4, { id: 'hp_3' })] }));
  expect(await all('SELECT seq, id FROM happening')).toEqual([{ seq: 3, id: 'hp_3' }]);
});

test('what a person or a device did is audited; what the system did by itself is not', async () => {
  const happenings = [
    aHappening(1),
    aHappening(2, { actorKind: 'DEVICE', actorId: 'dv_cart1' }),
    aHappening(3, { actorKind: 'SYSTEM', actorId: 'engine', type: 'TIME_PASSED' }),
  ];
  await flush(db.pool, aFlush(3, { happenings }));
  expect(await all('SELECT actor_kind, actor_id, action, subject_kind, subject_id FROM audit ORDER BY id')).toEqual([
    {
      actor_kind: 'HUMAN',
      actor_id: 'ps_doctor',
      action: 'MILESTONE_RECORDED',
      subject_kind: 'EPISODE',
      subject_id: 'ep_1',
    },
    {
      actor_kind: 'DEVICE',
      actor_id: 'dv_cart1',
      action: 'MILESTONE_RECORDED',
      subject_kind: 'EPISODE',
      subject_id: 'ep_1',
    },
  ]);
});

test('what the engine says of a clock or a milestone replaces what stood before', async () => {
  const milestone: Row = {
    table: 'milestone',
    episodeId: 'ep_1',
    n: 1,
    code: 'FMC',
    at: T0,
    precision: 'MINUTE',
    source: 'HUMAN',
    recordedBy: 'ps_doctor',
    receivedAt: T0,
  };
  const clock: Row = {
    table: 'clock',
    episodeId: 'ep_1',
    target: 'T05',
    status: 'RUNNING',
    startedAt: T0,
    dueAt: instant(T0 + 600_000),
    limitMin: 10,
    ownerRole: 'FAMILY_DOCTOR',
    reasonOwed: false,
  };
  await flush(db.pool, aFlush(1, { rows: [milestone, clock] }));
  await flush(
    db.pool,
    aFlush(2, {
      rows: [
        { ...milestone, at: instant(T0 + 1) },
        { ...clock, status: 'MET', tookMin: 4.5 },
      ],
    }),
  );
  expect(await all('SELECT at FROM milestone')).toEqual([{ at: new Date(T0 + 1) }]);
  expect(await all('SELECT status, took_min, due_at FROM clock')).toEqual([
    { status: 'MET', took_min: 4.5, due_at: new Date(T0 + 600_000) },
  ]);
});

test('of two rows with one key in a flush the later one counts', () => {
  const record = recordOf(aFlush(1, { rows: [anEpisodeRow(), anEpisodeRow({ phase: 'FMC' })] }));
  expect(record['episode']).toMatchObject([{ phase: 'FMC' }]);
});

test('twenty patients at once leave no gap in the positions a screen follows', async () => {
  await db.pool.query('UPDATE live_position SET position = 0');
  const ids = Array.from({ length: 20 }, (_, n) => `ep_${n}`);
  for (const seq of [1, 2, 3])
    await Promise.all(ids.map((id) => flush(db.pool, aFlush(seq, { id, rows: [anEpisodeRow({ id })] }))));
  const positions = (await all('SELECT position::int FROM change ORDER BY position')) as { position: number }[];
  expect(positions.map(({ position }) => position)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
  expect(await all("SELECT version::int FROM change WHERE id = 'ep_7' ORDER BY position")).toEqual([
    { version: 1_000_001 },
    { version: 1_000_002 },
    { version: 1_000_003 },
  ]);
});

test('screens hear of a change only once it can be read', async () => {
  const listener = await db.pool.connect();
  await listener.query('LISTEN wiretime_change');
  const heard = new Promise<string | undefined>((resolve) => {
    listener.once('notification', ({ payload }) => resolve(payload));
  });
  await flush(db.pool, aFlush(1));
  expect(JSON.parse((await heard) ?? '')).toMatchObject({ kind: 'EPISODE', id: 'ep_1', version: 1_000_001 });
  listener.release();
});
