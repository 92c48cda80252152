/**
 * Plays a case against a running system: `simulate case NAME [--url URL] [--mqtt URL] [--speed N]`; or its devices on a bad
 * day: `simulate fleet [--seconds N] [--kill]`, `simulate storm`. With `--kill` gateway, broker, PostgreSQL, Temporal and door are
 * killed in turn meanwhile.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CASES, isCase } from './simulate/cases';
import { playFleet, playStorm } from './simulate/fleet';
import { killInTurn } from './simulate/outages';
import { enter, type Region } from './simulate/region';
import { readRun } from './services/runFile';

const ROOT = resolve(__dirname, '..');
/** One word is said again for this long while nobody answers, ms. */
const PATIENCE_MS = 60_000;

type Play = (region: Region) => Promise<readonly string[]>;
type Asked = {
  /** What the record must end as. */
  readonly what: string;
  readonly play: Play;
  readonly url: string;
  readonly mqttUrl: string;
  readonly speed?: number;
};

/** How long the fleet is played unless said otherwise, s. */
const FLEET_S = 60;

function asked(): Asked {
  const options = {
    url: { type: 'string' },
    mqtt: { type: 'string' },
    speed: { type: 'string' },
    seconds: { type: 'string' },
    kill: { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const dataFolder = process.env['WIRETIME_DATA'] || resolve(ROOT, '.data');
  const fleet = { seconds: Number(values.seconds ?? FLEET_S), ...(values.kill && { killIn: dataFolder }) };
  const { what, play } = playOf(positionals, fleet);
  const run = readRun(dataFolder);
  const url = values.url ?? run?.url;
  const mqttUrl = values.mqtt ?? (process.env['MQTT_URL'] || run?.env['MQTT_DEVICES_URL'] || run?.env['MQTT_URL']);
  if (url === undefined || mqttUrl === undefined)
    throw new Error('Nothing runs here: start it with `npm start`, or say where with --url http://… --mqtt mqtt://…');
  const speed = values.speed === undefined ? undefined : Number(values.speed);
  if (speed !== undefined && !(speed > 0))
    throw new Error(`--speed ${values.speed} is not how many times faster than life`);
  return { what, play, url: url.replace(/\/$/, ''), mqttUrl, ...(speed === undefined ? {} : { speed }) };
}

/** The fleet, and the data folder of the system that is killed under it. */
type Fleet = { readonly seconds: number; readonly killIn?: string };

function playOf([kind, name, ...more]: readonly string[], fleet: Fleet): { what: string; play: Play } {
  if (kind === 'case' && name !== undefined && isCase(name)) return { what: name, play: CASES[name].play };
  if (kind === 'storm' && name === undefined) return { what: 'storm', play: playStorm };
  if (kind === 'fleet' && name === undefined && more.length === 0) {
    if (!(fleet.seconds > 0)) throw new Error('--seconds is for how long the devices send');
    return { what: 'fleet', play: (region) => playKilled(region, fleet) };
  }
  const cases = Object.entries(CASES).map(([one, { tells }]) => `  case ${one}  ${tells}`);
  const devices = [
    '  fleet  every wearable on a bad day: tunnels, repeats, wrong clocks, batteries, reboots; with --kill also power cuts',
    '  storm  all of them come back at once with loose electrodes, and one presses the button',
  ];
  throw new Error(['There are these cases:', ...cases, ...devices].join('\n'));
}

async function playKilled(region: Region, { seconds, killIn }: Fleet): Promise<readonly string[]> {
  const { say } = region;
  const killing =
    killIn === undefined ? [] : killInTurn({ dataFolder: killIn, until: Date.now() + seconds * 1_000, say });
  const [differs, gone] = await Promise.all([playFleet(region, seconds), killing]);
  return [...differs, ...gone];
}

async function main(): Promise<void> {
  const { what, play, ...where } = asked();
  const ecgLibrary = resolve(process.env['ECG_LIBRARY'] || resolve(ROOT, '..', 'shared', 'ecg'));
  const region = await enter({ ...where, ecgLibrary, patienceMs: PATIENCE_MS, say: (line) => console.log(line) });
  const differs = await play(region);
  if (differs.length === 0) return console.log(`The record ends as ${what} says.`);
  console.error(`The record does not end as ${what} says:\n${differs.map((one) => `  ${one}`).join('\n')}`);
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
