import { decodeAecg } from './aecg';
import { decodeCanonical, looksCanonical } from './canonical';
import { decodeCanonicalJson, looksCanonicalJson } from './canonicalJson';
import { withoutCalibration } from './calibration';
import { decodeDicom, looksLikeDicom } from './dicom';
import { deriveLimbLeads, orderLeads } from './leads';
import { decodeMfer, looksLikeMfer } from './mfer';
import { decodeMuse } from './muse';
import { decodePhilips } from './philips';
import { begins, decodeArchive, decodePicture } from './picture';
import { MAX_FILE_BYTES, MAX_SAMPLES, refused, type Decoded } from './recording';
import { decodeSchiller } from './schiller';
import { decodeScp, looksLikeScp } from './scp';
import { headOf } from './text';
import { decodeWfdb, looksLikeWfdb } from './wfdb';
import { rootName } from './xml';

/** What is seen of a file before it is read: its first signs, and the name of its root element if it is XML. */
export type Glimpse = { readonly bytes: Uint8Array; readonly head: string; readonly root: string };

type Row = {
  readonly format: string;
  /** Media types that mean this format and nothing else. */
  readonly contentTypes: readonly string[];
  /** What is inside decides; a name or a declared type may be wrong. */
  readonly recognises: (glimpse: Glimpse) => boolean;
  readonly decode: (bytes: Uint8Array) => Decoded;
};

/** One row per format a cart may send. A new format is a new row and one file. */
export const FORMATS = [
  {
    format: 'CANONICAL',
    contentTypes: ['application/vnd.wiretime.ecg'],
    recognises: ({ bytes }) => looksCanonical(bytes),
    decode: decodeCanonical,
  },
  {
    format: 'CANONICAL_JSON',
    contentTypes: ['application/vnd.wiretime.ecg+json'],
    recognises: ({ head }) => looksCanonicalJson(head),
    decode: decodeCanonicalJson,
  },
  {
    format: 'WFDB',
    contentTypes: ['application/x-wfdb'],
    recognises: ({ bytes }) => looksLikeWfdb(bytes),
    decode: decodeWfdb,
  },
  {
    format: 'HL7_AECG',
    contentTypes: ['application/vnd.hl7.aecg+xml'],
    recognises: ({ root }) => root === 'AnnotatedECG',
    decode: decodeAecg,
  },
  {
    format: 'DICOM',
    contentTypes: ['application/dicom'],
    recognises: ({ bytes }) => looksLikeDicom(bytes),
    decode: decodeDicom,
  },
  {
    format: 'PHILIPS_XML',
    contentTypes: ['application/vnd.philips.ecg+xml'],
    recognises: ({ root }) => root === 'restingecgdata',
    decode: decodePhilips,
  },
  {
    format: 'SCHILLER_XML',
    contentTypes: ['application/vnd.schiller.ecg+xml'],
    recognises: ({ root }) => root.endsWith('SchillerEDI'),
    decode: decodeSchiller,
  },
  {
    format: 'SCP_ECG',
    contentTypes: ['application/scp-ecg'],
    recognises: ({ bytes }) => looksLikeScp(bytes),
    decode: decodeScp,
  },
  {
    format: 'MUSE_XML',
    contentTypes: ['application/vnd.ge.muse+xml'],
    recognises: ({ root }) => root === 'RestingECG',
    decode: decodeMuse,
  },
  {
    format: 'MFER',
    contentTypes: ['application/mfer'],
    recognises: ({ bytes }) => looksLikeMfer(bytes),
    decode: decodeMfer,
  },
  {
    format: 'PDF',
    contentTypes: ['application/pdf'],
    recognises: ({ bytes }) => begins(bytes, 'PDF'),
    decode: decodePicture,
  },
  {
    format: 'IMAGE',
    contentTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/tiff', 'image/bmp', 'image/gif'],
    recognises: ({ bytes }) => begins(bytes, 'IMAGE'),
    decode: decodePicture,
  },
  {
    format: 'ARCHIVE',
    contentTypes: ['application/zip', 'application/gzip'],
    recognises: ({ bytes }) => begins(bytes, 'ARCHIVE'),
    decode: decodeArchive,
  },
] as const satisfies readonly Row[];

const declaredRow = (contentType: string): Row | undefined => {
  const plain = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  return FORMATS.find(({ contentTypes }: Row) => contentTypes.includes(plain));
};

/** The format a media type names, before anybody looked inside. */
export const formatOf = (contentType: string): string => declaredRow(contentType)?.format ?? 'UNSUPPORTED';

/** Whether samples may be hoped for in what a device declares; a picture holds none. */
export const mayHoldSamples = (contentType: string): boolean =>
  !['UNSUPPORTED', 'PDF', 'IMAGE', 'ARCHIVE'].includes(formatOf(contentType));

/** A file's format, and its samples or why there are none. */
export type ReadFile = Decoded & { readonly format: string };

/** A file of any format as leads in microvolts, in drawing order, all twelve where eight suffice. Never throws. */
export function decodeEcg(contentType: string, bytes: Uint8Array): ReadFile {
  const declared = declaredRow(contentType);
  if (bytes.byteLength > MAX_FILE_BYTES)
    return { ...refused('TOO_LARGE', 'larger than 4 MiB'), format: declared?.format ?? 'UNSUPPORTED' };
  const head = headOf(bytes);
  const glimpse = { bytes, head, root: rootName(head) };
  const row = FORMATS.find((known: Row) => known.recognises(glimpse)) ?? declared;
  if (!row) return { ...refused('UNSUPPORTED', 'a format nothing here reads'), format: 'UNSUPPORTED' };
  return { ...read(row, bytes, declared !== undefined && declared !== row), format: row.format };
}

function read({ decode }: Row, bytes: Uint8Array, misdeclared: boolean): Decoded {
  try {
    return finish(decode(bytes), misdeclared);
  } catch {
    // A reader that stumbles has met a broken file, and a broken file goes before a person.
    return refused('READER_FAILED', 'its reader stumbled over it');
  }
}

function finish(decoded: Decoded, misdeclared: boolean): Decoded {
  if (!decoded.ok) return decoded;
  const { recording } = decoded;
  const samples = recording.leads.reduce((sum, { uv }) => sum + uv.length, 0);
  if (samples > MAX_SAMPLES) return refused('TOO_MANY_SAMPLES', 'more samples than an ECG needs');
  const { leads: known, unknown } = orderLeads(recording.leads);
  if (known.length === 0) return refused('NO_KNOWN_LEAD', 'no lead anybody knows');
  const lengths = new Set(known.map(({ uv }) => uv.length));
  if (lengths.size > 1 || lengths.has(0)) return refused('TRUNCATED', 'leads of different lengths, or of none');
  const pulse = withoutCalibration(known, recording.fs);
  const { leads, derived } = deriveLimbLeads(pulse.leads);
  const notes = [
    ...recording.notes,
    ...(misdeclared ? ['FORMAT_MISDECLARED'] : []),
    ...(pulse.removed ? ['CALIBRATION_REMOVED'] : []),
    ...(derived.length > 0 ? ['LEADS_DERIVED'] : []),
    ...(unknown.length > 0 ? ['LEADS_IGNORED'] : []),
  ];
  return { ok: true, recording: { ...recording, leads, notes: [...new Set(notes)] } };
}
