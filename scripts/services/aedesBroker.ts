/**
 * The MQTT 5 broker for machines without mosquitto, a process of its own: `aedesBroker.ts PORT`. With BROKER_SECRETS it
 * lets in the processes of the system and the door only, each within its rights.
 */
import { createServer } from 'node:net';
import { Aedes, type AedesOptions, type Client } from 'aedes';
import { BROKER_USERS, type BrokerSecrets, type BrokerUser, mayPublish, maySubscribe } from '../../devices/brokerAuth';
import { MAX_PACKET_BYTES } from './broker';

const notAllowed = () => new Error('not allowed');

function guarded(secrets: BrokerSecrets): AedesOptions {
  const users = new WeakMap<Client, BrokerUser>();
  return {
    authenticate: (client, username, password, done) => {
      const user = BROKER_USERS.find((name) => name === username);
      const known = user !== undefined && password?.toString() === secrets[user];
      if (known) users.set(client, user);
      done(null, known);
    },
    // Without a client it is the broker's own word about itself.
    authorizePublish: (client, { topic }, done) => {
      const user = client && users.get(client);
      done(client === null || (user && mayPublish(user, client.id, topic)) ? null : notAllowed());
    },
    authorizeSubscribe: (client, subscription, done) => {
      const user = users.get(client);
      done(null, user && maySubscribe(user, client.id, subscription.topic) ? subscription : null);
    },
  };
}

async function main(port: number, secrets = ''): Promise<void> {
  const guards = secrets === '' ? {} : guarded(JSON.parse(secrets));
  const aedes = await Aedes.createBroker({ maximumPacketSize: MAX_PACKET_BYTES, ...guards });
  const server = createServer(aedes.handle);
  server.listen(port, '127.0.0.1');
  process.on('SIGTERM', () => {
    aedes.close(() => process.exit(0));
    server.close();
  });
}

void main(Number(process.argv[2]), process.env['BROKER_SECRETS']);
