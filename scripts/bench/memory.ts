import { setTimeout as sleep } from 'node:timers/promises';
import { IDLE_MS, type Side, sidesOf } from './fleet';
import { residentKib } from './processes';
import { type Report, round } from './report';
import { startRig } from './rig';

/** Nearly as many as an engine holds at once (temporal.yaml): what its heaps keep free counts little for each. */
const EPISODES = 1900;
/** Started first, so that what an engine loads once is not counted as an episode's. */
const WARM = 20;
/** An engine with nothing to do gives memory back after a while: read so often (ms), at most so many times. */
const LOOK_MS = 5000;
const LOOKS = 8;
const LIMIT_RATIO = 1.5;

type Options = { readonly episodes?: number; readonly quick?: boolean };

/** What one open episode holds of a worker's memory, beside a trivial workflow in an engine of its own. */
export async function memory({ quick = false, episodes = quick ? 10 : EPISODES }: Options): Promise<Report> {
  const rig = await startRig();
  try {
    const { floor, ours } = sidesOf(rig);
    const size = { count: episodes, looks: quick ? 1 : LOOKS };
    const perTrivial = await growth(floor, size);
    const perEpisode = await growth(ours, size);
    return {
      figures: [
        {
          name: `memory of an open episode, of ${episodes}`,
          value: round(perEpisode),
          unit: 'KiB',
          floor: round(perTrivial),
          limitRatio: LIMIT_RATIO,
        },
      ],
      json: { episodes },
    };
  } finally {
    await rig.stop();
  }
}

/** By how many KiB a process grew for each thing it was given. */
async function growth(
  { engine: { pid }, prefix, start }: Side,
  { count, looks }: { readonly count: number; readonly looks: number },
): Promise<number> {
  const open = (name: string, size: number) =>
    start(Array.from({ length: size }, (_, n) => ({ name: `${prefix}_${name}${n}`, dueAt: Date.now() + IDLE_MS })));
  await open('warm', WARM);
  const before = await settledKib(pid(), looks);
  await open('open', count);
  return ((await settledKib(pid(), looks)) - before) / count;
}

/** The least a process held while nothing happened. */
async function settledKib(pid: number, looks: number): Promise<number> {
  let least = Infinity;
  for (let n = 0; n < looks; n += 1) {
    await sleep(LOOK_MS);
    least = Math.min(least, residentKib(pid));
  }
  return least;
}
