import type { AlarmCode, Channel, Level, Outcome, PageReason, Role, SubjectKind } from './vocabulary';
import type { IncidentMessage } from './incident';
import type { LabMessage } from './lab';
import type { EpisodeMessage, OpenEpisode } from './episode';
import type { ReadingMessage } from './reading';
import type { Instant } from './time';
import type { Refusal } from './faults';

/** Who said or did something. */
export type Actor =
  | { readonly kind: 'HUMAN'; readonly id: string; readonly role: Role }
  | { readonly kind: 'DEVICE'; readonly id: string }
  | { readonly kind: 'SYSTEM'; readonly id: string };

/** What every happening carries: its own id, when the engine heard it, and who says so. */
export type Heard = { readonly id: string; readonly receivedAt: Instant; readonly by: Actor };

/** Who tells something, and when it was heard. */
export type Telling = Pick<Heard, 'by' | 'receivedAt'>;

/** Why a page goes out, as codes; the catalogues make the sentence. */
export type Because = {
  readonly reason: PageReason;
  readonly target?: string;
  readonly level?: Level;
  readonly alarm?: AlarmCode;
  readonly detail?: string;
  /** Nobody is in need: a drill asks. */
  readonly drill?: true;
};

/** One attempt to reach one role; the rota turns the role into a person when it is sent. */
export type PageOrder = {
  readonly id: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly role: Role;
  readonly siteId: string;
  readonly channel: Channel;
  readonly because: Because;
  readonly askedAt: Instant;
  /** Which of the people on duty for the role is asked; absent: the first. */
  readonly turn?: number;
  /** Told by name, together with whoever is on duty for the role. */
  readonly personId?: string;
};

/** What became of sending one page. */
export type PageSent = {
  readonly id: string;
  readonly sentAt?: Instant;
  readonly personId?: string;
  readonly simulated?: boolean;
  readonly fault?: string;
  /** How many people on duty there are to be asked one after the other, when more than one. */
  readonly turns?: number;
};

/** What must now be done; an activity does it. Everything sent together goes in one. */
export type Action =
  | { readonly do: 'PAGE'; readonly pages: readonly PageOrder[] }
  | {
      readonly do: 'TELL';
      readonly to: Address;
      readonly message: EpisodeMessage | ReadingMessage | LabMessage | IncidentMessage;
    }
  | { readonly do: 'OPEN_EPISODE'; readonly open: OpenEpisode };

export type Address = { readonly kind: SubjectKind; readonly region: string; readonly id: string };

/** What the rules make of one happening. */
export type Decision<State> = {
  readonly next: State;
  readonly actions: readonly Action[];
  readonly outcome: Outcome;
};
export type Decided<State> = Decision<State> | Refusal;

export const applied = <State>(next: State, ...actions: readonly Action[]): Decision<State> => ({
  next,
  actions,
  outcome: 'APPLIED',
});
/** It was said before. */
export const duplicate = <State>(next: State): Decision<State> => ({ next, actions: [], outcome: 'DUPLICATE' });
/** It is kept, and nothing follows from it. */
export const noted = <State>(next: State): Decision<State> => ({ next, actions: [], outcome: 'NOTED' });
/** It came too late to change anything. */
export const noLongerApplies = <State>(next: State): Decision<State> => ({
  next,
  actions: [],
  outcome: 'NO_LONGER_APPLIES',
});

/** What every running thing that asks people can hear. */
export type CommonWord =
  | { readonly type: 'PAGE_ACKNOWLEDGED'; readonly pageId: string }
  | { readonly type: 'NOBODY_CLEARED'; readonly ladder: string; readonly reason: string }
  | { readonly type: 'PAGES_SENT'; readonly sent: readonly PageSent[] }
  | { readonly type: 'ACTION_FAILED'; readonly action: string; readonly detail: string }
  | { readonly type: 'RECORD_WENT_BACK'; readonly storedEpoch: number; readonly storedSeq: number }
  | { readonly type: 'TIME_PASSED' };

/** A happening as it comes from outside: the engine itself stamps when it heard it. */
export type Unheard<T> = T extends Heard ? Omit<T, keyof Heard> & Pick<Heard, 'id' | 'by'> : never;
