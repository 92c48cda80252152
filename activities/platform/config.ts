import { join, resolve } from 'node:path';
import { z } from 'zod';

const ROOT = resolve(__dirname, '..', '..');

const path = z
  .string()
  .min(1)
  .transform((given) => resolve(given));
const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  TEMPORAL_ADDRESS: z.string().regex(/^[^:/]+:\d+$/, 'must be host:port'),
  TEMPORAL_NAMESPACE: z.string().min(1).optional(),
  TEMPORAL_API_KEY: z.string().min(1).optional(),
  TEMPORAL_TLS: z.stringbool().optional(),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: path.optional(),
  TEMPORAL_TLS_CLIENT_CERT_PATH: path.optional(),
  TEMPORAL_TLS_CLIENT_KEY_PATH: path.optional(),
  TEMPORAL_TLS_SERVER_NAME: z.string().min(1).optional(),
  MQTT_URL: z.url({ protocol: /^(mqtts?|wss?)$/ }),
  MQTT_DEVICES_URL: z.url({ protocol: /^(mqtts?|wss?)$/ }).optional(),
  OIDC_ISSUER: z.url().optional(),
  WIRETIME_DATA: path.default(join(ROOT, '.data')),
  WIRETIME_KEYS: path.optional(),
  WIRETIME_URL: z.url().optional(),
  WIRETIME_LOG: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  WIRETIME_REPLICA: z
    .string()
    .regex(/^[0-9A-Za-z-]{1,20}$/)
    .default('1'),
  MQTT_SHARE_GROUP: z
    .string()
    .regex(/^[0-9A-Za-z-]{1,20}$/)
    .optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  DOOR_PORT: z.coerce.number().int().min(0).max(65_535).default(1883),
  DOOR_TLS_PORT: z.coerce.number().int().min(0).max(65_535).default(8883),
  DOOR_HOST: z.string().min(1).default('127.0.0.1'),
  DOOR_NAMES: z.string().min(1).default('localhost,127.0.0.1'),
  DEVICE_TOKEN_KEY: path.optional(),
  PAGER_PUSH_URL: z.url().optional(),
  PAGER_SMS_URL: z.url().optional(),
  PAGER_VOICE_URL: z.url().optional(),
  PUSH_KEY: path.optional(),
  PUSH_CONTACT: z.url({ protocol: /^(mailto|https)$/ }).default('mailto:admin@wiretime.example'),
  PUSH_HOSTS: z
    .string()
    .regex(/^(\*\.)?[0-9a-z.-]+(,(\*\.)?[0-9a-z.-]+)*$/, 'must be names of hosts, *. before one for all below it')
    .default('fcm.googleapis.com,*.push.services.mozilla.com,*.push.apple.com,*.notify.windows.com'),
  WIRETIME_PREREAD: z.enum(['OFF', 'SHADOW', 'HINT']).default('OFF'),
  ECG_LIBRARY: path.default(resolve(ROOT, '..', 'shared', 'ecg')),
});

export type Config = {
  readonly production: boolean;
  readonly databaseUrl: string;
  readonly temporal: TemporalAddress;
  readonly mqttUrl: string;
  /** Where devices come in, as they know it. */
  readonly devicesUrl: string;
  /** Which of several gateways this one is; the same after its restart, for the broker keeps its messages under it. */
  readonly replica: string;
  /** Gateways of one group share the work where the broker has MQTT 5 shared subscriptions. */
  readonly mqttShareGroup: string | undefined;
  /** Whose tokens count; absent, the demo identity signs them. */
  readonly oidcIssuer: string | undefined;
  readonly dataFolder: string;
  /** The key ring of the payload codec: a file, so that it is readable while PostgreSQL is away. */
  readonly keyFile: string;
  /** Where people reach the web pages. */
  readonly publicUrl: string | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** The port this process listens on; 0 = any free one. */
  readonly port: number;
  /** Where devices come in. */
  readonly door: DoorAddress;
  /** Signs devices' tokens: a file that door and gateways share. */
  readonly tokenKeyFile: string;
  /** Providers that take a page by HTTP POST, by channel; a channel without one is simulated at the desk. */
  readonly pagers: Readonly<Partial<Record<'PUSH' | 'SMS' | 'VOICE', string>>>;
  readonly push: PushSettings;
  readonly ecgLibrary: string;
  /** Whether a machine measures ECGs beside the reader, and whether anybody is shown it; absent, it does not. */
  readonly preRead: 'SHADOW' | 'HINT' | undefined;
};

export type PushSettings = {
  /** Signs what goes to push services: a file that engine and api share. */
  readonly keyFile: string;
  /** Whom a push service may write to. */
  readonly contact: string;
  /** The push services a browser may name; nothing is ever sent anywhere else. */
  readonly hosts: readonly string[];
};

export type DoorAddress = {
  /** Without TLS, and then for this machine alone. */
  readonly port: number;
  readonly tlsPort: number;
  /** The address the TLS port listens on. */
  readonly host: string;
  /** The names and addresses devices know it by. */
  readonly names: readonly string[];
};

export type TemporalAddress = {
  readonly address: string;
  /** Absent: the first namespace of temporal.yaml. */
  readonly namespace: string | undefined;
  readonly apiKey: string | undefined;
  readonly tls: boolean;
  readonly serverCa: string | undefined;
  readonly clientCertificate: string | undefined;
  readonly clientKey: string | undefined;
  readonly serverName: string | undefined;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** The only place that reads the environment; fails at start-up, and names every bad variable at once. */
export function loadConfig(env: Environment = process.env): Config {
  // `VARIABLE=` in a file of settings means that it is not set.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new Error(`Bad configuration:\n${z.prettifyError(parsed.error)}`);
  const read = parsed.data;
  return {
    production: read.NODE_ENV === 'production',
    databaseUrl: read.DATABASE_URL,
    temporal: temporalAddress(read),
    mqttUrl: read.MQTT_URL,
    devicesUrl: read.MQTT_DEVICES_URL ?? `mqtt://127.0.0.1:${read.DOOR_PORT}`,
    replica: read.WIRETIME_REPLICA,
    mqttShareGroup: read.MQTT_SHARE_GROUP,
    oidcIssuer: read.OIDC_ISSUER,
    dataFolder: read.WIRETIME_DATA,
    keyFile: read.WIRETIME_KEYS ?? join(read.WIRETIME_DATA, 'keys.json'),
    publicUrl: read.WIRETIME_URL,
    logLevel: read.WIRETIME_LOG,
    port: read.PORT,
    door: {
      port: read.DOOR_PORT,
      tlsPort: read.DOOR_TLS_PORT,
      host: read.DOOR_HOST,
      names: read.DOOR_NAMES.split(',').map((name) => name.trim()),
    },
    tokenKeyFile: read.DEVICE_TOKEN_KEY ?? join(read.WIRETIME_DATA, 'devices', 'token.key'),
    pagers: {
      ...(read.PAGER_PUSH_URL !== undefined && { PUSH: read.PAGER_PUSH_URL }),
      ...(read.PAGER_SMS_URL !== undefined && { SMS: read.PAGER_SMS_URL }),
      ...(read.PAGER_VOICE_URL !== undefined && { VOICE: read.PAGER_VOICE_URL }),
    },
    push: {
      keyFile: read.PUSH_KEY ?? join(read.WIRETIME_DATA, 'push.key'),
      contact: read.PUSH_CONTACT,
      hosts: read.PUSH_HOSTS.split(','),
    },
    ecgLibrary: read.ECG_LIBRARY,
    preRead: read.WIRETIME_PREREAD === 'OFF' ? undefined : read.WIRETIME_PREREAD,
  };
}

function temporalAddress(read: z.output<typeof schema>): TemporalAddress {
  const certificates = [
    read.TEMPORAL_TLS_SERVER_CA_CERT_PATH,
    read.TEMPORAL_TLS_CLIENT_CERT_PATH,
    read.TEMPORAL_TLS_CLIENT_KEY_PATH,
  ];
  const meansTls = read.TEMPORAL_API_KEY !== undefined || certificates.some((file) => file !== undefined);
  return {
    address: read.TEMPORAL_ADDRESS,
    namespace: read.TEMPORAL_NAMESPACE,
    apiKey: read.TEMPORAL_API_KEY,
    tls: read.TEMPORAL_TLS ?? meansTls,
    serverCa: read.TEMPORAL_TLS_SERVER_CA_CERT_PATH,
    clientCertificate: read.TEMPORAL_TLS_CLIENT_CERT_PATH,
    clientKey: read.TEMPORAL_TLS_CLIENT_KEY_PATH,
    serverName: read.TEMPORAL_TLS_SERVER_NAME,
  };
}
