import { decodeCanonical } from './canonical';
import { deriveLimbLeads, orderLeads } from './leads';
import { broken, MAX_FILE_BYTES, unsupported, type Decoded } from './recording';
import { decodeWfdb } from './wfdb';

/** One row per format a cart may send: its content type, its short name, its reader. A new format is a new row. */
export const FORMATS = [
  { contentType: 'application/vnd.wiretime.ecg', format: 'CANONICAL', decode: decodeCanonical },
  { contentType: 'application/x-wfdb', format: 'WFDB', decode: decodeWfdb },
] as const satisfies readonly { contentType: string; format: string; decode: (bytes: Uint8Array) => Decoded }[];

const rowOf = (contentType: string) =>
  FORMATS.find((row) => row.contentType === contentType.split(';')[0]?.trim().toLowerCase());

export const formatOf = (contentType: string): string => rowOf(contentType)?.format ?? 'UNSUPPORTED';

/** A file of any format as leads in microvolts, in drawing order, all twelve where eight suffice. Never throws. */
export function decodeEcg(contentType: string, bytes: Uint8Array): Decoded {
  if (bytes.byteLength > MAX_FILE_BYTES) return broken('larger than 4 MiB');
  const row = rowOf(contentType);
  if (!row) return unsupported('a format nothing here reads');
  try {
    return finish(row.decode(bytes));
  } catch {
    // A reader that stumbles has met a broken file, and a broken file goes before a person.
    return broken('its reader stumbled over it');
  }
}

function finish(decoded: Decoded): Decoded {
  if (!decoded.ok) return decoded;
  const { recording } = decoded;
  const { leads: known, unknown } = orderLeads(recording.leads);
  if (known.length === 0) return broken('no lead anybody knows');
  const { leads, derived } = deriveLimbLeads(known);
  const notes = [
    ...recording.notes,
    ...(derived.length > 0 ? ['LEADS_DERIVED'] : []),
    ...(unknown.length > 0 ? ['LEADS_IGNORED'] : []),
  ];
  return { ok: true, recording: { ...recording, leads, notes } };
}
