import { encodeCanonical } from '../formats/canonical';
import type { Recording } from '../formats/recording';
import { bundleWfdb } from '../formats/wfdb';
import { writeDicom } from './cartDicom';
import { writeMfer } from './cartMfer';
import { writeMuse } from './cartMuse';
import { writePdf, writePng } from './cartPicture';
import { writeScp } from './cartScp';
import { writeAecg, writePhilips, writeSchiller } from './cartXml';
import type { Tracing } from './library';

/** Every format the gateway knows, as a cart of that kind would send a recording. */
const CART_FILES = {
  CANONICAL: ['application/vnd.wiretime.ecg', (recording) => encodeCanonical(recording, { synthetic: true })],
  CANONICAL_JSON: ['application/vnd.wiretime.ecg+json', writeJson],
  WFDB: ['application/x-wfdb', writeWfdb],
  HL7_AECG: ['application/vnd.hl7.aecg+xml', writeAecg],
  DICOM: ['application/dicom', (recording) => writeDicom(recording, { median: true })],
  PHILIPS_XML: ['application/vnd.philips.ecg+xml', writePhilips],
  SCHILLER_XML: ['application/vnd.schiller.ecg+xml', writeSchiller],
  SCP_ECG: ['application/scp-ecg', (recording) => writeScp(recording)],
  MUSE_XML: ['application/vnd.ge.muse+xml', ({ leads }) => writeMuse(leads)],
  MFER: ['application/mfer', (recording) => writeMfer(recording)],
  PDF: ['application/pdf', () => writePdf()],
  IMAGE: [
    'image/png',
    ({ leads }) => writePng(leads.find(({ name }) => name === 'II') ?? { name: 'II', uv: new Int16Array(1) }),
  ],
} as const satisfies Record<string, readonly [string, (recording: Recording) => Buffer]>;

export type CartFormat = keyof typeof CART_FILES;
export const CART_FORMATS = Object.keys(CART_FILES).filter((name): name is CartFormat => name in CART_FILES);

/** A made-up recording as a file of one format. */
export function cartFile(format: CartFormat, recording: Recording): Tracing {
  const [contentType, write] = CART_FILES[format];
  return { contentType, bytes: write(recording), synthetic: true };
}

function writeJson({ fs, leads, startedAt }: Recording): Buffer {
  return Buffer.from(
    JSON.stringify({
      fs,
      unit: 'uV',
      leads: leads.map(({ name, uv }) => ({ name, gainUvPerLsb: 1, samples: [...uv] })),
      ...(startedAt !== undefined && { start: new Date(startedAt).toISOString() }),
    }),
  );
}

/** One signal file in which the leads take turns, with the sums a header holds. */
function writeWfdb({ fs, leads }: Recording): Buffer {
  const samples = leads[0]?.uv.length ?? 0;
  const data = Buffer.alloc(samples * leads.length * 2);
  const lines = leads.map(({ name, uv }, turn) => {
    uv.forEach((value, n) => data.writeInt16LE(value, (n * leads.length + turn) * 2));
    const sum = uv.reduce((total, value) => (total + value) & 0xffff, 0);
    return `made.dat 16 1000/mV 16 0 ${uv[0] ?? 0} ${sum} 0 ${name}`;
  });
  return Buffer.from(bundleWfdb(`made ${leads.length} ${fs} ${samples}\n${lines.join('\n')}\n`, [data]));
}
