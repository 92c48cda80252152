/** The MQTT 5 broker for machines without mosquitto, a process of its own: `aedesBroker.ts PORT`. */
import { createServer } from 'node:net';
import { Aedes } from 'aedes';

async function main(port: number): Promise<void> {
  const aedes = await Aedes.createBroker();
  const server = createServer(aedes.handle);
  server.listen(port, '127.0.0.1');
  process.on('SIGTERM', () => {
    aedes.close(() => process.exit(0));
    server.close();
  });
}

void main(Number(process.argv[2]));
