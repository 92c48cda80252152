import { connect as dial, createServer, type Server, type Socket } from 'node:net';
import { connect as dialTls, createServer as createTlsServer, TLSSocket } from 'node:tls';
import { generate, type IConnectPacket } from 'mqtt-packet';
import type { Log } from '../../activities/platform/log';
import { type Credential, fingerprintOf } from '../../activities/platform/deviceAuthority';
import { isDeviceId } from '../../activities/platform/deviceCredentials';
import { covers, RIGHTS } from '../brokerAuth';
import type { Metrics } from '../metrics';
import { makeBuckets } from '../quota';
import { type Admission, makeAdmission } from './admission';
import { type First, firstPacket } from './firstPacket';
import type { Claim, Identified, Identify, Proof, Shown } from './identify';

/** A device connects this often and no oftener (devices.md 4.5); two that fight over one identity are slowed by it. */
const CONNECTS = { perMinute: 6, burst: 6 } as const;
const DIAL_MS = 5_000;

/** Why a connection is refused: the reason of MQTT 5 and the return code of MQTT 3.1.1. */
const REFUSALS = {
  NOT_AUTHORIZED: { v5: 0x87, v3: 5 },
  BAD_CLIENT_ID: { v5: 0x85, v3: 2 },
  UNAVAILABLE: { v5: 0x88, v3: 3 },
  BUSY: { v5: 0x89, v3: 3 },
  TOO_OFTEN: { v5: 0x9f, v3: 3 },
} as const;
type Refusal = keyof typeof REFUSALS;

export type DoorOptions = {
  /** For this machine alone, and for a TLS terminator on it; 0 = any free port. */
  readonly port: number;
  readonly tls?: {
    readonly host: string;
    readonly port: number;
    /** Of the authority that signs client certificates. */
    readonly authority: string;
    readonly server: Credential;
  };
  /** The broker behind, with the door's own name and secret. */
  readonly brokerUrl: string;
  readonly identify: Identify;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: () => Date;
  readonly admission?: Admission;
};

/** One device that came in, as long as it stays. */
export type Guest = { readonly deviceId: string; readonly proof: Proof; readonly leave: () => void };

export type Door = {
  readonly port: number;
  readonly tlsPort: number | undefined;
  readonly guests: () => readonly Guest[];
  readonly stop: () => Promise<void>;
};

/**
 * Where devices come in, whatever broker is behind: the first packet of a connection says who it is; a known device is
 * brought to the broker under its own id, with the door's secret instead of its own, and from then on bytes pass through.
 */
export async function openDoor(options: DoorOptions): Promise<Door> {
  const guests = new Set<Guest>();
  const sockets = new Set<Socket>();
  const buckets = makeBuckets();
  const { admission = makeAdmission() } = options;
  const receive = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    admit(socket, { ...options, guests, buckets, admission }).catch((error: unknown) => {
      options.log.error('DOOR_FAILED', error);
      socket.destroy();
    });
  };
  const plain = createServer(receive);
  const servers: Server[] = [plain];
  const port = await listening(plain, options.port, '127.0.0.1');
  let tlsPort: number | undefined;
  if (options.tls) {
    const { authority: ca, server, host } = options.tls;
    const { certificate: cert, key } = server;
    // Who has no certificate may still show a secret or a token.
    const own = { ca, cert, key, requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.2' } as const;
    const secured = createTlsServer(own, receive).on('tlsClientError', () => options.metrics.count('tls_refused'));
    servers.push(secured);
    tlsPort = await listening(secured, options.tls.port, host);
  }
  return {
    port,
    tlsPort,
    guests: () => [...guests],
    stop: async () => {
      admission.stop();
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
    },
  };
}

async function listening(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((ready, failed) => {
    server.once('error', failed);
    server.listen(port, host, ready);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the door listens on no port');
  return address.port;
}

type Admitting = DoorOptions & {
  readonly guests: Set<Guest>;
  readonly buckets: ReturnType<typeof makeBuckets>;
  readonly admission: Admission;
};

async function admit(socket: Socket, deps: Admitting): Promise<void> {
  const { brokerUrl, identify, log, metrics, clock, buckets, admission } = deps;
  const first = await firstPacket(socket);
  if (first === undefined) {
    metrics.count('refused', { why: 'NO_CONNECT' });
    return void socket.destroy();
  }
  const { connect } = first;
  const refuse = (why: Refusal): void => {
    metrics.count('refused', { why });
    log.warn('DEVICE_NOT_LET_IN', { why, ...(identified && { device: identified.device.id }) });
    socket.end(refusalOf(connect, REFUSALS[why]));
  };
  let identified: Identified | undefined;
  const claim = claimOf(connect, certificateOf(socket));
  if (claim === undefined) return refuse('BAD_CLIENT_ID');
  try {
    identified = await identify(claim);
  } catch {
    return refuse('UNAVAILABLE'); // the record is away: nobody can say whether this one still counts
  }
  if (identified === undefined || !mayWill(connect)) return refuse('NOT_AUTHORIZED');
  const mayEnter = await admission.enter({ inNeed: isInNeed(connect), isGone: () => socket.destroyed });
  metrics.gauge('waiting', admission.waiting());
  if (!mayEnter) return refuse('BUSY');
  const broker = await reach(new URL(brokerUrl));
  if (broker === undefined) return refuse('UNAVAILABLE');
  // Only now, so that a broker that is away uses nobody's connections up.
  const often = !buckets.take(claim.deviceId, CONNECTS, clock().getTime());
  if (often || socket.destroyed) broker.destroy();
  if (often) return refuse('TOO_OFTEN');
  if (!socket.destroyed) letIn({ socket, broker, first }, identified, deps);
}

type Passage = { readonly socket: Socket; readonly broker: Socket; readonly first: First };

function letIn({ socket, broker, first }: Passage, { device, proof }: Identified, deps: Admitting): void {
  const { guests, metrics, brokerUrl } = deps;
  const guest: Guest = { deviceId: device.id, proof, leave: () => socket.destroy() };
  guests.add(guest);
  metrics.count('admitted', { by: proof.kind });
  metrics.gauge('connected', guests.size);
  const part = () => {
    guests.delete(guest);
    metrics.gauge('connected', guests.size);
    socket.destroy();
    broker.destroy();
  };
  socket.on('close', part);
  broker.on('close', part);
  const { username, password } = new URL(brokerUrl);
  const ours = { username: decodeURIComponent(username), password: Buffer.from(decodeURIComponent(password)) };
  broker.write(generate({ ...first.connect, ...ours }));
  if (first.rest.length > 0) broker.write(first.rest);
  socket.pipe(broker).pipe(socket);
}

/** Who it says it is: its client id, and whatever names it besides must be the same, or one could throw another off. */
function claimOf({ clientId, username, password }: IConnectPacket, certificate: Shown | undefined): Claim | undefined {
  const same = [username, certificate?.deviceId].every((name) => name === undefined || name === clientId);
  if (!same || !isDeviceId(clientId)) return undefined;
  return {
    deviceId: clientId,
    ...(password !== undefined && { password: password.toString('utf8') }),
    ...(certificate && { certificate }),
  };
}

/** The certificate of a TLS connection, where our authority signed it. */
function certificateOf(socket: Socket): Shown | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  const certificate = socket.getPeerX509Certificate();
  const [, deviceId] = /^CN=(.+)$/m.exec(certificate?.subject ?? '') ?? [];
  if (certificate === undefined || deviceId === undefined) return undefined;
  return { deviceId, sha256: fingerprintOf(certificate.raw), expiresAt: Date.parse(certificate.validTo) };
}

/** A will is a word of the device like any other: only under its own topics (aedes once let it pass). */
const mayWill = ({ clientId, will }: IConnectPacket): boolean =>
  will === undefined || RIGHTS.door.write.some((right) => covers(right.replace('%c', clientId), will.topic));

/** Says with its CONNECT that somebody calls for help, as MQTT 5 can. */
const isInNeed = ({ properties }: IConnectPacket): boolean => properties?.userProperties?.['sos'] !== undefined;

function refusalOf(
  { protocolVersion }: IConnectPacket,
  { v5, v3 }: { readonly v5: number; readonly v3: number },
): Buffer {
  const connack = { cmd: 'connack', sessionPresent: false } as const;
  return protocolVersion === 5
    ? generate({ ...connack, reasonCode: v5 }, { protocolVersion: 5 })
    : generate({ ...connack, returnCode: v3 });
}

function reach({ protocol, hostname: host, port }: URL): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const secured = protocol === 'mqtts:';
    const at = { host, port: Number(port || (secured ? 8883 : 1883)) };
    const socket = secured ? dialTls({ ...at, servername: host }) : dial(at);
    const settle = (reached: boolean) => {
      socket.setTimeout(0);
      if (!reached) socket.destroy();
      resolve(reached ? socket : undefined);
    };
    socket.on('error', () => settle(false)).once(secured ? 'secureConnect' : 'connect', () => settle(true));
    socket.setTimeout(DIAL_MS, () => settle(false));
  });
}
