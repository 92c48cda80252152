import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { temporal } from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { temporalYaml } from '../../activities/platform/temporalYaml';
import * as workflows from '../../workflows';
import { workflowIdOf } from '../../workflows/domain/ids';
import { playDigest, playRotaHole, playSos, playUnansweredAlarm, playUnreached } from '../story/alarms';
import { playFailedLysis, playRecurrentVf } from '../story/lysis';
import { playBedside, playDoors, playDrill } from '../story/roads';
import { callsForHelp, castOf, ecgArrives, playStemi } from '../story/stemi';
import { setStage, type Stage, type Subject } from '../story/stage';
import { temporaryFolder } from '../support/launch';
import { testConverter, type TimeSkipping, timeSkipping } from '../support/temporal';
import { makeWard } from './ward';

/**
 * Histories that ran once, as they were stored, run again under today's code. Where a change is meant to break them
 * (nothing is in service yet), `node scripts/run.js scripts/storeHistories.ts` plays the stories anew and stores them.
 */
jest.setTimeout(60_000);
const FOLDER = join(__dirname, 'histories');
const NAMESPACE = 'default';
const codePath = process.env['WIRETIME_TEST_BUNDLE'] ?? '';

const { History } = temporal.api.history.v1;
type Stored = { readonly name: string; readonly history: temporal.api.history.v1.History };
const stored = (): readonly Stored[] =>
  globSync('*.pb', { cwd: FOLDER })
    .sort()
    .map((file) => ({ name: basename(file, '.pb'), history: History.decode(readFileSync(join(FOLDER, file))) }));

type Played = Readonly<Record<string, Subject>>;
const STORIES: Readonly<Record<string, (stage: Stage) => Promise<Played>>> = {
  answered: async (stage) => ({ ...(await playStemi(stage)) }),
  bedside: playBedside,
  digest: playDigest,
  drill: playDrill,
  'failed-lysis': playFailedLysis,
  'recurrent-vf': playRecurrentVf,
  'rota-hole': playRotaHole,
  sos: playSos,
  unanswered: async (stage) => {
    const cast = castOf();
    await callsForHelp(stage, cast);
    await ecgArrives(stage, cast, 13);
    await stage.until(100);
    const { episode, reading } = cast;
    return { episode, reading };
  },
  'unanswered-alarm': playUnansweredAlarm,
  unreached: playUnreached,
  wristband: playDoors,
};
/** What looks again and again, by a schedule. */
const WATCHES = Object.values(temporalYaml().schedules).map(({ workflow }) => workflow);

if (process.env['STORE_HISTORIES'] === '1') {
  beforeAll(async () => {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER);
    for (const [name, play] of Object.entries(STORIES)) await store(name, play);
    await storeWatches();
  }, 600_000);
}

async function keep(server: TimeSkipping, name: string, workflowId: string): Promise<void> {
  const history = await server.client.workflow.getHandle(workflowId).fetchHistory();
  writeFileSync(join(FOLDER, `${name}.pb`), History.encode(history).finish());
}

async function store(name: string, play: (stage: Stage) => Promise<Played>): Promise<void> {
  const server = await timeSkipping();
  const stage = await setStage(server);
  const played = await play(stage);
  for (const [part, { kind, id }] of Object.entries(played))
    await keep(server, `${name}-${part}`, workflowIdOf(kind, 'demo', id));
  await stage.leave();
  await server.stop();
  // what devices and the engine say is refused without a word to the story
  const refused = stage.ward.flushes.flatMap(({ happenings }) =>
    happenings.filter(({ outcome }) => outcome === 'REFUSED'),
  );
  if (refused.length > 0) throw new Error(`${name}: ${refused.map(({ type }) => type).join()} refused`);
}

async function storeWatches(): Promise<void> {
  const server = await timeSkipping();
  const { activities } = makeWard();
  const hosted = await server.host({ system: { workflows: true, activities } });
  for (const workflow of WATCHES) {
    await server.client.workflow.execute(workflow, { workflowId: workflow, taskQueue: 'system', args: [] });
    await keep(server, `watch-${workflow}`, workflow);
  }
  await hosted.stop();
  await server.stop();
}

let writes = 0;
/** Runs stored histories under the code of a bundle; what went wrong, by name. */
async function replay(bundle: string, histories: readonly Stored[]) {
  const options = {
    workflowBundle: { codePath: bundle },
    dataConverter: testConverter(NAMESPACE),
    namespace: NAMESPACE,
    replayName: 'stored',
    // What was written then is not written again.
    sinks: { record: { write: { fn: () => void (writes += 1) } } },
  };
  const errors: (readonly [string, Error])[] = [];
  const each = async function* () {
    yield* histories.map(({ name, history }) => ({ workflowId: name, history }));
  };
  for await (const { workflowId, error } of Worker.runReplayHistories(options, each()))
    if (error !== undefined) errors.push([workflowId, error]);
  return errors;
}

test('there is a stored history of every story, and of every kind of running thing in it', () => {
  expect(stored().map(({ name }) => name)).toEqual([
    'answered-episode',
    'answered-incident',
    'answered-lab',
    'answered-next',
    'answered-reading',
    'bedside-episode',
    'bedside-reading',
    'digest-list',
    'drill-episode',
    'drill-lab',
    'drill-reading',
    'failed-lysis-episode',
    'failed-lysis-lab',
    'failed-lysis-reading',
    'recurrent-vf-episode',
    'recurrent-vf-lab',
    'recurrent-vf-reading',
    'rota-hole-hole',
    'sos-incident',
    'unanswered-alarm-incident',
    'unanswered-episode',
    'unanswered-reading',
    'unreached-incident',
    'watch-alarmWatch',
    'watch-drillWatch',
    'watch-gatewayWatch',
    'watch-rotaWatch',
    'wristband-episode',
  ]);
});

test('no workflow is without a stored history', () => {
  const kept = stored().map(({ history }) => history.events[0]?.workflowExecutionStartedEventAttributes);
  expect(new Set(kept.map((begun) => begun?.workflowType?.name))).toEqual(new Set(Object.keys(workflows)));
});

test('every stored history runs under today’s workflows as it ran then', async () => {
  expect(await replay(codePath, stored())).toEqual([]);
  expect(writes).toBe(0);
});

test('a change that would stop running episodes is found here first', async () => {
  const code = readFileSync(codePath, 'utf8');
  const changed = code.replaceAll('.sendPages(', '.sendPagesOtherwise(');
  expect(changed).not.toBe(code);
  const broken = join(temporaryFolder('broken'), 'workflows.js');
  writeFileSync(broken, changed);
  const errors = await replay(broken, stored());
  expect(errors.map(([name]) => name)).toEqual(
    expect.arrayContaining(['answered-episode', 'answered-incident', 'answered-reading', 'unanswered-episode']),
  );
  for (const [, error] of errors) expect(error).toBeInstanceOf(DeterminismViolationError);
});

test('a stored history holds no word of the story in clear', () => {
  const files = globSync('*.pb', { cwd: FOLDER }).map((file) => readFileSync(join(FOLDER, file), 'latin1'));
  for (const text of files) expect(text).not.toMatch(/CRUSHING|TICAGRELOR|pt_story/);
});
