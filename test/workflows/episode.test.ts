import { WorkflowUpdateFailedError } from '@temporalio/client';
import type { Hosted, TimeSkipping } from '../support/temporal';
import { timeSkipping } from '../support/temporal';
import type { Ward } from './ward';
import { standing } from '../../workflows/messages';
import { at, makeWard, startEpisode } from './ward';

const MINUTE = 60_000;
let server: TimeSkipping;
let ward: Ward;
let hosted: Hosted;

beforeAll(async () => {
  server = await timeSkipping();
  ward = makeWard();
  hosted = await server.host({
    episodes: { workflows: true },
    paging: { activities: ward.activities },
    records: { activities: ward.activities },
  });
});
beforeEach(() => {
  ward.pages.splice(0);
  ward.flushes.splice(0);
  ward.database = 'UP';
  ward.pager = 'UP';
});
afterAll(async () => {
  await hosted.stop();
  await server.stop();
});

/** Who heard of one clock, and after how many minutes. */
const told = (target: string, from: number) =>
  ward.pages
    .filter(({ because }) => because.target === target)
    .map(({ role, askedAt }) => `${Math.round((askedAt - from) / 6000) / 10} ${role}`);

test('with no ECG the doctor hears at 7 minutes, and it climbs to the hospital on duty when nobody answers', async () => {
  const { say, end } = await startEpisode(server);
  const fmc = await server.now();
  await say({ type: 'MILESTONE_RECORDED', code: 'FMC', time: at(fmc) });
  await server.pass(40 * MINUTE);
  expect(told('T05', fmc)).toEqual([
    '7 FAMILY_DOCTOR',
    '10 COMMUNITY_LEAD',
    '15 COORDINATOR',
    '15 DUTY_DIRECTOR',
    '20 HOSPITAL_DUTY',
  ]);
  const rows = ward.flushes.flatMap((flush) => flush.rows);
  expect(rows.filter((row) => row.table === 'ladder' && row.key === 'CLOCK:T05').at(-1)).toMatchObject({
    status: 'NOBODY_ANSWERED',
  });
  expect(rows.filter((row) => row.table === 'episode').at(-1)).toMatchObject({ nobodyAnswered: true });
  await end();
});

test('a clock that tells somebody is written down once, with what became of its page', async () => {
  const { say, handle, end } = await startEpisode(server);
  const fmc = await server.now();
  await say({ type: 'MILESTONE_RECORDED', code: 'FMC', time: at(fmc) });
  await server.pass(8 * MINUTE);
  const last = ward.flushes.at(-1);
  expect(told('T05', fmc)).toEqual(['7 FAMILY_DOCTOR']);
  expect(last?.rows).toContainEqual(expect.objectContaining({ table: 'page', role: 'FAMILY_DOCTOR', status: 'SENT' }));
  expect(
    ward.flushes.filter(({ rows }) =>
      rows.some((row) => row.table === 'page' && row.status === 'ASKED' && row.role === 'FAMILY_DOCTOR'),
    ),
  ).toEqual([]);
  expect(await handle.query(standing)).toMatchObject({ seq: last?.seq, flushedSeq: last?.seq });
  await end();
});

test('with the record away while a clock tells, it is written when the record is back', async () => {
  const { say, end } = await startEpisode(server);
  const fmc = await server.now();
  await say({ type: 'MILESTONE_RECORDED', code: 'FMC', time: at(fmc) });
  ward.database = 'AWAY';
  await server.pass(8 * MINUTE);
  expect(told('T05', fmc)).toEqual(['7 FAMILY_DOCTOR']);
  ward.flushes.splice(0);
  ward.database = 'UP';
  await server.pass(MINUTE);
  const rows = ward.flushes.flatMap((flush) => flush.rows);
  expect(rows).toContainEqual(expect.objectContaining({ table: 'page', role: 'FAMILY_DOCTOR', status: 'SENT' }));
  await end();
});

test('a database outage delays the record, never the pages, and nothing is lost when it comes back', async () => {
  const { say, end } = await startEpisode(server);
  ward.database = 'AWAY';
  const fmc = await server.now();
  const answer = await say({ type: 'MILESTONE_RECORDED', code: 'FMC', time: at(fmc) });
  await server.pass(11 * MINUTE);
  expect(told('T05', fmc)).toEqual(['7 FAMILY_DOCTOR', '10 COMMUNITY_LEAD']);
  expect(ward.flushes.some(({ seq }) => seq >= answer.seq)).toBe(false);
  ward.database = 'UP';
  await server.pass(2 * MINUTE);
  expect(ward.flushes.flatMap(({ happenings }) => happenings.map(({ type }) => type))).toContain('MILESTONE_RECORDED');
  await end();
});

test('the same word told twice is heard once and answered alike', async () => {
  const { say, end } = await startEpisode(server);
  const word = { type: 'MILESTONE_RECORDED', code: 'FMC', time: at(await server.now()) } as const;
  const first = await say(word, { id: 'twice' });
  expect(await say(word, { id: 'twice' })).toEqual(first);
  await end();
});

test('a retry after the run was continued as new hears what the first call heard', async () => {
  const { say, handle, end } = await startEpisode(server, {}, { continueAfterEvents: 30, rememberedWords: 50 });
  const { runId } = await handle.describe();
  const word = { type: 'MILESTONE_RECORDED', code: 'FMC', time: at(await server.now()) } as const;
  const first = await say(word, { id: 'before' });
  for (const code of ['ASPIRIN', 'P2Y12', 'TRIAGE', 'FIRST_DOCTOR'] as const) {
    await say({ type: 'MILESTONE_RECORDED', code, time: at(await server.now()) });
  }
  await server.pass(MINUTE);
  expect((await handle.describe()).runId).not.toBe(runId);
  expect(await say(word, { id: 'before' })).toEqual(first);
  await end();
});

test('a refused word says why and leaves nothing behind', async () => {
  const { say, handle, end } = await startEpisode(server);
  const before = (await handle.fetchHistory()).events?.length;
  const refused = await say({ type: 'STRATEGY_DECIDED', strategy: 'LYSIS' }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(WorkflowUpdateFailedError);
  expect(refused).toMatchObject({
    cause: { type: 'REFUSED', details: ['WRONG_PHASE', expect.stringContaining('signed as STEMI')] },
  });
  expect((await handle.fetchHistory()).events?.filter(({ eventType }) => String(eventType).includes('UPDATE'))).toEqual(
    [],
  );
  expect(before).toBeDefined();
  await end();
});

test('a page that cannot be sent climbs at once to the next person', async () => {
  ward.pager = 'DOWN';
  const { open, end } = await startEpisode(server);
  await server.pass(30_000);
  const dispatch = ward.pages.filter(({ because }) => because.reason === 'DISPATCH_AMBULANCE');
  expect(dispatch.map(({ role }) => role)).toEqual([
    'EMS_DISPATCHER',
    'EMS_DISPATCHER',
    'DISPATCH_LEAD',
    'COORDINATOR',
    'DUTY_DIRECTOR',
  ]);
  expect(dispatch.every(({ askedAt }) => askedAt - open.helpSought.at < MINUTE)).toBe(true);
  await end();
});

test('an engine restored from an older state takes over the newer record, decides what it heard since, and tells a person', async () => {
  const { say, end } = await startEpisode(server);
  await say({ type: 'MILESTONE_RECORDED', code: 'FMC', time: at(await server.now()) });
  const newer = ward.flushes.at(-1);
  if (newer === undefined) throw new Error('nothing was written');
  const state = { ...newer.state, complaints: ['KNOWN_ONLY_TO_THE_RECORD'] };
  ward.stored = { epoch: 1, seq: 40, state };
  await say({ type: 'MILESTONE_RECORDED', code: 'ASPIRIN', time: at(await server.now()) });
  await server.pass(10_000);
  const last = ward.flushes.at(-1);
  expect(last).toMatchObject({ epoch: 2, state: { complaints: ['KNOWN_ONLY_TO_THE_RECORD'] } });
  expect(
    ward.flushes.flatMap(({ epoch, happenings }) => (epoch === 2 ? happenings.map(({ type }) => type) : [])),
  ).toEqual(expect.arrayContaining(['MILESTONE_RECORDED', 'RECORD_WENT_BACK']));
  expect(ward.pages.map(({ because }) => because.reason)).toContain('RECORD_WENT_BACK');
  await end();
});

/** Every text in a stored history, and every sequence of bytes as text. */
const textsOf = (part: unknown): string[] => {
  if (typeof part === 'string') return [part];
  if (part instanceof Uint8Array) return [Buffer.from(part).toString('latin1')];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(textsOf) : [];
};

test('what Temporal stores tells nothing about the patient', async () => {
  const { say, handle, end } = await startEpisode(server);
  await say({ type: 'MILESTONE_RECORDED', code: 'FMC', time: at(await server.now()) });
  await say({ type: 'STRATEGY_DECIDED', strategy: 'LYSIS' }).catch(() => undefined);
  await end();
  const { history } = await server.client.workflowService.getWorkflowExecutionHistory({
    namespace: server.namespace,
    execution: { workflowId: handle.workflowId },
  });
  const stored = textsOf(history?.events).join('\n');
  expect(stored).toContain('binary/encrypted');
  for (const secret of ['pt_1', 'CRUSHING_CHEST_PAIN', 'ps_doctor', 'signed as STEMI'])
    expect(stored).not.toContain(secret);
});
