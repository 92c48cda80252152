import { readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { sha256 } from '../../activities/platform/hash';
import { qualityOf, type Quality } from '../../devices/formats/quality';
import { decodeEcg } from '../../devices/formats/registry';
import { bundleWfdb, filesOf } from '../../devices/formats/wfdb';
import { preRead, type Patient, type PreRead } from '../../devices/preread/preread';
import { patientOfRecord } from './patient';

/** What is printed of one file. */
export type Line = { readonly file: string; readonly sha256?: string } & (
  | {
      readonly fault: { readonly code: string; readonly message: string };
      readonly verdict: 'CANNOT_ASSESS';
      readonly reasons: readonly string[];
    }
  | ({
      readonly format: string;
      readonly fs: number;
      readonly leads: readonly string[];
      readonly durationS: number;
      readonly quality: Quality;
      /** Leads that meet the table. */
      readonly meets: readonly string[];
      readonly notes: readonly string[];
    } & Omit<PreRead, 'leads'>)
);

/** Reads one file and whatever lies beside it that belongs to it; what fails is said by a code, never thrown. */
export function prereadFile(path: string, given: Partial<Patient>): Line {
  try {
    const bytes = readFileSync(path);
    const sum = sha256(bytes);
    const isHeader = extname(path).toLowerCase() === '.hea';
    const decoded = isHeader ? decodeEcg('application/x-wfdb', bundled(path, bytes)) : decodeEcg('', bytes);
    if (!decoded.ok) return faulty(path, decoded.code, decoded.why, sum);
    const { recording, format } = decoded;
    const known = isHeader ? patientOfRecord(path, bytes.toString('utf8')) : {};
    const { leads: meets, ...read } = preRead(recording, { sex: 'UNKNOWN', ...known, ...given });
    const { quality } = qualityOf(recording);
    const leads = recording.leads.map(({ name }) => name);
    const { fs, notes } = recording;
    return { file: path, format, fs, leads, durationS: quality.durationS, sha256: sum, quality, ...read, meets, notes };
  } catch (error) {
    return faulty(path, 'FILE_NOT_READ', error instanceof Error ? error.message : String(error));
  }
}

const faulty = (file: string, code: string, message: string, sum?: string): Line => ({
  file,
  ...(sum !== undefined && { sha256: sum }),
  fault: { code, message },
  verdict: 'CANNOT_ASSESS',
  reasons: [code],
});

/** A header and its signal files as one, the way a cart sends them. */
function bundled(path: string, header: Buffer): Uint8Array {
  const text = header.toString('utf8');
  return bundleWfdb(
    text,
    filesOf(text).map((file) => readFileSync(join(dirname(path), file))),
  );
}
