import type { CountedCase } from '../../workflows/domain/countedCase';
import type { Milestone } from '../../workflows/domain/vocabulary';
import { MILESTONES } from '../../workflows/domain/vocabulary';
import { hour, minute } from './anEpisode';

/** Minutes after T0, or the first and the last of them. */
type Minutes = Readonly<Partial<Record<Milestone, number | readonly [from: number, until: number]>>>;

const timesAt = (minutes: Minutes): CountedCase['times'] =>
  Object.fromEntries(
    MILESTONES.flatMap((code) => {
      const at = minutes[code];
      if (at === undefined) return [];
      return [[code, typeof at === 'number' ? { at: minute(at) } : { at: minute(at[0]), untilAt: minute(at[1]) }]];
    }),
  );

/** A STEMI brought by 120 and treated by primary PCI, whose stay is over; a test says the rest. */
export const aCase = (minutes: Minutes = {}, overrides: Partial<CountedCase> = {}): CountedCase => ({
  finding: 'STEMI',
  strategy: 'PPCI_ON_SITE',
  arrival: 'AMBULANCE',
  helpChannel: 'CALL_120',
  bypass: {},
  rescue: false,
  refused: false,
  standDowns: 0,
  open: false,
  askedAt: hour(24 * 365),
  times: timesAt(minutes),
  ...overrides,
});
