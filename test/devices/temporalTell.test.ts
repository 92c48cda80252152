import { deviceId, incidentId } from '../../workflows/domain/ids';
import { instant } from '../../workflows/domain/time';
import { temporalTell } from '../../devices/temporalTell';
import type { Word } from '../../prisma/words';
import { realServer, type RealServer } from '../support/temporal';

/** Word reaches the real engine; no worker is up, because none needs to be. */
let server: RealServer;
beforeAll(async () => {
  server = await realServer();
}, 60_000);
afterAll(() => server.stop());

const T0 = instant(Date.parse('2026-11-22T02:00:00Z'));
const by = { kind: 'DEVICE', id: 'dv_watch' } as const;
const opening = (id: string): Word => ({
  id: `${id}:open`,
  kind: 'INCIDENT',
  region: 'demo',
  targetId: id,
  opening: {
    id: incidentId(id),
    region: 'demo',
    deviceId: deviceId('dv_watch'),
    deskSiteId: 'st_hub',
    communitySiteId: 'st_comm',
    code: 'SOS',
    priority: 'HIGH',
    onsetAt: T0,
    raisedAt: T0,
    late: false,
    heard: { id: 'dv_watch:m1', receivedAt: T0, by },
  },
});
const message = (id: string): Word => ({
  id: `${id}:said`,
  kind: 'INCIDENT',
  region: 'demo',
  targetId: id,
  message: { id: 'dv_watch:m2', by, type: 'SIGNAL_REPEATED', priority: 'HIGH' },
});
const eventsOf = async (id: string) => {
  const { history } = await server.client.workflowService.getWorkflowExecutionHistory({
    namespace: server.namespace,
    execution: { workflowId: `incident:demo:${id}` },
  });
  return history?.events ?? [];
};

test('an incident is started once, however often its opening is told', async () => {
  const tell = temporalTell(server.client);
  expect(await tell(opening('in_once'))).toBe('TOLD');
  const before = (await eventsOf('in_once')).length;
  expect(await tell(opening('in_once'))).toBe('TOLD');
  expect((await eventsOf('in_once')).length).toBe(before);
});

test('a further signal reaches the running incident', async () => {
  const tell = temporalTell(server.client);
  await tell(opening('in_more'));
  const before = (await eventsOf('in_more')).length;
  expect(await tell(message('in_more'))).toBe('TOLD');
  expect((await eventsOf('in_more')).length).toBeGreaterThan(before);
});

test('a closed incident is never opened again, and word for it says that it is gone', async () => {
  const tell = temporalTell(server.client);
  await tell(opening('in_closed'));
  await server.client.workflow.getHandle('incident:demo:in_closed').terminate();
  expect(await tell(opening('in_closed'))).toBe('TOLD');
  expect((await server.client.workflow.getHandle('incident:demo:in_closed').describe()).status.name).toBe('TERMINATED');
  expect(await tell(message('in_closed'))).toBe('GONE');
  expect(await tell(message('in_never'))).toBe('GONE');
});

test('with Temporal away the engine is said to be away, and back again it is told', async () => {
  const tell = temporalTell(server.client);
  await server.server.kill();
  await expect(tell(opening('in_away'))).rejects.toThrow('the engine is away');
  await server.server.start();
  for (let tries = 0; ; tries++) {
    const told = await tell(opening('in_away')).catch((error: unknown) => error);
    if (told === 'TOLD') break;
    if (tries > 10) throw told;
  }
  expect((await eventsOf('in_away')).length).toBeGreaterThan(0);
}, 60_000);
