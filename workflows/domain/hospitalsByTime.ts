import type { NetworkFigure } from './forecast';

/** The cath labs of one hospital at this moment. */
export type LabsNow = {
  readonly all: number;
  readonly free: number;
  /** Patients who have called for one and have none. */
  readonly waiting: number;
};

/** One hospital that opens arteries, as the next one is chosen from (R6). */
export type HospitalByTime = {
  readonly siteId: string;
  /** Its own last 90 days; absent without a case (10.38). */
  readonly figure?: NetworkFigure;
  readonly labs: LabsNow;
  readonly byAgreement: boolean;
  readonly refused: boolean;
  readonly isReceiving: boolean;
};

/** A lab is there for one more patient: free, and nobody else waits for it. */
export const hasRoom = ({ free, waiting }: LabsNow): boolean => free > waiting;

/**
 * R6: the next hospital by time. One that refused comes last, one without a lab to give before it: how long an occupied
 * lab stays so nobody knows, so no minutes are made up for it. An unknown time follows the known ones.
 */
export const byTime = (hospitals: readonly HospitalByTime[]): readonly HospitalByTime[] => {
  const rank = ({ refused, labs }: HospitalByTime) => (refused ? 2 : hasRoom(labs) ? 0 : 1);
  const minutes = ({ figure }: HospitalByTime) => figure?.arrivalToWireMin ?? Infinity;
  return hospitals.toSorted(
    (one, other) =>
      rank(one) - rank(other) ||
      (minutes(one) === minutes(other) ? one.siteId.localeCompare(other.siteId) : minutes(one) - minutes(other)),
  );
};
