import type { Flush, HappeningRow, Row } from '../../workflows/domain/rows';
import { instant } from '../../workflows/domain/time';

/** 2026-03-02 08:00 UTC. */
export const T0 = instant(Date.UTC(2026, 2, 2, 8));

export const anEpisodeRow = (over: Partial<Extract<Row, { table: 'episode' }>> = {}): Row => ({
  table: 'episode',
  id: 'ep_1',
  region: 'demo',
  patientId: 'pt_1',
  phase: 'HELP_SOUGHT',
  openedAt: T0,
  communitySiteId: 'st_community',
  helpChannel: 'FAMILY_DOCTOR',
  drill: false,
  pathwayEdition: '2026-11',
  nobodyAnswered: false,
  openIncidents: 0,
  facts: { openedAt: 'left as it is' },
  ...over,
});

export const aHappening = (seq: number, over: Partial<HappeningRow> = {}): HappeningRow => ({
  seq,
  id: `hp_${seq}`,
  type: 'MILESTONE_RECORDED',
  at: T0,
  receivedAt: T0,
  actorKind: 'HUMAN',
  actorId: 'ps_doctor',
  actorRole: 'FAMILY_DOCTOR',
  outcome: 'APPLIED',
  payload: {},
  ...over,
});

/** An episode's flush of number `seq`, with the happening of that number. */
export const aFlush = (seq: number, over: Partial<Flush> = {}): Flush => ({
  kind: 'EPISODE',
  id: 'ep_1',
  region: 'demo',
  epoch: 1,
  seq,
  closed: false,
  state: { seq },
  rows: [anEpisodeRow()],
  happenings: [aHappening(seq)],
  ...over,
});
