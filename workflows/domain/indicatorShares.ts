import type { CountedCase, Counts } from './countedCase';
import { by120, hasPpci, isLysed, onWard, referredIn } from './countedCase';
import type { IndicatorReading } from './indicatorReading';
import { CAP, from, HOUR, mayLack, readInterval, under, upTo, within } from './indicatorReading';
import { RULE_THRESHOLDS } from './ruleThresholds';
import type { Instant } from './time';
import { between } from './time';
import type { Milestone } from './vocabulary';

/** The table’s own, whatever a hospital’s edition links: an indicator is compared among hospitals (R19). */
const BACK_WITHIN_MIN = RULE_THRESHOLDS.BACK_WITHIN.value * 24 * HOUR;

/** C6, with the sign of its source: T17 beside it says <= (10.15). */
export const LAB_READY_WITHIN = under(30);

/** What is not known yet, or never can be, is not missing (10.42). */
export const said = (hit: boolean | undefined, one: CountedCase): readonly IndicatorReading[] => {
  if (hit !== undefined) return [{ is: 'VALID', hit }];
  return mayLack(one) ? [] : [{ is: 'INVALID' }];
};

/** The ECG was on the hub's record before the patient was at the hub's door (10.26); without it, or as a photo, nothing was sent (10.42). */
export function sentBeforeDoor(one: CountedCase): readonly IndicatorReading[] {
  const { DOOR: door, ECG1_RECEIVED: received } = one.times;
  const sentAt = one.sentAsPicture === undefined ? received?.at : one.sentAsPicture.recordedAt;
  return said(door === undefined ? undefined : sentAt !== undefined && sentAt < door.at, one);
}

/** The same where the way was longer than 15 min from the first contact. */
export const sentFromFar = (one: CountedCase): readonly IndicatorReading[] => {
  const way = readInterval(from('FMC', 'DOOR'), one, upTo(15));
  if (way === undefined) return [];
  if (way.is !== 'VALID') return [way];
  return way.hit === true ? [] : sentBeforeDoor(one);
};

/** The activation that stands, till its team was there; those called off, never ready or without a culprit are apart (2.9, 10.26). */
export function activation(one: CountedCase): readonly IndicatorReading[] {
  const { standDowns, activatedAt, times } = one;
  const apart = [
    ...Array.from({ length: standDowns }, (): IndicatorReading => ({ is: 'CANCELLED' })),
    ...(one.angiography === 'NO_CULPRIT' ? [{ is: 'FALSE_POSITIVE' } as const] : []),
  ];
  const calledAt = activatedAt ?? (standDowns > 0 ? undefined : times.LAB_CALLED?.at);
  if (calledAt === undefined) return apart;
  if (times.LAB_READY === undefined) return one.open ? apart : [...apart, { is: 'NOT_REACHED' }];
  const stands: CountedCase = { ...one, times: { ...times, LAB_CALLED: { at: calledAt } } };
  const read = readInterval(from('LAB_CALLED', 'LAB_READY'), stands, LAB_READY_WITHIN);
  return [...apart, ...(read === undefined ? [] : [read])];
}

export const bypassed = (one: CountedCase): readonly IndicatorReading[] => {
  const { ed, ccu } = one.bypass;
  return said(ed === undefined || ccu === undefined ? undefined : ed && ccu, one);
};

/** PPCI or lysis was begun; only who came within 12 h of the onset is counted (10.25). */
export function reperfused(one: CountedCase): readonly IndicatorReading[] {
  const early = readInterval(from('ONSET', 'FMC', CAP.C12), one, upTo(12 * HOUR));
  if (early === undefined) return [];
  if (early.is !== 'VALID') return [early];
  const { PUNCTURE: puncture, WIRE: wire, LYSIS_START: lysis } = one.times;
  const begun = (puncture ?? wire ?? lysis) !== undefined;
  return early.hit !== true || (!begun && one.open) ? [] : said(begun, one);
}

/** Angiography of lysed patients sooner than 2 h, of the valid values of C13 (10.16, 10.42). */
export function beforeTwoHours(one: CountedCase): readonly IndicatorReading[] {
  const read = readInterval(from('LYSIS_START', 'ANGIO', CAP.C13), one);
  if (read === undefined) return [];
  return read.is === 'VALID' && read.min !== undefined ? said(within(under(2 * HOUR), read.min), one) : [read];
}

/**
 * R19: who went home alive and sought help again within 30 days. Whose 30 days are not over is apart; who died in them
 * without coming back is not counted.
 */
export function cameBack({ times, backAt, askedAt }: CountedCase): readonly IndicatorReading[] {
  const home = times.DISCHARGE?.at;
  if (home === undefined || (times.DEATH !== undefined && times.DEATH.at <= home)) return [];
  const within30 = (at: Instant) => within(under(BACK_WITHIN_MIN), between(home, at));
  if (backAt !== undefined && within30(backAt)) return [{ is: 'VALID', hit: true }];
  if (times.DEATH !== undefined && within30(times.DEATH.at)) return [];
  return [within30(askedAt) ? { is: 'NOT_OVER' } : { is: 'VALID', hit: false }];
}

/** Died before going home, of those whose stay is over (C19, G8). */
export const diedInHospital = ({ times, open }: CountedCase): readonly IndicatorReading[] => {
  const { DEATH: death, DISCHARGE: home } = times;
  if (death !== undefined && (home === undefined || death.at <= home.at)) return [{ is: 'VALID', hit: true }];
  return open ? [] : [{ is: 'VALID', hit: false }];
};

type KeyTime = { readonly code: Milestone; readonly applies: Counts };
const lysis: Counts = (one) => isLysed(one) || one.strategy === 'LYSIS';
const anyone: Counts = () => true;
/** The national mandatory set (8.3, 10.26): a time that can't apply is not missing (10.42). */
const KEY_TIMES: readonly KeyTime[] = [
  { code: 'ONSET', applies: anyone },
  { code: 'CALL120', applies: by120 },
  { code: 'DOOR', applies: (one) => !onWard(one) },
  { code: 'FMC', applies: anyone },
  { code: 'ECG1_ACQUIRED', applies: anyone },
  { code: 'ECG1_RECEIVED', applies: anyone },
  { code: 'STEMI_DX', applies: anyone },
  { code: 'LYSIS_CONSENT_START', applies: lysis },
  { code: 'LYSIS_CONSENT_SIGNED', applies: lysis },
  { code: 'LYSIS_START', applies: lysis },
  { code: 'REF_DOOR_OUT', applies: referredIn },
  { code: 'PCI_CONSENT_START', applies: hasPpci },
  { code: 'PCI_CONSENT_SIGNED', applies: hasPpci },
  { code: 'LAB_CALLED', applies: hasPpci },
  { code: 'LAB_IN', applies: hasPpci },
  { code: 'PUNCTURE', applies: hasPpci },
  { code: 'ANGIO', applies: hasPpci },
  { code: 'WIRE', applies: hasPpci },
  { code: 'PCI_END', applies: hasPpci },
];
export const complete = (one: CountedCase): readonly IndicatorReading[] =>
  KEY_TIMES.filter(({ applies }) => applies(one)).flatMap(({ code }) => {
    const known = one.times[code] !== undefined;
    return known || !mayLack(one) ? said(known, one) : [];
  });
