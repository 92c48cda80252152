import type { Pool } from 'pg';
import { findDevice } from '../prisma/devices';
import { secretFits } from './secrets';

/** Who speaks to a broker of ours, and what it may say: a device only under its own name, the gateway everywhere. */
export type BrokerAuth = {
  /** `username` = device id and client id; the secret is what the device was registered with. */
  authenticate(who: {
    clientId: string;
    username: string | undefined;
    password: Uint8Array | undefined;
  }): Promise<boolean>;
  mayPublish(clientId: string, topic: string): boolean;
  maySubscribe(clientId: string, topic: string): boolean;
};

export const GATEWAY_PREFIX = 'gateway-';

/** `gatewaySecret` is what the broker's and the gateway's process share; without it only loopback may reach the broker. */
export function makeBrokerAuth(pool: Pool, gatewaySecret: string): BrokerAuth {
  const isGateway = (clientId: string) => clientId.startsWith(GATEWAY_PREFIX);
  return {
    async authenticate({ clientId, username, password }) {
      const secret = Buffer.from(password ?? []).toString('utf8');
      if (username === undefined || secret === '') return false;
      if (username === 'gateway') return isGateway(clientId) && secret === gatewaySecret;
      // Else any device could throw another off by taking its client id.
      if (username !== clientId) return false;
      const device = await findDevice(pool, username);
      return device !== undefined && !device.retired && secretFits(secret, device.secretHash);
    },
    mayPublish: (clientId, topic) =>
      isGateway(clientId) ? /^cpc\/v1\/[^/]+\/(down\/|up\/)/.test(topic) : topic.startsWith(`cpc/v1/${clientId}/up/`),
    maySubscribe: (clientId, topic) => isGateway(clientId) || topic.startsWith(`cpc/v1/${clientId}/down/`),
  };
}
