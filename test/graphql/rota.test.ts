import { makeWebPush } from '../../activities/platform/webPush';
import { temporaryFolder } from '../support/launch';
import { aPushService, type PushService } from '../support/pushService';
import type { Api } from './anApi';
import { anApi, makeSay } from './anApi';

type Result = { outcome?: string; code?: string };
type Seen = {
  rota: {
    holes: { role: string }[];
    stretches: { role: string; posts: { person: { id: string } }[] }[];
    substitutions: { person: { id: string }; reason: string; takenAt: string | null }[];
    handOvers: { dutyId: string; person: { id: string }; predecessors: { id: string }[] }[];
  };
};

let api: Api;
let push: PushService;
beforeAll(async () => {
  const folder = temporaryFolder('push');
  push = await aPushService(folder);
  const contact = 'mailto:nobody@wiretime.example';
  api = await anApi({ webPush: makeWebPush({ keyFile: `${folder}/push.key`, contact, agent: push.agent }) });
});
afterAll(() => Promise.all([api.stop(), push.stop()]));

const NOW = Date.now();
const hour = (n: number) => new Date(NOW + n * 3_600_000).toISOString();
let n = 0;
async function change(as: string, words: string, clientId = `rota-test-${++n}`): Promise<Result> {
  const mutation = `mutation { substitute(clientId: "${clientId}", siteId: "st_hub", ${words}) { ... on Told { outcome } ... on Fault { code } } }`;
  const { data, errors } = await api.ask<{ substitute: Result }>(as, mutation);
  if (data === undefined) throw new Error(JSON.stringify(errors));
  return data.substitute;
}
async function takeOver(as: string, dutyId: string): Promise<Result | undefined> {
  const mutation = `mutation { acknowledgeHandOver(clientId: "rota-test-${++n}", dutyId: "${dutyId}") { ... on Told { outcome } ... on Fault { code } } }`;
  return (await api.ask<{ acknowledgeHandOver: Result }>(as, mutation)).data?.acknowledgeHandOver;
}
async function seen(): Promise<Seen['rota']> {
  const { data, errors } = await api.ask<Seen>(
    'ps_coordinator',
    `{ rota(siteId: "st_hub", from: "${hour(-1)}", to: "${hour(48)}") {
      holes { role } stretches { role posts { person { id } } }
      substitutions { person { id } reason takenAt } handOvers { dutyId person { id } predecessors { id } } } }`,
  );
  if (data === undefined) throw new Error(JSON.stringify(errors));
  return data.rota;
}
const nurses = ({ stretches }: Seen['rota']) =>
  stretches
    .filter(({ role }) => role === 'LAB_NURSE')
    .map(({ posts }) => posts.map(({ person }) => person.id).join('+'));

test('a nurse falls ill: the coordinator puts another in, who confirms, and the rota shows it all', async () => {
  await api.database.pool.query(`INSERT INTO person_role VALUES ('ps_lab_technician', 'LAB_NURSE', 'st_hub')`);
  const words = `role: LAB_NURSE, personId: "ps_lab_technician", insteadOfId: "ps_lab_nurse", from: "${hour(-0.5)}", to: "${hour(8)}", reason: "ill"`;
  expect(await change('ps_coordinator', words, 'rota-test-ill')).toEqual({ outcome: 'APPLIED' });
  expect(await change('ps_coordinator', words, 'rota-test-ill')).toEqual({ outcome: 'DUPLICATE' });
  expect(nurses(await seen())).toEqual(['ps_lab_nurse', 'ps_lab_technician', 'ps_lab_nurse']);

  const [owed] = (await seen()).handOvers;
  expect(owed).toMatchObject({ person: { id: 'ps_lab_technician' }, predecessors: [{ id: 'ps_lab_nurse' }] });
  expect(await takeOver('ps_lab_nurse', owed?.dutyId ?? '')).toEqual({ code: 'NOT_ALLOWED' });
  expect(await takeOver('ps_lab_technician', owed?.dutyId ?? '')).toEqual({ outcome: 'APPLIED' });
  expect(await takeOver('ps_lab_technician', owed?.dutyId ?? '')).toEqual({ outcome: 'DUPLICATE' });
  expect((await seen()).handOvers).toEqual([]);
  expect((await seen()).substitutions).toMatchObject([{ reason: 'ill', takenAt: expect.any(String) }]);

  const { rows } = await api.database.pool.query(
    `SELECT actor_id, actor_role, action FROM audit WHERE subject_kind = 'ROTA' ORDER BY id`,
  );
  expect(rows).toEqual([
    { actor_id: 'ps_coordinator', actor_role: 'COORDINATOR', action: 'ROTA_SUBSTITUTED' },
    { actor_id: 'ps_lab_technician', actor_role: 'LAB_NURSE', action: 'ROTA_HANDED_OVER' },
  ]);
});

test('a hole is shown until somebody fills it', async () => {
  await api.database.pool.query(`UPDATE rota_shift SET to_at = '${hour(20)}' WHERE id = 'sh_st_hub_WARD_LEAD'`);
  expect((await seen()).holes).toEqual([{ role: 'WARD_LEAD' }]);
  const words = `role: WARD_LEAD, personId: "ps_ward_lead", from: "${hour(20)}", to: "${hour(72)}", reason: "stays on"`;
  expect(await change('ps_director', words)).toEqual({ outcome: 'APPLIED' });
  expect((await seen()).holes).toEqual([]);
});

test('what cannot be is refused with a code', async () => {
  const words = (person: string, more: string) => `role: LAB_NURSE, personId: "${person}", reason: "x", ${more}`;
  const ahead = `from: "${hour(1)}", to: "${hour(2)}"`;
  expect(await change('ps_family1', words('ps_lab_nurse', ahead))).toEqual({ code: 'NOT_ALLOWED' });
  expect(await change('ps_coordinator', words('ps_family1', ahead))).toEqual({ code: 'BAD_INPUT' });
  const back = `from: "${hour(2)}", to: "${hour(1)}"`;
  expect(await change('ps_coordinator', words('ps_lab_nurse', back))).toEqual({ code: 'BAD_INPUT' });
  const over = `from: "${hour(-3)}", to: "${hour(-2)}"`;
  expect(await change('ps_coordinator', words('ps_lab_nurse', over))).toEqual({ code: 'BAD_INPUT' });
  expect(await takeOver('ps_lab_nurse', 'sh_none')).toEqual({ code: 'NOT_FOUND' });
});

describe('a browser in which pages ring', () => {
  const say = makeSay(() => api, 'browser');
  const words = ({ endpoint, p256dh, auth }: ReturnType<PushService['browser']>, language = 'en') =>
    `endpoint: "${endpoint}", p256dh: "${p256dh}", auth: "${auth}", language: "${language}"`;
  const mine = async (as: string) =>
    (
      await api.ask<{ pushKey: string; myBrowsers: { id: string; service: string; language: string }[] }>(
        as,
        '{ pushKey myBrowsers { id service language } }',
      )
    ).data;

  test('is turned on by a person for themself, rings for trial, and is turned off again', async () => {
    const phone = words(push.browser('phone'));
    const { id = '', outcome } = await say('ps_reader', 'registerBrowser', phone);
    expect(outcome).toBe('APPLIED');
    expect(await mine('ps_reader')).toEqual({
      pushKey: api.services.webPush.publicKey,
      myBrowsers: [{ id, service: 'localhost', language: 'en' }],
    });
    expect(await say('ps_reader', 'tryBrowser', `browserId: "${id}"`)).toMatchObject({ outcome: 'APPLIED' });
    expect(push.delivered.map(({ content }) => content)).toEqual([
      { id: expect.stringMatching(/^trial:/), trial: true, language: 'en' },
    ]);
    const of = `browserId: "${id}"`;
    expect(await say('ps_coordinator', 'withdrawBrowser', of)).toMatchObject({ outcome: 'NO_LONGER_APPLIES' });
    expect(await say('ps_coordinator', 'tryBrowser', of)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await say('ps_reader', 'withdrawBrowser', of)).toMatchObject({ outcome: 'APPLIED' });
    expect((await mine('ps_reader'))?.myBrowsers).toEqual([]);
    const { rows } = await api.database.pool.query(
      `SELECT action FROM audit WHERE subject_kind = 'PERSON' AND subject_id = 'ps_reader' ORDER BY id`,
    );
    expect(rows).toEqual([{ action: 'BROWSER_REGISTERED' }, { action: 'BROWSER_WITHDRAWN' }]);
  });

  test('rings for who turned it on last: a screen on the ward keeps nobody’s pages who went home', async () => {
    const ward = words(push.browser('ward'));
    const { id } = await say('ps_reader', 'registerBrowser', ward);
    await say('ps_coordinator', 'registerBrowser', ward.replace('"en"', '"zh-CN"'));
    expect((await mine('ps_reader'))?.myBrowsers).toEqual([]);
    expect((await mine('ps_coordinator'))?.myBrowsers).toEqual([{ id, service: 'localhost', language: 'zh-CN' }]);
  });

  test('its push service knows it no more: it is off, and the trial says so; a service that refuses is said too', async () => {
    const { id } = await say('ps_reader', 'registerBrowser', words(push.browser('old')));
    push.answers('old', 429);
    const trial = () => say('ps_reader', 'tryBrowser', `browserId: "${id}"`);
    expect(await trial()).toMatchObject({ code: 'CHANNEL_UNREACHABLE' });
    expect((await mine('ps_reader'))?.myBrowsers).toHaveLength(1);
    push.answers('old', 410);
    expect(await trial()).toMatchObject({ code: 'NOT_FOUND' });
    expect((await mine('ps_reader'))?.myBrowsers).toEqual([]);
  });

  test.each([
    ['http://localhost/phone', 'BAD_INPUT'],
    ['https://somebody@localhost/phone', 'BAD_INPUT'],
    ['no address', 'BAD_INPUT'],
    ['https://169.254.169.254/latest', 'NOT_ALLOWED'],
    ['https://localhost.elsewhere.example/phone', 'NOT_ALLOWED'],
    ['https://push.example/phone', 'NOT_ALLOWED'],
  ])('nothing is ever sent to %s', async (endpoint, code) => {
    const asked = words({ ...push.browser('phone'), endpoint });
    expect(await say('ps_reader', 'registerBrowser', asked)).toMatchObject({ code });
  });

  test.each([
    ['keys that are none', { p256dh: 'AAAA' }],
    ['a point that is not on the curve', { p256dh: Buffer.alloc(65, 4).toString('base64url') }],
    ['a secret cut short', { auth: 'AAAA' }],
  ])('%s are refused', async (_, over) => {
    const asked = words({ ...push.browser('phone'), ...over });
    expect(await say('ps_reader', 'registerBrowser', asked)).toMatchObject({ code: 'BAD_INPUT' });
  });

  test('nobody hears pages who is never on duty, and nobody in an eleventh browser', async () => {
    expect(await say('ps_manager', 'registerBrowser', words(push.browser('office')))).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    for (let browser = 0; browser < 10; browser += 1)
      expect(await say('ps_desk', 'registerBrowser', words(push.browser(`b${browser}`)))).toMatchObject({
        outcome: 'APPLIED',
      });
    expect(await say('ps_desk', 'registerBrowser', words(push.browser('b10')))).toMatchObject({ code: 'BAD_INPUT' });
    expect(await say('ps_desk', 'registerBrowser', words(push.browser('b9')), 'browser-again')).toMatchObject({
      outcome: 'APPLIED',
    });
  });
});
