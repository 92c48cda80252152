import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { encodeCanonical } from '../../devices/formats/canonical';
import type { Recording } from '../../devices/formats/recording';
import { decodeEcg } from '../../devices/formats/registry';
import { preRead } from '../../devices/preread/preread';
import { makeMeasurer } from '../../devices/preread/sweep';
import { syntheticTwelveLead } from '../../devices/simulator/heart';
import { tracing } from '../../devices/simulator/library';
import { measured, round, type Report } from './report';

/** design.md 8, ms. */
const LIMIT_MS = 50;
const ROUNDS = 5;

type Options = { readonly quick?: boolean };
type File = { readonly contentType: string; readonly bytes: Uint8Array };

/** How long a twelve-lead takes from its bytes to its verdict, beside what reading those bytes takes alone. */
export async function preread({ quick = false }: Options): Promise<Report> {
  const files = filesOf(process.env['ECG_LIBRARY'] || resolve(__dirname, '..', '..', '..', 'shared', 'ecg'));
  const decode = ({ contentType, bytes }: File) => {
    const decoded = decodeEcg(contentType, bytes);
    if (!decoded.ok) throw new Error(`a recording of the library is not read: ${decoded.why}`);
    return decoded.recording;
  };
  const whole = (file: File) => preRead(decode(file));
  // Compiled by being used: the first ones are nobody's figure.
  for (const file of files.slice(0, 20)) whole(file);
  const rounds = quick ? 1 : ROUNDS;
  const floor = timesOf(files, rounds, decode);
  const before = process.cpuUsage();
  const ours = timesOf(files, rounds, whole);
  const { user, system } = process.cpuUsage(before);
  const threaded = await timesInThread(files.map(decode), rounds);
  return {
    figures: [
      {
        name: `pre-read of a 12-lead, decode included, p95 of ${ours.length}`,
        value: measured(ours, 0.95),
        unit: 'ms',
        floor: measured(floor, 0.95),
        limit: LIMIT_MS,
      },
      { name: 'the same, p50', value: measured(ours, 0.5), unit: 'ms', floor: measured(floor, 0.5) },
      { name: 'processor time of one, on average', value: round((user + system) / 1000 / ours.length), unit: 'ms' },
      {
        name: 'the kept form measured in the thread of the gateway, there and back, p95',
        value: measured(threaded, 0.95),
        unit: 'ms',
        limit: LIMIT_MS,
      },
    ],
    json: { recordings: files.length, rounds, real: files.length > 1 },
  };
}

function filesOf(library: string): File[] {
  const names = ['ptbxl', 'ludb'].flatMap((folder) => {
    const path = join(library, folder);
    const headers = existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.hea')) : [];
    return headers.map((name) => join(folder, name.replace(/\.hea$/, '')));
  });
  if (names.length > 0) return names.map((name) => tracing(library, name));
  process.stderr.write(`no recordings at ${library}: an invented one is measured\n`);
  return [
    { contentType: 'application/vnd.wiretime.ecg', bytes: encodeCanonical(syntheticTwelveLead(), { synthetic: true }) },
  ];
}

/** The way of the gateway: to a warm thread and back, one recording after another. */
async function timesInThread(recordings: readonly Recording[], rounds: number): Promise<number[]> {
  const measurer = makeMeasurer();
  const times: number[] = [];
  try {
    for (const recording of Array.from({ length: rounds + 1 }, () => recordings).flat()) {
      const canonical = new Uint8Array(encodeCanonical(recording));
      const begun = performance.now();
      if ((await measurer.ask({ canonical, patient: { sex: 'UNKNOWN' } })) === 'STOPPED')
        throw new Error('the thread was ended in the middle of a recording');
      times.push(performance.now() - begun);
    }
  } finally {
    await measurer.close();
  }
  // The first round compiles.
  return times.slice(recordings.length);
}

function timesOf(files: readonly File[], rounds: number, work: (file: File) => unknown): number[] {
  return Array.from({ length: rounds }, () => files)
    .flat()
    .map((file) => {
      const begun = performance.now();
      work(file);
      return performance.now() - begun;
    });
}
