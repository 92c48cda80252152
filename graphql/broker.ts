import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { connect } from 'mqtt';
import type { MqttClient } from 'mqtt';
import type { Log } from '../activities/platform/log';
import type { DeskPages } from './deskPages';

/** Where the engine publishes every page it sends. */
export const DESK_TOPIC = 'wiretime/desk/pages';
/** Pages published while this process is down wait for it so long (s). */
const SESSION_S = 6 * 3600;

type Deps = { readonly url: string; readonly replica: string; readonly deskPages: DeskPages; readonly log: Log };

/** Listens to the desk's pages for as long as the process lives; a lost broker is tried again for ever. */
export function followDesk({ url, replica, deskPages, log }: Deps): MqttClient {
  const client = connect(url, {
    protocolVersion: 5,
    // The same name after a restart finds the session with what was published meanwhile.
    clientId: `wiretime-api-${createHash('sha256').update(`${hostname()}:${replica}`).digest('hex').slice(0, 12)}`,
    clean: false,
    properties: { sessionExpiryInterval: SESSION_S },
    keepalive: 15,
    reconnectPeriod: 500,
    connectTimeout: 5000,
  });
  client.on('connect', () => {
    client.subscribe(DESK_TOPIC, { qos: 1 }, (error) => {
      if (error) log.error('DESK_NOT_HEARD', error);
    });
  });
  client.on('message', (_, payload) => {
    if (!deskPages.heard(payload.toString())) log.warn('NO_DESK_PAGE', { bytes: payload.length });
  });
  client.on('error', (error) => log.error('BROKER_LOST', error));
  return client;
}
