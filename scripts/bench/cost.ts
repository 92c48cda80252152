import { makeLog } from '../../activities/platform/log';
import { makeRecorder } from '../../activities/record';
import { workflowBundle } from '../../activities/workflowBundle';
import type { PageOrder } from '../../workflows/domain/decision';
import type { Episode } from '../../workflows/domain/episode';
import { deviceId, ecgId, episodeId, labId, patientId, readingId } from '../../workflows/domain/ids';
import { instant, plus } from '../../workflows/domain/time';
import { type Count, countOf, historyOf, together, writtenAt } from './histories';
import { makePlayer, makeWorld, type Player, type World } from './play';
import { type Figure, type Report, round } from './report';
import { scratch } from './servers';
import { type Cast, emergency, labOpening, opening, stay } from './story';
import { VIRTUAL_NAMESPACE, virtualServer } from './virtual';
import { downReferral, followUpYear } from './storyYear';
import { converter, host, quiet } from './workers';

const CAST: Cast = {
  episodeId: episodeId('ep_bench'),
  patientId: patientId('pt_bench'),
  labId: labId('lab_bench'),
  ecgId: ecgId('ecg_bench'),
  readingId: readingId('rd_bench'),
  deviceId: deviceId('dv_bench'),
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const LIMITS = { events: 800, activities: 30, yearEvents: 600, payloadKib: 32 } as const;

/** The events of one STEMI and of the year after it, over every workflow they start, played on virtual time. */
export async function cost({ quick = false }: { readonly quick?: boolean }): Promise<Report> {
  quiet();
  const namespace = VIRTUAL_NAMESPACE;
  const { folder, remove } = scratch();
  const dataConverter = converter(folder, namespace);
  const env = await virtualServer(dataConverter);
  try {
    const world = makeWorld();
    const codePath = await workflowBundle(folder);
    const few = { type: 'simple-maximum', maximum: 5 } as const;
    const sinks = makeRecorder({ flush: world.activities.flush, client: env.client, log: makeLog('bench') });
    const tuning = {
      sinks,
      workflowTaskPollerBehavior: few,
      activityTaskPollerBehavior: few,
      shutdownGraceTime: SECOND,
      shutdownForceTime: 5 * SECOND,
    };
    const engine = await host(
      { connection: env.nativeConnection, namespace, dataConverter, codePath, tuning },
      world.activities,
    );
    try {
      const time = { now: () => env.currentTimeMs(), pass: (ms: number) => env.sleep(ms) };
      // A reminder is answered by doing the task; what stands on the desk's screen alone clears itself.
      const isAnswered = ({ because, channel }: PageOrder) => because.reason !== 'TASK_DUE' && channel !== 'DESK';
      const player = makePlayer({ client: env.client, world, time, isAnswered });
      const acute = await playAcute({ player, world, time, quick });
      if (!quick) await playYear({ player, world, time });
      const counts = await Promise.all(
        player.started.map(async ({ workflowId, runId }) => ({
          workflowId,
          events: await historyOf(env.client, workflowId, runId),
        })),
      );
      return reportOf(acute, counts, world);
    } finally {
      await engine.stop();
    }
  } finally {
    await env.teardown();
    remove();
  }
}

type Time = Parameters<typeof makePlayer>[0]['time'];
type Acute = {
  readonly endedAt: number;
  readonly words: number;
  readonly acknowledgements: number;
  readonly pages: number;
  readonly levels: number;
};

type Playing = { readonly player: Player; readonly world: World; readonly time: Time };

/** `quick` stops when the lab is called. */
async function playAcute({ player, world, time, quick }: Playing & { readonly quick: boolean }): Promise<Acute> {
  const from = instant(Math.round(await time.now()));
  await player.start('LAB', labOpening(CAST, from));
  await player.start('EPISODE', opening(CAST, from));
  const steps = emergency(CAST, from);
  await player.play(quick ? steps.filter(({ at }) => at < plus(from, 20)) : steps, MINUTE);
  if (!quick) await player.play(stay(CAST, from), HOUR);
  const { words, acknowledgements } = player.said;
  const { clocks } = episodeOf(world);
  const levels = Object.values(clocks).reduce((sum, { announced }) => sum + announced.length, 0);
  return { endedAt: await time.now(), words: words + 1, acknowledgements, pages: world.pages.length, levels };
}

async function playYear({ player, world, time }: Playing): Promise<void> {
  const discharged = instant(await time.now());
  await player.play(downReferral(CAST, discharged), HOUR);
  await player.play(followUpYear(CAST, instant(await time.now()), episodeOf(world).tasks), 12 * HOUR);
}

/** The episode as it was last written down. */
function episodeOf({ flushes }: World): Episode {
  const last = flushes.findLast(({ kind }) => kind === 'EPISODE');
  if (last === undefined || !isEpisode(last.state)) throw new Error('no episode was written down');
  return last.state;
}

const isEpisode = (state: object): state is Episode => 'milestones' in state && 'tasks' in state;

type Told = { readonly workflowId: string; readonly events: Parameters<typeof countOf>[0] };

function reportOf(acute: Acute, told: readonly Told[], world: World): Report {
  const within = (isIn: (at: number) => boolean): readonly (readonly [string, Count])[] =>
    told
      .map(({ workflowId, events }) => [workflowId, countOf(events.filter((event) => isIn(writtenAt(event))))] as const)
      .filter(([, { events }]) => events > 0);
  const stemi = within((at) => at <= acute.endedAt);
  const after = within((at) => at > acute.endedAt);
  const total = together(stemi.map(([, count]) => count));
  const year = together(after.map(([, count]) => count));
  const largestPayloadBytes = Math.max(total.largestPayloadBytes, year.largestPayloadBytes);
  // What a normal activity would carry, were PostgreSQL away at the worst moment.
  const largestWriteBytes = Math.max(...world.flushes.map((flush) => JSON.stringify(flush).length));
  return {
    figures: [...figuresOf(total, year), ...sizes(largestPayloadBytes, largestWriteBytes), ...whatWasPlayed(acute)],
    json: {
      ...total,
      largestPayloadBytes,
      largestWriteBytes,
      perWorkflow: Object.fromEntries(stemi),
      followUpYear: { ...year, perWorkflow: Object.fromEntries(after) },
      story: acute,
    },
  };
}

const figuresOf = (stemi: Count, year: Count): readonly Figure[] => [
  { name: 'symptom to discharge', value: stemi.events, unit: 'events', limit: LIMITS.events },
  { name: 'symptom to discharge', value: stemi.activities, unit: 'normal activities', limit: LIMITS.activities },
  { name: 'the year after', value: year.events, unit: 'events', limit: LIMITS.yearEvents },
];

const sizes = (payload: number, write: number): readonly Figure[] => [
  { name: 'largest payload in a history', value: round(payload / 1024), unit: 'KiB', limit: LIMITS.payloadKib },
  { name: 'largest write of the record', value: round(write / 1024), unit: 'KiB', limit: LIMITS.payloadKib },
];

const whatWasPlayed = ({ words, pages, acknowledgements, levels }: Acute): readonly Figure[] => [
  { name: 'played: people and devices said', value: words, unit: 'words' },
  { name: 'played: went out', value: pages, unit: 'pages' },
  { name: 'played: people answered', value: acknowledgements, unit: 'acknowledgements' },
  { name: 'played: clocks reached', value: levels, unit: 'levels' },
];
