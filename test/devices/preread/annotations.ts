import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeEcg } from '../../../devices/formats/registry';
import type { Recording } from '../../../devices/formats/recording';
import { tracing } from '../../../devices/simulator/library';
import { LIBRARY } from '../library';

export type Annotation = { readonly at: number; readonly code: number };

/** Codes of the MIT annotation format that stand for a beat, and those of LUDB's borders. */
const BEATS = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 25, 34, 35, 38]);
/** Of these the ones that begin in a ventricle, fusion beats among them. */
const VENTRICULAR = new Set([5, 6, 10]);
const [NORMAL, OPENS, CLOSES] = [1, 39, 40];
const [SKIP, NUM, SUB, CHN, AUX] = [59, 60, 61, 62, 63];

/** One file of annotations: 6 bits of code, 10 bits of samples since the last one. */
function annotationsOf(name: string): Annotation[] {
  const bytes = readFileSync(join(LIBRARY, name));
  const found: Annotation[] = [];
  let at = 0;
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const word = bytes.readUInt16LE(i);
    const [code, step] = [word >> 10, word & 0x3ff];
    if (word === 0) break;
    if (code === SKIP) {
      at += bytes.readInt16LE(i + 2) * 65_536 + bytes.readUInt16LE(i + 4);
      i += 4;
    } else if (code === AUX) i += step + (step % 2);
    else if (![NUM, SUB, CHN].includes(code)) {
      at += step;
      found.push({ at, code });
    }
  }
  return found;
}

/** Where people marked beats, in samples. */
export const beatsOf = (name: string): number[] =>
  annotationsOf(name).flatMap(({ at, code }) => (BEATS.has(code) ? [at] : []));

export const ventricularBeatsOf = (name: string): number[] =>
  annotationsOf(name).flatMap(({ at, code }) => (VENTRICULAR.has(code) ? [at] : []));

const LEADS = ['i', 'ii', 'iii', 'avr', 'avl', 'avf', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6'];

/** What LUDB's cardiologists drew: every QRS of every lead with its borders. */
export function drawnQrs(record: string): { readonly from: number; readonly peak: number; readonly to: number }[] {
  return LEADS.flatMap((lead) => {
    const drawn = annotationsOf(`ludb/${record}.${lead}`);
    return drawn.flatMap(({ at, code }, n) => {
      const [before, after] = [drawn[n - 1], drawn[n + 1]];
      return code === NORMAL && before?.code === OPENS && after?.code === CLOSES
        ? [{ from: before.at, peak: at, to: after.at }]
        : [];
    });
  }).sort((a, b) => a.peak - b.peak);
}

export function recordingOf(name: string): Recording {
  const { contentType, bytes } = tracing(LIBRARY, name);
  const decoded = decodeEcg(contentType, bytes);
  if (!decoded.ok) throw new Error(`${name}: ${decoded.why}`);
  return decoded.recording;
}

export const tracesOf = (name: string) => {
  const { fs, leads } = recordingOf(name);
  return { fs, traces: leads.map(({ uv }) => new Float64Array(uv)) };
};

/** The records of one folder of the library. */
export const namesIn = (folder: string) =>
  readdirSync(join(LIBRARY, folder))
    .filter((name) => name.endsWith('.hea'))
    .map((name) => name.slice(0, -4));

/** Figures go to stderr, so that a run says what it measured. */
export const say = (line: string) => process.stderr.write(`${line}\n`);
