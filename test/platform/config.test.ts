import { join } from 'node:path';
import { loadConfig } from '../../activities/platform/config';

const enough = {
  DATABASE_URL: 'postgres://wiretime@127.0.0.1:5432/wiretime',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  MQTT_URL: 'mqtt://127.0.0.1:1883',
};

test('three addresses are enough to start', () => {
  expect(loadConfig(enough)).toMatchObject({
    databaseUrl: enough.DATABASE_URL,
    temporal: { address: '127.0.0.1:7233', tls: false },
    mqttUrl: enough.MQTT_URL,
    production: false,
    port: 0,
  });
});

test('every bad variable is named at once', () => {
  const read = () =>
    loadConfig({ DATABASE_URL: 'mysql://x', TEMPORAL_ADDRESS: 'nowhere', PORT: '99999', WIRETIME_LOG: 'loud' });
  for (const name of ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'MQTT_URL', 'PORT', 'WIRETIME_LOG'])
    expect(read).toThrow(new RegExp(`Bad configuration:[^]*${name}`));
});

test('a variable set to nothing counts as not set', () => {
  expect(loadConfig({ ...enough, PORT: '', OIDC_ISSUER: '' })).toMatchObject({ port: 0, oidcIssuer: undefined });
});

test('the key ring lies in the data folder unless it is told apart', () => {
  expect(loadConfig({ ...enough, WIRETIME_DATA: '/srv/wiretime' }).keyFile).toBe(join('/srv/wiretime', 'keys.json'));
  expect(loadConfig({ ...enough, WIRETIME_KEYS: '/etc/wiretime/keys.json' }).keyFile).toBe('/etc/wiretime/keys.json');
});

test('the key that signs what goes to push services lies there too, and only services that are named are sent to', () => {
  const { push } = loadConfig({ ...enough, WIRETIME_DATA: '/srv/wiretime', PUSH_HOSTS: 'push.example,*.push.example' });
  expect(push).toMatchObject({ keyFile: join('/srv/wiretime', 'push.key'), hosts: ['push.example', '*.push.example'] });
  expect(() => loadConfig({ ...enough, PUSH_HOSTS: 'https://push.example/' })).toThrow(/PUSH_HOSTS/);
  expect(() => loadConfig({ ...enough, PUSH_CONTACT: 'ftp://nobody' })).toThrow(/PUSH_CONTACT/);
});

test('an API key for Temporal never travels in the clear', () => {
  expect(loadConfig({ ...enough, TEMPORAL_API_KEY: 'secret' }).temporal.tls).toBe(true);
});
