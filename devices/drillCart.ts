import { connectAsync, type MqttClient } from 'mqtt';
import type { Leg } from '../prisma/drillEcgs';
import { RECEIPT } from './receipt';
import { parseStrictJson } from './strictJson';
import { downTopic, upTopic } from './topics';

/** A leg that takes longer (ms) has failed this time; the cart comes again. */
const LEG_MS = 10_000;

export type Recorded = { readonly msgId: string; readonly payload: Uint8Array };
type Sending = {
  readonly url: string;
  readonly deviceId: string;
  readonly token: string;
  readonly recorded: Recorded;
  /** Hears of each leg as it is done. */
  readonly onLeg: (leg: Leg) => Promise<void>;
};

/** One connection of one cart: in by the door, one recording out, its receipt back, and away. */
export async function sendThroughDoor({ url, deviceId, token, recorded, onLeg }: Sending): Promise<void> {
  const client = await connectAsync(
    url,
    {
      ...{ protocolVersion: 5, clientId: deviceId, username: deviceId, password: token },
      ...{ clean: true, reconnectPeriod: 0, connectTimeout: LEG_MS },
    },
    false,
  );
  client.on('error', () => undefined); // it ends the leg under way, and that says so
  try {
    const receipt = receiptOf(client, recorded.msgId);
    await client.subscribeAsync(downTopic(deviceId, 'ack'), { qos: 1 });
    await onLeg('ENTERED');
    client.publish(upTopic(deviceId, 'ecg/inline'), Buffer.from(recorded.payload), { qos: 1 });
    await onLeg('SENT');
    await receipt;
    await onLeg('RECEIPT');
  } finally {
    client.end(true);
  }
}

/** The gateway's own word that it keeps the recording; the broker's acknowledgement says less. */
const receiptOf = (client: MqttClient, msgId: string): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const late = setTimeout(() => reject(new Error('no receipt')), LEG_MS);
  client.on('message', (_topic, payload) => {
    const json = parseStrictJson(payload);
    const receipt = RECEIPT.safeParse(json.ok ? json.value : undefined).data;
    if (receipt?.msgId !== msgId || receipt.retry) return;
    if (receipt.verdict === 'accepted' || receipt.verdict === 'duplicate') resolve();
    else reject(new Error(`the gateway answered ${receipt.verdict}`));
  });
  client.on('close', () => reject(new Error('the connection was lost')));
  promise.catch(() => undefined); // whoever waits for it may not have begun to
  return promise.finally(() => clearTimeout(late));
};
