import { anApi } from './anApi';

const QUESTION = '{ labs { id } board { episodes { id } } readings { id } tasks { id } }';
const until = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('whatever a question was doing when the record went away, the person hears that it is away and never of a bug', async () => {
  const api = await anApi({ engine: false });
  const heard = new Set<unknown>();
  for (let round = 0; round < 5; round++) {
    const asked = Array.from({ length: 30 }, async (_, ms) => {
      await until(ms);
      const { errors } = await api.ask('ps_family1', QUESTION);
      for (const { extensions } of errors ?? []) heard.add(extensions.code);
    });
    await until(5 + round * 4);
    api.line.cut();
    await Promise.all(asked);
    api.line.mend();
    await until(100);
  }
  await api.stop();
  expect([...heard]).toEqual(['RECORD_UNREACHABLE']);
  expect(api.log.filter((line) => line.includes('"BUG"'))).toEqual([]);
}, 60_000);
