import { randomBytes } from 'node:crypto';
import { connect, type MqttClient } from 'mqtt';
import type { Kind } from '../envelope';
import { RECEIPT, type Receipt } from '../receipt';
import { parseStrictJson } from '../strictJson';
import { downTopic, joinInline, upTopic } from '../topics';

export type LinkOptions = {
  readonly mqttUrl: string;
  readonly deviceId: string;
  /** Its secret, or a token in place of it; none where it shows a certificate. */
  readonly secret?: string;
  /** For an `mqtts` address: whom it trusts, and its own certificate where it has one. */
  readonly tls?: { readonly ca: string; readonly cert?: string; readonly key?: string };
  /** What its birth says besides being there. */
  readonly birth?: object;
  /** How long the broker waits before it tells the will, s: a tunnel is no absence. */
  readonly willDelayS?: number;
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
  /** The first receipt of a birth. */
  readonly born: Promise<Receipt>;
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

export async function openLink(options: LinkOptions): Promise<Link> {
  const { deviceId, clock = Date.now, resendMs = 4_000 } = options;
  const compose = makeComposer(clock);
  const sender = makeSender(options, compose);
  const { send, again, born } = sender;
  await sender.connect();
  const repeating = setInterval(again, resendMs);
  return {
    deviceId,
    compose: (kind, data, say) => compose.next(kind, data, say),
    reboot: () => compose.reboot(),
    send,
    say: (kind, data, say) => send(compose.next(kind, data, say)),
    chunk: (uploadId, n, bytes) => send(chunkOf(uploadId, n, bytes)),
    cut: sender.cut,
    mend: async () => {
      await sender.connect();
      again();
    },
    born,
    unreceipted: sender.unreceipted,
    close: async () => {
      clearInterval(repeating);
      await sender.end();
    },
  };
}

/** Keeps what has no receipt; each of its connections begins with a birth and leaves a will with the broker. */
function makeSender(options: LinkOptions, compose: Composer) {
  const { deviceId, birth } = options;
  const open = new Map<string, Open>();
  let client: MqttClient | undefined;
  const put = ({ kind, payload, tail = kind }: Sent): void => {
    client?.publish(upTopic(deviceId, tail), Buffer.from(payload), { qos: 1, retain: kind === 'status' });
  };
  const send = (sent: Sent): Promise<Receipt> =>
    new Promise((done) => {
      open.set(sent.msgId, { sent, done });
      put(sent);
    });
  const born = Promise.withResolvers<Receipt>();
  let birthId = '';
  const living: Living = {
    hear: (receipt) => settle(open, receipt),
    // The will's number is the later one: of two connections the birth of the second outdoes the will of the first.
    life: () => [compose.next('status', { state: 'online', ...birth }), compose.next('status', { state: 'offline' })],
    bear: (made, sent) => {
      client = made;
      open.delete(birthId); // the birth of an earlier connection means nothing now
      birthId = sent.msgId;
      void send(sent).then(born.resolve);
    },
  };
  return {
    send,
    born: born.promise,
    again: () => open.forEach(({ sent }) => put(sent)),
    unreceipted: () => open.size,
    connect: async () => {
      client ??= await connectDevice(options, living);
    },
    cut: () => {
      client?.end(true);
      client = undefined;
    },
    end: async () => client?.endAsync(),
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

type Composer = ReturnType<typeof makeComposer>;

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

type Living = {
  readonly hear: (receipt: Receipt) => void;
  /** The birth and the will of the next connection. */
  readonly life: () => readonly [Sent, Sent];
  readonly bear: (client: MqttClient, birth: Sent) => void;
};

async function connectDevice(
  { mqttUrl, deviceId, secret, tls, willDelayS = 30 }: LinkOptions,
  { hear, life, bear }: Living,
): Promise<MqttClient> {
  // The system's own address may carry a name and a secret; a device signs in as itself.
  const address = Object.assign(new URL(mqttUrl), { username: '', password: '' }).href;
  const willOf = ({ payload }: Sent) => ({
    ...{ topic: upTopic(deviceId, 'status'), payload: Buffer.from(payload), qos: 1 as const, retain: true },
    properties: { willDelayInterval: willDelayS },
  });
  let [birth, will] = life();
  const client = connect(address, {
    protocolVersion: 5,
    clientId: deviceId,
    username: deviceId,
    ...(secret !== undefined && { password: secret }),
    ...tls,
    will: willOf(will),
    clean: false,
    keepalive: 30,
    reconnectPeriod: 1_000,
    reconnectOnConnackError: true,
    properties: { sessionExpiryInterval: 24 * 3600 },
  });
  client.on('reconnect', () => {
    [birth, will] = life();
    client.options.will = willOf(will);
  });
  client.on('message', (_topic, payload) => {
    const receipt = receiptIn(payload);
    if (receipt) hear(receipt);
  });
  const heard = heardBy(client, downTopic(deviceId, 'ack'));
  // After the subscription, or its receipt would find nobody.
  client.on('connect', () => bear(client, birth));
  try {
    await heard;
    return client;
  } catch (refused) {
    client.end(true);
    throw refused;
  }
}

/** Away, and too often: a device waits and comes again. */
const LATER: readonly number[] = [0x88, 0x9f];

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
      if ('code' in error && typeof error.code === 'number' && !LATER.includes(error.code)) reject(error);
    });
  });

function receiptIn(payload: Uint8Array): Receipt | undefined {
  const json = parseStrictJson(payload);
  const parsed = RECEIPT.safeParse(json.ok ? json.value : undefined);
  return parsed.success ? parsed.data : undefined;
}
