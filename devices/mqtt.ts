import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type IPublishPacket, type MqttClient, type Packet } from 'mqtt';
import type { Log } from '../activities/platform/log';
import type { Answer, Arrived } from './intake';
import type { Metrics } from './metrics';
import type { Receipt } from './receipt';
import { makeReceipts, type Receipts } from './receipts';
import { downTopic, DROPPED_TOPIC, UP_TOPICS } from './topics';

/** The broker holds back once this many messages of ours are unanswered: our only brake on it. */
const RECEIVE_MAXIMUM = 1_000;
/** A broker that ignores the brake (aedes) is slowed through TCP, and only so long that the keepalive cannot trip. */
const HOLD_MS = 5_000;
const KEEPALIVE_S = 60;
/** The broker keeps our messages this long while no gateway is there. */
const SESSION_S = 24 * 3600;
const RECEIPT_EXPIRY_S = 24 * 3600;
const GOODBYE_MS = 2_000;

export type Uplink = {
  readonly connected: () => boolean;
  readonly pending: () => number;
  /** Word of the system's own, under a topic of its own. */
  readonly publish: (topic: string, payload: string) => void;
  readonly stop: () => Promise<void>;
};

type UplinkOptions = {
  readonly url: string;
  /** The same for the same replica after a restart, or the broker keeps its messages for a stranger. */
  readonly clientId: string;
  readonly intake: (arrived: Arrived) => Promise<Answer>;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Several gateways share the topics where the broker can (MQTT 5 shared subscriptions); aedes cannot. */
  readonly shareGroup?: string;
  /** Hears the broker's own count of what it dropped, where it counts. */
  readonly onDropped?: (payload: string) => Promise<void>;
};

/** The gateway's connection to its broker: many messages at once, acknowledged in the order they came. */
export function openUplink({ url, clientId, shareGroup, onDropped, ...deps }: UplinkOptions): Uplink {
  const { log } = deps;
  const client = connect(url, {
    protocolVersion: 5,
    clientId,
    clean: false,
    keepalive: KEEPALIVE_S,
    reconnectPeriod: 500,
    reconnectOnConnackError: true,
    resubscribe: false,
    properties: { sessionExpiryInterval: SESSION_S, receiveMaximum: RECEIVE_MAXIMUM },
  });
  const acks = orderAcks(client);
  const receipts = makeReceipts((deviceId, receipt) => publishReceipt(client, deviceId, receipt));
  const pending = handleMessages(client, { ...deps, acks, receipts, onDropped });
  client.on('connect', ({ sessionPresent }) => {
    acks.forget();
    log.info('BROKER_CONNECTED', { sessionPresent });
    const topic = shareGroup === undefined ? UP_TOPICS : `$share/${shareGroup}/${UP_TOPICS}`;
    // Retained births are wanted once per session, not at every reconnect.
    const retained = shareGroup === undefined ? { rh: sessionPresent ? 2 : 0 } : {};
    client.subscribe(topic, { qos: 1, ...retained }, (error) => {
      if (error) log.error('SUBSCRIBE_REFUSED', error);
    });
    // A broker without that counter says nothing.
    if (onDropped !== undefined) client.subscribe(DROPPED_TOPIC, { qos: 0 }, () => undefined);
  });
  client.on('close', () => {
    // No two gateways come back in step, nor all of them at once.
    client.options.reconnectPeriod = 250 + Math.random() * 1750;
  });
  client.on('error', (error) => log.warn('BROKER_ERROR', { message: error.message }));
  return {
    connected: () => client.connected,
    pending,
    publish: (topic, payload) => void client.publish(topic, payload, { qos: 1 }),
    stop: () => {
      receipts.flush();
      return endWithin(client);
    },
  };
}

/**
 * Says goodbye where somebody hears it. A broker that is away or hangs never would, and mqtt.js would wait for it for
 * ever: what is still owed then, devices ask for again.
 */
async function endWithin(client: MqttClient): Promise<void> {
  if (!client.connected) return client.endAsync(true);
  const late = sleep(GOODBYE_MS, 'LATE' as const, { ref: false });
  if ((await Promise.race([client.endAsync(), late])) === 'LATE') client.stream.destroy();
}

/** Takes every message up at once; answers how many are being taken in. */
function handleMessages(
  client: MqttClient,
  {
    acks,
    receipts,
    intake,
    log,
    metrics,
    onDropped,
  }: Pick<UplinkOptions, 'intake' | 'log' | 'metrics'> & {
    readonly acks: Acks;
    readonly receipts: Receipts;
    readonly onDropped: UplinkOptions['onDropped'];
  },
): () => number {
  let handling = 0;
  const room: (() => void)[] = [];
  const handle = async (packet: IPublishPacket): Promise<void> => {
    const settle = acks.expect(packet);
    handling++;
    try {
      reply(client, receipts, { answer: await intake(arrivedOf(packet)), topic: packet.topic });
    } catch (error) {
      // No receipt: the device keeps its copy and comes again. An acknowledgement withheld for ever would only
      // eat up the broker's window (devices.md 4.3, T2 and T5).
      log.error('MESSAGE_NOT_TAKEN_IN', error);
      metrics.count('not_taken_in');
    } finally {
      handling--;
      settle();
      if (handling < RECEIVE_MAXIMUM) room.shift()?.();
    }
  };
  client.handleMessage = (packet, next) => {
    if (packet.topic === DROPPED_TOPIC) {
      onDropped?.(packet.payload.toString()).catch((error: unknown) => log.error('DROPS_NOT_TOLD', error));
      return next();
    }
    void handle(packet);
    if (handling < RECEIVE_MAXIMUM) return next();
    const go = once(next);
    room.push(go);
    setTimeout(go, HOLD_MS);
  };
  return () => handling;
}

function once(run: () => void): () => void {
  let ran = false;
  return () => {
    if (!ran) run();
    ran = true;
  };
}

const arrivedOf = ({ topic, payload, retain }: IPublishPacket): Arrived => ({
  topic,
  payload: typeof payload === 'string' ? Buffer.from(payload) : payload,
  retained: retain,
});

type Replying = { readonly answer: Answer; readonly topic: string };

function reply(client: MqttClient, receipts: Receipts, { answer, topic }: Replying): void {
  if (answer === 'CLEAR') client.publish(topic, '', { qos: 1, retain: true });
  else if (answer !== 'NOTHING' && answer.deviceId !== '') receipts.send(answer);
}

/** The receipt at QoS 1: a device that sleeps finds it when it wakes. Not awaited, or one slow link would hold us up. */
const publishReceipt = (client: MqttClient, deviceId: string, receipt: Receipt): void =>
  void client.publish(downTopic(deviceId, 'ack'), JSON.stringify(receipt), {
    qos: 1,
    properties: { messageExpiryInterval: RECEIPT_EXPIRY_S, contentType: 'application/json' },
  });

type Acks = {
  /** Call the answer when the message is settled. */
  expect(packet: IPublishPacket): () => void;
  forget(): void;
};
/** Private, so mqtt.js publishes no type for it. */
type SendPacket = (packet: Packet, done?: () => void, stored?: () => void, noStore?: boolean) => void;

/**
 * mqtt.js handles strictly one message at a time and acknowledges it then (T1). We let it go on, hold its PUBACKs back
 * and send each when its message is settled, in the order the messages came [MQTT-4.6.0-2], and only on the connection
 * they came by (T4). `_sendPacket` is private to mqtt.js, whose version is pinned; a test holds this behaviour.
 */
function orderAcks(client: MqttClient): Acks {
  const raw: SendPacket = client['_sendPacket'];
  const send = raw.bind(client);
  let queue: { messageId: number; settled: boolean }[] = [];
  const withheld: SendPacket = (packet, done, stored, noStore) => {
    if (packet.cmd === 'puback') done?.();
    else send(packet, done, stored, noStore);
  };
  client['_sendPacket'] = withheld;
  const flush = () => {
    while (queue[0]?.settled) {
      const { messageId } = queue[0];
      queue.shift();
      if (client.connected) send({ cmd: 'puback', messageId, reasonCode: 0 });
    }
  };
  return {
    expect({ qos, messageId }) {
      if (qos === 0 || messageId === undefined) return () => undefined;
      const ack = { messageId, settled: false };
      queue.push(ack);
      return () => {
        ack.settled = true;
        flush();
      };
    },
    /** A new connection: what the old one still owed is delivered again, its acknowledgements mean nothing now. */
    forget() {
      queue = [];
    },
  };
}
