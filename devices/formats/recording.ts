/** One lead in whole microvolts: what every format becomes. */
export type Lead = { readonly name: string; readonly uv: Int16Array };

/** An ECG as every later step sees it. */
export type Recording = {
  readonly fs: number;
  readonly leads: readonly Lead[];
  /** Milliseconds of UTC when the file itself says so, with a zone. */
  readonly startedAt?: number;
  readonly filters?: string;
  /** What had to be assumed or repaired on the way: `GAIN_IGNORED`, `LEADS_DERIVED`, … */
  readonly notes: readonly string[];
};

export type Decoded =
  | { readonly ok: true; readonly recording: Recording }
  /** The file breaks its own rules: it is shown to a person as unverified. */
  | { readonly ok: false; readonly broken: true; readonly why: string }
  /** Nothing of ours reads it: a person gets it as it is. */
  | { readonly ok: false; readonly broken: false; readonly why: string };

export const broken = (why: string): Decoded => ({ ok: false, broken: true, why });
export const unsupported = (why: string): Decoded => ({ ok: false, broken: false, why });

/** Limits of what is taken for an ECG (devices.md 2.3). */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;
export const FS_RANGE = { min: 100, max: 2000 } as const;

const LIMIT_UV = 32_767;

/** Microvolts as 16 bits; a value beyond ±32 mV is no heart's and sticks at the rail. */
export const toUv = (value: number): number => Math.max(-LIMIT_UV, Math.min(LIMIT_UV, Math.round(value)));
