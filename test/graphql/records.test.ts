import { duplicatesOf } from '../../graphql/duplicates';
import type { Api } from './anApi';
import { anApi, until } from './anApi';

type Told = { __typename: 'Told'; id: string; episodeId: string | null; outcome: string };
type Fault = { __typename: 'Fault'; code: string; message: string };
type Result = Told | Fault;

let api: Api;
let patients: string[];
beforeAll(async () => {
  api = await anApi({ engine: true });
  const { data } = await api.ask<{ patients: { id: string }[] }>('ps_family1', '{ patients(search: "") { id } }');
  patients = (data?.patients ?? []).map(({ id }) => id);
}, 60_000);
afterAll(() => api.stop());

const RESULT = '{ __typename ... on Told { id episodeId outcome } ... on Fault { code message } }';
let n = 0;
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const time = (minutes: number) => `time: {at: "${ago(minutes)}"}`;

async function say(person: string, field: string, args: string): Promise<Result> {
  const asked = `mutation { ${field}(clientId: "records-${++n}-test", ${args}) ${RESULT} }`;
  const { data, errors } = await api.ask<Record<string, Result>>(person, asked);
  const result = data?.[field];
  if (result === undefined) throw new Error(JSON.stringify(errors));
  return result;
}
const codeOf = (result: Result): string => (result.__typename === 'Fault' ? result.code : result.outcome);

async function open(): Promise<string> {
  const opened = await say(
    'ps_family1',
    'openEpisode',
    `patientId: "${patients.shift() ?? ''}", helpChannel: FAMILY_DOCTOR, helpSought: {at: "${ago(60)}"}, complaints: []`,
  );
  if (opened.__typename !== 'Told') throw new Error(opened.message);
  return opened.episodeId ?? '';
}
/** What the record shows of an episode once it is so. */
async function shown<T>(id: string, fields: string, good: (episode: T) => boolean): Promise<T> {
  const look = async () =>
    (await api.ask<{ episode: T | null }>('ps_coordinator', `{ episode(id: "${id}") { ${fields} } }`)).data?.episode;
  const episode = await until(look, (seen) => seen != null && good(seen));
  if (episode == null) throw new Error('no episode');
  return episode;
}

type Entry = { n: number; at: string; withdraws: boolean; reason: string | null; recordedBy: { id: string } | null };
type Shown = {
  questions: { kind: string; code: string; role: string; status: string; reason: string | null }[];
  timeline: { code: string; entry: { n: number } | null; reports: Entry[] }[];
};
const FIELDS =
  'questions { kind code role status reason } timeline { code entry { n } reports { n at withdraws reason recordedBy { id } } }';
const statusOf = ({ questions }: Shown, code: string) => questions.find((one) => one.code === code)?.status;
const reportsOf = ({ timeline }: Shown, code: string) => timeline.find((node) => node.code === code)?.reports ?? [];

test('a wire before the door is recorded and asked about; the correction keeps who, when and why', async () => {
  const id = await open();
  await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: DOOR, ${time(20)}`);
  await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: WIRE, ${time(40)}`);
  const asked = await shown<Shown>(id, FIELDS, (seen) => statusOf(seen, 'DOOR>WIRE') === 'OPEN');
  const wire = reportsOf(asked, 'WIRE')[0];
  const correction = `episodeId: "${id}", code: WIRE, ${time(5)}, corrects: ${wire?.n}, reason: "Read from the wrong case."`;
  expect(codeOf(await say('ps_coordinator', 'recordMilestone', correction))).toBe('APPLIED');
  const corrected = await shown<Shown>(id, FIELDS, (seen) => statusOf(seen, 'DOOR>WIRE') === 'ANSWERED');
  expect(reportsOf(corrected, 'WIRE')).toEqual([
    expect.objectContaining({ n: wire?.n, reason: null, recordedBy: { id: 'ps_family1' } }),
    expect.objectContaining({ reason: 'Read from the wrong case.', recordedBy: { id: 'ps_coordinator' } }),
  ]);
});

test('what is missing is asked of those who owe it, and they may say that it can’t be known', async () => {
  const id = await open();
  await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: WIRE, ${time(5)}`);
  await shown<Shown>(id, FIELDS, (seen) => statusOf(seen, 'PUNCTURE') === 'OPEN');
  type Mine = { questions: { episodeId: string; code: string; role: string; patient: { id: string } }[] };
  const mine = async (person: string) =>
    (await api.ask<Mine>(person, '{ questions { episodeId code role patient { id } } }')).data?.questions ?? [];
  const ofLab = (await mine('ps_operator')).filter(({ episodeId }) => episodeId === id).map(({ code }) => code);
  expect(ofLab.sort()).toEqual(['ANGIO', 'LAB_IN', 'PUNCTURE']);
  expect((await mine('ps_family1')).filter(({ episodeId }) => episodeId === id)).toEqual([]);
  const answer = `episodeId: "${id}", kind: MISSING_TIME, code: "PUNCTURE"`;
  expect(codeOf(await say('ps_operator', 'confirmQuestion', `${answer}, reason: ""`))).toBe('REASON_NEEDED');
  expect(codeOf(await say('ps_manager', 'confirmQuestion', `${answer}, reason: "Lost."`))).toBe('NOT_ALLOWED');
  expect(codeOf(await say('ps_operator', 'confirmQuestion', `${answer}, reason: "Lost."`))).toBe('APPLIED');
  const known = await shown<Shown>(id, FIELDS, (seen) => statusOf(seen, 'PUNCTURE') === 'CONFIRMED');
  expect(known.questions.find(({ code }) => code === 'PUNCTURE')?.reason).toBe('Lost.');
});

test('a time entered in error is taken back and stays in sight', async () => {
  const id = await open();
  await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: ASPIRIN, ${time(5)}`);
  const given = await shown<Shown>(id, FIELDS, (seen) => reportsOf(seen, 'ASPIRIN').length === 1);
  const aspirin = reportsOf(given, 'ASPIRIN')[0]?.n;
  const back = `episodeId: "${id}", n: ${aspirin}, reason: "Not this patient."`;
  expect(codeOf(await say('ps_family1', 'withdrawMilestone', back))).toBe('APPLIED');
  const gone = await shown<Shown>(id, FIELDS, (seen) => reportsOf(seen, 'ASPIRIN').length === 2);
  expect(gone.timeline.find(({ code }) => code === 'ASPIRIN')?.entry).toBeNull();
  expect(reportsOf(gone, 'ASPIRIN')[1]).toMatchObject({ withdraws: true, reason: 'Not this patient.' });
});

const openUnknown = async (): Promise<string> => {
  const opened = await say(
    'ps_family1',
    'openEpisode',
    `unknown: {sex: MALE, estimatedAge: 60, bracelet: "W-0417"}, helpChannel: FAMILY_DOCTOR, helpSought: {at: "${ago(30)}"}, complaints: []`,
  );
  if (opened.__typename !== 'Told') throw new Error(opened.message);
  return opened.episodeId ?? '';
};

describe('R25 unknown patient', () => {
  type Who = {
    unidentified: boolean;
    patient: { id: string; temporary: boolean; estimatedAge: number | null; bracelet: string | null };
    questions: { kind: string; status: string }[];
  };
  const WHO = 'unidentified patient { id temporary estimatedAge bracelet } questions { kind status }';

  test('is cared for under a temporary record until somebody says who it is', async () => {
    const id = await openUnknown();
    const stranger = await shown<Who>(id, WHO, (seen) => seen.unidentified);
    expect(stranger).toMatchObject({
      patient: { temporary: true, estimatedAge: 60, bracelet: 'W-0417' },
      questions: [{ kind: 'UNKNOWN_PATIENT', status: 'OPEN' }],
    });
    const who = patients.shift() ?? '';
    const named = `episodeId: "${id}", patientId: "${who}", identifiers: "Identity card and daughter."`;
    expect(codeOf(await say('ps_operator', 'identifyPatient', named))).toBe('NOT_ALLOWED');
    expect(codeOf(await say('ps_family1', 'identifyPatient', named))).toBe('APPLIED');
    const known = await shown<Who>(id, WHO, (seen) => !seen.unidentified);
    expect(known).toMatchObject({ patient: { id: who, temporary: false }, questions: [{ status: 'ANSWERED' }] });
  });
  test('neither a name nor a stranger, or both, is refused', async () => {
    const rest = `helpChannel: WALK_IN, helpSought: {at: "${ago(1)}"}, complaints: []`;
    expect(codeOf(await say('ps_family1', 'openEpisode', rest))).toBe('BAD_INPUT');
    const both = `patientId: "${patients[0]}", unknown: {}, ${rest}`;
    expect(codeOf(await say('ps_family1', 'openEpisode', both))).toBe('BAD_INPUT');
  });
});

describe('R1 and R24: one event, one person', () => {
  type Same = {
    duplicates: { id: string }[];
    mergedIntoId: string | null;
    mergedFromIds: string[];
    closeReason: string;
  };
  const SAME = 'duplicates { id } mergedIntoId mergedFromIds closeReason';
  const patientOf = async (id: string) =>
    (await shown<{ patient: { id: string } }>(id, 'patient { id }', () => true)).patient.id;

  test('two records linked as one person propose their episodes as one event; merged, one goes on', async () => {
    const [one, other] = [await open(), await open()];
    const [first, second] = [await patientOf(one), await patientOf(other)];
    const merge = `episodeId: "${one}", intoEpisodeId: "${other}", reason: "Same caller, same street."`;
    expect(codeOf(await say('ps_coordinator', 'mergeEpisodes', merge))).toBe('BAD_INPUT');
    expect((await shown<Same>(one, SAME, () => true)).duplicates).toEqual([]);
    const link = `patientId: "${first}", sameAsId: "${second}"`;
    expect(codeOf(await say('ps_coordinator', 'linkPatients', `${link}, reason: ""`))).toBe('REASON_NEEDED');
    const because = `${link}, reason: "One identity card, two spellings."`;
    expect(codeOf(await say('ps_coordinator', 'linkPatients', because))).toBe('APPLIED');
    expect(codeOf(await say('ps_coordinator', 'linkPatients', because))).toBe('ALREADY_DONE');
    const proposed = await shown<Same>(one, SAME, () => true);
    expect(proposed.duplicates.map(({ id }) => id)).toContain(other);
    // R1: ninety minutes apart they are two, unless the edition gives them two hours
    const { pool } = api.database;
    await pool.query("UPDATE episode SET opened_at = opened_at - interval '90 min' WHERE id = $1", [other]);
    expect(await duplicatesOf(pool, one, {})).toEqual([]);
    expect(await duplicatesOf(pool, one, { thresholds: { SAME_EVENT_WITHIN: 120 } })).toContain(other);
    expect(codeOf(await say('ps_coordinator', 'mergeEpisodes', merge))).toBe('APPLIED');
    const ended = await shown<Same>(one, SAME, (seen) => seen.mergedIntoId !== null);
    expect(ended).toMatchObject({ mergedIntoId: other, closeReason: 'DUPLICATE' });
    await shown<Same>(other, SAME, (seen) => seen.mergedFromIds.includes(one));
  });
  test('R1 two callers who name one place propose one event, however each of them writes it', async () => {
    const [one, other, elsewhere] = [await open(), await open(), await open()];
    const at = (id: string, place: string) =>
      say('ps_coordinator', 'answerCallScript', `episodeId: "${id}", answers: [], place: "${place}"`);
    expect(codeOf(await at(one, '12 Test Lane, Mill Village'))).toBe('APPLIED');
    expect(codeOf(await at(other, '12 test lane mill village'))).toBe('APPLIED');
    expect(codeOf(await at(elsewhere, '14 Test Lane, Mill Village'))).toBe('APPLIED');
    type Placed = { callScript: { place: { text: string; by: { id: string } } | null } };
    const placed = await shown<Placed>(
      other,
      'callScript { place { text by { id } } }',
      ({ callScript }) => callScript.place !== null,
    );
    expect(placed.callScript.place).toEqual({ text: '12 test lane mill village', by: { id: 'ps_coordinator' } });
    const proposed = await shown<Same>(one, SAME, ({ duplicates }) => duplicates.length > 0);
    expect(proposed.duplicates.map(({ id }) => id)).toEqual([other]);
  });
  test('a link is undone and stays in the record with its reasons; nothing was rewritten', async () => {
    const id = await open();
    const who = await patientOf(id);
    const same = patients.shift() ?? '';
    await say('ps_coordinator', 'linkPatients', `patientId: "${who}", sameAsId: "${same}", reason: "One phone."`);
    type Linked = { patient: { links: { id: string; reason: string }[] } };
    const links = async () => (await shown<Linked>(id, 'patient { links { id reason } }', () => true)).patient.links;
    const [link] = await links();
    expect(link?.reason).toBe('One phone.');
    const undo = `linkId: "${link?.id}", reason: "Two sisters."`;
    expect(codeOf(await say('ps_coordinator', 'unlinkPatients', undo))).toBe('APPLIED');
    expect(await links()).toEqual([]);
    const { rows } = await api.database.pool.query('SELECT undo_reason FROM patient_link WHERE id = $1', [link?.id]);
    expect(rows).toEqual([{ undo_reason: 'Two sisters.' }]);
    expect(await patientOf(id)).toBe(who);
  });
  test('who has an open episode under another record of the same person gets no second one', async () => {
    const id = await open();
    const same = patients.shift() ?? '';
    const who = await patientOf(id);
    await say('ps_coordinator', 'linkPatients', `patientId: "${who}", sameAsId: "${same}", reason: "One card."`);
    const again = `patientId: "${same}", helpChannel: CALL_120, helpSought: {at: "${ago(1)}"}, complaints: []`;
    expect(codeOf(await say('ps_family1', 'openEpisode', again))).toBe('ALREADY_OPEN');
  });
});

test('R5: an ECG read at the bedside diagnoses, is marked as having no recording, and its recording is owed', async () => {
  const id = await open();
  await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: FMC, ${time(20)}`);
  const seen = `finding: STEMI, leads: [II, III, AVF], readFrom: PAPER, acquired: {at: "${ago(12)}"}, ${time(8)}`;
  expect(codeOf(await say('ps_manager', 'readAtBedside', `episodeId: "${id}", ${seen}`))).toBe('NOT_ALLOWED');
  const told = `episodeId: "${id}", ${seen}, readWith: "Test Reader"`;
  expect(codeOf(await say('ps_family1', 'readAtBedside', told))).toBe('APPLIED');
  type Read = {
    phase: string;
    finding: string | null;
    bedsideReadings: object[];
    questions: { kind: string; status: string }[];
  };
  const fields =
    'phase finding bedsideReadings { leads readFrom readWith readingId by { id } role } questions { kind status }';
  const episode = await shown<Read>(id, fields, ({ finding }) => finding === 'STEMI');
  expect(episode.phase).toBe('STRATEGY');
  expect(episode.bedsideReadings).toEqual([
    {
      ...{ leads: ['II', 'III', 'AVF'], readFrom: 'PAPER', readWith: 'Test Reader', readingId: null },
      ...{ by: { id: 'ps_family1' }, role: 'FAMILY_DOCTOR' },
    },
  ]);
  expect(episode.questions).toContainEqual({ kind: 'RECORDING_OWED', status: 'OPEN' });
});

test('R22: a centre that can’t take the patient says why, and the hospital runs the follow-up itself', async () => {
  const id = await open();
  const on = `episodeId: "${id}"`;
  await say('ps_ward', 'enterDepartment', `${on}, department: CCU, ${time(50)}`);
  await say('ps_ward', 'discharge', `${on}, drugs: [], highRisk: false, ${time(30)}`);
  await say('ps_ward', 'downRefer', `${on}, siteId: "st_cc1", ${time(25)}`);
  expect(codeOf(await say('ps_ward', 'refuseDownReferral', `${on}, reason: "full", ${time(20)}`))).toBe('NOT_ALLOWED');
  expect(codeOf(await say('ps_family1', 'refuseDownReferral', `${on}, reason: "moved away", ${time(20)}`))).toBe(
    'APPLIED',
  );
  expect(codeOf(await say('ps_ward', 'keepFollowUp', `${on}, reason: "no centre near", ${time(10)}`))).toBe('APPLIED');
  type Kept = {
    phase: string;
    downRefusals: object[];
    hospitalFollowUp: { reason: string } | null;
    tasks: { ownerRole: string; site: { id: string } }[];
  };
  const fields =
    'phase downRefusals { reason role site { id } } hospitalFollowUp { reason } tasks { ownerRole site { id } }';
  const kept = await shown<Kept>(id, fields, ({ phase }) => phase === 'FOLLOW_UP');
  expect(kept.downRefusals).toEqual([{ reason: 'moved away', role: 'FAMILY_DOCTOR', site: { id: 'st_cc1' } }]);
  expect(kept.hospitalFollowUp).toEqual({ reason: 'no centre near' });
  expect(kept.tasks.length).toBeGreaterThan(0);
  expect(kept.tasks.every(({ ownerRole, site }) => ownerRole === 'WARD_DOCTOR' && site.id === 'st_hub')).toBe(true);
});

test('R19: back within 30 days: the new episode is linked and knows the drugs, and the plan of the first rests', async () => {
  const patient = patients[0] ?? '';
  const id = await open();
  const on = `episodeId: "${id}"`;
  const drug = 'drugs: [{drug: "ASPIRIN", dose: "100 mg"}]';
  await say('ps_ward', 'enterDepartment', `${on}, department: CCU, ${time(50)}`);
  await say('ps_ward', 'discharge', `${on}, ${drug}, highRisk: false, ${time(30)}`);
  await say('ps_ward', 'keepFollowUp', `${on}, reason: "no centre near", ${time(25)}`);
  await shown<{ phase: string }>(id, 'phase', ({ phase }) => phase === 'FOLLOW_UP');
  const again = await say(
    'ps_family1',
    'openEpisode',
    `patientId: "${patient}", helpChannel: FAMILY_DOCTOR, helpSought: {at: "${ago(2)}"}, complaints: []`,
  );
  const nextId = again.__typename === 'Told' ? (again.episodeId ?? '') : '';
  type Next = { index: object | null };
  const next = await shown<Next>(
    nextId,
    'index { episodeId readmitted drugs { drug } }',
    ({ index }) => index !== null,
  );
  expect(next.index).toEqual({ episodeId: id, readmitted: true, drugs: [{ drug: 'ASPIRIN' }] });
  type First = { continuedById: string | null; tasks: { status: string }[] };
  const first = await shown<First>(id, 'continuedById tasks { status }', (seen) => seen.continuedById !== null);
  expect(first.continuedById).toBe(nextId);
  expect(first.tasks.every(({ status }) => status === 'SUSPENDED')).toBe(true);
});
