import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeCanonical } from '../formats/canonical';
import { bundleWfdb, filesOf } from '../formats/wfdb';
import { syntheticTwelveLead } from './heart';

/** What a simulated cart sends. */
export type Tracing = { readonly contentType: string; readonly bytes: Uint8Array; readonly synthetic: boolean };

/**
 * A recording of the ECG library by its name (`ptbxl/00189`, `ludb/7`), as the files a cart would hold. Without the
 * library a signal is made by a published model and says everywhere that it is synthetic.
 */
export function tracing(library: string, record: string, stMv?: Elevation): Tracing {
  const header = [`${record}.hea`, `${record}_hr.hea`].map((name) => join(library, name)).find(existsSync);
  if (header === undefined) return synthetic(stMv);
  const text = readFileSync(header, 'utf8');
  const signals = filesOf(text).map((file) => readFileSync(join(dirname(header), file)));
  return { contentType: 'application/x-wfdb', bytes: bundleWfdb(text, signals), synthetic: false };
}

/** ST of the model's two measured limb leads, mV; the other limb leads follow from them. */
type Elevation = { readonly II: number; readonly I: number };

/** An inferior infarct of the model unless told otherwise: ST up in II, III and aVF, down in aVL. */
export const synthetic = (stMv: Elevation = { II: 0.25, I: -0.05 }): Tracing => ({
  contentType: 'application/vnd.wiretime.ecg',
  bytes: encodeCanonical(syntheticTwelveLead({ stMv }), { synthetic: true }),
  synthetic: true,
});
