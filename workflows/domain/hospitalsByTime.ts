import type { NetworkFigure } from './forecast';
import type { Instant, Minutes } from './time';

/** The cath labs of one hospital at this moment. */
export type LabsNow = {
  readonly all: number;
  readonly free: number;
  /** Patients who have called for one and have none. */
  readonly waiting: number;
  /** While none has room: when the first is forecast to be free, where that is known. */
  readonly freeAt?: Instant;
};

/** How long a drive takes, as somebody entered it: on which day it was known, and whence. */
export type DriveTime = {
  readonly fromSiteId: string;
  readonly toSiteId: string;
  readonly minutes: Minutes;
  readonly knownOn: string;
  readonly source: string;
  readonly setBy: string;
};

/** One hospital that opens arteries, as the next one is chosen from (R6). */
export type HospitalByTime = {
  readonly siteId: string;
  /** Its own last 90 days; absent without a case (10.38). */
  readonly figure?: NetworkFigure;
  readonly labs: LabsNow;
  /** From where the patient is; absent where nobody has entered it, and once the patient is there. */
  readonly drive?: DriveTime;
  readonly byAgreement: boolean;
  readonly refused: boolean;
  readonly isReceiving: boolean;
};

/** A lab is there for one more patient: free, and nobody else waits for it. */
export const hasRoom = ({ free, waiting }: LabsNow): boolean => free > waiting;

/**
 * R6: the next hospital by time. One that refused comes last, one without a lab to give before it: when an occupied lab
 * is free is a forecast, shown beside it and no reason to go there before a free one. The drive counts where it is known to all that have a time
 * of their own: a hospital whose drive nobody has entered must not look nearer. An unknown time follows the known ones.
 */
export const byTime = (hospitals: readonly HospitalByTime[]): readonly HospitalByTime[] => {
  const rank = ({ refused, labs }: HospitalByTime) => (refused ? 2 : hasRoom(labs) ? 0 : 1);
  const withDrive = hospitals.every(({ figure, drive }) => figure === undefined || drive !== undefined);
  const minutes = ({ figure, drive }: HospitalByTime) =>
    figure === undefined ? Infinity : figure.arrivalToWireMin + (withDrive ? (drive?.minutes ?? 0) : 0);
  return hospitals.toSorted(
    (one, other) =>
      rank(one) - rank(other) ||
      (minutes(one) === minutes(other) ? one.siteId.localeCompare(other.siteId) : minutes(one) - minutes(other)),
  );
};
