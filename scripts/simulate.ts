/** Plays a case against a running system: `simulate case NAME [--url URL] [--mqtt URL] [--speed N]`. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type CaseName, CASES, isCase } from './simulate/cases';
import { enter } from './simulate/region';
import { readRun } from './services/runFile';

const ROOT = resolve(__dirname, '..');
/** One word is said again for this long while nobody answers, ms. */
const PATIENCE_MS = 60_000;

type Asked = { readonly name: CaseName; readonly url: string; readonly mqttUrl: string; readonly speed?: number };

function asked(): Asked {
  const options = { url: { type: 'string' }, mqtt: { type: 'string' }, speed: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const [kind, name] = positionals;
  const cases = Object.entries(CASES).map(([one, { tells }]) => `  case ${one}  ${tells}`);
  if (kind !== 'case' || name === undefined || !isCase(name))
    throw new Error(['There are these cases:', ...cases].join('\n'));
  const run = readRun(process.env['WIRETIME_DATA'] || resolve(ROOT, '.data'));
  const url = values.url ?? run?.url;
  const mqttUrl = values.mqtt ?? (process.env['MQTT_URL'] || run?.env['MQTT_URL']);
  if (url === undefined || mqttUrl === undefined)
    throw new Error('Nothing runs here: start it with `npm start`, or say where with --url http://… --mqtt mqtt://…');
  const speed = values.speed === undefined ? undefined : Number(values.speed);
  if (speed !== undefined && !(speed > 0))
    throw new Error(`--speed ${values.speed} is not how many times faster than life`);
  return { name, url: url.replace(/\/$/, ''), mqttUrl, ...(speed === undefined ? {} : { speed }) };
}

async function main(): Promise<void> {
  const { name, ...where } = asked();
  const ecgLibrary = resolve(process.env['ECG_LIBRARY'] || resolve(ROOT, '..', 'shared', 'ecg'));
  const region = await enter({ ...where, ecgLibrary, patienceMs: PATIENCE_MS, say: (line) => console.log(line) });
  const differs = await CASES[name].play(region);
  if (differs.length === 0) return console.log(`The record ends as ${name} says.`);
  console.error(`The record does not end as ${name} says:\n${differs.map((one) => `  ${one}`).join('\n')}`);
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
