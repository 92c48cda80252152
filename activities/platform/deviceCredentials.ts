import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** An id that can stand in a topic and in a right of the broker, and is one level of it. */
export const isDeviceId = (text: string): boolean => /^[0-9A-Za-z._-]{1,64}$/.test(text);

/** A device's secret is 192 random bits, no person's password: a salted SHA-256 suffices, and 500 carts may come back at once. */
export const newSecret = (): string => randomBytes(24).toString('base64url');

export function hashSecret(secret: string): string {
  const salt = randomBytes(16).toString('hex');
  return `sha256$${salt}$${digest(salt, secret).toString('hex')}`;
}

/** What stands in a device's row while it has no secret: nothing fits it. */
export const NO_SECRET = '';

export function secretFits(secret: string, hash: string): boolean {
  const [kind, salt, sum] = hash.split('$');
  if (kind !== 'sha256' || salt === undefined || sum?.length !== 64) return false;
  return timingSafeEqual(digest(salt, secret), Buffer.from(sum, 'hex'));
}

const digest = (salt: string, secret: string): Buffer => createHash('sha256').update(`${salt}:${secret}`).digest();
