import type { Episode } from './episode';
import type { Road } from './forecast';
import type { Instant } from './time';
import type { Role } from './vocabulary';

/** A hospital the sender has an agreement with; `toAt` is the first instant after its last day (10.42). */
export type Receiver = { readonly siteId: string; readonly fromAt: Instant; readonly toAt?: Instant };

/** Who takes the patient, with what was made ready before the door (7.1 #15, #33). */
export type Reception = {
  readonly siteId: string;
  readonly by: string;
  readonly role: Role;
  readonly at: Instant;
  readonly visitNumber?: string;
  readonly bracelet?: string;
};
/** R9: a refusal carries a name and a reason. */
export type Refused = Pick<Reception, 'siteId' | 'by' | 'role' | 'at'> & { readonly reason: string };

/** What an episode hears about where it goes. */
export type ReceiverWord =
  | { readonly type: 'PATIENT_ANNOUNCED' }
  | { readonly type: 'PATIENT_ACCEPTED'; readonly visitNumber?: string; readonly bracelet?: string }
  | {
      readonly type: 'PATIENT_REFUSED';
      readonly reason: string;
      /** What is known of the ways to the hospitals that may be asked next. */
      readonly roads?: Readonly<Record<string, Road>>;
    }
  | { readonly type: 'RECEIVER_CHOSEN'; readonly siteId: string; readonly reason: string; readonly road?: Road };

export const holdsAt = ({ fromAt, toAt }: Omit<Receiver, 'siteId'>, at: Instant): boolean =>
  fromAt <= at && (toAt === undefined || at < toAt);

/** G2: a transfer is a network's when its sender had an agreement with the receiver on that day. */
export const isNetworkTransfer = ({ receivers, sites }: Episode, at: Instant): boolean =>
  receivers === undefined || receivers.some((one) => one.siteId === sites.receiving && holdsAt(one, at));

/** The next hospital by agreement that has not refused this patient (R9). */
export const nextReceiver = ({ receivers, refused, sites }: Episode, at: Instant): string | undefined =>
  receivers?.find(
    (one) =>
      one.siteId !== sites.receiving && holdsAt(one, at) && !refused?.some(({ siteId }) => siteId === one.siteId),
  )?.siteId;

export const isAccepted = ({ reception, sites }: Episode): boolean => reception?.siteId === sites.receiving;
