import { setTimeout as sleep } from 'node:timers/promises';
import { type Side, sidesOf } from './fleet';
import { measured, type Report } from './report';
import { type Rig, startRig } from './rig';

const SECOND = 1000;
/** How long engine and Temporal are away, ms. */
const AWAY_MS = SECOND;
const LIMIT_MS = 5 * SECOND;

type Options = { readonly episodes?: number; readonly quick?: boolean };
type Outcome = { readonly afterKill: readonly number[]; readonly missing: number; readonly repeated: number };

/** A power cut of engine and Temporal in the moment clocks come due: how long until every one of them has fired. */
export async function restart({ quick = false, episodes = quick ? 10 : 300 }: Options): Promise<Report> {
  const rig = await startRig();
  try {
    const sides = sidesOf(rig);
    const floor = await cut(rig, episodes, sides.floor);
    const ours = await cut(rig, episodes, sides.ours);
    const worst = { value: measured(ours.afterKill, 1), floor: measured(floor.afterKill, 1) };
    const half = { value: measured(ours.afterKill, 0.5), floor: measured(floor.afterKill, 0.5) };
    return {
      figures: [
        { name: `the last of ${episodes} due meanwhile fired, after the kill`, unit: 'ms', ...worst, limit: LIMIT_MS },
        { name: 'half of them had fired, after the kill', unit: 'ms', ...half },
        { name: 'never fired', value: ours.missing, unit: 'clocks', floor: floor.missing, limit: 0 },
        { name: 'told more than once', value: ours.repeated, unit: 'clocks', floor: floor.repeated },
      ],
      json: { episodes, awayMs: AWAY_MS },
    };
  } finally {
    await rig.stop();
  }
}

/** Kills Temporal and both engines as the first clock comes due; all clocks come due before they are back. */
async function cut(rig: Rig, count: number, { prefix, idOf, start }: Side): Promise<Outcome> {
  const killAt = Date.now() + 10 * SECOND + count * 100;
  const timed = Array.from({ length: count }, (_, n) => ({
    name: `${prefix}_${n}`,
    dueAt: Math.round(killAt + (n / count) * AWAY_MS),
  }));
  await start(timed);
  if (Date.now() > killAt - SECOND) throw new Error('this machine is too busy to start the clocks in time');
  await sleep(killAt - Date.now());
  const parts = [rig.engine, rig.trivialEngine, rig.temporal];
  const killedAt = Date.now();
  await Promise.all(parts.map((part) => part.kill()));
  await sleep(AWAY_MS - (Date.now() - killedAt));
  await Promise.all(parts.map((part) => part.start()));
  const ids = timed.map(({ name }) => idOf(name));
  await rig.fired.until(ids, 60 * SECOND);
  await sleep(3 * SECOND); // what is told twice is told soon
  const at = ids.flatMap((id) => rig.fired.first.get(id) ?? []);
  return {
    afterKill: at.map((one) => one - killedAt),
    missing: ids.length - at.length,
    repeated: ids.filter((id) => (rig.fired.times.get(id) ?? 0) > 1).length,
  };
}
