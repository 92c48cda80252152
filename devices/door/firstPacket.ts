import type { Socket } from 'node:net';
import { type IConnectPacket, parser } from 'mqtt-packet';

/** A CONNECT is a name, a secret and a will of at most 2 KiB. */
const MAX_BYTES = 8 * 1024;
/** Who connects says who they are within this, ms. */
const WITHIN_MS = 10_000;

export type First = { readonly connect: IConnectPacket; readonly rest: Buffer };

/** What every MQTT connection begins with; `undefined` for anything else. What came after it is handed on. */
export function firstPacket(socket: Socket): Promise<First | undefined> {
  return new Promise((resolve) => {
    let bytes: Buffer = Buffer.alloc(0);
    const settle = (first: First | undefined) => {
      clearTimeout(late);
      socket.off('data', hear).off('close', gone);
      socket.pause();
      resolve(first);
    };
    const gone = () => settle(undefined);
    const late = setTimeout(gone, WITHIN_MS);
    const hear = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      const length = lengthOf(bytes);
      if (length === 'NONE' || (length ?? 0) > MAX_BYTES) return settle(undefined);
      if (length === undefined || bytes.length < length) return;
      const connect = connectIn(bytes.subarray(0, length));
      settle(connect && { connect, rest: bytes.subarray(length) });
    };
    socket.on('data', hear).on('close', gone);
  });
}

/** The first byte of a CONNECT. */
const CONNECT = 0x10;

/** How long the packet is that begins here, as its header says; `undefined` as long as that has not come. */
function lengthOf(bytes: Buffer): number | 'NONE' | undefined {
  if (bytes[0] !== CONNECT) return 'NONE';
  let length = 0;
  for (let at = 1; at <= 4; at++) {
    const byte = bytes[at];
    if (byte === undefined) return undefined;
    length += (byte & 0x7f) * 128 ** (at - 1);
    if (byte < 0x80) return length + at + 1;
  }
  return 'NONE';
}

function connectIn(bytes: Buffer): IConnectPacket | undefined {
  const reading = parser();
  let connect: IConnectPacket | undefined;
  reading.on('packet', (packet) => {
    if (packet.cmd === 'connect') connect = packet;
  });
  let broken = false;
  reading.on('error', () => (broken = true));
  try {
    reading.parse(bytes);
  } catch {
    return undefined; // some malformed packets are thrown instead of reported
  }
  return broken ? undefined : connect;
}
