import { setTimeout as sleep } from 'node:timers/promises';
import { IDLE_MS, type Side, sidesOf } from './fleet';
import { residentKib } from './processes';
import { type Report, round } from './report';
import { startRig } from './rig';

/** Started first, so that what an engine loads once is not counted as an episode's. */
const WARM = 20;
/** How long (ms) nothing happens before memory is read. */
const STILL_MS = 5000;
const LIMIT_RATIO = 1.5;

type Options = { readonly episodes?: number; readonly quick?: boolean };

/** What one open episode holds of a worker's memory, beside a trivial workflow in an engine of its own. */
export async function memory({ quick = false, episodes = quick ? 10 : 1000 }: Options): Promise<Report> {
  const rig = await startRig();
  try {
    const { floor, ours } = sidesOf(rig);
    const perTrivial = await growth(floor, episodes);
    const perEpisode = await growth(ours, episodes);
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
async function growth({ pid, prefix, start }: Side, count: number): Promise<number> {
  const open = (name: string, size: number) =>
    start(Array.from({ length: size }, (_, n) => ({ name: `${prefix}_${name}${n}`, dueAt: Date.now() + IDLE_MS })));
  await open('warm', WARM);
  await sleep(STILL_MS);
  const before = residentKib(pid());
  await open('open', count);
  await sleep(STILL_MS);
  return (residentKib(pid()) - before) / count;
}
