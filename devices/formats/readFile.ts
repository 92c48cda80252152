import { encodeCanonical } from './canonical';
import { qualityOf, type Quality } from './quality';
import type { FileFault, Recording } from './recording';
import { decodeEcg } from './registry';
import type { NoPreRead } from './quality';

export type FileToRead = {
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly synthetic: boolean;
  /** The zone of the cart's site, for files that name none. */
  readonly utcOffsetMin: number;
};

/** What is kept of a file beside its bytes. */
export type FileRead = {
  readonly format: string;
  /** `QUARANTINED`: shown as unverified. `NO_PRE_READ`: nothing is measured by a machine. Either way a person reads it. */
  readonly state: 'DECODED' | 'NO_PRE_READ' | 'QUARANTINED';
  readonly reasons: readonly (FileFault | NoPreRead)[];
  readonly quality: Quality | { readonly why: string };
  readonly leads: readonly string[];
  readonly notes: readonly string[];
  readonly fs?: number;
  readonly durationMs?: number;
  readonly startedAt?: number;
  /** The canonical form, where there are samples. */
  readonly canonical?: Uint8Array;
};

/** Decodes a file and brings it into the form that is kept. Pure, and never throws. */
export function readFile({ contentType, bytes, synthetic, utcOffsetMin }: FileToRead): FileRead {
  const decoded = decodeEcg(contentType, bytes);
  const { format } = decoded;
  if (!decoded.ok) {
    const state = decoded.broken ? 'QUARANTINED' : 'NO_PRE_READ';
    return { format, state, reasons: [decoded.code], quality: { why: decoded.why }, leads: [], notes: [] };
  }
  const recording = inZone(decoded.recording, utcOffsetMin);
  const { quality, reasons } = qualityOf(recording);
  const { leads, notes, fs, startedAt } = recording;
  return {
    format,
    state: reasons.includes('SCALE_SUSPECT') ? 'QUARANTINED' : reasons.length > 0 ? 'NO_PRE_READ' : 'DECODED',
    reasons,
    quality,
    leads: leads.map(({ name }) => name),
    notes,
    fs,
    durationMs: Math.round(quality.durationS * 1000),
    ...(startedAt !== undefined && { startedAt }),
    canonical: encodeCanonical(recording, { synthetic }),
  };
}

/** A wall time without a zone is taken for the site's own (devices.md 6.3), and says so. */
function inZone(recording: Recording, utcOffsetMin: number): Recording {
  const { startedLocal, ...rest } = recording;
  if (startedLocal === undefined || rest.startedAt !== undefined) return rest;
  const startedAt = Date.parse(`${startedLocal}Z`) - utcOffsetMin * 60_000;
  return { ...rest, startedAt, notes: [...rest.notes, 'ZONE_ASSUMED'] };
}
