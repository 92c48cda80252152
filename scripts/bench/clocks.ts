import { setTimeout as sleep } from 'node:timers/promises';
import { IDLE_MS, type Side, type Sides, sidesOf, type Timed } from './fleet';
import { processorMs } from './processes';
import { measured, type Figure, type Report, round } from './report';
import { type Rig, startRig } from './rig';

const SECOND = 1000;
/** Clocks due in a second, and for how many seconds at a time. */
const PER_SECOND = 20;
const WINDOW_S = 10;
const WINDOWS = 4;
/** Due in one instant, and how often that is tried. */
const BURST = 200;
const BURSTS = 2;
const LIMITS = { p99Ms: 400, ratio: 2, burstRatio: 1.5 } as const;

type Options = { readonly episodes?: number; readonly quick?: boolean };
type Clocks = Side & {
  /** How far apart things are started that are to be timed, ms. */
  paceMs: number;
  /** Processor time (ms) its engine used, and clocks it fired with that. */
  readonly used: { ms: number; clocks: number };
};

/** How late clocks fire among many open episodes, beside trivial timers in the same minutes. */
export async function clocks({ quick = false, episodes = quick ? 20 : 2000 }: Options): Promise<Report> {
  const rig = await startRig();
  try {
    const { floor, ours } = sidesOf(rig);
    const learning = () => ({ paceMs: 40, used: { ms: 0, clocks: 0 } });
    const sides = { floor: { ...floor, ...learning() }, ours: { ...ours, ...learning() } };
    return await measure(rig, sides, { quick, episodes });
  } finally {
    await rig.stop();
  }
}

async function measure(
  rig: Rig,
  { floor, ours }: Sides<Clocks>,
  { quick, episodes }: Required<Options>,
): Promise<Report> {
  const perWindow = Math.min(PER_SECOND * WINDOW_S, Math.ceil(episodes / 10));
  const burst = Math.min(BURST, perWindow);
  const idle = Math.max(0, episodes - WINDOWS * perWindow - BURSTS * burst);
  for (const side of [floor, ours]) await openIdle(side, idle);

  const spread: Late = { floor: [], ours: [] };
  const atOnce: Late = { floor: [], ours: [] };
  const byTurns = async (late: Late, due: Window) => {
    late.floor.push(...(await window(rig, floor, due)));
    late.ours.push(...(await window(rig, ours, due)));
  };
  for (let n = 0; n < (quick ? 1 : WINDOWS); n += 1)
    await byTurns(spread, { name: `w${n}`, count: perWindow, apartMs: SECOND / PER_SECOND });
  for (let n = 0; n < (quick ? 1 : BURSTS); n += 1) await byTurns(atOnce, { name: `b${n}`, count: burst, apartMs: 0 });
  const open = { name: 'open episodes, and as many trivial workflows', value: episodes, unit: '' };
  const spent = {
    name: 'processor time of the engine for a clock',
    value: round(ours.used.ms / ours.used.clocks),
    unit: 'ms',
    floor: round(floor.used.ms / floor.used.clocks),
  };
  return {
    figures: [
      open,
      ...lateness(spread, `${PER_SECOND} due a second`, { limit: LIMITS.p99Ms, limitRatio: LIMITS.ratio }),
      ...lateness(atOnce, `${burst} due at once`, { limitRatio: LIMITS.burstRatio }),
      spent,
    ],
    json: { episodes, spread: spread.ours.length, atOnce: atOnce.ours.length },
  };
}

type Late = { readonly floor: number[]; readonly ours: number[] };

function lateness({ ours, floor }: Late, when: string, bars: Pick<Figure, 'limit' | 'limitRatio'>): readonly Figure[] {
  const figure = (share: number): Figure => ({
    name: `late by, p${share * 100}, ${when}`,
    value: measured(ours, share),
    unit: 'ms',
    floor: measured(floor, share),
  });
  return [figure(0.5), { ...figure(0.99), ...bars }];
}

/** Opens things that wait, and learns how long a start takes here. */
async function openIdle(side: Clocks, count: number): Promise<void> {
  const timed = Array.from({ length: count }, (_, n) => ({
    name: `${side.prefix}_idle${n}`,
    dueAt: Date.now() + IDLE_MS,
  }));
  const began = Date.now();
  await side.start(timed);
  if (count > 0) side.paceMs = Math.max(side.paceMs, (2 * (Date.now() - began)) / count);
}

/**
 * Starts things one after the other, at half the pace the machine can: Temporal counts a timer from the end of the task
 * that set it, so one set in a hurry rings late by the length of that task, and not because ringing takes long.
 */
async function startTimed(side: Clocks, timed: readonly Timed[]): Promise<void> {
  for (const one of timed) await Promise.all([side.start([one]), sleep(side.paceMs)]);
}

type Window = { readonly name: string; readonly count: number; readonly apartMs: number };

/** Starts `count` things due `apartMs` after each other, and says how late (ms) each fired. */
async function window({ fired }: Rig, side: Clocks, { name, count, apartMs }: Window): Promise<number[]> {
  // Time to start them, and to be still again.
  const firstAt = Date.now() + 5 * SECOND + count * side.paceMs * 1.2;
  const timed = Array.from({ length: count }, (_, n) => ({
    name: `${side.prefix}_${name}_${n}`,
    dueAt: Math.round(firstAt + n * apartMs),
  }));
  await startTimed(side, timed);
  const ready = Date.now();
  if (ready > firstAt - SECOND) throw new Error('this machine is too busy to start the clocks in time');
  await sleep(firstAt - SECOND - ready);
  const usedBefore = processorMs(side.engine.pid());
  await sleep(firstAt + count * apartMs - Date.now());
  await fired.until(
    timed.map((one) => side.idOf(one.name)),
    30 * SECOND,
  );
  await sleep(SECOND);
  side.used.ms += processorMs(side.engine.pid()) - usedBefore;
  side.used.clocks += count;
  return timed.map((one) => {
    const at = fired.first.get(side.idOf(one.name));
    if (at === undefined) throw new Error(`the clock of ${one.name} never fired`);
    return at - one.dueAt;
  });
}
