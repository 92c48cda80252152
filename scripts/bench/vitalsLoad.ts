import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import { RECEIPT, type Receipt } from '../../devices/receipt';
import { upTopic } from '../../devices/topics';
import { SECRET } from './ward';

export type Load = {
  readonly mqttUrl: string;
  /** Where the devices come in; absent, they speak to the broker itself. */
  readonly doorUrl?: string;
  readonly devices: readonly string[];
  readonly perDevice: number;
  /** Messages that may be without a receipt at one time, all devices together. */
  readonly window: number;
};
export type Loaded = {
  readonly sent: number;
  /** From the first publish to the last receipt. */
  readonly ms: number;
  readonly receipts: number;
  readonly sentAgain: number;
  readonly refused: number;
};

/** As a device does: what has no receipt by then goes out again, ms. */
const RESEND_MS = 4_000;
/** No receipt at all for this long: something is broken, ms. */
const STUCK_MS = 60_000;
/** Devices share this many connections; the broker sees as many clients. */
const CONNECTIONS = 40;

type Message = { readonly id: string; readonly topic: string; readonly payload: string; sentAt: number };
/** Hears how far the load is, as a share of 1. */
type Watch = (share: number) => void;

/** Sends vitals of many devices as fast as receipts come, and goes on until every message has one. */
export async function loadVitals(load: Load, onShare?: Watch): Promise<Loaded> {
  const { mqttUrl, devices, perDevice, window } = load;
  const clients = await connectAll(load);
  const open = new Map<string, Message>();
  const seen = { receipts: 0, refused: 0, sentAgain: 0 };
  const ears = await listen(mqttUrl, (deviceId, receipt) => {
    seen.receipts++;
    if (receipt.verdict === 'rejected' && !receipt.retry) seen.refused++;
    if (!receipt.retry) for (const id of namedBy(deviceId, receipt)) open.delete(id);
  });
  const put = (message: Message, n: number) => {
    message.sentAt = Date.now();
    open.set(message.id, message);
    clients[n % clients.length]?.publish(message.topic, message.payload, { qos: 1 });
  };
  const again = setInterval(() => {
    const late = Date.now() - RESEND_MS;
    for (const message of [...open.values()].filter(({ sentAt }) => sentAt < late)) {
      seen.sentAgain++;
      put(message, seen.sentAgain);
    }
  }, 1_000);
  const total = devices.length * perDevice;
  const bootId = randomBytes(4).toString('hex');
  const began = Date.now();
  for (let n = 0; n < total; n++) {
    while (open.size >= window) await sleep(2);
    const deviceId = devices[n % devices.length] ?? '';
    put(messageOf(deviceId, bootId, Math.floor(n / devices.length)), n);
    if (n % 200 === 0) await sleep(0); // the network's turn
    if (n % Math.ceil(total / 20) === 0) onShare?.(n / total);
  }
  for (let left = open.size, since = Date.now(); open.size > 0; await sleep(5)) {
    if (open.size !== left) [left, since] = [open.size, Date.now()];
    if (Date.now() - since > STUCK_MS) throw new Error(`${open.size} messages never had a receipt`);
  }
  const ms = Date.now() - began;
  clearInterval(again);
  await Promise.all([...clients, ears].map((client) => client.endAsync(true)));
  return { sent: total, ms, ...seen };
}
/** Vitals at an even pace until told to stop; nobody waits for their receipts. Answers how many were sent. */
export async function paceVitals(
  { perSecond, ...load }: Omit<Load, 'perDevice' | 'window'> & { readonly perSecond: number },
  until: AbortSignal,
): Promise<number> {
  const { devices } = load;
  const client = await connectOne(load, devices[0] ?? '');
  const bootId = randomBytes(4).toString('hex');
  const began = Date.now();
  let sent = 0;
  while (!until.aborted) {
    for (; sent < ((Date.now() - began) / 1_000) * perSecond; sent++) {
      const deviceId = devices[sent % devices.length] ?? '';
      const { topic, payload } = messageOf(deviceId, bootId, Math.floor(sent / devices.length));
      client.publish(topic, payload, { qos: 1 });
    }
    await sleep(20);
  }
  await client.endAsync(true);
  return sent;
}

/** The same for the same place, so that a receipt for a run of `seq` says which messages it means. */
const idOf = (deviceId: string, bootId: string, seq: number) => `${deviceId.replaceAll('_', '-')}-${bootId}-${seq}`;

function messageOf(deviceId: string, bootId: string, seq: number): Message {
  const at = new Date().toISOString();
  const id = idOf(deviceId, bootId, seq);
  const payload = JSON.stringify({
    ...{ v: 1, kind: 'vitals', msgId: id, bootId, seq, measuredAt: at, monoMs: seq, sentAt: at },
    ...{ clock: { source: 'ntp', syncAgeS: 5 }, buffered: false, fw: 'bench', orderRef: null, wristband: null },
    data: {
      points: [
        { at, code: 'HR', value: 60 + (seq % 40), unit: '/min' },
        { at, code: 'SPO2', value: 97, unit: '%' },
      ],
    },
  });
  return { id, topic: upTopic(deviceId, 'vitals'), payload, sentAt: 0 };
}

/** The messages a receipt speaks of. */
function namedBy(deviceId: string, { upTo, msgId }: Receipt): string[] {
  if (!upTo) return msgId === null ? [] : [msgId];
  const { bootId, fromSeq, seq } = upTo;
  return Array.from({ length: seq - fromSeq + 1 }, (_, n) => idOf(deviceId, bootId, fromSeq + n));
}

const connectAll = (load: Where): Promise<MqttClient[]> =>
  Promise.all(load.devices.slice(0, CONNECTIONS).map((clientId) => connectOne(load, clientId)));

type Where = Pick<Load, 'mqttUrl' | 'doorUrl' | 'devices'>;

/** Through the door it is one device; the broker behind lets it speak for all of them here. */
async function connectOne({ mqttUrl, doorUrl }: Where, clientId: string): Promise<MqttClient> {
  const client = await connectAsync(doorUrl ?? mqttUrl, {
    ...CLIENT,
    clientId,
    ...(doorUrl !== undefined && { username: clientId, password: SECRET }),
  });
  client.on('error', () => undefined); // refused while something is killed: it comes again
  return client;
}
/** Sessions outlive a broker that is killed; what it had not answered goes out again. */
const CLIENT = {
  protocolVersion: 5,
  clean: false,
  reconnectPeriod: 200,
  reconnectOnConnackError: true,
  properties: { sessionExpiryInterval: 600 },
} as const;

async function listen(mqttUrl: string, hear: (deviceId: string, receipt: Receipt) => void): Promise<MqttClient> {
  const ears = await connectAsync(mqttUrl, { ...CLIENT, clientId: 'bench-ears' });
  ears.on('message', (topic, payload) => {
    const parsed = RECEIPT.safeParse(JSON.parse(payload.toString()));
    if (parsed.success) hear(topic.split('/')[2] ?? '', parsed.data);
  });
  await ears.subscribeAsync('cpc/v1/+/down/ack', { qos: 1 });
  return ears;
}
