import { setTimeout as sleep } from 'node:timers/promises';
import type { Activities } from '../../activities';
import { makeLog } from '../../activities/platform/log';
import { makeRecorder } from '../../activities/record';
import { tellingWhenSlow } from '../../activities/sendPages';
import { startOf, WORKFLOW_TYPES } from '../../activities/platform/subjects';
import { episodeId, rotaHoleId } from '../../workflows/domain/ids';
import type { Flush } from '../../workflows/domain/rows';
import { instant } from '../../workflows/domain/time';
import { standing, tell, told } from '../../workflows/messages';
import { type Hosted, type RealServer, realServer } from '../support/temporal';
import { at, DOCTOR, makeWard, opening, type Ward } from '../workflows/ward';

let server: RealServer;
let ward: Ward;
let hosted: Hosted;
/** The pages wait for it. */
let provider: Promise<void>;

beforeAll(async () => {
  server = await realServer();
  ward = makeWard();
  const sendPages: Activities['sendPages'] = (pages) => provider.then(() => ward.activities.sendPages(pages));
  const log = makeLog('engine', { write: () => undefined });
  hosted = await server.host({
    episodes: { workflows: true },
    paging: { activities: { sendPages: tellingWhenSlow(sendPages, { client: server.client, log }) } },
    records: { activities: ward.activities },
  });
});
afterAll(async () => {
  await hosted.stop();
  await server.stop();
});
beforeEach(() => {
  provider = Promise.resolve();
  ward.database = 'UP';
  ward.flushes.splice(0);
});

const written = (id: string): readonly Flush[] => ward.flushes.filter((one) => one.id === id);
async function until<T>(look: () => T | Promise<T>, good: (seen: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const seen = await look();
    if (good(seen)) return seen;
    if (tries === 200) throw new Error(`never: ${JSON.stringify(seen)}`);
    await sleep(100);
  }
}

/** A hole in the rota that begins tomorrow. */
async function aHole(name: string) {
  const now = instant(Date.now());
  const [fromAt, toAt] = [instant(now + 86_400_000), instant(now + 90_000_000)];
  const by = { kind: 'SYSTEM', id: 'engine' } as const;
  const heard = { id: `${name}:FOUND`, receivedAt: now, by };
  const site = { siteId: 'st_hub', hubSiteId: 'st_hub', role: 'INTERVENTIONIST' } as const;
  const open = { id: rotaHoleId(name), region: 'demo', ...site, fromAt, toAt, heard };
  return server.client.workflow.start(WORKFLOW_TYPES.ROTA_HOLE, startOf('ROTA_HOLE', { open }));
}

test('a run that ends while the record is away ends only when the record holds its last word', async () => {
  const hole = await aHole('rh_away');
  await until(
    () => written('rh_away'),
    (flushes) => flushes.length > 0,
  );
  ward.database = 'AWAY';
  const by = { kind: 'SYSTEM', id: 'rota' } as const;
  await hole.signal(told, { id: 'rh_away:HOLE_FILLED', by, type: 'HOLE_FILLED' });
  await until(
    () => hole.fetchHistory(),
    ({ events }) =>
      events?.some(({ workflowExecutionSignaledEventAttributes: signal }) => signal?.signalName === 'notWritten') ===
      true,
  );
  expect((await hole.describe()).status.name).toBe('RUNNING');
  ward.database = 'UP';
  await hole.result();
  expect(written('rh_away').at(-1)).toMatchObject({ closed: true });
});

test('words told while the record is away, and a run that went on into the next meanwhile, are all on record afterwards', async () => {
  const open = opening(instant(Date.now() - 60_000));
  const limits = { continueAfterEvents: 12, rememberedWords: 50 };
  const episode = await server.client.workflow.start(WORKFLOW_TYPES.EPISODE, startOf('EPISODE', { open, limits }));
  const say = (code: 'FMC' | 'TRIAGE' | 'ASPIRIN' | 'P2Y12') =>
    episode.executeUpdate(tell, {
      args: [{ type: 'MILESTONE_RECORDED', code, time: at(Date.now()), id: code, by: DOCTOR }],
      updateId: code,
    });
  await say('FMC');
  ward.database = 'AWAY';
  await say('TRIAGE');
  await say('ASPIRIN');
  ward.database = 'UP';
  await until(
    () => episode.query(standing),
    ({ seq, flushedSeq }) => seq === flushedSeq,
  );
  const last = await say('P2Y12');
  expect(written(open.id).at(-1)?.seq).toBeGreaterThanOrEqual(last.seq);
  const words = written(open.id).flatMap(({ happenings }) => happenings.map(({ id }) => id));
  expect(words).toEqual(expect.arrayContaining(['FMC', 'TRIAGE', 'ASPIRIN', 'P2Y12']));
  expect(written(open.id).every(({ seq }, n, all) => n === 0 || seq >= (all[n - 1]?.seq ?? 0))).toBe(true);
  await episode.terminate();
});

/** A recorder whose record and server do as the test says, and a run that asks it to write. */
function aRecorder(flush: (input: Flush) => Promise<{ epoch: number; seq: number }>) {
  const signals: string[] = [];
  let isServerAway = false;
  const client = {
    workflow: {
      getHandle: (id: string) => ({
        signal: async () => {
          if (isServerAway) throw new Error('server away');
          signals.push(id);
        },
      }),
    },
  };
  const log = makeLog('engine', { write: () => undefined });
  const { record } = makeRecorder({ flush, client: client as never, log });
  const info = { workflowId: 'episode:demo:ep_1', runId: 'run-1', taskTimeoutMs: 10_000 } as never;
  return {
    signals,
    setServerAway: (away: boolean) => {
      isServerAway = away;
    },
    write: (seq: number) => Promise.resolve(record.write.fn(info, { id: episodeId('ep_1'), epoch: 1, seq } as never)),
  };
}

test('of several writes of one task only the last goes to the record, because it holds the others', async () => {
  const seqs: number[] = [];
  const { write, signals } = aRecorder(async ({ epoch, seq }) => {
    seqs.push(seq);
    return { epoch, seq };
  });
  await Promise.all([write(4), write(5)]);
  await write(6);
  expect(seqs).toEqual([5, 6]);
  expect(signals).toEqual([]);
});

test('a record that does not answer holds a task up for a third of a second, and the run is told', async () => {
  const { write, signals } = aRecorder(() => new Promise(() => undefined));
  await write(4);
  expect(signals).toEqual(['episode:demo:ep_1']);
});

test('the task does not end before its run is told that nothing was written', async () => {
  const { write, signals, setServerAway } = aRecorder(async () => {
    throw new Error('connection refused');
  });
  setServerAway(true);
  const writing = write(4);
  expect(await Promise.race([writing.then(() => 'ended'), sleep(500, 'under way')])).toBe('under way');
  expect(signals).toEqual([]);
  setServerAway(false);
  await writing;
  expect(signals).toHaveLength(1);
});

test('a clock whose page is with a slow provider is on record before the provider answers', async () => {
  const SOON_MS = 2000;
  const open = opening(instant(Date.now() - 600_000));
  const episode = await server.client.workflow.start(WORKFLOW_TYPES.EPISODE, startOf('EPISODE', { open }));
  // T05: the doctor hears at seven minutes.
  const fmc = at(Date.now() - 7 * 60_000 + SOON_MS);
  await episode.executeUpdate(tell, {
    args: [{ type: 'MILESTONE_RECORDED', code: 'FMC', time: fmc, id: 'fmc', by: DOCTOR }],
    updateId: 'fmc',
  });
  let answer = () => {};
  provider = new Promise((resolve) => {
    answer = resolve;
  });
  const pageOf = () =>
    written(open.id)
      .flatMap(({ rows }) => rows)
      .findLast((row) => row.table === 'page' && row.role === 'FAMILY_DOCTOR');
  expect(await until(pageOf, (page) => page !== undefined)).toMatchObject({ status: 'ASKED' });
  answer();
  await until(pageOf, (page) => page?.table === 'page' && page.status === 'SENT');
  await episode.terminate();
});
