import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, type Report, round } from './report';
import { BROKERS, startWard, type Ward } from './ward';

const DEVICES = 10_000;
/** Their hour of silence is over within this time, ms; then as many again are over in one instant. */
const SPREAD_MS = 40_000;
/** W22: raised this soon after it is due. */
const LIMIT_MS = 5_000;

type Options = { readonly quick?: boolean };

/** How late the silence of bound devices is raised: due one after the other, and all that are shown in one instant. */
export async function silence({ quick = false }: Options): Promise<Report> {
  const [kind = 'aedes'] = BROKERS;
  const count = quick ? 200 : DEVICES;
  const ward = await startWard(kind, count);
  try {
    const spreadMs = quick ? 2_000 : SPREAD_MS;
    await due(ward, { level: 1, firstInMs: 1_000, spreadMs });
    const told = await latest(ward, 1, count);
    await due(ward, { level: 0, firstInMs: 1_000, spreadMs: 0 });
    const shown = await latest(ward, 0, count);
    const figure = (name: string, value: number): Figure => ({
      name,
      value: round(value),
      unit: 'ms',
      limit: LIMIT_MS,
    });
    return {
      figures: [
        { name: 'bound devices', value: count, unit: '' },
        figure(`told (an hour), due over ${spreadMs / 1_000} s, the latest after`, told),
        figure('shown (two intervals), all due in one instant, the latest after', shown),
      ],
      json: { devices: count },
    };
  } finally {
    await ward.stop();
  }
}

type Due = { readonly level: 0 | 1; readonly firstInMs: number; readonly spreadMs: number };

/** Sets every device's clock so that its next level comes due then. */
const due = ({ pool }: Ward, { level, firstInMs, spreadMs }: Due) =>
  pool.query(
    `INSERT INTO silence_clock (device_id, last_seen_at, due_at, level)
     SELECT id, now() - interval '1 hour', now() + make_interval(secs => ($2 + $3 * random()) / 1000), $1
       FROM device WHERE upload_interval_s IS NOT NULL
     ON CONFLICT (device_id) DO UPDATE SET last_seen_at = excluded.last_seen_at, due_at = excluded.due_at, level = excluded.level`,
    [level, firstInMs, spreadMs],
  );

/** Looks until every clock has left the level; answers the longest (ms) any was seen waiting past its due time. */
async function latest({ pool }: Ward, level: number, count: number): Promise<number> {
  let worst = 0;
  for (let left = count; left > 0; await sleep(100)) {
    const { rows } = await pool.query<{ left: number; late: number }>(
      `SELECT count(*)::int AS left,
              COALESCE(max(extract(epoch FROM clock_timestamp() - due_at)) * 1000, 0)::float8 AS late
         FROM silence_clock WHERE level = $1`,
      [level],
    );
    left = rows[0]?.left ?? 0;
    worst = Math.max(worst, rows[0]?.late ?? 0);
  }
  return worst;
}
