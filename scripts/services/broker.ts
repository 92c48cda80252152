import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { BrokerSecrets } from '../../devices/brokerAuth';
import { aclFile, passwordFile } from './brokerFiles';
import { accepts } from './ports';
import type { Service } from './service';

export type BrokerKind = 'mosquitto' | 'aedes';

/**
 * Twice what the largest message of the contract is allowed: a device that says somewhat too much hears why, one that
 * would fill our memory is disconnected by the broker (devices.md 6.3, 0x95).
 */
export const MAX_PACKET_BYTES = 512 * 1024;

/** Mosquitto's place on this machine; Debian keeps it in sbin, which is often not on PATH. */
export function mosquittoPath(path: string): string | undefined {
  const folders = [...path.split(delimiter), '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin'];
  return folders.map((folder) => join(folder, 'mosquitto')).find(existsSync);
}

/** An MQTT 5 broker of our own, for this machine only. It lets in everybody unless it is `guarded`. */
export function broker(kind: BrokerKind, folder: string, port: number, path: string): Service {
  mkdirSync(folder, { recursive: true });
  return kind === 'mosquitto' ? mosquitto(folder, port, path) : aedes(port);
}

/** The same broker, letting in only the processes of the system and the door, each with its own name and secret. */
export function guarded(service: Service, folder: string, secrets: BrokerSecrets): Service {
  const conf = join(folder, 'mosquitto.conf');
  if (!service.args.includes(conf)) {
    return { ...service, env: { ...service.env, BROKER_SECRETS: JSON.stringify(secrets) } };
  }
  const files = { password_file: join(folder, 'passwords'), acl_file: join(folder, 'rights') };
  writeFileSync(files.password_file, passwordFile(secrets), { mode: 0o600 });
  writeFileSync(files.acl_file, aclFile(), { mode: 0o600 });
  const lines = ['allow_anonymous false', ...Object.entries(files).map(([name, file]) => `${name} ${file}`), ''];
  const guardedConf = join(folder, 'guarded.conf');
  writeFileSync(guardedConf, readFileSync(conf, 'utf8').replace('allow_anonymous true\n', lines.join('\n')));
  return { ...service, args: ['-c', guardedConf] };
}

function mosquitto(folder: string, port: number, path: string): Service {
  const command = mosquittoPath(path);
  if (command === undefined) throw new Error('mosquitto is not on this machine');
  const conf = join(folder, 'mosquitto.conf');
  writeFileSync(conf, mosquittoConf(folder, port));
  return {
    name: 'broker',
    command,
    args: ['-c', conf],
    stopSignal: 'SIGTERM',
    answers: () => accepts(port),
  };
}

function mosquittoConf(folder: string, port: number): string {
  return [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'persistence true',
    `persistence_location ${folder}/`,
    'autosave_interval 10',
    // By default what exceeds 1,000 queued messages of a client is dropped after the device had its PUBACK.
    'max_queued_messages 0',
    'max_inflight_messages 1000',
    `max_packet_size ${MAX_PACKET_BYTES}`,
    'memory_limit 1073741824',
    'sys_interval 5',
    'log_dest stderr',
    'log_type error',
    'log_type warning',
    // Started by root it would drop to a user who cannot save into our folder.
    ...(process.getuid?.() === 0 ? ['user root'] : []),
    '',
  ].join('\n');
}

function aedes(port: number): Service {
  return {
    name: 'broker',
    command: process.execPath,
    args: ['--import', 'tsx', join(__dirname, 'aedesBroker.ts'), String(port)],
    cwd: join(__dirname, '..', '..'),
    stopSignal: 'SIGTERM',
    answers: () => accepts(port),
  };
}
