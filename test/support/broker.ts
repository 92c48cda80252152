import { broker, type BrokerKind, mosquittoPath } from '../../scripts/services/broker';
import { freePort } from '../../scripts/services/ports';
import type { Launched } from '../../scripts/services/launched';
import { launched, temporaryFolder } from './launch';

export type StartedBroker = { readonly url: string; readonly port: number; readonly server: Launched };

const hasMosquitto = mosquittoPath(process.env['PATH'] ?? '') !== undefined;

/** The brokers this machine has. A suite runs over each: `describe.each(BROKERS)`. */
export const BROKERS: readonly BrokerKind[] = hasMosquitto ? ['mosquitto', 'aedes'] : ['aedes'];

if (!hasMosquitto)
  process.stderr.write('SKIPPED: every test on mosquitto, which is not on this machine (apt-get install mosquitto)\n');

/** A real broker on a port and in a folder of its own. */
export async function startBroker(kind: BrokerKind): Promise<StartedBroker> {
  const port = await freePort();
  const service = broker(kind, temporaryFolder('broker'), port, process.env['PATH'] ?? '');
  return { url: `mqtt://127.0.0.1:${port}`, port, server: await launched(service) };
}
