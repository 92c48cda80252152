import type { Action, Decided, Decision, Heard } from './domain/decision';
import {
  decideDigest,
  digestLadderOf,
  digestOwes,
  digestRows,
  isDigestClosed,
  openDigest,
} from './domain/decideDigest';
import { decideEpisode, episodeOwes, isEpisodeClosed, openEpisode } from './domain/decideEpisode';
import { decideIncident, incidentDue, incidentOwes, isIncidentClosed, openIncident } from './domain/decideIncident';
import { incidentRows, prunedIncident } from './domain/incidentRows';
import { decideLab, isLabClosed, labLadderOf, labOwes, labRows, openLab } from './domain/decideLab';
import {
  decideReading,
  isReadingClosed,
  openReading,
  readingLadderOf,
  readingOwes,
  readingRows,
} from './domain/decideReading';
import type { Digest, DigestHappening, OpenDigest } from './domain/digest';
import type { Episode, EpisodeHappening, OpenEpisode } from './domain/episode';
import { episodeLadderOf } from './domain/episodeClocks';
import { episodeRows } from './domain/episodeRows';
import type { Incident, IncidentHappening, OpenIncident } from './domain/incident';
import type { Lab, LabHappening, OpenLab } from './domain/lab';
import { phaseOf } from './domain/phase';
import {
  decideRotaHole,
  isRotaHoleClosed,
  openRotaHole,
  rotaHoleLadderOf,
  rotaHoleOwes,
  rotaHoleRows,
} from './domain/decideRotaHole';
import type { OpenReading, Reading, ReadingHappening } from './domain/reading';
import type { OpenRotaHole, RotaHole, RotaHoleHappening } from './domain/rotaHole';
import type { Row } from './domain/rows';
import { nextDue, withoutEnded } from './domain/runs';
import { prunedEpisode } from './domain/standDownRules';
import type { Instant } from './domain/time';
import type { SubjectKind } from './domain/vocabulary';

/** What every running thing is to the shell: rules and a projection, no medicine of the shell's own. */
export type Machine<State, Happening extends Heard, Open> = {
  readonly kind: SubjectKind;
  readonly open: (open: Open) => Decision<State>;
  readonly decide: (state: State, happening: Happening) => Decided<State>;
  /** The next moment this thing tells somebody by itself. */
  readonly nextDue: (state: State, now: Instant) => Instant | undefined;
  readonly rows: (state: State, now: Instant) => readonly Row[];
  /** Drops what the record holds and the rules no longer need. */
  readonly prune: (state: State) => State;
  /** After a restore: what may not have been done; doing it again changes nothing. */
  readonly owes: (state: State) => readonly Action[];
  readonly isClosed: (state: State) => boolean;
  /** What operators may find it by, where that is worth an event of each change; holds nothing about the patient. */
  readonly label?: (state: State) => string;
};

export const EPISODE: Machine<Episode, EpisodeHappening, OpenEpisode> = {
  kind: 'EPISODE',
  open: openEpisode,
  decide: decideEpisode,
  nextDue: (episode, now) => nextDue(episode, episodeLadderOf(now)),
  rows: episodeRows,
  prune: prunedEpisode,
  owes: episodeOwes,
  isClosed: isEpisodeClosed,
  label: phaseOf,
};

export const READING: Machine<Reading, ReadingHappening, OpenReading> = {
  kind: 'READING',
  open: openReading,
  decide: decideReading,
  nextDue: (reading) => nextDue(reading, readingLadderOf),
  rows: readingRows,
  prune: withoutEnded,
  owes: readingOwes,
  isClosed: isReadingClosed,
};

export const INCIDENT: Machine<Incident, IncidentHappening, OpenIncident> = {
  kind: 'INCIDENT',
  open: openIncident,
  decide: decideIncident,
  nextDue: incidentDue,
  rows: incidentRows,
  prune: prunedIncident,
  owes: incidentOwes,
  isClosed: isIncidentClosed,
};

export const LAB: Machine<Lab, LabHappening, OpenLab> = {
  kind: 'LAB',
  open: openLab,
  decide: decideLab,
  nextDue: (lab) => nextDue(lab, labLadderOf),
  rows: labRows,
  prune: withoutEnded,
  owes: labOwes,
  isClosed: isLabClosed,
};

export const ROTA_HOLE: Machine<RotaHole, RotaHoleHappening, OpenRotaHole> = {
  kind: 'ROTA_HOLE',
  open: openRotaHole,
  decide: decideRotaHole,
  nextDue: (hole) => nextDue(hole, rotaHoleLadderOf),
  rows: rotaHoleRows,
  prune: withoutEnded,
  owes: rotaHoleOwes,
  isClosed: isRotaHoleClosed,
};

export const DIGEST: Machine<Digest, DigestHappening, OpenDigest> = {
  kind: 'DIGEST',
  open: openDigest,
  decide: decideDigest,
  nextDue: (digest) => nextDue(digest, digestLadderOf),
  rows: digestRows,
  prune: withoutEnded,
  owes: digestOwes,
  isClosed: isDigestClosed,
};
