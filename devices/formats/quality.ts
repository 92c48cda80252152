import { deviation, einthovenResidual, TWELVE } from './leads';
import { FS_RANGE, type Recording } from './recording';

/** What can be said of a recording before anybody reads it; it may only ever withhold the automatic part. */
export type Quality = {
  /** |II − I − III| as a share of II; below 0.05 is good (devices.md 2.3). */
  readonly einthoven?: number;
  readonly flat: readonly string[];
  readonly missing: readonly string[];
  readonly durationS: number;
};

/** Why there is no automatic pre-read; none of these keeps it from a reader. */
export type NoPreRead =
  | 'TOO_SHORT'
  | 'RATE_OUT_OF_RANGE'
  | 'RATE_TOO_LOW_FOR_ST'
  | 'LEADS_MISSING'
  | 'SCALE_SUSPECT'
  | 'NO_SIGNAL'
  | (typeof WITHHOLDING_NOTES)[number];

/** What a reader of files notes that no measurement may rest on: shown, but not measured. */
const WITHHOLDING_NOTES = ['AVERAGED_BEAT_ONLY', 'FORMAT_UNPROVEN', 'LEADS_NOT_SIMULTANEOUS'] as const;

/** devices.md 2.3. */
export const QUALITY_RULES = { minSeconds: 8, minFsForSt: 250, maxEinthoven: 0.05, flatUv: 5 } as const;

export function qualityOf({ fs, leads, notes }: Recording): { quality: Quality; reasons: NoPreRead[] } {
  const durationS = Math.max(0, ...leads.map(({ uv }) => uv.length)) / fs;
  const einthoven = einthovenResidual(leads);
  const flat = leads.filter(({ uv }) => deviation(uv) < QUALITY_RULES.flatUv).map(({ name }) => name);
  const missing = TWELVE.filter((name) => !leads.some((lead) => lead.name === name));
  const found: [boolean, NoPreRead][] = [
    [durationS < QUALITY_RULES.minSeconds, 'TOO_SHORT'],
    [fs < FS_RANGE.min || fs > FS_RANGE.max, 'RATE_OUT_OF_RANGE'],
    [fs < QUALITY_RULES.minFsForSt, 'RATE_TOO_LOW_FOR_ST'],
    [missing.length > 0, 'LEADS_MISSING'],
    [einthoven !== undefined && einthoven >= QUALITY_RULES.maxEinthoven, 'SCALE_SUSPECT'],
    [leads.length > 0 && flat.length === leads.length, 'NO_SIGNAL'],
    ...WITHHOLDING_NOTES.map((note): [boolean, NoPreRead] => [notes.includes(note), note]),
  ];
  const quality = {
    flat,
    missing,
    durationS: Math.round(durationS * 1000) / 1000,
    ...(einthoven !== undefined && { einthoven: Math.round(einthoven * 1e5) / 1e5 }),
  };
  return { quality, reasons: found.flatMap(([holds, reason]) => (holds ? [reason] : [])) };
}
