import { LEAD_NUMBERS } from './leadCodes';
import { toUv, type Lead } from './recording';

/** The canonical names, in the order a tracing is drawn. */
export const TWELVE = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;
const FURTHER = ['V7', 'V8', 'V9', 'V3R', 'V4R', 'V5R'] as const;
/** Of monitors and Holters: they tell the rhythm, and nothing about the twelve. */
const MONITOR = ['MLI', 'MLII', 'MLIII', 'MCL1', 'V', 'ECG', 'ECG1', 'ECG2'] as const;
const CANONICAL: readonly string[] = [...TWELVE, ...FURTHER, ...MONITOR];

/** A lead's number as DICOM spells it: `5.6.3-9-62` or `2:62` is aVR. */
const CODES = new Map(
  Object.entries(LEAD_NUMBERS).flatMap(([name, n]) => [`5.6.3-9-${n}`, `2:${n}`].map((code) => [code, name])),
);

const byPlain = new Map(CANONICAL.map((name) => [name.toUpperCase(), name]));

/**
 * `MDC_ECG_LEAD_AVR`, `Lead aVR`, `avr`, `AVR` and `5.6.3-9-62` are one lead; `undefined` = none we know.
 * NFKC also spells out the roman numerals that have a sign of their own (Ⅱ).
 */
export function leadName(given: string): string | undefined {
  const code = CODES.get(given.trim());
  if (code !== undefined) return code;
  const plain = given
    .normalize('NFKC')
    .trim()
    .toUpperCase()
    .replace(/^MDC_ECG_LEAD_/, '')
    .replace(/^(LEAD|ECG)[ _-]*/, '')
    .replace(/[ _-]/g, '');
  return byPlain.get(plain);
}

/** The leads in drawing order; those that nobody names are left out and noted. */
export function orderLeads(given: readonly { name: string; uv: Int16Array }[]): { leads: Lead[]; unknown: string[] } {
  const named = new Map<string, Int16Array>();
  const unknown: string[] = [];
  for (const { name, uv } of given) {
    const canonical = leadName(name);
    if (canonical === undefined || named.has(canonical)) unknown.push(name);
    else named.set(canonical, uv);
  }
  const leads = CANONICAL.flatMap((name) => {
    const uv = named.get(name);
    return uv ? [{ name, uv }] : [];
  });
  return { leads, unknown };
}

/** How I and II make the other four (Einthoven, Goldberger). */
const DERIVED: Readonly<Record<string, (i: number, ii: number) => number>> = {
  III: (i, ii) => ii - i,
  aVR: (i, ii) => -(i + ii) / 2,
  aVL: (i, ii) => i - ii / 2,
  aVF: (i, ii) => ii - i / 2,
};

/** An eight-lead recording carries all twelve: what is missing of III, aVR, aVL and aVF is worked out. */
export function deriveLimbLeads(leads: readonly Lead[]): { leads: Lead[]; derived: string[] } {
  const one = leads.find(({ name }) => name === 'I');
  const two = leads.find(({ name }) => name === 'II');
  if (!one || !two) return { leads: [...leads], derived: [] };
  const derived = Object.keys(DERIVED).filter((name) => !leads.some((lead) => lead.name === name));
  const made = derived.map((name): Lead => {
    const rule = DERIVED[name];
    const uv = one.uv.map((i, n) => (rule ? toUv(rule(i, two.uv[n] ?? 0)) : 0));
    return { name, uv };
  });
  return { leads: orderLeads([...leads, ...made]).leads, derived };
}

/**
 * How far III is from II − I, as a share of II's spread (devices.md 2.3: below 0.05). `undefined` where a limb lead is
 * missing or flat: then nothing can be said.
 */
export function einthovenResidual(leads: readonly Lead[]): number | undefined {
  const uvOf = (name: string) => leads.find((lead) => lead.name === name)?.uv;
  const [one, two, three] = [uvOf('I'), uvOf('II'), uvOf('III')];
  if (!one || !two || !three) return undefined;
  const spread = deviation(two);
  if (spread === 0) return undefined;
  // Baselines of the leads may differ by a constant: only what moves counts.
  return deviation(two.map((value, n) => value - (one[n] ?? 0) - (three[n] ?? 0))) / spread;
}

export function deviation(values: Int16Array): number {
  if (values.length === 0) return 0;
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  return Math.sqrt(Math.max(0, squares / values.length - mean * mean));
}
