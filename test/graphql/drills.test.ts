import type { Api } from './anApi';
import { anApi, makeSay } from './anApi';
import { silentDrills } from '../../prisma/drillEcgs';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.stop());
const say = makeSay(() => api, 'drills');

const episode = (id: string, drill: boolean, phase: string) =>
  api.database.pool.query(
    `INSERT INTO episode (id, region, patient_id, phase, opened_at, community_site_id, receiving_site_id, help_channel, drill,
       pathway_edition, nobody_answered, open_incidents, facts)
     VALUES ($1, 'demo', 'pt_demo_a', $3, '2025-05-05T10:00:00Z', 'st_cc1', 'st_hub', 'FAMILY_DOCTOR', $2, 'test', false, 0, '{}')`,
    [id, drill, phase],
  );

type Asked = { readonly id: string; readonly of: string; readonly role: string; readonly reason: string };
/** A page asked so many seconds after ten, and answered after as many more. */
const asked = ({ id, of, role, reason }: Asked, afterS: number, answeredS?: number) =>
  api.database.pool.query(
    `INSERT INTO page (id, ladder_id, subject_kind, subject_id, rung, role, site_id, channel, because, asked_at, status, sent_at, ack_at)
     SELECT $1, 'l' || $1, $7::subject_kind, $2, 0, $3::role, 'st_hub', 'PUSH', jsonb_build_object('reason', $4::text, 'drill', true),
            t.at, 'SENT', t.at + interval '1 second', t.at + make_interval(secs => $6)
       FROM (SELECT timestamptz '2025-05-05T10:00:00Z' + make_interval(secs => $5) AS at) t`,
    [id, of, role, reason, afterS, answeredS ?? null, of.startsWith('rd') ? 'READING' : 'EPISODE'],
  );

test('of every link the page says when it was asked and how long the answer took, the reader’s being the signature', async () => {
  await episode('ep_drill_x', true, 'LAB_ACTIVATED');
  await api.database.pool.query(
    `INSERT INTO reading (id, ecg_id, episode_id, patient_id, site_id, acquired_at, status, signed_at, signed_by, finding)
     VALUES ('rd_x', 'ecg_x', 'ep_drill_x', 'pt_demo_a', 'st_cc1', '2025-05-05T10:00:00Z', 'SIGNED', '2025-05-05T10:01:45Z', 'ps_reader', 'STEMI')`,
  );
  const lab = { of: 'ep_drill_x', reason: 'LAB_ACTIVATED' };
  await asked({ id: 'p1', of: 'ep_drill_x', role: 'EMS_DISPATCHER', reason: 'DISPATCH_AMBULANCE' }, 0, 20);
  await asked({ id: 'p2', of: 'rd_x', role: 'ECG_READER', reason: 'READ_ECG' }, 5);
  await asked({ id: 'p3', ...lab, role: 'LAB_NURSE' }, 120);
  await asked({ id: 'p4', ...lab, role: 'LAB_NURSE' }, 420, 30);
  await asked({ id: 'p5', ...lab, role: 'LAB_TECHNICIAN' }, 121);
  await asked({ id: 'p6', of: 'ep_drill_x', role: 'COORDINATOR', reason: 'DRILL_MISSED' }, 600);
  await api.database.pool.query(
    `INSERT INTO drill_ecg (episode_id, began_at, tried_at, entered_at, sent_at, receipt_at) VALUES ('ep_drill_x',
       '2025-05-05T10:00:02Z', '2025-05-05T10:00:02Z', '2025-05-05T10:00:02.5Z', '2025-05-05T10:00:03Z', '2025-05-05T10:00:03.25Z')`,
  );
  const { data } = await api.ask<{ drills: readonly object[] }>(
    'ps_coordinator',
    '{ drills(siteId: "st_hub") { episodeId pages sentAfterS answeredAfterS silentLeg legs { leg tookS } links { role askedAfterS sentAfterS answeredAfterS } } }',
  );
  expect(data?.drills).toEqual([
    {
      ...{ episodeId: 'ep_drill_x', pages: 5, sentAfterS: 1, answeredAfterS: 20, silentLeg: null },
      legs: [
        { leg: 'PAGE', tookS: 1 },
        { leg: 'DOOR', tookS: 0.5 },
        { leg: 'RECEIPT', tookS: 0.25 },
        { leg: 'MATCH', tookS: null },
        { leg: 'READER', tookS: null },
      ],
      links: [
        { role: 'EMS_DISPATCHER', askedAfterS: 0, sentAfterS: 1, answeredAfterS: 20 },
        { role: 'ECG_READER', askedAfterS: 5, sentAfterS: 1, answeredAfterS: 100 },
        { role: 'LAB_NURSE', askedAfterS: 120, sentAfterS: 1, answeredAfterS: 330 },
        { role: 'LAB_TECHNICIAN', askedAfterS: 121, sentAfterS: 1, answeredAfterS: null },
      ],
    },
  ]);
});

test('a drill is not begun by hand while a patient of that hospital is on the way to reperfusion', async () => {
  await episode('ep_treated', false, 'TRANSFER');
  expect(await say('ps_coordinator', 'startDrill', 'siteId: "st_hub"')).toMatchObject({
    code: 'WRONG_PHASE',
    message: expect.stringContaining('drill later'),
  });
});

const WAY = [
  ['PAGE', []],
  ['DOOR', ['page']],
  ['RECEIPT', ['page', 'entered']],
  ['MATCH', ['page', 'entered', 'receipt']],
  ['READER', ['page', 'entered', 'receipt', 'ecg']],
  ['NONE', ['page', 'entered', 'receipt', 'ecg', 'readerPaged']],
] as const;

test.each(WAY)(
  '%s is the leg of a drill that stayed silent when all that was done of its way was %j',
  async (leg, done) => {
    const has = (part: string) => (done as readonly string[]).includes(part);
    await episode('ep_silent', true, 'FD_ENGAGED');
    await api.database.pool.query(`UPDATE episode SET patient_id = 'pt_drill_st_hub' WHERE id = 'ep_silent'`);
    await api.database.pool.query(
      `INSERT INTO drill_ecg (episode_id, began_at, tried_at, entered_at, receipt_at)
     VALUES ('ep_silent', now(), now(), CASE WHEN $1 THEN now() END, CASE WHEN $2 THEN now() END)`,
      [has('entered'), has('receipt')],
    );
    if (has('page'))
      await asked({ id: 'ps1', of: 'ep_silent', role: 'EMS_DISPATCHER', reason: 'DISPATCH_AMBULANCE' }, 0);
    if (has('readerPaged')) await asked({ id: 'ps2', of: 'rd_silent', role: 'ECG_READER', reason: 'READ_ECG' }, 5);
    if (has('ecg'))
      await api.database.pool.query(
        `INSERT INTO ecg (id, episode_id, reading_id, device_id, device_ecg_id, site_id, acquired_at, received_at, format,
         content_type, sha256, bytes, state, matched_by)
       VALUES ('ecg_silent', 'ep_silent', 'rd_silent', 'dv_x', 'e', 'st_hub', now(), now(), 'WFDB', 'application/x-wfdb', 'x', 1,
         'DECODED', 'ORDER')`,
      );
    const silent = await silentDrills(api.database.pool, new Date());
    for (const [table, key] of [
      ['ecg', 'episode_id'],
      ['drill_ecg', 'episode_id'],
      ['page', 'subject_id'],
      ['episode', 'id'],
    ] as const)
      await api.database.pool.query(`DELETE FROM ${table} WHERE ${key} IN ('ep_silent', 'rd_silent')`);
    expect(silent).toEqual(leg === 'NONE' ? [] : [{ id: 'ep_silent', siteId: 'st_hub', leg }]);
  },
);
