/** The lead numbers that SCP-ECG (EN 1064), MFER (ISO 22077), DICOM and ISO 11073 share. */
export const LEAD_NUMBERS: Readonly<Record<string, number>> = {
  I: 1,
  II: 2,
  V1: 3,
  V2: 4,
  V3: 5,
  V4: 6,
  V5: 7,
  V6: 8,
  V7: 9,
  V3R: 11,
  V4R: 12,
  V5R: 13,
  III: 61,
  aVR: 62,
  aVL: 63,
  aVF: 64,
  V8: 66,
  V9: 67,
};
const BY_NUMBER = new Map(Object.entries(LEAD_NUMBERS).map(([name, number]) => [number, name]));

/** An unknown number becomes a name nobody knows, so that its lead is left out and said to be. */
export const leadOfCode = (code: number): string => BY_NUMBER.get(code) ?? `code ${code}`;
