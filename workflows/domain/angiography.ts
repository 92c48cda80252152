import type { Time } from './episode';
import type { Instant } from './time';
import type { AngiographyEnd, Finding, Role } from './vocabulary';

/** How an angiography ended that led to no intervention, or to none in the lab (4.2 P8). */
export type AngiographyConcluded = {
  readonly end: AngiographyEnd;
  readonly by: string;
  readonly role: Role;
  readonly at: Instant;
  readonly reason: string;
};

/** What the interventionist says then. */
export type AngiographyWord = {
  readonly type: 'ANGIOGRAPHY_CONCLUDED';
  readonly end: AngiographyEnd;
  /** What the case is taken for without a culprit. */
  readonly finding?: Finding;
  readonly time: Time;
  readonly reason: string;
};
