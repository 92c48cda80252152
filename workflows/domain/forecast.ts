import type { Episode, Forecast, OpenEpisode } from './episode';
import { known } from './known';
import { when } from './milestones';
import { thresholdOf } from './ruleThresholds';
import { between, latest, plus } from './time';
import type { Instant, Minutes } from './time';

/** The network's own arrival-to-wire at one hospital: the 75th percentile of its last 90 days, and of how many (2.2). */
export type NetworkFigure = Required<Pick<Forecast, 'arrivalToWireMin' | 'cases'>>;

/** Every lab of the hospital is another patient's: until when, where that is known (2.2 lab state, R6). */
export type LabBusy = { readonly freeAt?: Instant };

/** What is known of the way to one hospital without anybody's estimate: its own figure, and the drive of the region's list. */
export type Road = Partial<NetworkFigure> & Pick<Forecast, 'driveMin' | 'driveKnownOn' | 'labBusy'>;

/** Where a patient who is not yet at the receiving hospital is sent from. */
export const roadFrom = ({ sites, milestones, at, helpChannel }: Sent): string | undefined => {
  const isThere = at === 'RECEIVING' || (milestones !== undefined && when(milestones, 'DOOR') !== undefined);
  if (isThere || (sites.referring === undefined && helpChannel === 'WARD')) return undefined;
  return sites.referring ?? sites.community;
};
type Sent = Pick<Episode, 'sites' | 'helpChannel'> & {
  readonly milestones?: Episode['milestones'];
  readonly at?: OpenEpisode['at'];
};

/** What a person says now over what the network said before: who leaves arrival-to-wire open keeps the known figure. */
export function mergeForecast(before: Forecast | undefined, said: Forecast): Forecast {
  if (said.arrivalToWireMin !== undefined) return said;
  const { arrivalToWireMin, cases } = before ?? {};
  return { ...said, ...known({ arrivalToWireMin, cases }) };
}

/** What is left of a stretch that began at `from`; a late one is not over before it ends, so never below zero. */
const left = (minutes: Minutes, from: Instant, now: Instant): Minutes =>
  Math.max(0, minutes - Math.max(0, between(from, now)));

/**
 * Forecast of diagnosis-to-wire, min (10.5): minutes elapsed since the diagnosis + what remains of the time on the
 * spot, of the drive and of arrival-to-wire, which begins no earlier than a lab is free. `undefined` when a part still
 * ahead is not known (10.38).
 */
export const diagnosisToWire = (episode: Episode, now: Instant): Minutes | undefined =>
  wireAfter(episode, doorAt(episode, now), now);

/** Arrival at the door, as it was or is to be expected. */
function doorAt({ forecast, milestones }: Episode, now: Instant): Instant | undefined {
  const known = when(milestones, 'DOOR');
  if (known !== undefined || forecast?.driveMin === undefined) return known;
  const leftFrom = when(milestones, 'REF_DOOR_OUT');
  if (leftFrom !== undefined) return plus(now, left(forecast.driveMin, leftFrom, now));
  if (forecast.localMin === undefined) return undefined;
  return plus(now, left(forecast.localMin, forecast.madeAt, now) + forecast.driveMin);
}

/** Whoever has a lab, or has been in it, waits for none. */
const waitsForLab = ({ activation, milestones }: Episode): boolean =>
  activation?.lab !== 'HELD' && when(milestones, 'LAB_IN') === undefined;

function wireAfter(episode: Episode, door: Instant | undefined, now: Instant): Minutes | undefined {
  const { forecast, milestones } = episode;
  const diagnosedAt = when(milestones, 'STEMI_DX');
  if (forecast?.arrivalToWireMin === undefined || diagnosedAt === undefined || door === undefined) return undefined;
  const busy = waitsForLab(episode) ? forecast.labBusy : undefined;
  if (busy !== undefined && busy.freeAt === undefined) return undefined;
  const begins = latest([door, busy?.freeAt]) ?? door;
  const ahead = between(now, begins);
  return between(diagnosedAt, now) + Math.max(0, ahead) + left(forecast.arrivalToWireMin, begins, now);
}

/** When the vehicle means to arrive, and when that was said. */
export type Eta = { readonly etaAt: Instant; readonly saidAt: Instant };

/** The way to the door has begun. */
const leftAt = ({ milestones }: Episode): Instant | undefined =>
  when(milestones, 'REF_DOOR_OUT') ?? when(milestones, 'LEAVE_SCENE');

/**
 * The crew's word counts on the road to the door alone (P6T): said since the vehicle left with the patient, and not too
 * long ago. A vehicle on its way to the patient arrives somewhere else.
 */
export function etaCounts(episode: Episode, { saidAt }: Eta, now: Instant): boolean {
  const left = leftAt(episode);
  if (left === undefined || saidAt < left || when(episode.milestones, 'DOOR') !== undefined) return false;
  return between(saidAt, now) <= thresholdOf(episode.pathway, 'ETA_COUNTS');
}

/** The forecast of 10.5 with the live arrival in place of what was estimated for the drive, min. */
export function diagnosisToWireBy(episode: Episode, eta: Eta | undefined, now: Instant): Minutes | undefined {
  const counts = eta !== undefined && etaCounts(episode, eta, now);
  return counts ? wireAfter(episode, latest([eta.etaAt, now]), now) : diagnosisToWire(episode, now);
}
