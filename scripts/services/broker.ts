import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { accepts } from './ports';
import type { Service } from './service';

export type BrokerKind = 'mosquitto' | 'aedes';

/** Mosquitto's place on this machine; Debian keeps it in sbin, which is often not on PATH. */
export function mosquittoPath(path: string): string | undefined {
  const folders = [...path.split(delimiter), '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin'];
  return folders.map((folder) => join(folder, 'mosquitto')).find(existsSync);
}

/** An MQTT 5 broker of our own, for this machine only. */
export function broker(kind: BrokerKind, folder: string, port: number, path: string): Service {
  mkdirSync(folder, { recursive: true });
  return kind === 'mosquitto' ? mosquitto(folder, port, path) : aedes(port);
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

/** What an aedes of ours asks for: the secrets of devices lie in the database, our own processes share one. */
export type Guard = { readonly databaseUrl: string; readonly systemSecret: string };

/** The same broker, letting in our own processes and registered devices only. Mosquitto lets in everybody on this machine. */
export const guarded = (service: Service, { databaseUrl, systemSecret }: Guard): Service => ({
  ...service,
  env: { ...service.env, DATABASE_URL: databaseUrl, MQTT_SYSTEM_SECRET: systemSecret },
});

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
