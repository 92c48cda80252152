import { setTimeout as sleep } from 'node:timers/promises';
import { startEpisodes, startTrivial, type Timed } from './fleet';
import { measured, type Figure, type Report } from './report';
import { type Rig, startRig } from './rig';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
/** Clocks due in a second, and for how many seconds at a time. */
const PER_SECOND = 20;
const WINDOW_S = 10;
const WINDOWS = 4;
/** Due in one instant, and how often that is tried. */
const BURST = 200;
const BURSTS = 2;
const LIMITS = { p99Ms: 400, ratio: 2, burstRatio: 1.5 } as const;

type Options = { readonly episodes?: number; readonly quick?: boolean };
type Side = {
  readonly prefix: string;
  /** The id a timed thing fires under. */
  readonly idOf: (name: string) => string;
  readonly start: (timed: readonly Timed[]) => Promise<void>;
  /** The longest a start has taken so far, ms. */
  paceMs: number;
};

/** How late clocks fire among many open episodes, beside trivial timers in the same minutes. */
export async function clocks({ quick = false, episodes = quick ? 20 : 2000 }: Options): Promise<Report> {
  const rig = await startRig();
  try {
    const ours: Side = {
      prefix: 'o',
      idOf: (name) => `ep_${name}`,
      start: (timed) => startEpisodes(rig.client, timed),
      paceMs: 40,
    };
    const floor: Side = {
      prefix: 'f',
      idOf: (name) => name,
      start: (timed) => startTrivial(rig.client, timed),
      paceMs: 40,
    };
    const perWindow = Math.min(PER_SECOND * WINDOW_S, Math.ceil(episodes / 10));
    const burst = Math.min(BURST, perWindow);
    const idle = Math.max(0, episodes - WINDOWS * perWindow - BURSTS * burst);
    for (const side of [floor, ours]) await openIdle(side, idle);

    const spread: Late = { floor: [], ours: [] };
    const atOnce: Late = { floor: [], ours: [] };
    for (let n = 0; n < (quick ? 1 : WINDOWS); n += 1) {
      const due = { name: `w${n}`, count: perWindow, apartMs: SECOND / PER_SECOND };
      spread.floor.push(...(await window(rig, floor, due)));
      spread.ours.push(...(await window(rig, ours, due)));
    }
    for (let n = 0; n < (quick ? 1 : BURSTS); n += 1) {
      const due = { name: `b${n}`, count: burst, apartMs: 0 };
      atOnce.floor.push(...(await window(rig, floor, due)));
      atOnce.ours.push(...(await window(rig, ours, due)));
    }
    const open = { name: 'open episodes, and as many trivial workflows', value: episodes, unit: '' };
    return {
      figures: [open, ...figuresOf(spread, atOnce)],
      json: { episodes, spread: spread.ours.length, atOnce: atOnce.ours.length },
    };
  } finally {
    await rig.stop();
  }
}

type Late = { readonly floor: number[]; readonly ours: number[] };

const figuresOf = (spread: Late, atOnce: Late): readonly Figure[] => [
  {
    name: `late by, p50, ${PER_SECOND} due a second`,
    value: measured(spread.ours, 0.5),
    unit: 'ms',
    floor: measured(spread.floor, 0.5),
  },
  {
    name: `late by, p99, ${PER_SECOND} due a second`,
    value: measured(spread.ours, 0.99),
    unit: 'ms',
    floor: measured(spread.floor, 0.99),
    limit: LIMITS.p99Ms,
    limitRatio: LIMITS.ratio,
  },
  {
    name: 'late by, p50, all due at once',
    value: measured(atOnce.ours, 0.5),
    unit: 'ms',
    floor: measured(atOnce.floor, 0.5),
  },
  {
    name: 'late by, p99, all due at once',
    value: measured(atOnce.ours, 0.99),
    unit: 'ms',
    floor: measured(atOnce.floor, 0.99),
    limitRatio: LIMITS.burstRatio,
  },
];

/** Opens things that wait an hour, and learns how long a start takes here. */
async function openIdle(side: Side, count: number): Promise<void> {
  const timed = Array.from({ length: count }, (_, n) => ({
    name: `${side.prefix}_idle${n}`,
    dueAt: Date.now() + HOUR,
  }));
  await startTimed(side, timed);
}

async function startTimed(side: Side, timed: readonly Timed[]): Promise<void> {
  const began = Date.now();
  await side.start(timed);
  if (timed.length > 0) side.paceMs = Math.max(side.paceMs, (Date.now() - began) / timed.length);
}

type Window = { readonly name: string; readonly count: number; readonly apartMs: number };

/** Starts `count` things due `apartMs` after each other, and says how late (ms) each fired. */
async function window({ fired }: Rig, side: Side, { name, count, apartMs }: Window): Promise<number[]> {
  // Time to start them, and to be still again.
  const firstAt = Date.now() + 5 * SECOND + count * side.paceMs * 2;
  const timed = Array.from({ length: count }, (_, n) => ({
    name: `${side.prefix}_${name}_${n}`,
    dueAt: Math.round(firstAt + n * apartMs),
  }));
  await startTimed(side, timed);
  const ready = Date.now();
  if (ready > firstAt - SECOND) throw new Error('this machine is too busy to start the clocks in time');
  await sleep(firstAt + count * apartMs - ready);
  await fired.until(
    timed.map((one) => side.idOf(one.name)),
    30 * SECOND,
  );
  return timed.map((one) => {
    const at = fired.first.get(side.idOf(one.name));
    if (at === undefined) throw new Error(`the clock of ${one.name} never fired`);
    return at - one.dueAt;
  });
}
