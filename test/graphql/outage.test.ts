import type { Api } from './anApi';
import { anApi, until } from './anApi';

type Result = { __typename: string; outcome?: string; code?: string; episodeId?: string };
type Stream = { changes: { id: string | null; stale: boolean; position: number | null } };
type Paged = { pages: { id: string; role: string; because: { reason: string } } };

let api: Api;
beforeAll(async () => {
  api = await anApi({ engine: true });
}, 60_000);
afterAll(() => api.stop());

let n = 0;
async function say(as: string, field: string, args: string): Promise<Result> {
  const mutation = `mutation { ${field}(clientId: "outage-${++n}", ${args}) { __typename ... on Told { outcome episodeId } ... on Fault { code } } }`;
  const { data, errors } = await api.ask<Record<string, Result>>(as, mutation);
  const result = data?.[field];
  if (result === undefined) throw new Error(JSON.stringify(errors));
  return result;
}
const now = () => `{at: "${new Date().toISOString()}"}`;
const help = (patient: string) =>
  `patientId: "${patient}", helpChannel: FAMILY_DOCTOR, helpSought: ${now()}, complaints: []`;

test('while the record is away people sign in, are heard and are paged; screens know that they are old', async () => {
  const { data } = await api.ask<{ patients: { id: string }[] }>('ps_family1', '{ patients(search: "") { id } }');
  const [first, second] = data?.patients ?? [];
  const opened = await say('ps_family1', 'openEpisode', help(first?.id ?? ''));
  const id = opened.episodeId ?? '';
  await until(
    async () =>
      (await api.ask<{ episode: object | null }>('ps_family1', `{ episode(id: "${id}") { id } }`)).data?.episode,
    (seen) => seen != null,
  );
  const stream = api.follow<Stream>('ps_coordinator', 'subscription { changes { id stale position } }');
  await stream.next();

  api.line.cut();
  for await (const { changes } of { [Symbol.asyncIterator]: () => ({ next: () => stream.next() }) })
    if (changes.stale) break;
  // Signed in anew, from what the process holds.
  expect((await api.ask<{ me: { id: string } }>('ps_dispatcher', '{ me { id } }')).data?.me.id).toBe('ps_dispatcher');
  for (const question of [
    '{ board { episodes { id } } }',
    '{ readings { id } }',
    `{ episode(id: "${id}") { id } }`,
    '{ labs { id } }',
  ])
    expect((await api.ask('ps_family1', question)).errors?.[0]?.extensions.code).toBe('RECORD_UNREACHABLE');
  expect(await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: FMC, time: ${now()}`)).toMatchObject({
    outcome: 'APPLIED',
  });
  // What is refused is still answered as refused, although it can't be kept.
  expect(
    await say('ps_family1', 'recordMilestone', `episodeId: "${id}", code: FMC, time: {at: "2026-11-22T09:00"}`),
  ).toMatchObject({ code: 'TIME_WITHOUT_ZONE' });
  // A second patient calls: the episode opens at the doctor's own community, and 120 is paged.
  const called = await say('ps_family1', 'openEpisode', help(second?.id ?? ''));
  expect(called).toMatchObject({ outcome: 'APPLIED' });
  const pages = api.follow<Paged>('ps_dispatcher', 'subscription { pages { id role because { reason } } }');
  const seen: string[] = [];
  for await (const { pages: page } of pages) {
    seen.push(page.id);
    if (page.id.startsWith(called.episodeId ?? '?')) break;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect((await fetch(`${api.url}/health`)).status).toBe(503);

  api.line.mend();
  for await (const { changes } of stream) if (!changes.stale) break;
  const look = async () =>
    (
      await api.ask<{ episode: { milestones: { code: string }[] } | null }>(
        'ps_family1',
        `{ episode(id: "${called.episodeId}") { milestones { code } } }`,
      )
    ).data?.episode;
  expect((await until(look, (seen) => seen != null, 20_000))?.milestones.map(({ code }) => code)).toContain(
    'HELP_SOUGHT',
  );
  const fmc = async () =>
    (
      await api.ask<{ episode: { milestones: { code: string }[] } }>(
        'ps_family1',
        `{ episode(id: "${id}") { milestones { code } } }`,
      )
    ).data?.episode;
  await until(fmc, (seen) => seen?.milestones.some(({ code }) => code === 'FMC') === true, 20_000);
});

test('a page is for whoever has the role at that site, and for nobody else', async () => {
  const reader = api.follow<Paged>('ps_manager', 'subscription { pages { id role } }');
  const first = reader.next();
  const none = new Promise((resolve) => setTimeout(resolve, 300, 'nothing'));
  expect(await Promise.race([first, none])).toBe('nothing');
  void reader.return(undefined);
});
