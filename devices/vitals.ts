import type { VitalCode } from '../workflows/domain/vocabulary';

/**
 * What a device may measure, with its fixed UCUM unit and the range a sensor can truthfully report (devices.md 6.2).
 * The ranges are the sensors' and no clinical limits: those are clinical.md 6.2.
 */
export const VITALS = {
  HR: { unit: '/min', min: 0, max: 350 },
  SPO2: { unit: '%', min: 0, max: 100 },
  SBP: { unit: 'mm[Hg]', min: 0, max: 350 },
  DBP: { unit: 'mm[Hg]', min: 0, max: 350 },
  ST: { unit: 'mV', min: -5, max: 5 },
  RR_INTERVAL: { unit: 'ms', min: 0, max: 30_000 },
  QT: { unit: 'ms', min: 0, max: 2_000 },
  RESP_RATE: { unit: '/min', min: 0, max: 150 },
  TEMP: { unit: 'Cel', min: 10, max: 50 },
  GLUCOSE: { unit: 'mmol/L', min: 0, max: 100 },
  WEIGHT: { unit: 'kg', min: 0.3, max: 500 },
  BATTERY: { unit: '%', min: 0, max: 100 },
  QTC: { unit: 'ms', min: 0, max: 2_000 },
  // Point-of-care results: one unit each, because a troponin in ng/mL for ng/L is a thousandfold error.
  HS_TROPONIN_I: { unit: 'ng/L', min: 0, max: 1_000_000 },
  HS_TROPONIN_T: { unit: 'ng/L', min: 0, max: 1_000_000 },
  TROPONIN_I: { unit: 'ng/L', min: 0, max: 1_000_000 },
  CREATININE: { unit: 'umol/L', min: 0, max: 10_000 },
  // How the wearer is, 1 = so, 0 = not so; believed for ten minutes, then unknown.
  AF: { unit: '1', min: 0, max: 1 },
  CONTACT: { unit: '1', min: 0, max: 1 },
  ASLEEP: { unit: '1', min: 0, max: 1 },
  MOVING: { unit: '1', min: 0, max: 1 },
  UPRIGHT: { unit: '1', min: 0, max: 1 },
} as const satisfies Record<VitalCode, { unit: string; min: number; max: number }>;

/** Numbers devices send when they have none (devices.md 6.2); refused by name where the range excludes them. */
export const SENTINELS: ReadonlySet<number> = new Set([-1, -100, -999, 127, 255, 511, 32767, 65535]);
/** Within the range of a heart rate or a pressure this one is still more likely "no value" than a measurement. */
const SUSPECT_IN_RANGE: ReadonlySet<number> = new Set([255]);

export type VitalFault = { readonly code: 'sentinel' | 'out-of-range' | 'wrong-unit'; readonly detail: string };

/** Why a value cannot be what the sensor measured, or `undefined` when it can. */
export function vitalFault(code: VitalCode, value: number, unit: string): VitalFault | undefined {
  const { unit: fixed, min, max } = VITALS[code];
  if (unit !== fixed) return { code: 'wrong-unit', detail: `${code} is measured in ${fixed}, not ${unit}` };
  if (value >= min && value <= max) return undefined;
  return SENTINELS.has(value)
    ? { code: 'sentinel', detail: `${code} ${value} is a known "no value"; send null and a reason` }
    : { code: 'out-of-range', detail: `${code} ${value} lies outside ${min} to ${max} ${fixed}` };
}

export const isSuspect = (value: number | null): boolean => value !== null && SUSPECT_IN_RANGE.has(value);
