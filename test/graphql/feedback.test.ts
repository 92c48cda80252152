import type { Api } from './anApi';
import { anApi } from './anApi';

type Line = {
  episodeId: string;
  died: boolean;
  times: { target: string; status: string; tookMin: number; limitMin: number }[];
  told: { role: string; seenAt: string | null; seenBy: { id: string } | null }[];
};

let api: Api;
beforeAll(async () => {
  api = await anApi();
  // one of the demo's past patients, of yesterday: ECG after 4 minutes, read after 3 more
  await api.database.pool.query(`
    WITH moved AS (SELECT id, now() - interval '1 day' - opened_at AS by FROM episode WHERE id = 'ep_past002')
    UPDATE milestone m SET at = m.at + moved.by, received_at = m.received_at + moved.by FROM moved WHERE m.episode_id = moved.id`);
  await api.database.pool.query(
    `UPDATE episode SET opened_at = now() - interval '1 day', closed_at = now() WHERE id = 'ep_past002'`,
  );
  await api.database.pool.query(`
    INSERT INTO page (id, ladder_id, subject_kind, subject_id, rung, role, site_id, channel, because, status, asked_at, sent_at, ack_at, ack_by)
    VALUES ('pg_fb', 'ep_past002:FEEDBACK', 'EPISODE', 'ep_past002', 0, 'FAMILY_DOCTOR', 'st_cc2', 'PUSH',
            '{"reason": "FEEDBACK"}', 'ACKNOWLEDGED', now(), now(), now(), 'ps_family2')`);
});
afterAll(() => api.stop());

const ask = (as: string, siteId: string) =>
  api.ask<{ feedback: Line[] }>(
    as,
    `{ feedback(siteId: "${siteId}") { episodeId died times { target status tookMin limitMin }
         told { role seenAt seenBy { id } } } }`,
  );

test('the centre that took the ECG reads the outcome and its times, and who has seen it', async () => {
  const { data, errors } = await ask('ps_family2', 'st_cc2');
  expect(errors).toBeUndefined();
  const line = data?.feedback.find(({ episodeId }) => episodeId === 'ep_past002');
  expect(line).toMatchObject({ died: false });
  expect(line?.times).toContainEqual({ target: 'T05', status: 'MET', tookMin: 4, limitMin: 10 });
  expect(line?.times.map(({ target }) => target)).toContain('T18');
  expect(line?.told).toEqual([{ role: 'FAMILY_DOCTOR', seenAt: expect.any(String), seenBy: { id: 'ps_family2' } }]);
});

test('whoever took the ECG and has left the site still reads of that patient, and of no other of the site', async () => {
  const mine = async (as: string) =>
    (await api.ask<{ feedbackForMe: Line[] }>(as, '{ feedbackForMe { episodeId } }')).data?.feedbackForMe;
  expect(await mine('ps_family1')).toEqual([]);
  await api.database.pool.query(`UPDATE page SET person_id = 'ps_family1' WHERE id = 'pg_fb'`);
  expect(await mine('ps_family1')).toEqual([{ episodeId: 'ep_past002' }]);
  expect((await ask('ps_family1', 'st_cc2')).errors?.[0]?.extensions.code).toBe('NOT_ALLOWED');
  await api.database.pool.query(`UPDATE page SET person_id = NULL WHERE id = 'pg_fb'`);
});

test('another site does not read of it, the chest-pain centre does', async () => {
  expect((await ask('ps_family1', 'st_cc2')).errors?.[0]?.extensions.code).toBe('NOT_ALLOWED');
  expect((await ask('ps_coordinator', 'st_cc2')).data?.feedback.map(({ episodeId }) => episodeId)).toContain(
    'ep_past002',
  );
});

test('the ambulance station reads of those its crew went to, and of nobody else', async () => {
  const withoutCrew = `DELETE FROM milestone WHERE episode_id = 'ep_past002' AND code IN ('DISPATCH', 'ON_SCENE')`;
  await api.database.pool.query(withoutCrew);
  const read = async () => (await ask('ps_crew', 'st_ems')).data?.feedback.map(({ episodeId }) => episodeId);
  expect(await read()).not.toContain('ep_past002');
  await api.database.pool.query(
    `INSERT INTO milestone (episode_id, n, code, at, precision, source, recorded_by, received_at)
     VALUES ('ep_past002', 999, 'DISPATCH', now() - interval '1 day', 'MINUTE', 'HUMAN', 'ps_dispatcher', now())`,
  );
  expect(await read()).toContain('ep_past002');
});

test('a drill is nobody’s patient', async () => {
  await api.database.pool.query(`UPDATE episode SET drill = true WHERE id = 'ep_past002'`);
  const { data } = await ask('ps_family2', 'st_cc2');
  expect(data?.feedback.map(({ episodeId }) => episodeId)).not.toContain('ep_past002');
});
