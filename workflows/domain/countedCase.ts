import type { Bypass } from './bypass';
import type { Episode } from './episode';
import { isStemi } from './findings';
import type { Instant } from './time';
import type {
  AngiographyEnd,
  ArrivalClass,
  DelayReason,
  Finding,
  HelpChannel,
  Milestone,
  RiskClass,
  Strategy,
} from './vocabulary';

/** A clinical time as figures see it; `untilAt` closes an interval. */
export type CountedTime = { readonly at: Instant; readonly untilAt?: Instant };

/** One episode as the indicators count it: what is known of it now, without how it became known. */
export type CountedCase = {
  readonly finding?: Finding;
  readonly strategy?: Strategy;
  readonly arrival?: ArrivalClass;
  readonly helpChannel: HelpChannel;
  readonly riskClass?: RiskClass;
  readonly bypass: Bypass;
  /** The word on lysis was "failed" (T30). */
  readonly rescue: boolean;
  /** Transfer or PCI was refused: out of the timed measures, in the share of the reperfused (2.8). */
  readonly refused: boolean;
  /** Activations called off before the puncture. */
  readonly standDowns: number;
  /** How the angiography ended where no artery was opened (4.2 P8, 2.9). */
  readonly angiography?: AngiographyEnd;
  /** The first ECG that came was a photo or a document, which is never "sent" (10.42); when a recording followed. */
  readonly sentAsPicture?: { readonly recordedAt?: Instant };
  /** Shock or acute heart failure at the sender's whose vehicle was waited for (T24). */
  readonly awaitedRetrieval?: true;
  /** When the activation that stands was made. */
  readonly activatedAt?: Instant;
  /** Still under way: what has not happened may yet. */
  readonly open: boolean;
  /** When the same person next sought help after going home, and when that was looked for (R19). */
  readonly backAt?: Instant;
  readonly askedAt: Instant;
  readonly times: Readonly<Partial<Record<Milestone, CountedTime>>>;
};

type Condition = Partial<Pick<Episode, 'overlays' | 'checklist' | 'killip'>>;

/** T24: by the condition as it was told, and by the coded reason that stands at door-in to door-out. */
export const didAwaitRetrieval = ({ overlays, checklist, killip }: Condition, reason?: DelayReason): boolean =>
  reason === 'VEHICLE' &&
  (overlays?.some(({ overlay }) => overlay === 'SHOCK') === true ||
    checklist?.['CARDIOGENIC_SHOCK'] === 'YES' ||
    checklist?.['ACUTE_SEVERE_HEART_FAILURE'] === 'YES' ||
    (killip ?? 1) >= 3);

/** Who an indicator counts. */
export type Counts = (one: CountedCase) => boolean;

const isOf =
  (...classes: readonly ArrivalClass[]): Counts =>
  ({ arrival }) =>
    arrival !== undefined && classes.includes(arrival);

export const by120 = isOf('AMBULANCE');
export const walkedIn = isOf('WALK_IN');
export const referredIn = isOf('NETWORK_TRANSFER', 'NON_NETWORK_TRANSFER');
/** In-hospital onset; one that was then transferred is a transfer (10.27). */
export const onWard: Counts = ({ arrival, helpChannel }) =>
  arrival === 'IN_HOSPITAL_ONSET' || (arrival === undefined && helpChannel === 'WARD');
export const hasStemi: Counts = ({ finding }) => isStemi(finding);
export const hasAcs: Counts = ({ finding }) => isStemi(finding) || finding === 'NSTE_ACS';
export const ofRisk =
  (riskClass: RiskClass): Counts =>
  (one) =>
    one.finding === 'NSTE_ACS' && one.riskClass === riskClass;
const wentToSurgeon: Counts = ({ angiography, times }) => angiography === 'SURGERY' && times.WIRE === undefined;
/** Primary PCI of a STEMI; who refused it, or went to the surgeon instead, is in no timed measure of it (2.8, 4.2 P8). */
export const hasPpci: Counts = (one) =>
  hasStemi(one) && one.strategy?.startsWith('PPCI') === true && !one.refused && !wentToSurgeon(one);
export const isLysed: Counts = ({ times }) => times.LYSIS_START !== undefined;

export const all =
  (...parts: readonly Counts[]): Counts =>
  (one) =>
    parts.every((counts) => counts(one));
export const either =
  (...parts: readonly Counts[]): Counts =>
  (one) =>
    parts.some((counts) => counts(one));
