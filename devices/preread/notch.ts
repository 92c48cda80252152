import type { LeadMeasures, Measures } from './measure';

/** What an early repolarisation without anything beside it looks like; each limit with where it is published. */
const RULES = {
  /** Elevation that has lost half of itself 60 ms after the J point is a notch at the end of QRS. Ours, for sign-off. */
  lasting: 0.5,
  /** Macfarlane 2015: the notch lies on the way down of R, in two leads other than V1–V3, and QRS is below 120 ms. */
  notCounted: ['V1', 'V2', 'V3'],
  leads: 2,
  qrsMs: 120,
  /** Fourth Universal Definition: depression that counts, in a lead that may mirror an infarct (aVR and V1 mirror nothing). */
  depressionMv: -0.05,
  mirrors: ['I', 'II', 'III', 'aVL', 'aVF', 'V2', 'V3', 'V4', 'V5', 'V6'],
  /** A Q wave: this deep (Fourth Universal Definition) and this share of R. */
  qMv: -0.1,
  qOfR: 0.25,
} as const;

/** The level ST keeps: after a notch at the end of QRS that of 60 ms later, where the notch is over (Macfarlane’s Jt). */
export const lastingMv = ({ jMv, j60Mv }: LeadMeasures): number =>
  j60Mv < RULES.lasting * jMv ? Math.min(jMv, j60Mv) : jMv;

/** Whether a notch that lifted these leads stands alone: no mirror image, no Q, no T upside down. */
export function isNotchAlone({ qrsMs, leads }: Measures, lifted: readonly string[]): boolean {
  const counted = lifted.filter((name) => !RULES.notCounted.some((one) => one === name));
  const mirrored = RULES.mirrors.some((name) => (leads.get(name)?.j60Mv ?? 0) <= RULES.depressionMv);
  return (
    counted.length >= RULES.leads &&
    qrsMs < RULES.qrsMs &&
    !mirrored &&
    counted.every((name) => isPlain(leads.get(name)))
  );
}

function isPlain(lead: LeadMeasures | undefined): boolean {
  if (!lead) return false;
  const { rMv, sMv, qMv, tMv } = lead;
  const hasQ = qMv <= RULES.qMv && -qMv >= RULES.qOfR * rMv;
  return rMv > -sMv && tMv > 0 && !hasQ;
}
