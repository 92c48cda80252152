import { flush } from '../../prisma/flush';
import type { Flush } from '../../workflows/domain/rows';
import { instant } from '../../workflows/domain/time';
import type { Api } from './anApi';
import { anApi } from './anApi';

type Event = {
  changes: { position: number | null; id: string | null; kind: string | null; version: number | null; stale: boolean };
};
const CHANGES = 'subscription ($since: Position) { changes(since: $since) { position id kind version stale } }';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.stop());

/** A lab was written for the n-th time. */
const write = (n: number, pool = api.database.pool) => {
  const at = instant(Date.now());
  const happening = {
    seq: n,
    id: `m${n}`,
    type: 'LAB_BLOCKED',
    at,
    receivedAt: at,
    actorKind: 'HUMAN',
    actorId: 'ps_director',
    outcome: 'APPLIED',
    payload: {},
  } as const;
  const row = { table: 'lab_state', id: 'lab_1', siteId: 'st_hub', status: 'BLOCKED', waiters: [] } as const;
  const input: Flush = {
    kind: 'LAB',
    id: 'lab_1',
    region: 'demo',
    epoch: 1,
    seq: n,
    closed: false,
    state: {},
    rows: [row],
    happenings: [happening],
  };
  return flush(pool, input);
};

async function take(stream: AsyncGenerator<Event>, count: number): Promise<number[]> {
  const seen: number[] = [];
  for await (const { changes } of stream) {
    if (changes.id === null) continue;
    seen.push(changes.position ?? -1);
    if (seen.length === count) break;
  }
  return seen;
}

/** Follows from now on: the position of the first frame that has one. */
async function place(stream: AsyncGenerator<Event>): Promise<number> {
  for (;;) {
    const { value, done } = await stream.next();
    if (done === true) throw new Error('the stream ended');
    if (value.changes.position !== null && !value.changes.stale) return value.changes.position;
  }
}

let written = 0;
const writeSome = async (count: number) => {
  for (let i = 0; i < count; i += 1) await write(++written);
};

test('a screen that was away hears everything it missed, in order, and then what happens now', async () => {
  const first = api.follow<Event>('ps_coordinator', CHANGES);
  const from = await place(first);
  await writeSome(5);
  expect(await take(first, 5)).toEqual([1, 2, 3, 4, 5].map((n) => from + n));

  await writeSome(700); // nobody listens: more than one batch
  const again = api.follow<Event>('ps_coordinator', CHANGES, { since: from + 5 });
  const missed = await take(again, 700);
  expect(missed).toEqual(Array.from({ length: 700 }, (_, n) => from + 6 + n));
});

test('changes written while a screen reads the old ones come after them, none lost and none twice', async () => {
  const { rows } = await api.database.pool.query<{ position: string }>('SELECT position FROM live_position');
  const from = Number(rows[0]?.position);
  await writeSome(50);
  const stream = api.follow<Event>('ps_coordinator', CHANGES, { since: from });
  const [seen] = await Promise.all([take(stream, 150), writeSome(100)]);
  expect(seen).toEqual(Array.from({ length: 150 }, (_, n) => from + 1 + n));
});

test('a change carries the version that the record shows', async () => {
  const stream = api.follow<Event>('ps_coordinator', CHANGES);
  await place(stream);
  await writeSome(1);
  const seen: Event[] = [];
  for await (const event of stream) {
    if (event.changes.id === null) continue;
    seen.push(event);
    break;
  }
  expect(seen[0]?.changes).toMatchObject({ kind: 'LAB', id: 'lab_1', version: 1_000_000 + written });
});

test('a screen ahead of a restored record is told the smaller position, so that it reads everything anew', async () => {
  const stream = api.follow<Event>('ps_coordinator', CHANGES, { since: 9_000_000 });
  expect(await place(stream)).toBe(api.services.changes.position());
  await stream.return(undefined);
});

test('a stream that loses the record says so, goes on when it is back, and has missed nothing', async () => {
  const stream = api.follow<Event>('ps_coordinator', CHANGES);
  const from = await place(stream);
  await api.database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`,
  );
  await writeSome(3);
  const positions: number[] = [];
  const stales: boolean[] = [];
  for await (const { changes } of stream) {
    stales.push(changes.stale);
    if (changes.id !== null) positions.push(changes.position ?? -1);
    if (positions.length === 3 && !changes.stale) break;
  }
  expect(positions).toEqual([from + 1, from + 2, from + 3]);
  expect(stales).toContain(true);
});

test('nobody hears changes without signing in', async () => {
  const answer = await api.ask(undefined, CHANGES);
  expect(answer.errors?.[0]?.extensions.code).toBe('NOT_SIGNED_IN');
});
