import { connect, type MqttClient } from 'mqtt';
import { RECEIPT, type Receipt } from '../receipt';
import { parseStrictJson } from '../strictJson';
import { downTopic, upTopic } from '../topics';
import type { Sent } from './composer';

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

export type Living = {
  /** Whether a call for help is among what has no receipt: then the door lets it in before others. */
  readonly calls: () => boolean;
  readonly hear: (receipt: Receipt) => void;
  /** The birth and the will of the next connection. */
  readonly life: () => readonly [Sent, Sent];
  readonly bear: (client: MqttClient, birth: Sent) => void;
};

const propertiesOf = (calls: boolean) => ({
  sessionExpiryInterval: 24 * 3600,
  ...(calls && { userProperties: { sos: '1' } }),
});

/** Signs in under the device’s own name and listens for its receipts; each connection has its birth and its will. */
export async function connectDevice(
  { mqttUrl, deviceId, secret, tls, willDelayS = 30 }: LinkOptions,
  { hear, life, bear, calls }: Living,
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
    properties: propertiesOf(calls()),
  });
  client.on('reconnect', () => {
    [birth, will] = life();
    client.options.properties = propertiesOf(calls());
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
const LATER: readonly number[] = [0x88, 0x89, 0x9f];

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
