import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from '../options';
import { freePort, isFree } from './ports';

const NAMES = [
  'postgres',
  'temporal',
  'temporalUi',
  'broker',
  'door',
  'devices',
  'devicesTls',
  'engine',
  'gateway',
  'api',
] as const;
export type Ports = Record<(typeof NAMES)[number], number>;

/** A free port for each; those of the last start where they are still free, so that an open page finds its way back. */
export async function choosePorts({ port, portAsked, dataFolder }: Options): Promise<Ports> {
  const file = join(dataFolder, 'ports.json');
  const before: Partial<Ports> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const taken = new Set<number>();
  const choose = async (...wishes: (number | undefined)[]) => {
    for (const wish of wishes) if (wish && !taken.has(wish) && (await isFree(wish))) return wish;
    for (;;) {
      const found = await freePort();
      if (!taken.has(found)) return found;
    }
  };
  const ports = Object.fromEntries(NAMES.map((name) => [name, 0])) as Ports; // fromEntries forgets the names
  // The web port first: somebody may have asked for it.
  for (const name of [...NAMES].reverse()) {
    ports[name] = await choose(...(name === 'api' ? [port] : []), before[name]);
    taken.add(ports[name]);
  }
  if (portAsked && port !== 0 && ports.api !== port) throw new Error(`Port ${port} is taken`);
  writeFileSync(file, `${JSON.stringify(ports, null, 2)}\n`);
  return ports;
}
