import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import type { DeskPage } from '../../activities/channels';
import { makeLog } from '../../activities/platform/log';
import { DESK_TOPIC, followDesk } from '../../graphql/broker';
import { makeDeskPages } from '../../graphql/deskPages';
import { linesIn } from '../../graphql/lines';
import { instant } from '../../workflows/domain/time';
import { BROKERS, startBroker } from '../support/broker';

const T0 = Date.parse('2026-11-22T08:00:00Z');
const HOUR = 3_600_000;
const aPage = (id: string, sentAt = T0): DeskPage => ({
  ...{ id, subjectKind: 'EPISODE', subjectId: 'ep_1', role: 'ED_DOCTOR', siteId: 'st_hub', channel: 'PUSH' },
  ...{ because: { reason: 'CLOCK_LEVEL', target: 'T05', level: 'BREACH' }, askedAt: instant(sentAt), sentAt },
  ...{ personIds: ['ps_ed'], simulated: true },
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wiretime-desk-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const kept = () => linesIn(join(folder, 'pages.ndjson'));
const idsOf = (desk: ReturnType<typeof makeDeskPages>) => desk.from(0).map(({ page }) => page.id);

test('a page sent twice under one id is shown once', () => {
  const desk = makeDeskPages({ now: () => T0, kept: kept() });
  for (const id of ['a', 'b', 'a']) desk.heard(JSON.stringify(aPage(id)));
  expect(idsOf(desk)).toEqual(['a', 'b']);
});

test('the page of a drill is shown as one', () => {
  const desk = makeDeskPages({ now: () => T0, kept: kept() });
  desk.heard(JSON.stringify({ ...aPage('a'), because: { reason: 'DISPATCH_AMBULANCE', drill: true } }));
  expect(desk.from(0).map(({ page }) => page.because)).toEqual([{ reason: 'DISPATCH_AMBULANCE', drill: true }]);
});

test('a process that was killed shows after its start what it had shown before, and not what is six hours old', () => {
  const first = makeDeskPages({ now: () => T0, kept: kept() });
  first.heard(JSON.stringify(aPage('old', T0 - 5 * HOUR)));
  first.heard(JSON.stringify(aPage('new')));
  const again = makeDeskPages({ now: () => T0 + 2 * HOUR, kept: kept() });
  expect(idsOf(again)).toEqual(['new']);
  again.heard(JSON.stringify(aPage('new')));
  expect(idsOf(again)).toEqual(['new']);
});

test.each(['', '{', '[]', '{"id":"a"}', JSON.stringify({ ...aPage('a'), role: 'KING' })])(
  '“%s” is no page',
  (payload) => {
    const desk = makeDeskPages({ now: () => T0, kept: kept() });
    expect(desk.heard(payload)).toBe(false);
    expect(idsOf(desk)).toEqual([]);
  },
);

test.each(BROKERS)('what was published on %s while nobody listened is heard afterwards', async (kind) => {
  const { url, server } = await startBroker(kind);
  const log = makeLog('api', { write: () => undefined });
  const desk = makeDeskPages({ now: () => T0, kept: kept() });
  const follow = () => followDesk({ url, replica: folder, deskPages: desk, log });
  const engine = await connectAsync(url, { protocolVersion: 5 });
  const publish = (id: string) => engine.publishAsync(DESK_TOPIC, JSON.stringify(aPage(id)), { qos: 1 });
  const seen = async (count: number) => {
    while (desk.from(0).length < count) await desk.news(1000, new AbortController().signal);
    return idsOf(desk);
  };
  const first = follow();
  await new Promise((resolve) =>
    first.once('packetreceive', (packet) => packet.cmd === 'connack' && resolve(undefined)),
  );
  await new Promise((resolve) => first.on('packetreceive', (packet) => packet.cmd === 'suback' && resolve(undefined)));
  await publish('a');
  expect(await seen(1)).toEqual(['a']);
  await first.endAsync(true);
  await publish('b');
  const second = follow();
  expect(await seen(2)).toEqual(['a', 'b']);
  await second.endAsync();
  await engine.endAsync();
  await server.stop();
});
