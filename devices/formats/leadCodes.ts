/** The lead numbers that SCP-ECG (EN 1064) and MFER (ISO 22077) share; what is not listed is no lead of a 12- to 18-lead ECG. */
const LEAD_CODES: Readonly<Record<number, string>> = {
  1: 'I',
  2: 'II',
  3: 'V1',
  4: 'V2',
  5: 'V3',
  6: 'V4',
  7: 'V5',
  8: 'V6',
  9: 'V7',
  11: 'V3R',
  12: 'V4R',
  13: 'V5R',
  61: 'III',
  62: 'aVR',
  63: 'aVL',
  64: 'aVF',
  66: 'V8',
  67: 'V9',
};

/** An unknown number becomes a name nobody knows, so that its lead is left out and said to be. */
export const leadOfCode = (code: number): string => LEAD_CODES[code] ?? `code ${code}`;
