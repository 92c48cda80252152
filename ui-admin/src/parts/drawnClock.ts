import type { ClockPartsFragment } from '../api/generated/graphql';
import type { DrawnClock } from '../clocks';
import { toMs } from '../times';

/** A clock of the wire as the drawing wants it. */
export const drawnClock = ({ status, startedAt, dueAt, endedAt, shares }: ClockPartsFragment): DrawnClock => ({
  status,
  startedAt: Date.parse(startedAt),
  dueAt: toMs(dueAt),
  endedAt: toMs(endedAt),
  shares,
});
