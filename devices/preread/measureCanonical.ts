import { decodeCanonical } from '../formats/canonical';
import { preRead, withoutVerdict, type Patient, type PreRead } from './preread';

/** A recording as it is kept beside its original. */
export type ToMeasure = { readonly canonical: Uint8Array; readonly patient: Patient };

/** Never throws: what stumbles is a recording without a verdict. */
export function measureCanonical({ canonical, patient }: ToMeasure): PreRead {
  try {
    const decoded = decodeCanonical(canonical);
    return decoded.ok ? preRead(decoded.recording, patient) : withoutVerdict('PRE_READ_FAILED');
  } catch {
    return withoutVerdict('PRE_READ_FAILED');
  }
}
