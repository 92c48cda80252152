import { startOf, WORKFLOW_TYPES } from '../../activities/platform/subjects';
import { deviceId, episodeId, incidentId, patientId } from '../../workflows/domain/ids';
import type { OpenIncident } from '../../workflows/domain/incident';
import { instant, MINUTE_MS } from '../../workflows/domain/time';
import type { Api } from './anApi';
import { anApi, until } from './anApi';

type Result = { __typename: string; outcome?: string; code?: string; episodeId?: string | null; id?: string };

let api: Api;
beforeAll(async () => {
  api = await anApi({ engine: true });
}, 60_000);
afterAll(() => api.stop());

let n = 0;
async function say(as: string, field: string, args: string, id = `incident-${++n}`): Promise<Result> {
  const mutation = `mutation { ${field}(clientId: "${id}", ${args}) { __typename ... on Told { id outcome episodeId } ... on Fault { code message } } }`;
  const { data, errors } = await api.ask<Record<string, Result>>(as, mutation);
  const result = data?.[field];
  if (result === undefined) throw new Error(JSON.stringify(errors));
  return result;
}
const applied = async (...word: Parameters<typeof say>) =>
  expect(await say(...word)).toMatchObject({ outcome: 'APPLIED' });
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS).toISOString();
const time = (minutes: number) => `time: {at: "${ago(minutes)}"}`;

/** A patient whose infarction was treated and who lives in the community again, with one stent and one drug. */
async function inFollowUp(): Promise<{ patient: string; episode: string }> {
  const { data } = await api.ask<{ patients: { id: string }[] }>('ps_family1', '{ patients(search: "") { id } }');
  const patient = data?.patients[0]?.id ?? '';
  const args = `patientId: "${patient}", helpChannel: FAMILY_DOCTOR, helpSought: {at: "${ago(300)}"}, complaints: []`;
  const episode = (await say('ps_family1', 'openEpisode', args)).episodeId ?? '';
  const on = `episodeId: "${episode}"`;
  for (const [code, minutes] of [
    ['FMC', 290],
    ['LAB_IN', 200],
    ['WIRE', 170],
  ] as const)
    await applied('ps_coordinator', 'recordMilestone', `${on}, code: ${code}, ${time(minutes)}`);
  await applied(
    'ps_operator',
    'reportPci',
    `${on}, culprit: "LAD", access: RADIAL, timiBefore: 0, timiAfter: 3, stents: [{segment: "6", product: "DES-1"}]`,
  );
  await applied('ps_ward', 'enterDepartment', `${on}, department: CCU, ${time(120)}`);
  await applied(
    'ps_ward',
    'discharge',
    `${on}, ${time(60)}, highRisk: false, drugs: [{drug: "TICAGRELOR", dose: "90 mg"}]`,
  );
  await applied('ps_ward', 'downRefer', `${on}, siteId: "st_cc1", ${time(50)}`);
  await applied('ps_family1', 'acceptDownReferral', `${on}, ${time(40)}`);
  const look = async () =>
    (await api.ask<{ episode: { phase: string } | null }>('ps_family1', `{ episode(id: "${episode}") { phase } }`)).data
      ?.episode;
  await until(look, (seen) => seen?.phase === 'FOLLOW_UP');
  return { patient, episode };
}

/** What the gateway does when a wearable's alarm is taken up. */
async function alarm(episode: string, patient: string, at: number): Promise<string> {
  const id = incidentId(`in_${++n}`);
  const open: OpenIncident = {
    ...{
      id,
      region: 'demo',
      patientId: patientId(patient),
      episodeId: episodeId(episode),
      deviceId: deviceId('dv_wear1'),
    },
    ...{ deskSiteId: 'st_hub', communitySiteId: 'st_cc1', late: false, onsetAt: instant(at), raisedAt: instant(at) },
    ...({ code: 'CHEST_PAIN_REPORTED', priority: 'HIGH' } as const),
    heard: { id: `m${n}`, receivedAt: instant(at), by: { kind: 'DEVICE', id: 'dv_wear1' } },
  };
  await api.temporal?.workflow.start(WORKFLOW_TYPES.INCIDENT, startOf('INCIDENT', { open }));
  await until(
    async () =>
      (await api.ask<{ incident: object | null }>('ps_desk', `{ incident(id: "${id}") { id } }`)).data?.incident,
    (seen) => seen != null,
  );
  return id;
}

test('one action makes an alarm a new episode whose clocks start at the alarm and which knows stent and drug', async () => {
  const { patient, episode } = await inFollowUp();
  const at = Date.now() - 4 * MINUTE_MS;
  const incident = await alarm(episode, patient, at);
  const on = `incidentId: "${incident}"`;
  const proposed = async () =>
    (
      await api.ask<{ incident: { proposedUpReferral: object | null } }>(
        'ps_desk',
        `{ incident(id: "${incident}") { proposedUpReferral { level reason } } }`,
      )
    ).data?.incident.proposedUpReferral;
  expect(await proposed()).toEqual({ level: 'EMERGENCY', reason: 'CHEST_PAIN_OR_SYNCOPE' });
  await applied('ps_desk', 'acknowledgeIncident', on);
  await applied('ps_desk', 'assessIncident', `${on}, assessment: "TYPICAL_PAIN", real: true`);
  const word = `refer-up-${n}`;
  const referred = await say('ps_desk', 'referUp', on, word);
  expect(referred).toMatchObject({ outcome: 'APPLIED', id: incident });
  await until(proposed, (seen) => seen === null); // decided: nothing is proposed any more
  // The button pressed twice opens one episode; a second up-referral is refused.
  expect(await say('ps_desk', 'referUp', on, word)).toEqual(referred);
  expect(await say('ps_desk', 'referUp', on)).toMatchObject({ code: 'ALREADY_DONE' });

  type Seen = {
    phase: string;
    linkedFromId: string;
    index: object;
    milestones: { code: string; at: string }[];
    clocks: { target: string; startedAt: string }[];
  };
  const query = `{ episode(id: "${referred.episodeId}") { phase linkedFromId index { incidentId culprit stents { segment product } drugs { drug dose } } milestones { code at } clocks { target startedAt } } }`;
  const opened = await until(
    async () => (await api.ask<{ episode: Seen | null }>('ps_coordinator', query)).data?.episode,
    (seen) => seen != null,
  );
  expect(opened).toMatchObject({
    linkedFromId: episode,
    index: {
      incidentId: incident,
      culprit: 'LAD',
      stents: [{ segment: '6', product: 'DES-1' }],
      drugs: [{ drug: 'TICAGRELOR', dose: '90 mg' }],
    },
  });
  const alarmAt = new Date(at).toISOString();
  expect(opened?.milestones).toEqual(
    expect.arrayContaining([
      { code: 'HELP_SOUGHT', at: alarmAt },
      { code: 'FMC', at: alarmAt },
    ]),
  );
  expect(opened?.clocks).toContainEqual({ target: 'T05', startedAt: alarmAt });
  // The old plan rests, and says where it goes on.
  const old = async () =>
    (
      await api.ask<{
        episode: { continuedById: string | null; tasks: { status: string }[]; duplicates: { id: string }[] };
      }>('ps_family1', `{ episode(id: "${episode}") { continuedById tasks { status } duplicates { id } } }`)
    ).data?.episode;
  const rested = await until(old, (seen) => seen?.continuedById === referred.episodeId);
  expect(new Set(rested?.tasks.map(({ status }) => status))).toEqual(new Set(['SUSPENDED']));
  expect(rested?.duplicates).toEqual([]); // one follows from the other: nobody is asked to merge them
  // Now it may be closed, and leaves the desk.
  await applied('ps_desk', 'closeIncident', `${on}, reason: "REFERRED"`);
  const open = async () =>
    (await api.ask<{ incidents: { id: string }[] }>('ps_desk', '{ incidents { id } }')).data?.incidents.map(
      ({ id }) => id,
    );
  await until(open, (ids) => ids?.includes(incident) === false);
});

/** A patient of the board, and the open episode. */
async function anyone(): Promise<{ patient: string; episode: string }> {
  const { data } = await api.ask<{ board: { episodes: { id: string; patient: { id: string } }[] } }>(
    'ps_desk',
    '{ board { episodes { id patient { id } } } }',
  );
  const [any] = data?.board.episodes ?? [];
  return { patient: any?.patient.id ?? '', episode: any?.id ?? '' };
}

test('an alarm nobody has looked at cannot be closed, and one that never was is not found', async () => {
  const { patient, episode } = await anyone();
  const incident = await alarm(episode, patient, Date.now());
  expect(await say('ps_desk', 'closeIncident', `incidentId: "${incident}", reason: "BORED"`)).toMatchObject({
    code: 'WRONG_PHASE',
  });
  expect(await say('ps_desk', 'referUp', 'incidentId: "in_none"')).toMatchObject({ code: 'NOT_FOUND' });
  expect(await say('ps_desk', 'acknowledgeIncident', 'incidentId: "in_none"')).toMatchObject({ code: 'NOT_FOUND' });
});

test('R35: unanswered calls, the last known place and 120’s answer are told by people and read by everybody', async () => {
  const { patient, episode } = await anyone();
  const incident = await alarm(episode, patient, Date.now());
  const on = `incidentId: "${incident}"`;
  await applied('ps_desk', 'recordCall', `${on}, way: PATIENT, reached: false`);
  await applied('ps_desk', 'recordCall', `${on}, way: PATIENT, reached: false`);
  await applied('ps_desk', 'recordCall', `${on}, way: EMERGENCY_CONTACT, reached: false, remark: "engaged"`);
  expect(await say('ps_desk', 'recordCall', `${on}, way: WELFARE_CHECK, reached: true`)).toMatchObject({
    code: 'BAD_INPUT',
  });
  const seen = `place: "1 Test Road", seenAt: "${ago(90)}"`;
  expect(await say('ps_reader', 'askWelfareCheck', `${on}, ${seen}`)).toMatchObject({ code: 'NOT_ALLOWED' });
  await applied('ps_desk', 'askWelfareCheck', `${on}, ${seen}`);
  await applied('ps_dispatcher', 'endWelfareCheck', `${on}, reached: true, remark: "asleep, phone off"`);

  type Attempt = { way: string; reached: boolean | null; by: { id: string }; endedBy: { id: string } | null };
  type Seen = { attempts: Attempt[]; pages: { role: string; because: { reason: string }; site: { id: string } }[] };
  const query = `{ incident(id: "${incident}") { attempts { way reached remark place seenAt by { id } endedBy { id } }
    lastPlace { place } patient { address contractedDoctor { id } } pages { role because { reason } site { id } } } }`;
  const told = await until(
    async () => (await api.ask<{ incident: Seen | null }>('ps_desk', query)).data?.incident,
    (found) => found?.attempts.at(-1)?.reached === true,
  );
  const by = { id: 'ps_desk' };
  expect(told?.attempts).toMatchObject([
    { way: 'PATIENT', reached: false, by },
    { way: 'PATIENT', reached: false, by },
    { way: 'EMERGENCY_CONTACT', reached: false, remark: 'engaged', by },
    { way: 'WELFARE_CHECK', reached: true, place: '1 Test Road', by, endedBy: { id: 'ps_dispatcher' } },
  ]);
  const asked = told?.pages.map(({ role, because, site }) => `${because.reason} ${role} ${site.id}`);
  expect(asked).toEqual(
    expect.arrayContaining(['PATIENT_UNREACHED DESK_NURSE st_hub', 'WELFARE_CHECK EMS_DISPATCHER st_ems']),
  );
});

test('R35: where a gate last saw the patient stands beside the alarm, with its time', async () => {
  const { patient, episode } = await anyone();
  const incident = await alarm(episode, patient, Date.now());
  const at = ago(40);
  await api.database.pool.query(
    `INSERT INTO reader (id, site_id, place) VALUES ('rd_lobby', 'st_cc1', 'Lobby') ON CONFLICT DO NOTHING`,
  );
  await api.database.pool.query(
    `INSERT INTO sighting (device_id, msg_id, n, tag_id, reader_id, event, at, patient_id)
     VALUES ('dv_band', $1, 0, 'tag1', 'rd_lobby', 'seen', $2, $3)`,
    [incident, at, patient],
  );
  const query = `{ incident(id: "${incident}") { lastPlace { at place site { id } } patient { address } } }`;
  expect((await api.ask('ps_desk', query)).data).toEqual({
    incident: {
      lastPlace: { at, place: 'Lobby', site: { id: 'st_cc1' } },
      patient: { address: expect.stringContaining('Test Road') },
    },
  });
});

test('5.6 what the device told stands beside the alarm, and whose end never came though the device was heard', async () => {
  const { patient, episode } = await anyone();
  const incident = await alarm(episode, patient, Date.now());
  await api.database.pool.query(
    `INSERT INTO device_alarm (device_id, alarm_id, code, incident_id, group_key, started_at, ended_at) VALUES
       ('dv_wear1', $1 || 'a', 'SOS', $1, 'k', $2, NULL), ('dv_wear1', $1 || 'b', 'TACHYCARDIA', $1, 'k', $3, NULL),
       ('dv_wear1', $1 || 'c', 'AF_ONSET', $1, 'k', $4, $5)`,
    [incident, ago(40), ago(30), ago(20), ago(15)],
  );
  const heard = (minutes: number) =>
    api.database.pool.query(
      `INSERT INTO device_presence (device_id, online, boot_id, since_at, last_seen_at) VALUES ('dv_wear1', true, 'b', $1, $1)
       ON CONFLICT (device_id) DO UPDATE SET last_seen_at = excluded.last_seen_at`,
      [ago(minutes)],
    );
  const told = async () =>
    (
      await api.ask<{ incident: { alarms: { heardAt: string | null }[] } }>(
        'ps_desk',
        `{ incident(id: "${incident}") { alarms { code times endedAt heardAt } } }`,
      )
    ).data?.incident.alarms;
  await heard(25);
  // Heard within the ten minutes of the group: it may still come.
  expect((await told())?.map(({ heardAt }) => heardAt)).toEqual([null, null, null]);
  await heard(5);
  expect(await told()).toEqual([
    { code: 'SOS', times: 1, endedAt: null, heardAt: null },
    { code: 'TACHYCARDIA', times: 1, endedAt: null, heardAt: expect.any(String) },
    { code: 'AF_ONSET', times: 1, endedAt: expect.any(String), heardAt: null },
  ]);
});
