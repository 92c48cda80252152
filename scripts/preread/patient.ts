import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Patient } from '../../devices/preread/preread';

/** PTB-XL's table of its records, one line each: `ecg_id,patient_id,age,sex,…`, sex 0 = male and 1 = female. */
const TABLE = 'ptbxl_database.csv';

/** Age and sex of a research record, as its header's comments or the table beside it say. */
export const patientOfRecord = (path: string, header: string): Partial<Patient> => ({
  ...fromTable(path),
  ...fromComments(header),
});

/** `#<age>: 55`, `# Age: 78`, `# sex: female`, `# 76 F 2777 3655 x2`. */
function fromComments(header: string): Partial<Patient> {
  const comments = header.split(/\r?\n/).filter((line) => line.startsWith('#'));
  const short = firstOf(comments, /^#\s*(\d{1,3}) ([MF])\b/);
  const age = Number(firstOf(comments, /^#\s*<?age>?:?\s*(\d{1,3})\b/i)?.[1] ?? short?.[1]);
  const sex = (firstOf(comments, /^#\s*<?(?:sex|gender)>?:?\s*([mf])/i)?.[1] ?? short?.[2])?.toUpperCase();
  return patient(age, sex === 'M' ? 'MALE' : sex === 'F' ? 'FEMALE' : undefined);
}

function fromTable(path: string): Partial<Patient> {
  const table = join(dirname(path), TABLE);
  const id = Number(/^(\d{5})_[lh]r\.hea$/.exec(basename(path))?.[1]);
  if (!Number.isInteger(id) || !existsSync(table)) return {};
  const [, , age, sex] =
    firstOf(readFileSync(table, 'utf8').split('\n'), new RegExp(`^${id},.*`))?.[0].split(',') ?? [];
  return patient(age === '' ? NaN : Number(age), sex === '0' ? 'MALE' : sex === '1' ? 'FEMALE' : undefined);
}

/** PTB-XL writes 300 for everybody over 89: that is an age, and no limit of the table lies there. */
const patient = (age: number, sex: 'MALE' | 'FEMALE' | undefined): Partial<Patient> => ({
  ...(age > 0 && { ageYears: age }),
  ...(sex !== undefined && { sex }),
});

function firstOf(lines: readonly string[], pattern: RegExp): RegExpExecArray | undefined {
  for (const line of lines) {
    const found = pattern.exec(line);
    if (found) return found;
  }
  return undefined;
}
