import type { LabId } from './ids';
import type { Instant } from './time';
import type { LabRole, Role, StandDownReason } from './vocabulary';

/** The cath lab called for one patient: which room, by whom, and who of its team is there. */
export type Activation = {
  readonly labId: LabId;
  readonly calledBy: string;
  readonly at: Instant;
  /** When the lab it has now was asked, where that was not at the call. */
  readonly claimedAt?: Instant;
  readonly lab: 'ASKED' | 'HELD' | 'QUEUED';
  readonly arrived: Readonly<Partial<Record<LabRole, Instant>>>;
  /** Who beside the lab's team was called by ladders that are over: they hear when it is called off (2.9). */
  readonly told?: readonly Role[];
};

/** An activation that was called off before the puncture: it stays countable (2.9). */
export type StandDown = Pick<Activation, 'labId' | 'calledBy'> & {
  /** Whose team it was: the patient may go elsewhere since. */
  readonly siteId?: string;
  readonly calledAt: Instant;
  readonly claimedAt?: Instant;
  readonly by: string;
  readonly role: Role;
  readonly at: Instant;
  readonly reason: StandDownReason;
};
