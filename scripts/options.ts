import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BrokerKind } from './services/broker';

/** Where people find the pages when nobody says otherwise. */
const USUAL_PORT = 8080;

export type Options = {
  /** The web port; 0 = any free one. */
  readonly port: number;
  /** Whether that port was asked for: then no other will do. */
  readonly portAsked: boolean;
  /** Without the demo region. */
  readonly empty: boolean;
  readonly dataFolder: string;
  /** The embedded broker that was asked for; otherwise what this machine has. */
  readonly broker?: BrokerKind;
};

const isBroker = (name: string): name is BrokerKind => name === 'mosquitto' || name === 'aedes';

/** What was asked of `npm start`. */
export function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Options {
  const { values } = parseArgs({
    args: [...args],
    options: { port: { type: 'string' }, empty: { type: 'boolean', default: false } },
  });
  const asked = values.port ?? (env['PORT'] === '' ? undefined : env['PORT']);
  const port = Number(asked ?? USUAL_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port ${asked} is not a port`);
  const broker = env['WIRETIME_BROKER'] || undefined;
  if (broker !== undefined && !isBroker(broker)) throw new Error(`WIRETIME_BROKER ${broker} is no broker of ours`);
  return {
    port,
    portAsked: asked !== undefined,
    empty: values.empty,
    dataFolder: resolve(env['WIRETIME_DATA'] || resolve(__dirname, '..', '.data')),
    ...(broker && { broker }),
  };
}
