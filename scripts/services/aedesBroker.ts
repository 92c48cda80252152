/**
 * The MQTT 5 broker for machines without mosquitto, a process of its own: `aedesBroker.ts PORT`. With DATABASE_URL and
 * MQTT_SYSTEM_SECRET it lets in the system's processes and registered devices only, each device under its own name.
 */
import { createServer } from 'node:net';
import { Aedes, type AedesOptions, type Client } from 'aedes';
import { Pool } from 'pg';
import { type BrokerRole, makeWelcome, mayPublish, maySubscribe } from '../../devices/brokerAuth';

const notAllowed = () => new Error('not allowed');

function guarded(databaseUrl: string, systemSecret: string): AedesOptions {
  const pool = new Pool({ connectionString: databaseUrl, max: 4, connectionTimeoutMillis: 3_000 });
  pool.on('error', () => undefined); // it comes back by itself
  const welcome = makeWelcome(pool, systemSecret);
  const roles = new WeakMap<Client, BrokerRole>();
  return {
    authenticate: (client, username, password, done) => {
      // Who cannot be checked is not let in; he comes again.
      const look = welcome({ clientId: client.id, username, password }).catch(() => undefined);
      void (async () => {
        const role = await look;
        if (role !== undefined) roles.set(client, role);
        done(null, role !== undefined);
      })();
    },
    // Without a client it is the broker's own word about itself.
    authorizePublish: (client, { topic }, done) => {
      const allowed = client === null || mayPublish(roles.get(client), client.id, topic);
      done(allowed ? null : notAllowed());
    },
    authorizeSubscribe: (client, subscription, done) =>
      done(null, maySubscribe(roles.get(client), client.id, subscription.topic) ? subscription : null),
  };
}

async function main(port: number, databaseUrl = '', systemSecret = ''): Promise<void> {
  const aedes = await Aedes.createBroker(systemSecret === '' ? {} : guarded(databaseUrl, systemSecret));
  const server = createServer(aedes.handle);
  server.listen(port, '127.0.0.1');
  process.on('SIGTERM', () => {
    aedes.close(() => process.exit(0));
    server.close();
  });
}

void main(Number(process.argv[2]), process.env['DATABASE_URL'], process.env['MQTT_SYSTEM_SECRET']);
