import type { Pool } from 'pg';
import { findDevice } from '../prisma/devices';
import { secretFits } from './secrets';

/** Who speaks to a broker of ours: the processes of the system, trusted everywhere, or a device under its own name. */
export type BrokerRole = 'SYSTEM' | 'DEVICE';
type Who = {
  readonly clientId: string;
  readonly username: string | undefined;
  readonly password: Uint8Array | undefined;
};

export const SYSTEM_USER = 'system';

/** Who somebody is by name and secret, or `undefined` for a stranger; `systemSecret` is what our processes share. */
export const makeWelcome =
  (pool: Pool, systemSecret: string) =>
  async ({ clientId, username, password }: Who): Promise<BrokerRole | undefined> => {
    const secret = Buffer.from(password ?? []).toString('utf8');
    if (username === undefined || secret === '') return undefined;
    if (username === SYSTEM_USER) return secret === systemSecret ? 'SYSTEM' : undefined;
    // Else any device could throw another off by taking its client id.
    if (username !== clientId) return undefined;
    const device = await findDevice(pool, username);
    return device && !device.retired && secretFits(secret, device.secretHash) ? 'DEVICE' : undefined;
  };

export const mayPublish = (role: BrokerRole | undefined, clientId: string, topic: string): boolean =>
  role === 'SYSTEM' || (role === 'DEVICE' && topic.startsWith(`cpc/v1/${clientId}/up/`));

export const maySubscribe = (role: BrokerRole | undefined, clientId: string, topic: string): boolean =>
  role === 'SYSTEM' || (role === 'DEVICE' && topic.startsWith(`cpc/v1/${clientId}/down/`));
