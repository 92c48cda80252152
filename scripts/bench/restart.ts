import { setTimeout as sleep } from 'node:timers/promises';
import { IDLE_MS, type Side, sidesOf } from './fleet';
import { measured, type Report } from './report';
import { type Rig, startRig } from './rig';

const SECOND = 1000;
/** How long engine and Temporal are away, ms. */
const AWAY_MS = SECOND;
/** The pace of `clocks`, kept up from the kill on until everything runs again. */
const PER_SECOND = 20;
const WINDOW_S = 6;
const LIMIT_MS = 5 * SECOND;

type Options = { readonly episodes?: number; readonly quick?: boolean };
type Outcome = {
  /** Of those that came due before the engine was back: when each fired, ms after the kill. */
  readonly afterKill: readonly number[];
  /** Of all that came due from the kill on: how late each fired, ms. */
  readonly late: readonly number[];
  readonly missing: number;
  readonly repeated: number;
};

/** A power cut of engine and Temporal while clocks come due: how long until those that were due meanwhile have fired. */
export async function restart({ quick = false, episodes = quick ? 20 : 600 }: Options): Promise<Report> {
  const rig = await startRig();
  try {
    const sides = sidesOf(rig);
    const due = Math.min(episodes, PER_SECOND * (quick ? 1 : WINDOW_S));
    const floor = await cut(rig, { open: episodes, due }, sides.floor);
    const ours = await cut(rig, { open: episodes, due }, sides.ours);
    const of = (pick: (outcome: Outcome) => readonly number[], share: number) => ({
      value: measured(pick(ours), share),
      floor: measured(pick(floor), share),
      unit: 'ms',
    });
    const last = of(({ afterKill }) => afterKill, 1);
    return {
      figures: [
        { name: 'the last of those due meanwhile fired, after the kill', ...last, limit: LIMIT_MS },
        { name: 'half of them had fired, after the kill', ...of(({ afterKill }) => afterKill, 0.5) },
        { name: `late by, p99, ${PER_SECOND} due a second from the kill on`, ...of(({ late }) => late, 0.99) },
        { name: 'never fired', value: ours.missing, unit: 'clocks', floor: floor.missing, limit: 0 },
        { name: 'told more than once', value: ours.repeated, unit: 'clocks', floor: floor.repeated },
      ],
      json: { episodes, due, dueMeanwhile: ours.afterKill.length, awayMs: AWAY_MS },
    };
  } finally {
    await rig.stop();
  }
}

/** How many things are open, and how many of them come due from the kill on. */
type Load = { readonly open: number; readonly due: number };

/**
 * Kills Temporal and one side's engine while clocks come due, and brings both back. The other side's engine is not
 * running: no system has two that start at once.
 */
async function cut(rig: Rig, { open, due }: Load, side: Side): Promise<Outcome> {
  const { prefix, idOf, start, engine, other } = side;
  await other.stop();
  await start(
    Array.from({ length: open - due }, (_, n) => ({ name: `${prefix}_idle${n}`, dueAt: Date.now() + IDLE_MS })),
  );
  const killAt = Date.now() + 5 * SECOND + due * 100;
  const timed = Array.from({ length: due }, (_, n) => ({
    name: `${prefix}_${n}`,
    dueAt: Math.round(killAt + (n * SECOND) / PER_SECOND),
  }));
  await start(timed);
  if (Date.now() > killAt - SECOND) throw new Error('this machine is too busy to start the clocks in time');
  await sleep(killAt - Date.now());
  const parts = [engine, rig.temporal];
  const killedAt = Date.now();
  await Promise.all(parts.map((part) => part.kill()));
  await sleep(AWAY_MS - (Date.now() - killedAt));
  await Promise.all(parts.map((part) => part.start()));
  const backAt = Date.now();
  const ids = timed.map(({ name }) => idOf(name));
  await rig.fired.until(ids, 60 * SECOND);
  await sleep(3 * SECOND); // what is told twice is told soon
  await other.start();
  const fired = timed.flatMap(({ name, dueAt }) => {
    const at = rig.fired.first.get(idOf(name));
    return at === undefined ? [] : [{ at, dueAt }];
  });
  return {
    afterKill: fired.filter(({ dueAt }) => dueAt <= backAt).map(({ at }) => at - killedAt),
    late: fired.map(({ at, dueAt }) => at - dueAt),
    missing: ids.length - fired.length,
    repeated: ids.filter((id) => (rig.fired.times.get(id) ?? 0) > 1).length,
  };
}
