/** One lead in whole microvolts: what every format becomes. */
export type Lead = { readonly name: string; readonly uv: Int16Array };

/** An ECG as every later step sees it. */
export type Recording = {
  readonly fs: number;
  readonly leads: readonly Lead[];
  /** Milliseconds of UTC when the file itself says so, with a zone. */
  readonly startedAt?: number;
  /** Wall time of a file that names no zone, `2011-12-01T07:27:34`. */
  readonly startedLocal?: string;
  readonly filters?: string;
  /** What had to be assumed or repaired on the way: `GAIN_IGNORED`, `LEADS_DERIVED`, … */
  readonly notes: readonly string[];
};

/**
 * Why a file gave no samples. `broken`: it breaks its own rules and is shown to a person as unverified; else nothing here
 * measures it and a person gets it as it is.
 */
export const FILE_FAULTS = {
  UNSUPPORTED: { broken: false },
  PICTURE: { broken: false },
  TOO_LARGE: { broken: true },
  TOO_MANY_SAMPLES: { broken: true },
  ARCHIVE: { broken: true },
  TEXT_UNREADABLE: { broken: true },
  XML_REFUSED: { broken: true },
  MALFORMED: { broken: true },
  TRUNCATED: { broken: true },
  CHECKSUM_WRONG: { broken: true },
  COMPRESSION_WRONG: { broken: true },
  NO_KNOWN_LEAD: { broken: true },
  READER_FAILED: { broken: true },
  READER_STOPPED: { broken: true },
} as const satisfies Record<string, { broken: boolean }>;
export type FileFault = keyof typeof FILE_FAULTS;

export type Refused = {
  readonly ok: false;
  readonly broken: boolean;
  readonly code: FileFault;
  /** One sentence for people who look into it; never a word of the file's own text, which may name a patient. */
  readonly why: string;
};
export type Decoded = { readonly ok: true; readonly recording: Recording } | Refused;

export const refused = (code: FileFault, why: string): Refused => ({
  ok: false,
  broken: FILE_FAULTS[code].broken,
  code,
  why,
});

/** Limits of what is taken for an ECG (devices.md 2.3). */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;
/** All leads together: half an hour of two leads fits, and 8 MB of memory at most. */
export const MAX_SAMPLES = 4_000_000;
export const FS_RANGE = { min: 100, max: 2000 } as const;

const LIMIT_UV = 32_767;

/** Microvolts as 16 bits; a value beyond ±32 mV is no heart's and sticks at the rail. */
export const toUv = (value: number): number => Math.max(-LIMIT_UV, Math.min(LIMIT_UV, Math.round(value)));
