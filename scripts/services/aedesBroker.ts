/**
 * The MQTT 5 broker for machines without mosquitto, a process of its own: `aedesBroker.ts PORT`. With DATABASE_URL and
 * MQTT_GATEWAY_SECRET it lets in the gateway and registered devices only, each device under its own name.
 */
import { createServer } from 'node:net';
import { Aedes, type AedesOptions } from 'aedes';
import { Pool } from 'pg';
import { makeBrokerAuth } from '../../devices/brokerAuth';

const notAllowed = () => new Error('not allowed');

function guarded(databaseUrl: string, gatewaySecret: string): AedesOptions {
  const pool = new Pool({ connectionString: databaseUrl, max: 4, connectionTimeoutMillis: 3_000 });
  pool.on('error', () => undefined); // it comes back by itself
  const auth = makeBrokerAuth(pool, gatewaySecret);
  return {
    authenticate: ({ id: clientId }, username, password, done) => {
      // Who cannot be checked is not let in; he comes again.
      const look = auth.authenticate({ clientId, username, password }).catch(() => false);
      void (async () => done(null, await look))();
    },
    // Without a client it is the broker's own word, a will among it; that was allowed when its client connected.
    authorizePublish: (client, { topic }, done) =>
      done(client === null || auth.mayPublish(client.id, topic) ? null : notAllowed()),
    authorizeSubscribe: ({ id }, subscription, done) =>
      done(null, auth.maySubscribe(id, subscription.topic) ? subscription : null),
  };
}

async function main(port: number, databaseUrl = '', gatewaySecret = ''): Promise<void> {
  const aedes = await Aedes.createBroker(gatewaySecret === '' ? {} : guarded(databaseUrl, gatewaySecret));
  const server = createServer(aedes.handle);
  server.listen(port, '127.0.0.1');
  process.on('SIGTERM', () => {
    aedes.close(() => process.exit(0));
    server.close();
  });
}

void main(Number(process.argv[2]), process.env['DATABASE_URL'], process.env['MQTT_GATEWAY_SECRET']);
