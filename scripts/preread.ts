import { parseArgs } from 'node:util';
import { SEXES } from '../workflows/domain/vocabulary';
import type { Patient } from '../devices/preread/preread';
import { prereadFile, type Line } from './preread/file';

const USAGE = `npm run preread -- [--json] [--sex MALE|FEMALE] [--age YEARS] FILE…
Decodes and pre-reads ECG files of any supported format; a WFDB record by its .hea file.
Measurements and a hint for the order of a queue, unconfirmed: every tracing still needs a reader.`;

/** One line a file, whatever is wrong with the others; exit 2 when nothing was asked that can be done. */
function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, sex: { type: 'string' }, age: { type: 'string' } },
  });
  if (positionals.length === 0) throw new Error(USAGE);
  const given = patientGiven(values);
  for (const path of positionals) {
    const line = prereadFile(path, given);
    process.stdout.write(`${values.json ? JSON.stringify(line) : words(line)}\n`);
  }
}

function patientGiven({ sex, age }: { sex?: string; age?: string }): Partial<Patient> {
  const known = SEXES.find((one) => one === sex?.toUpperCase());
  if (sex !== undefined && known === undefined) throw new Error(`--sex ${sex} is none of ${SEXES.join(', ')}`);
  const ageYears = Number(age);
  if (age !== undefined && !(ageYears >= 0 && ageYears < 130)) throw new Error(`--age ${age} is no age in years`);
  return { ...(known !== undefined && { sex: known }), ...(age !== undefined && { ageYears }) };
}

function words(line: Line): string {
  if ('fault' in line) return `${line.file}: ${line.verdict} (${line.fault.code}: ${line.fault.message})`;
  const { file, hr, qrsMs, verdict, leads, meets, reasons } = line;
  const figures = [
    hr === undefined ? 'no rate' : `${hr}/min`,
    ...(qrsMs === undefined ? [] : [`QRS ${qrsMs} ms`]),
    `${leads.length} leads`,
  ];
  return `${file}: ${verdict} ${[...meets, ...reasons].join(' ')} (${figures.join(', ')})`;
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
