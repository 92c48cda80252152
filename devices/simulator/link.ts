import { randomBytes } from 'node:crypto';
import { connect, type MqttClient } from 'mqtt';
import type { Kind } from '../envelope';
import { RECEIPT, type Receipt } from '../receipt';
import { parseStrictJson } from '../strictJson';
import { downTopic, joinInline, upTopic } from '../topics';

export type LinkOptions = {
  readonly mqttUrl: string;
  readonly deviceId: string;
  readonly secret: string;
  /** The device's own clock, right or wrong; milliseconds of UTC. */
  readonly clock?: () => number;
  /** Sent again after this long without a receipt. */
  readonly resendMs?: number;
};

/** A message as it went out: sending it again is a duplicate, sending it changed is a conflict. */
export type Sent = {
  readonly kind: Kind;
  readonly msgId: string;
  readonly bootId: string;
  readonly seq: number;
  readonly payload: Uint8Array;
  /** The topic's tail where it is not the kind: a chunk's. */
  readonly tail?: string;
};
export type Say = {
  readonly measuredAt?: number;
  readonly buffered?: boolean;
  readonly orderRef?: string;
  readonly bytes?: Uint8Array;
};

/** The wire of a simulated device: it keeps every message until its receipt, and sends it again until then. */
export type Link = {
  readonly deviceId: string;
  compose(kind: Kind, data: object, say?: Say): Sent;
  /** Resolves with the receipt, however long that takes. */
  send(sent: Sent): Promise<Receipt>;
  say(kind: Kind, data: object, say?: Say): Promise<Receipt>;
  /** One piece of a recording, for carts that cannot do HTTPS. */
  chunk(uploadId: string, n: number, bytes: Uint8Array): Promise<Receipt>;
  /** Out of coverage: nothing leaves the device, and it keeps what it has. */
  cut(): void;
  /** Back in coverage: all that is unreceipted goes out again. */
  mend(): Promise<void>;
  /** A new boot: the sequence starts again. */
  reboot(): void;
  readonly unreceipted: () => number;
  close(): Promise<void>;
};

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID: sorts by time, never repeats. */
export function ulid(ms: number): string {
  let time = '';
  for (let rest = Math.max(0, Math.floor(ms)), n = 0; n < 10; n++, rest = Math.floor(rest / 32))
    time = (CROCKFORD[rest % 32] ?? '0') + time;
  return time + [...randomBytes(16)].map((byte) => CROCKFORD[byte % 32] ?? '0').join('');
}

type Open = { readonly sent: Sent; readonly done: (receipt: Receipt) => void };

export async function openLink({
  mqttUrl,
  deviceId,
  secret,
  clock = Date.now,
  resendMs = 4_000,
}: LinkOptions): Promise<Link> {
  const open = new Map<string, Open>();
  const compose = makeComposer(clock);
  const connect = () => connectDevice(mqttUrl, { deviceId, secret, hear: (receipt) => settle(open, receipt) });
  let client: MqttClient | undefined = await connect();
  const put = ({ kind, payload, tail = kind }: Sent): void => {
    client?.publish(upTopic(deviceId, tail), Buffer.from(payload), { qos: 1, retain: kind === 'status' });
  };
  const send = (sent: Sent): Promise<Receipt> =>
    new Promise((done) => {
      open.set(sent.msgId, { sent, done });
      put(sent);
    });
  const putAll = () => open.forEach(({ sent }) => put(sent));
  const again = setInterval(putAll, resendMs);
  return {
    deviceId,
    compose: (kind, data, say) => compose.next(kind, data, say),
    reboot: () => compose.reboot(),
    send,
    say: (kind, data, say) => send(compose.next(kind, data, say)),
    chunk: (uploadId, n, bytes) => send(chunkOf(uploadId, n, bytes)),
    cut: () => {
      client?.end(true);
      client = undefined;
    },
    mend: async () => {
      client ??= await connect();
      putAll();
    },
    unreceipted: () => open.size,
    close: async () => {
      clearInterval(again);
      await client?.endAsync();
    },
  };
}

/** A chunk has no envelope: its place is its name. */
const chunkOf = (uploadId: string, n: number, payload: Uint8Array): Sent => ({
  ...{ kind: 'ecg/ready', msgId: `${uploadId}/${n}`, bootId: uploadId, seq: n, payload },
  tail: `ecg/chunk/${uploadId}/${n}`,
});

function settle(open: Map<string, Open>, receipt: Receipt): void {
  if (receipt.retry) return;
  const { upTo, ...own } = receipt;
  for (const [msgId, { sent, done }] of open) {
    const named = msgId === receipt.msgId;
    const within = upTo?.bootId === sent.bootId && upTo.fromSeq <= sent.seq && sent.seq <= upTo.seq;
    if (!named && !within) continue;
    open.delete(msgId);
    done({ ...own, msgId });
  }
}

/** Envelopes of one device: one boot id and a counting sequence until it reboots. */
function makeComposer(clock: () => number) {
  const startedAt = performance.now();
  let bootId = randomBytes(6).toString('hex');
  let seq = 0;
  return {
    next(kind: Kind, data: object, { measuredAt, buffered = false, orderRef, bytes }: Say = {}): Sent {
      const at = clock();
      const msgId = ulid(at);
      const envelope = {
        v: 1,
        kind,
        msgId,
        bootId,
        seq,
        measuredAt: new Date(measuredAt ?? at).toISOString(),
        monoMs: Math.round(performance.now() - startedAt),
        sentAt: new Date(at).toISOString(),
        clock: { source: 'ntp', syncAgeS: 60 },
        buffered,
        fw: 'sim-1.0',
        orderRef: orderRef ?? null,
        wristband: null,
        data,
      };
      const payload = bytes ? joinInline(envelope, bytes) : Buffer.from(JSON.stringify(envelope));
      return { kind, msgId, bootId, seq: seq++, payload };
    },
    reboot() {
      bootId = randomBytes(6).toString('hex');
      seq = 0;
    },
  };
}

type Identity = { readonly deviceId: string; readonly secret: string; readonly hear: (receipt: Receipt) => void };

async function connectDevice(url: string, { deviceId, secret, hear }: Identity): Promise<MqttClient> {
  // The system's own address may carry a name and a secret; a device signs in as itself.
  const address = Object.assign(new URL(url), { username: '', password: '' }).href;
  const client = connect(address, {
    protocolVersion: 5,
    clientId: deviceId,
    username: deviceId,
    password: secret,
    clean: false,
    keepalive: 30,
    reconnectPeriod: 1_000,
    properties: { sessionExpiryInterval: 24 * 3600 },
  });
  client.on('message', (_topic, payload) => {
    const receipt = receiptIn(payload);
    if (receipt) hear(receipt);
  });
  try {
    await heardBy(client, downTopic(deviceId, 'ack'));
    return client;
  } catch (refused) {
    client.end(true);
    throw refused;
  }
}

/** Until the broker is there and has the subscription, however long that takes; what it refuses is refused at once. */
const heardBy = (client: MqttClient, topic: string): Promise<void> =>
  new Promise((resolve, reject) => {
    client.on('connect', () => {
      client.subscribe(topic, { qos: 1 }, (error) => {
        if (!error) resolve();
      });
    });
    client.on('error', (error) => {
      // A number is the broker's own reason; without one it is not there, and the client comes back by itself.
      if ('code' in error && typeof error.code === 'number') reject(error);
    });
  });

function receiptIn(payload: Uint8Array): Receipt | undefined {
  const json = parseStrictJson(payload);
  const parsed = RECEIPT.safeParse(json.ok ? json.value : undefined);
  return parsed.success ? parsed.data : undefined;
}
