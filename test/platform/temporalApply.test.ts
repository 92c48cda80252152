import { applyTemporalYaml } from '../../activities/platform/temporalApply';
import { temporalYaml, type TemporalYaml } from '../../activities/platform/temporalYaml';
import { type RealServer, realServer } from '../support/temporal';

let server: RealServer;
beforeAll(async () => {
  server = await realServer();
});
afterAll(() => server.stop());

const file = (changes: Partial<TemporalYaml>): TemporalYaml => ({ ...temporalYaml(), ...changes });
const nightly = { workflow: 'reconcile', queue: 'system', every: '24h', offset: '2h', catchUp: '1h' };
const schedules = async () => {
  const found: string[] = [];
  for await (const { scheduleId } of server.client.schedule.list()) found.push(scheduleId);
  return found.sort();
};

test('what the file asks for is made once', async () => {
  const wanted = file({ schedules: { nightly }, searchAttributes: { Region: 'Keyword', Acuity: 'Int' } });
  const first = await applyTemporalYaml(server.client, wanted);
  expect(first).toEqual(
    expect.arrayContaining(['search attribute Acuity: added as Int', 'schedule nightly: every 24h']),
  );
  expect(await applyTemporalYaml(server.client, wanted)).toEqual([]);
  expect(await schedules()).toEqual(['wiretime:nightly']);
});

test('a schedule that left the file is taken away, and others’ schedules stay', async () => {
  const action = { type: 'startWorkflow', workflowType: 'theirs', taskQueue: 'theirs', workflowId: 'theirs' } as const;
  await server.client.schedule.create({ scheduleId: 'theirs', spec: { intervals: [{ every: '1d' }] }, action });
  await applyTemporalYaml(server.client, file({ schedules: { other: nightly } }));
  await untilListed(['theirs', 'wiretime:other']);
  await applyTemporalYaml(server.client, file({ schedules: {} }));
  await untilListed(['theirs']);
});

/** The list of schedules lags behind by a moment. */
async function untilListed(wanted: string[]): Promise<void> {
  for (let tries = 0; tries < 100 && String(await schedules()) !== String(wanted); tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await schedules()).toEqual(wanted);
}

test('a namespace that is not there is made, with its retention', async () => {
  const name = 'another-region';
  const namespace = { name, region: 'demo', retentionDays: 5 };
  expect(await applyTemporalYaml(server.client, file({ namespace }))).toContain(`namespace ${name}: made`);
  const { config } = await server.client.connection.workflowService.describeNamespace({ namespace: name });
  expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(5 * 86_400);
});

test('a search attribute that is there with another type is refused in words', async () => {
  await expect(applyTemporalYaml(server.client, file({ searchAttributes: { Region: 'Int' } }))).rejects.toThrow(
    'Search attribute Region is there with another type',
  );
});
