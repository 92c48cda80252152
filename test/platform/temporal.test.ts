import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultPayloadConverter } from '@temporalio/common';
import { type Config, loadConfig } from '../../activities/platform/config';
import { failureConverter } from '../../activities/platform/failureConverter';
import { connectClient, connectWorkers } from '../../activities/platform/temporal';
import { temporaryFolder } from '../support/launch';
import { type RealServer, realServer } from '../support/temporal';

const MARKER = 'Synthetic Person Zhang';
let server: RealServer;
let config: Config;
beforeAll(async () => {
  server = await realServer();
  config = loadConfig({
    DATABASE_URL: 'postgres://wiretime@127.0.0.1:1/wiretime',
    MQTT_URL: 'mqtt://127.0.0.1:1',
    TEMPORAL_ADDRESS: server.address,
    WIRETIME_DATA: temporaryFolder('data'),
  });
});
afterAll(() => server.stop());

const aWorkflow = (workflowId: string) => ({ workflowId, taskQueue: 'nobody', args: [{ name: MARKER }] });

test('what a client says is nowhere to be read in the file of the server', async () => {
  const client = connectClient(config);
  const handle = await client.workflow.start('anything', aWorkflow('told'));
  await handle.signal('word', { name: MARKER });
  const history = await handle.fetchHistory();
  expect(history.events?.length).toBeGreaterThan(2);
  await client.connection.close();
  const stored = ['', '-wal'].map((part) => readFileSync(`${server.file}${part}`, 'latin1')).join('');
  expect(stored).toContain('told'); // the id, which is meant to be read: so we do look at the right file
  expect(stored).not.toContain(MARKER);
});

test('the text of an error is encrypted with the rest', () => {
  const failure = failureConverter.errorToFailure(new Error(`${MARKER} has no consent`), defaultPayloadConverter);
  expect(JSON.stringify({ ...failure, encodedAttributes: undefined })).not.toContain(MARKER);
  expect(failureConverter.failureToError(failure, defaultPayloadConverter).message).toBe(`${MARKER} has no consent`);
});

test('a client made while Temporal is away works once it is back', async () => {
  await server.server.kill();
  const client = connectClient(config);
  await expect(client.workflow.start('anything', aWorkflow('early'))).rejects.toThrow(/Failed to start Workflow/);
  await server.server.start();
  await expect(client.workflow.start('anything', aWorkflow('late'))).resolves.toMatchObject({ workflowId: 'late' });
  await client.connection.close();
});

test('workers reach the same server', async () => {
  const connection = await connectWorkers(config);
  await expect(connection.healthService.check({})).resolves.toBeDefined();
  await connection.close();
});

test('the keys of what was said lie beside the data, not in it', () => {
  expect(config.keyFile).toBe(join(config.dataFolder, 'keys.json'));
});
