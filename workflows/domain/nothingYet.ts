import type { Episode } from './episode';

/** What fills by words alone: the lists and tables of an episode nothing has happened to. */
export const NOTHING_YET = {
  milestones: [],
  overlays: [],
  ecgs: [],
  retractions: [],
  checklist: {},
  confirmations: [],
  standDowns: [],
  consents: {},
  legs: [],
  tasks: [],
  questions: [],
  incidents: {},
  clocks: {},
  runs: [],
  told: [],
  merged: [],
} as const satisfies Partial<Episode>;
