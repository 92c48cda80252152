import type { Confounder } from '../../workflows/domain/stCriteria';
import type { LeadMeasures, Measures } from './measure';

/** Limits of what keeps the ST thresholds from holding; each with where it is published. */
const RULES = {
  /** Complete bundle branch block (AHA/ACCF/HRS 2009): QRS of 120 ms or more. Ours is measured to 20 ms. */
  wideMs: 120,
  /** LBBB-like shapes count from here on: incomplete block bends ST as well (AHA/ACCF/HRS 2009: 110–119 ms). */
  leftMs: 110,
  /** Less than a paper’s third of a millimetre is no q. Ours. */
  septalQMv: -0.03,
  /** Wider than a right bundle branch block is without a further disease: pacing, ventricular rhythm. */
  veryWideMs: 160,
  /** A delta wave: QRS from 100 ms that begins slurred. Ours, from recordings of pre-excitation. */
  deltaMs: 100,
  slurMs: 36,
  /** Cornell (Casale 1985): R in aVL and S in V3, mV. Sokolow and Lyon 1949: S in V1 and R in V5 or V6, mV. */
  cornellMv: { MALE: 2.8, FEMALE: 2, UNKNOWN: 2 },
  sokolowMv: 3.5,
  strainMv: -0.05,
  /** Armstrong 2012: elevation below a quarter of QRS in V1–V3 is what hypertrophy makes. */
  armstrong: 0.25,
  /** Smith 2005: T below 0.36 of QRS in every lead V1–V4 speaks for an old aneurysm, where Q waves have replaced R. */
  aneurysmTToQrs: 0.36,
  qsFirstRMv: 0.1,
  qsDepthMv: -0.3,
} as const;

type Sex = keyof typeof RULES.cornellMv;

/** Why a QRS as such takes the thresholds away, whatever ST does. */
export function qrsConfounders({ qrsMs, fiducials, leads }: Measures): (Confounder | 'WIDE_QRS')[] {
  const found: [boolean, Confounder | 'WIDE_QRS'][] = [
    [fiducials.spike !== undefined, 'PACED'],
    [qrsMs >= RULES.deltaMs && qrsMs < RULES.veryWideMs && fiducials.slurMs >= RULES.slurMs, 'PRE_EXCITATION'],
    [qrsMs >= RULES.wideMs && isLeft(leads), 'LBBB'],
    [qrsMs >= RULES.leftMs && qrsMs < RULES.wideMs && isLeft(leads) && !hasSeptalQ(leads), 'LBBB'],
    [qrsMs >= RULES.wideMs && !isLeft(leads) && (!isRight(leads) || qrsMs >= RULES.veryWideMs), 'WIDE_QRS'],
  ];
  return found.flatMap(([holds, code]) => (holds ? [code] : []));
}

type Leads = Measures['leads'];
const of = (leads: Leads, name: string, key: keyof LeadMeasures): number => leads.get(name)?.[key] ?? 0;

/** Down in V1, up in I and V6 without a final S. */
const isLeft = (leads: Leads): boolean =>
  of(leads, 'V1', 'netMvMs') < 0 &&
  ['I', 'V6'].some((name) => of(leads, name, 'netMvMs') > 0 && of(leads, name, 'sMv') > -0.25 * of(leads, name, 'rMv'));

const hasSeptalQ = (leads: Leads): boolean => ['I', 'V6'].some((name) => of(leads, name, 'qMv') <= RULES.septalQMv);

/** Up in V1, with the late S in I or V6. */
const isRight = (leads: Leads): boolean =>
  of(leads, 'V1', 'netMvMs') > 0 &&
  ['I', 'V6'].some((name) => of(leads, name, 'sMv') < -0.1 && of(leads, name, 'rMv') > 0.1);

/** Leads whose ST hypertrophy, not a closed artery, may have lifted. */
export function liftedByHypertrophy(leads: Leads, sex: Sex): string[] {
  const cornell = of(leads, 'aVL', 'rMv') - of(leads, 'V3', 'sMv') > RULES.cornellMv[sex];
  const sokolow = Math.max(of(leads, 'V5', 'rMv'), of(leads, 'V6', 'rMv')) - of(leads, 'V1', 'sMv') >= RULES.sokolowMv;
  const strain = ['I', 'aVL', 'V5', 'V6'].some(
    (name) => of(leads, name, 'jMv') <= RULES.strainMv && of(leads, name, 'tMv') < 0,
  );
  if (!cornell && !(sokolow && strain)) return [];
  return ['V1', 'V2', 'V3', 'V4'].filter(
    (name) => of(leads, name, 'jMv') < RULES.armstrong * (of(leads, name, 'rMv') - of(leads, name, 'sMv')),
  );
}

/** Leads whose R is gone and whose T is small: what stands there may have stood for months. */
export function oldLooking(leads: Leads): string[] {
  const old = ['V1', 'V2', 'V3', 'V4'].filter((name) => {
    const [r, s] = [of(leads, name, 'rMv'), of(leads, name, 'sMv')];
    const isQs = s <= RULES.qsDepthMv && of(leads, name, 'firstRMv') < RULES.qsFirstRMv;
    return isQs && of(leads, name, 'tMv') < RULES.aneurysmTToQrs * (r - s);
  });
  // A QS in V1 is nothing: a wall is lost where two of the others have one.
  return old.filter((name) => name !== 'V1').length >= 2 ? old : [];
}
