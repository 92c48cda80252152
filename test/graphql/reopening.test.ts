import type { Api } from './anApi';
import { anApi, makeSay, until } from './anApi';
import { readmissionOf } from '../../graphql/readmission';
import { episodeId, patientId, workflowIdOf } from '../../workflows/domain/ids';
import { instant } from '../../workflows/domain/time';

let api: Api;
beforeAll(async () => {
  api = await anApi({ engine: true });
}, 60_000);
afterAll(() => api.stop());

const say = makeSay(() => api, 'reopening');
const ago = (minutes: number) => `"${new Date(Date.now() - minutes * 60_000).toISOString()}"`;

/** An episode whose run is over: nobody answers a word to it any more. */
async function ended(patient: string, reason = 'OTHER_DIAGNOSIS'): Promise<string> {
  const { episodeId: id = '' } = await say(
    'ps_family1',
    'openEpisode',
    `patientId: "${patient}", helpChannel: FAMILY_DOCTOR, helpSought: { at: ${ago(3)} }, complaints: []`,
  );
  await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: FMC, time: { at: ${ago(2)} }`);
  await say('ps_family1', 'closeEpisode', `episodeId: "${id}", reason: ${reason}, time: { at: ${ago(1)} }`);
  const status = async () =>
    (await api.temporal?.workflow.getHandle(workflowIdOf('EPISODE', 'demo', id)).describe())?.status.name;
  await until(status, (name) => name === 'COMPLETED');
  return id;
}

const reopen = (id: string, clientId?: string, reason = 'the wrong patient was closed') =>
  say('ps_coordinator', 'reopenEpisode', `episodeId: "${id}", reason: "${reason}"`, clientId);
const phase = async (id: string) =>
  (await api.database.pool.query('SELECT phase, closed_at FROM episode WHERE id = $1', [id])).rows[0];

test('END an episode whose run is over goes on under its id, its clocks run, and it hears what happens', async () => {
  const id = await ended('pt_demo_a');
  expect(await reopen(id)).toMatchObject({ outcome: 'APPLIED' });
  expect(await phase(id)).toEqual({ phase: 'FMC', closed_at: null });
  const clocks = await api.database.pool.query(`SELECT status FROM clock WHERE episode_id = $1 AND target = 'T05'`, [
    id,
  ]);
  expect(clocks.rows).toEqual([{ status: 'RUNNING' }]);
  expect(
    await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: TRIAGE, time: { at: ${ago(0)} }`),
  ).toMatchObject({ outcome: 'APPLIED' });
  const story = await api.database.pool.query(
    `SELECT type FROM happening WHERE subject_id = $1 AND type LIKE 'EPISODE\\_%' ORDER BY seq`,
    [id],
  );
  expect(story.rows.map(({ type }) => type)).toEqual(['EPISODE_CLOSED', 'EPISODE_REOPENED']);
});

test('END the same word sent again hears the same answer, also when the episode has ended once more', async () => {
  const id = await ended('pt_demo_b');
  const first = await reopen(id, 'reopen-once-1');
  expect(await reopen(id, 'reopen-once-1')).toEqual(first);
  await say('ps_family1', 'closeEpisode', `episodeId: "${id}", reason: RECOVERED, time: { at: ${ago(0)} }`);
  await until(
    () => phase(id),
    (row) => row.phase === 'CLOSED',
  );
  expect(await reopen(id, 'reopen-once-1')).toEqual(first);
  expect(await phase(id)).toMatchObject({ phase: 'CLOSED' });
});

test('END without a reason, after a day, or by who may not, nothing is begun again', async () => {
  const id = await ended('pt_demo_c');
  expect(await reopen(id, undefined, ' ')).toMatchObject({ code: 'REASON_NEEDED' });
  expect(await say('ps_manager', 'reopenEpisode', `episodeId: "${id}", reason: "x"`)).toMatchObject({
    code: 'NOT_ALLOWED',
  });
  await api.database.pool.query(
    `UPDATE subject SET state = jsonb_set(state, '{closed,heardAt}', to_jsonb((state->'closed'->>'heardAt')::bigint - 86400000))
      WHERE id = $1`,
    [id],
  );
  expect(await reopen(id)).toMatchObject({ code: 'EPISODE_CLOSED' });
  const handle = api.temporal?.workflow.getHandle(workflowIdOf('EPISODE', 'demo', id));
  expect((await handle?.describe())?.status.name).toBe('COMPLETED');
});

test('R19 the edition of the receiving hospital says within how many days it is a return', async () => {
  const id = await ended('pt_demo_d');
  const went = await api.database.pool.query(
    `UPDATE episode SET closed_at = now() - interval '20 days', facts = facts - 'discharge' WHERE id = $1`,
    [id],
  );
  expect(went.rowCount).toBe(1);
  const index = (days: number) =>
    readmissionOf(api.services, {
      patient: patientId('pt_demo_d'),
      id: episodeId('ep_again'),
      soughtAt: instant(Date.now()),
      edition: { thresholds: { BACK_WITHIN: days } },
    });
  expect([(await index(21))?.episodeId, (await index(19))?.episodeId]).toEqual([id, undefined]);
});

test('END, R19 who comes again after the end gets a new episode that is linked to the ended one', async () => {
  const id = await ended('pt_demo_d');
  const { episodeId } = await say(
    'ps_family1',
    'openEpisode',
    `patientId: "pt_demo_d", helpChannel: FAMILY_DOCTOR, helpSought: { at: ${ago(0)} }, complaints: []`,
  );
  const linked = async () =>
    (await api.database.pool.query('SELECT linked_from_id AS id FROM episode WHERE id = $1', [episodeId])).rows[0];
  expect(await until(linked, (row) => row !== undefined)).toEqual({ id });
  const mistaken = await ended('pt_demo_e', 'ENTERED_IN_ERROR');
  const { episodeId: next } = await say(
    'ps_family1',
    'openEpisode',
    `patientId: "pt_demo_e", helpChannel: FAMILY_DOCTOR, helpSought: { at: ${ago(0)} }, complaints: []`,
  );
  const row = async () =>
    (await api.database.pool.query('SELECT linked_from_id AS id FROM episode WHERE id = $1', [next])).rows[0];
  expect(mistaken).not.toBe(next);
  expect(await until(row, (found) => found !== undefined)).toEqual({ id: null });
});

test('R31 a month after the end a time is corrected, its clock follows, nobody is asked anything, and it stays closed', async () => {
  const id = await ended('pt_demo_f', 'DIED');
  await api.database.pool.query(
    `UPDATE subject SET state = jsonb_set(state, '{closed,heardAt}', to_jsonb((state->'closed'->>'heardAt')::bigint - 2592000000))
      WHERE id = $1`,
    [id],
  );
  const seen = async () =>
    (
      await api.database.pool.query(
        `SELECT phase, closed_at IS NOT NULL AS closed, (SELECT count(*)::int FROM page WHERE subject_id = e.id) AS pages,
           (SELECT count(*)::int FROM ladder WHERE subject_id = e.id AND ended_at IS NULL) AS ladders,
           (SELECT count(*)::int FROM task WHERE episode_id = e.id AND status = 'OPEN') AS tasks
           FROM episode e WHERE id = $1`,
        [id],
      )
    ).rows[0];
  const [before, time] = [await seen(), ago(2.5)];
  const wrong = await api.database.pool.query(
    `SELECT n FROM milestone WHERE episode_id = $1 AND code = 'FMC' ORDER BY n DESC LIMIT 1`,
    [id],
  );
  const n: number = wrong.rows[0].n;
  const correct = (reason: string, clientId?: string) =>
    say(
      'ps_coordinator',
      'recordMilestone',
      `episodeId: "${id}", code: FMC, time: { at: ${time} }, corrects: ${n}${reason}`,
      clientId,
    );
  expect(await correct('')).toMatchObject({ code: 'REASON_NEEDED' });
  const first = await correct(', reason: "the paper sheet says so"', 'corrected-late-1');
  expect(first).toMatchObject({ outcome: 'APPLIED' });
  expect(await correct(', reason: "the paper sheet says so"', 'corrected-late-1')).toEqual(first);
  const handle = api.temporal?.workflow.getHandle(workflowIdOf('EPISODE', 'demo', id));
  await until(
    async () => (await handle?.describe())?.status.name,
    (name) => name === 'COMPLETED',
  );
  expect(await seen()).toEqual(before);
  const told = await api.database.pool.query(
    `SELECT m.reason, m.corrects, h.outcome FROM milestone m
       JOIN happening h ON h.subject_id = m.episode_id AND h.id = 'corrected-late-1'
      WHERE m.episode_id = $1 AND m.corrects IS NOT NULL`,
    [id],
  );
  expect(told.rows).toEqual([{ reason: 'the paper sheet says so', corrects: n, outcome: 'APPLIED' }]);
  const clock = await api.database.pool.query(
    `SELECT c.started_at = m.at AS follows FROM clock c JOIN milestone m ON m.episode_id = c.episode_id AND m.corrects IS NOT NULL
      WHERE c.episode_id = $1 AND c.target = 'T05'`,
    [id],
  );
  expect(clock.rows).toEqual([{ follows: true }]);
  const late = `episodeId: "${id}", drug: ASPIRIN, amount: 300, unit: MG, route: ORAL, given: { at: ${time} }`;
  expect(await say('ps_coordinator', 'recordDrug', late)).toMatchObject({ code: 'EPISODE_CLOSED' });
  expect(await say('ps_coordinator', 'recordDrug', `${late}, reason: "on the sheet"`, 'dose-late-1')).toMatchObject({
    outcome: 'APPLIED',
  });
  const dose = await api.database.pool.query(`SELECT amount, reason FROM drug_given WHERE episode_id = $1`, [id]);
  expect(dose.rows).toEqual([{ amount: 300, reason: 'on the sheet' }]);
  await until(
    async () => (await handle?.describe())?.status.name,
    (name) => name === 'COMPLETED',
  );
  expect(await seen()).toEqual(before);
});

test('END an episode that was taken over closed offers no reopening, and says why', async () => {
  await api.database.pool.query(
    `INSERT INTO episode (id, region, patient_id, phase, opened_at, closed_at, close_reason, community_site_id,
       receiving_site_id, help_channel, drill, pathway_edition, nobody_answered, open_incidents, facts)
     VALUES ('ep_imported', 'demo', 'pt_demo_a', 'CLOSED', now(), now(), 'RECOVERED', 'st_cc1', 'st_hub', 'CALL_120',
       false, 'test', false, 0, '{}')`,
  );
  const { data } = await api.ask<{ episode: { actions: { action: string; refusal: string | null }[] } }>(
    'ps_coordinator',
    '{ episode(id: "ep_imported") { actions { action refusal } } }',
  );
  expect(data?.episode.actions.find(({ action }) => action === 'REOPEN_EPISODE')?.refusal).toBe(
    'This episode was taken over as a closed one; open a linked one.',
  );
});
