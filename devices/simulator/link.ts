import type { MqttClient } from 'mqtt';
import type { Kind } from '../envelope';
import type { Receipt } from '../receipt';
import { upTopic } from '../topics';
import { makeComposer, type Composer, type Say, type Sent } from './composer';
import { connectDevice, type LinkOptions, type Living } from './connection';

/** The wire of a simulated device: it keeps every message until its receipt, and sends it again until then. */
export type Link = {
  readonly deviceId: string;
  compose(kind: Kind, data: object, say?: Say): Sent;
  /** Resolves with the receipt, however long that takes. */
  send(sent: Sent): Promise<Receipt>;
  say(kind: Kind, data: object, say?: Say): Promise<Receipt>;
  /** Puts bytes on a topic and keeps nothing: what firmware that knows no contract does. */
  raw(kind: Kind, payload: Uint8Array): void;
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
    raw: sender.raw,
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
    calls: () => [...open.values()].some(({ sent }) => isCall(sent)),
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
    raw: (kind: Kind, payload: Uint8Array): void => {
      client?.publish(upTopic(deviceId, kind), Buffer.from(payload), { qos: 1 });
    },
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

/** Somebody pressed the button. */
const isCall = ({ kind, payload }: Sent): boolean => kind === 'alarm' && Buffer.from(payload).includes('"code":"SOS"');

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
