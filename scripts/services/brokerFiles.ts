import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { BROKER_USERS, type BrokerSecrets, RIGHTS } from '../../devices/brokerAuth';

/** One secret for each who speaks to the broker; made once, so that a process that outlived us still gets in. */
export function brokerSecrets(file: string): BrokerSecrets {
  if (!existsSync(file)) {
    const made = BROKER_USERS.map((user) => [user, randomBytes(24).toString('base64url')]);
    writeFileSync(file, JSON.stringify(Object.fromEntries(made)), { mode: 0o600 });
  }
  const secrets: BrokerSecrets = JSON.parse(readFileSync(file, 'utf8'));
  return secrets;
}

const ITERATIONS = 101;

/** As `mosquitto_passwd` writes it: PBKDF2 with SHA-512. The secrets are 192 random bits, so few rounds suffice. */
export const passwordFile = (secrets: BrokerSecrets): string =>
  BROKER_USERS.map((user) => {
    const salt = randomBytes(12);
    const sum = pbkdf2Sync(secrets[user], salt, ITERATIONS, 64, 'sha512');
    return `${user}:$7$${ITERATIONS}$${salt.toString('base64')}$${sum.toString('base64')}\n`;
  }).join('');

/**
 * The rights as Mosquitto reads them. A pattern counts for every user; it opens only what carries the client id, which
 * is a device's own only where the door brought it.
 */
export const aclFile = (): string =>
  BROKER_USERS.map((user) => {
    const lines = (['read', 'write'] as const).flatMap((right) =>
      RIGHTS[user][right].map((filter) => `${filter.includes('%') ? 'pattern' : 'topic'} ${right} ${filter}`),
    );
    return [...(user === 'door' ? [] : [`user ${user}`]), ...lines, ''].join('\n');
  }).join('\n');
