import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compareLedger } from '../verify/ledger';
import type { BrokerKind } from '../services/broker';
import { residentKib } from './processes';
import { type Figure, type Report, round } from './report';
import { started } from './servers';
import { type Loaded, loadVitals } from './vitalsLoad';
import { BROKERS, type Bare, startBare, startWard, type Ward } from './ward';

/** Messages of a device stay below what one may send in a burst (devices.md 4.5). */
const PER_DEVICE = 50;
const DEVICES = 1_600;
const WINDOW = 4_000;
/** 5,000 messages a second are 1,000 in 200 ms. */
const LIMIT_MS = 200;
/** A power cut of one part, and how long it is away, ms. */
const AWAY_MS = 1_000;

type Options = { readonly quick?: boolean };

/** How fast vitals are accepted (receipt after commit), beside the bare parts; and whether kills lose or double any. */
export async function ingest({ quick = false }: Options): Promise<Report> {
  const devices = quick ? 20 : DEVICES;
  const figures: Figure[] = [];
  for (const kind of BROKERS) figures.push(...(await accepted(kind, devices)), ...(await killed(kind, devices / 4)));
  return { figures, json: { devices, perDevice: PER_DEVICE, window: WINDOW } };
}

async function accepted(kind: BrokerKind, count: number): Promise<Figure[]> {
  const floor = await floorOf(kind, count);
  const ward = await startWard(kind, count);
  try {
    const memory: number[] = [];
    const look = () => void memory.push(residentKib(ward.gateway.pid()) / 1024);
    const ours = await loadVitals(throughDoor(ward), look);
    look();
    const figure = (name: string, value: number, unit: string, more: Partial<Figure> = {}): Figure => ({
      name: `${kind}: ${name}`,
      value: round(value),
      unit,
      ...more,
    });
    const half = Math.floor(memory.length / 2);
    const highest = (values: readonly number[]) => Math.max(...values);
    return [
      figure('1,000 vitals accepted in', perThousand(ours), 'ms', {
        floor: round(perThousand(floor)),
        limit: LIMIT_MS,
      }),
      figure('that is', perSecond(ours), 'msg/s', { floor: round(perSecond(floor)) }),
      figure('messages for one receipt', ours.sent / ours.receipts, ''),
      figure('refused', ours.refused, 'messages', { limit: 0 }),
      figure('memory of the gateway, second half beside the first', highest(memory.slice(half)), 'MiB', {
        floor: round(highest(memory.slice(0, half))),
        limitRatio: 1.25,
      }),
      ...(await conserved(kind, ward, ours.sent)),
    ];
  } finally {
    await ward.stop();
  }
}

const load = ({ mqttUrl, devices }: Bare) => ({ mqttUrl, devices, perDevice: PER_DEVICE, window: WINDOW });
const throughDoor = (ward: Ward) => ({ ...load(ward), doorUrl: ward.door.url });
const perThousand = ({ ms, sent }: Loaded): number => (ms / sent) * 1_000;
const perSecond = ({ ms, sent }: Loaded): number => (sent / ms) * 1_000;

/** The same load taken in by the bare parts. */
async function floorOf(kind: BrokerKind, count: number): Promise<Loaded> {
  const bare = await startBare(kind, count);
  try {
    const intake = await started({
      name: 'floor',
      command: process.execPath,
      args: ['--import', 'tsx', join(__dirname, 'bareIntake.ts'), bare.mqttUrl, bare.databaseUrl],
      stopSignal: 'SIGTERM',
      answers: () => bare.pool.query('SELECT FROM bare_inbox LIMIT 1').then(...ANSWERED),
    });
    const loaded = await loadVitals(load(bare));
    await intake.stop();
    return loaded;
  } finally {
    await bare.stop();
  }
}
const ANSWERED = [() => true, () => false] as const;

/** The same load while gateway, broker and PostgreSQL are killed one after the other. */
async function killed(kind: BrokerKind, count: number): Promise<Figure[]> {
  const ward = await startWard(kind, count);
  try {
    const cuts = [ward.gateway, ward.broker, ward.postgres];
    const done: Promise<void>[] = [];
    const ours = await loadVitals(throughDoor(ward), (share) => {
      const part = share * (cuts.length + 1) >= done.length + 1 ? cuts[done.length] : undefined;
      if (part) done.push(cut(part));
    });
    await Promise.all(done);
    const again = { name: `${kind}, three kills: sent again`, value: ours.sentAgain, unit: 'messages' };
    return [again, ...(await conserved(`${kind}, three kills`, ward, ours.sent))];
  } finally {
    await ward.stop();
  }
}

async function cut(part: Pick<Ward['broker'], 'kill' | 'start'>): Promise<void> {
  await part.kill();
  await sleep(AWAY_MS);
  await part.start();
}

/** Every message stands in the inbox once, each of its values once, and the ledger says the same. */
async function conserved(name: string, ward: Ward, sent: number): Promise<Figure[]> {
  const settled = () => compareLedger(ward.pool, new Date()).catch(() => undefined);
  let found = await settled();
  for (let tries = 0; tries < 240 && (found === undefined || found.sums.waiting > 0); tries++) {
    await sleep(500);
    found = await settled();
  }
  const { rows } = await ward.pool.query<{ messages: number; points: number }>(
    `SELECT (SELECT count(*)::int FROM device_inbox WHERE kind = 'vitals') AS messages,
            (SELECT count(*)::int FROM vital_sample) AS points`,
  );
  const { messages = 0, points = 0 } = rows[0] ?? {};
  const off = (n: string, value: number): Figure => ({ name: `${name}: ${n}`, value, unit: 'messages', limit: 0 });
  return [
    off('lost or doubled', Math.abs(sent - messages)),
    off('whose values are lost or doubled', Math.abs(sent - points / 2)),
    off('waiting or not balanced', (found?.sums.waiting ?? sent) + (found?.differences.length ?? 0)),
  ];
}
