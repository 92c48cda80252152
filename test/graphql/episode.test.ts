import type { Answer, Api } from './anApi';
import { anApi, until } from './anApi';
import { makeWordContents } from '../../graphql/wordContents';

type Told = { __typename: 'Told'; id: string; episodeId: string | null; epoch: number; seq: number; outcome: string };
type Fault = { __typename: 'Fault'; code: string; message: string; retry: boolean };
type Result = Told | Fault;

let api: Api;
beforeAll(async () => {
  api = await anApi({ engine: true });
}, 60_000);
afterAll(() => api.stop());

const RESULT = '{ __typename ... on Told { id episodeId epoch seq outcome } ... on Fault { code message retry } }';
let n = 0;
const clientId = () => `test-client-${++n}`;
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** One word of one person, or of `person/ROLE`; arguments are written as GraphQL writes them. */
async function say(as: string, field: string, args: string, id = clientId()): Promise<Result> {
  const [person = as, role] = as.split('/');
  const answer: Answer<Record<string, Result>> = await api.ask(
    person,
    `mutation { ${field}(clientId: "${id}", ${args}) ${RESULT} }`,
    {},
    role === undefined ? {} : { 'x-role': role },
  );
  const result = answer.data?.[field];
  if (result === undefined) throw new Error(JSON.stringify(answer.errors));
  return result;
}
const codeOf = (result: Result): string => (result.__typename === 'Fault' ? result.code : result.outcome);
const time = (minutes: number) => `time: {at: "${ago(minutes)}"}`;

async function open(patient: string, id = clientId()): Promise<string> {
  const opened = await say('ps_family1', 'openEpisode', opening(patient), id);
  if (opened.__typename !== 'Told') throw new Error(opened.message);
  return opened.episodeId ?? '';
}
const opening = (patient: string) =>
  `patientId: "${patient}", helpChannel: FAMILY_DOCTOR, helpSought: {at: "2026-11-22T01:00:00Z"}, complaints: ["CRUSHING_CHEST_PAIN"]`;

const patients = async (): Promise<string[]> => {
  const { data } = await api.ask<{ patients: { id: string }[] }>('ps_family1', '{ patients(search: "") { id } }');
  return (data?.patients ?? []).map(({ id }) => id);
};
let patient: string[];
beforeAll(async () => {
  patient = await patients();
});
const next = () => patient.shift() ?? '';

const refusals = async (code: string) =>
  (await api.database.pool.query('SELECT mutation, actor, input FROM refusal WHERE code = $1 ORDER BY id DESC', [code]))
    .rows;

test('T05: the doctor opens an episode, and the board shows it with its patient, sites, next clock and the carts at hand', async () => {
  const id = await open(next());
  await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: FMC, ${time(3)}`);
  type Row = {
    id: string;
    phase: string;
    patient: { name: string };
    nextClock: { target: string; dueAt: string } | null;
    nextOwner: { role: string; person: { id: string } | null } | null;
  };
  const look = async () => {
    const { data } = await api.ask<{ board: { episodes: Row[] } }>(
      'ps_coordinator',
      '{ board { position episodes { id phase patient { name } communitySite { id } nextClock { target dueAt } nextOwner { role person { id } } } } }',
    );
    return data?.board.episodes.find((row) => row.id === id);
  };
  const row = await until(look, (seen) => seen?.phase === 'FMC');
  expect(row).toMatchObject({
    communitySite: { id: 'st_cc1' },
    nextClock: { target: 'T05' },
    nextOwner: { role: 'FAMILY_DOCTOR', person: { id: 'ps_family1' } },
  });
  // T05: while the first ECG is owed, a device that fails is answered by one of these
  const { data } = await api.ask<{ episode: { spareCarts: object[] } }>(
    'ps_family1',
    `{ episode(id: "${id}") { spareCarts { id online site { id } } } }`,
  );
  expect(data?.episode.spareCarts).toContainEqual({ id: 'dv_cart1', online: false, site: { id: 'st_cc1' } });
});

test('the same word sent again hears the same answer, and nothing is recorded twice', async () => {
  const id = await open(next());
  const word = clientId();
  const args = `episodeId: "${id}", code: FMC, ${time(2)}`;
  const [first, ...again] = await Promise.all([1, 2, 3, 4].map(() => say('ps_family1', 'recordMilestone', args, word)));
  expect(first).toMatchObject({ __typename: 'Told', outcome: 'APPLIED' });
  for (const one of again) expect(one).toEqual(first);
  const look = async () =>
    (
      await api.database.pool.query('SELECT count(*)::int AS n FROM milestone WHERE episode_id = $1 AND code = $2', [
        id,
        'FMC',
      ])
    ).rows[0];
  expect(await until(look, (seen) => seen.n > 0)).toEqual({ n: 1 });
});

test('opening twice with one id opens one episode; another opening under that id is refused', async () => {
  const [one, other] = [next(), next()];
  const word = clientId();
  const id = await open(one, word);
  expect(await open(one, word)).toBe(id);
  expect(codeOf(await say('ps_family1', 'openEpisode', opening(other), word))).toBe('ID_REUSED');
});

test('another word under a used id is refused', async () => {
  const id = await open(next());
  const word = clientId();
  expect(codeOf(await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: FMC, ${time(2)}`, word))).toBe(
    'APPLIED',
  );
  expect(
    codeOf(await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: ASPIRIN, ${time(2)}`, word)),
  ).toBe('ID_REUSED');
});

test('another word under an id that another process of the api has heard is refused, the same one is answered', async () => {
  const id = await open(next());
  const word = clientId();
  const fmc = `episodeId: "${id}", code: FMC, ${time(2)}`;
  expect(codeOf(await say('ps_family1', 'recordMilestone', fmc, word))).toBe('APPLIED');
  Object.assign(api.services, { wordContents: makeWordContents(api.database.pool) }); // as a process that heard nothing yet
  const aspirin = `episodeId: "${id}", code: ASPIRIN, ${time(2)}`;
  expect(codeOf(await say('ps_family1', 'recordMilestone', aspirin, word))).toBe('ID_REUSED');
  expect(codeOf(await say('ps_family1', 'recordMilestone', fmc, word))).toBe('APPLIED');
  const { rows } = await api.database.pool.query('SELECT 1 FROM milestone WHERE episode_id = $1 AND code = $2', [
    ...[id, 'ASPIRIN'],
  ]);
  expect(rows).toEqual([]);
});

test('a patient whose episode is open gets no second one', async () => {
  const who = next();
  const id = await open(who);
  await until(
    async () => (await api.database.pool.query('SELECT 1 FROM episode WHERE id = $1', [id])).rowCount,
    (rows) => rows === 1,
  );
  expect(await say('ps_family1', 'openEpisode', opening(who))).toMatchObject({ code: 'ALREADY_OPEN', retry: false });
});

test.each([
  ['TIME_WITHOUT_ZONE', 'time: {at: "2026-11-22T09:00:00"}'],
  ['TIME_IN_FUTURE', `time: {at: "${new Date(Date.now() + 600_000).toISOString()}"}`],
  ['BAD_INPUT', 'time: {at: "2026-02-30T09:00:00Z"}'],
  ['BAD_INPUT', 'time: {at: "2026-11-22T01:00:00Z", precision: INTERVAL}'],
])('%s: a wrong time is refused, kept as it was sent, and changes nothing', async (code, sent) => {
  const id = await open(next());
  const word = clientId();
  expect(codeOf(await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: FMC, ${sent}`, word))).toBe(code);
  const kept = await until(
    async () => (await refusals(code)).find(({ input }) => input.clientId === word),
    (seen) => seen !== undefined,
  );
  expect(kept).toMatchObject({
    mutation: 'RECORD_MILESTONE',
    actor: 'ps_family1',
    input: { episodeId: id, code: 'FMC' },
  });
  const { data } = await api.ask<{ episode: { milestones: { code: string }[] } | null }>(
    'ps_family1',
    `{ episode(id: "${id}") { milestones { code } } }`,
  );
  expect(data?.episode?.milestones.map((entry) => entry.code) ?? []).not.toContain('FMC');
});

test('whoever may not, hears who may; nobody signed in hears that first', async () => {
  const id = await open(next());
  const decide = `episodeId: "${id}", strategy: PPCI_BY_TRANSFER`;
  expect(await say('ps_manager', 'decideStrategy', decide)).toMatchObject({
    code: 'NOT_ALLOWED',
    message: expect.stringContaining('cardiologist'),
  });
  expect(await say('ps_family1/FAMILY_DOCTOR', 'decideStrategy', decide)).toMatchObject({
    code: 'NOT_ALLOWED',
  });
  expect(await say('ps_family1/DUTY_DIRECTOR', 'decideStrategy', decide)).toMatchObject({
    code: 'NOT_ALLOWED',
    message: 'You have no role DUTY_DIRECTOR.',
  });
  const { data } = await api.ask<Record<string, Result>>(
    undefined,
    `mutation { decideStrategy(clientId: "abcdefgh", ${decide}) ${RESULT} }`,
  );
  expect(data?.['decideStrategy']).toMatchObject({ code: 'NOT_SIGNED_IN' });
});

test('a rule’s refusal comes back with its code and sentence, and leaves no line in the story', async () => {
  const id = await open(next());
  expect(await say('ps_ward', 'discharge', `episodeId: "${id}", ${time(0)}, drugs: [], highRisk: false`)).toMatchObject(
    { code: 'WRONG_PHASE', retry: false },
  );
  const { data } = await api.ask<{ episode: { happenings: { edges: { node: { type: string } }[] } } }>(
    'ps_coordinator',
    `{ episode(id: "${id}") { happenings(first: 50) { edges { node { type } } } } }`,
  );
  expect(data?.episode.happenings.edges.map(({ node }) => node.type)).not.toContain('DISCHARGED');
});

test.each([
  ['an episode that never was', 'ep_nothing', 'NOT_FOUND'],
  ['what is no id', 'ep_1:other', 'NOT_FOUND'],
])('a word to %s is refused', async (_, id, code) => {
  expect(codeOf(await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: FMC, ${time(2)}`))).toBe(code);
});

test('a word to a closed episode is refused as closed', async () => {
  const id = await open(next());
  expect(
    codeOf(await say('ps_family1', 'closeEpisode', `episodeId: "${id}", reason: ENTERED_IN_ERROR, ${time(0)}`)),
  ).toBe('APPLIED');
  const look = async () =>
    codeOf(await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: FMC, ${time(2)}`));
  expect(await look()).toBe('EPISODE_CLOSED');
  await until(
    async () => (await api.database.pool.query('SELECT closed FROM subject WHERE id = $1', [id])).rows[0]?.closed,
    (closed) => closed === true,
  );
  expect(await look()).toBe('EPISODE_CLOSED');
});

test('times not set yet stand in the timeline beside those that are, with when they are wanted', async () => {
  const id = await open(next());
  await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: FMC, ${time(1)}`);
  type Node = { code: string; plannedAt: string | null; entry: { at: string } | null };
  const look = async () =>
    (
      await api.ask<{ episode: { timeline: Node[] } }>(
        'ps_family1',
        `{ episode(id: "${id}") { timeline { code plannedAt entry { at } } } }`,
      )
    ).data?.episode.timeline ?? [];
  const timeline = await until(look, (nodes) => nodes.some(({ code, entry }) => code === 'FMC' && entry !== null));
  expect(timeline.find(({ code }) => code === 'ECG1_ACQUIRED')).toMatchObject({
    entry: null,
    plannedAt: expect.any(String),
  });
  expect(timeline.find(({ code }) => code === 'STEMI_DX')).toMatchObject({ entry: null });
});

test.each([
  ['a NUL', 'half a \u0000 word'],
  ['half a character', 'half \ud83d'],
  ['a book', 'x'.repeat(20_000)],
])('a text with %s is refused before it can stop the record, and the refusal is kept', async (_, text) => {
  const id = await open(next());
  const word = clientId();
  const mutation = `mutation ($text: String) { explainDelay(clientId: "${word}", episodeId: "${id}", target: "T05", reason: OTHER, text: $text) ${RESULT} }`;
  const { data } = await api.ask<Record<string, Result>>('ps_family1', mutation, { text });
  expect(data?.['explainDelay']).toMatchObject({ code: 'BAD_INPUT' });
  const kept = async () =>
    (await refusals('BAD_INPUT')).find(({ input }) => input.clientId === word || String(input.cut).includes(word));
  expect(await until(kept, (seen) => seen !== undefined)).toMatchObject({ mutation: 'EXPLAIN_DELAY' });
});

test('a corrected form goes out under the same id as the refused one', async () => {
  const id = await open(next());
  const word = clientId();
  expect(
    codeOf(
      await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: FMC, time: {at: "2026-11-22T09:00"}`, word),
    ),
  ).toBe('TIME_WITHOUT_ZONE');
  expect(codeOf(await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: FMC, ${time(1)}`, word))).toBe(
    'APPLIED',
  );
});

test('the coordinator moves a running episode to an approved edition, and the clock is due and the checklist asked by its numbers (2.3)', async () => {
  const id = await open(next());
  await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: FMC, ${time(3)}`);
  const edition = 'siteId: "st_hub", edition: "hub-quick", jurisdiction: CHINA_2019, note: "quicker"';
  const limit =
    'effectiveFrom: "2026-01-01T00:00:00+08:00", thresholds: [{ code: "T05_LIMIT", value: 6 }, { code: "STROKE_3_MONTHS", value: 6 }]';
  await say('ps_coordinator', 'draftPathway', `${edition}, ${limit}`);
  const move = (as: string) =>
    say(as, 'moveToEdition', `episodeId: "${id}", edition: "hub-quick", reason: "the new ECG limit"`);
  expect(codeOf(await move('ps_coordinator'))).toBe('BAD_INPUT');
  await say('ps_director', 'approvePathway', 'edition: "hub-quick"');
  expect(codeOf(await move('ps_family1'))).toBe('NOT_ALLOWED');
  expect(codeOf(await move('ps_coordinator'))).toBe('APPLIED');
  type Seen = {
    pathwayEdition: string;
    clocks: { target: string; limitMin: number | null }[];
    checklist: { items: { code: string; limits: number[] }[] };
  };
  const fields = 'pathwayEdition clocks { target limitMin } checklist { items { code limits } }';
  const seen = async () =>
    (await api.ask<{ episode: Seen }>('ps_coordinator', `{ episode(id: "${id}") { ${fields} } }`)).data?.episode;
  const moved = await until(seen, (one) => one?.pathwayEdition === 'hub-quick');
  expect(moved?.clocks.find(({ target }) => target === 'T05')?.limitMin).toBe(6);
  expect(moved?.checklist.items).toEqual(
    expect.arrayContaining([
      { code: 'ISCHAEMIC_STROKE_WITHIN_3_MONTHS', limits: [6] },
      { code: 'BP_OVER_180_OR_110_REFRACTORY', limits: [180, 110] },
      { code: 'ORAL_ANTICOAGULANT', limits: [] },
    ]),
  );
});

/** For whom the demo region has no more patients: nobody knows yet who it is. */
async function openUnknown(): Promise<string> {
  const opened = await say('ps_family1', 'openEpisode', opening('').replace('patientId: ""', 'unknown: { sex: MALE }'));
  if (opened.__typename !== 'Told') throw new Error(opened.message);
  return opened.episodeId ?? '';
}

test('P1 what a caller answers stands on the episode with who asked, and the table’s advice beside it', async () => {
  const id = await openUnknown();
  const answers = `episodeId: "${id}", answers: [{ code: CALLER_SWEATING, answer: YES }]`;
  expect(await say('ps_reader', 'answerCallScript', answers)).toMatchObject({ code: 'NOT_ALLOWED' });
  expect(await say('ps_family1', 'answerCallScript', answers)).toMatchObject({ outcome: 'APPLIED' });
  type Script = { advice: string; items: { code: string; limits: number[]; by: { id: string } | null }[] };
  const look = async () =>
    (
      await api.ask<{ episode: { callScript: Script } }>(
        'ps_coordinator',
        `{ episode(id: "${id}") { callScript { advice items { code limits answer role by { id } } } } }`,
      )
    ).data?.episode.callScript;
  const script = await until(look, (seen) => seen?.items.some(({ by }) => by !== null) === true);
  expect(script?.advice).toBe('STAY_PUT_CALL_120');
  expect(script?.items).toContainEqual({
    ...{ code: 'CALLER_SWEATING', limits: [], answer: 'YES', role: 'FAMILY_DOCTOR', by: { id: 'ps_family1' } },
  });
  expect(script?.items).toContainEqual(expect.objectContaining({ code: 'CARDIAC_PAIN_OVER_LIMIT', limits: [5] }));
});

test('P8 the interventionist ends an angiography without a culprit, and what it says is on the record', async () => {
  const id = await openUnknown();
  for (const [who, code, atMin] of [
    ['ps_family1', 'FMC', 1],
    ['ps_lab_nurse', 'ANGIO', 2],
  ] as const)
    await say(who, 'recordMilestone', `episodeId: "${id}", code: ${code}, ${time(atMin)}`);
  const bedside = `episodeId: "${id}", finding: STEMI, leads: [II], readFrom: PAPER, acquired: { at: "${new Date().toISOString()}" }`;
  await say('ps_ed', 'readAtBedside', `${bedside}, ${time(0)}`);
  const seen = `episodeId: "${id}", end: NO_CULPRIT, finding: NSTE_ACS, reason: "Smooth arteries.", ${time(0)}`;
  expect(await say('ps_ed', 'concludeAngiography', seen)).toMatchObject({ code: 'NOT_ALLOWED' });
  expect(await say('ps_operator', 'concludeAngiography', seen)).toMatchObject({ outcome: 'APPLIED' });
  type Seen = { phase: string; angiographyEnd: object | null };
  const look = async () =>
    (
      await api.ask<{ episode: Seen }>(
        'ps_coordinator',
        `{ episode(id: "${id}") { phase angiographyEnd { end reason role by { id } } } }`,
      )
    ).data?.episode;
  expect(await until(look, (one) => one?.angiographyEnd != null)).toEqual({
    phase: 'NSTE_ACS',
    angiographyEnd: {
      ...{ end: 'NO_CULPRIT', reason: 'Smooth arteries.', role: 'INTERVENTIONIST', by: { id: 'ps_operator' } },
    },
  });
});

describe('2.8 the picture of a signed form', () => {
  const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const tokens = new Map<string, string>();
  const tokenOf = async (personId: string) => {
    const body = JSON.stringify({ personId });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${api.url}/demo/token`, { method: 'POST', headers, body });
    const { token } = (await answer.json()) as { token: string };
    return token;
  };
  let id = '';
  const form = async (person: string | undefined, body?: Uint8Array<ArrayBuffer>, kind = 'PCI') => {
    if (person !== undefined && !tokens.has(person)) tokens.set(person, await tokenOf(person));
    const headers = person === undefined ? {} : { authorization: `Bearer ${tokens.get(person) ?? ''}` };
    const at = `${api.url}/consents/${id}/${kind}/form`;
    return body === undefined
      ? fetch(at, { headers })
      : fetch(`${at}?clientId=${clientId()}`, { method: 'POST', headers, body });
  };
  const refusal = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];
  beforeAll(async () => {
    id = await openUnknown();
  });

  test('2.8 belongs to a consent that was given or refused, and is looked at from there, with a row in the audit', async () => {
    expect(await refusal(await form('ps_operator', new Uint8Array(PNG)))).toEqual([409, 'WRONG_PHASE']);
    await say(
      'ps_operator',
      'changeConsent',
      `episodeId: "${id}", kind: PCI, state: SIGNED, byName: "Test Wife", ${time(0)}`,
    );
    expect(await refusal(await form('ps_operator'))).toEqual([404, 'NOT_FOUND']);
    const told = await form('ps_operator', new Uint8Array(PNG));
    const { outcome, sha256 } = (await told.json()) as { outcome: string; sha256: string };
    expect(outcome).toBe('APPLIED');
    type Seen = { consents: { kind: string; formUrl: string | null; formType: string | null }[] };
    const look = async () =>
      (await api.ask<{ episode: Seen }>('ps_ward', `{ episode(id: "${id}") { consents { kind formUrl formType } } }`))
        .data?.episode.consents[0];
    expect(await until(look, (one) => one?.formUrl != null)).toEqual({
      ...{ kind: 'PCI', formUrl: `/consents/${id}/PCI/form`, formType: 'image/png' },
    });
    const shown = await form('ps_ward');
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(PNG);
    expect(shown.headers.get('x-content-sha256')).toBe(sha256);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(shown.headers.get('content-disposition')).toContain('attachment');
    const { rows } = await api.database.pool.query(
      `SELECT actor_id FROM audit WHERE action = 'CONSENT_FORM_READ' AND subject_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ actor_id: 'ps_ward' }]);
  });

  test('2.8 what is no picture or PDF, is too large, or comes from somebody who may not, is refused', async () => {
    const text = new TextEncoder().encode('<script>alert(1)</script>');
    expect(await refusal(await form('ps_operator', text))).toEqual([400, 'BAD_INPUT']);
    const large = new Uint8Array(8 * 1024 * 1024 + 1);
    large.set(PNG);
    expect(await refusal(await form('ps_operator', large))).toEqual([400, 'BAD_INPUT']);
    expect(await refusal(await form('ps_operator', new Uint8Array(PNG), 'OTHER'))).toEqual([404, 'NOT_FOUND']);
    expect(await refusal(await form('ps_reader', new Uint8Array(PNG)))).toEqual([403, 'NOT_ALLOWED']);
    expect(await refusal(await form('ps_manager'))).toEqual([403, 'NOT_ALLOWED']);
    expect(await refusal(await form(undefined))).toEqual([401, 'NOT_SIGNED_IN']);
    expect(await refusal(await form(undefined, new Uint8Array(PNG)))).toEqual([401, 'NOT_SIGNED_IN']);
  });
});
