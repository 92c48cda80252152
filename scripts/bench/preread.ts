import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { encodeCanonical } from '../../devices/formats/canonical';
import { decodeEcg } from '../../devices/formats/registry';
import { preRead } from '../../devices/preread/preread';
import { syntheticTwelveLead } from '../../devices/simulator/heart';
import { tracing } from '../../devices/simulator/library';
import { measured, type Report } from './report';

/** design.md 8, ms. */
const LIMIT_MS = 50;
const ROUNDS = 5;

type Options = { readonly quick?: boolean };
type File = { readonly contentType: string; readonly bytes: Uint8Array };

/** How long a twelve-lead takes from its bytes to its verdict, beside what reading those bytes takes alone. */
export function preread({ quick = false }: Options): Promise<Report> {
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
  const ours = timesOf(files, rounds, whole);
  return Promise.resolve({
    figures: [
      {
        name: `pre-read of a 12-lead, decode included, p95 of ${ours.length}`,
        value: measured(ours, 0.95),
        unit: 'ms',
        floor: measured(floor, 0.95),
        limit: LIMIT_MS,
      },
      { name: 'the same, p50', value: measured(ours, 0.5), unit: 'ms', floor: measured(floor, 0.5) },
    ],
    json: { recordings: files.length, rounds, real: files.length > 1 },
  });
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

function timesOf(files: readonly File[], rounds: number, work: (file: File) => unknown): number[] {
  return Array.from({ length: rounds }, () => files)
    .flat()
    .map((file) => {
      const begun = performance.now();
      work(file);
      return performance.now() - begun;
    });
}
