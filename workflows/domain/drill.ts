import { localDay, startOfDay } from './calendar';
import type { Actor } from './decision';
import type { OpenEpisode, Sites } from './episode';
import type { EpisodeId } from './ids';
import { episodeId, patientId } from './ids';
import type { Calendar, PathwayVersion } from './pathway';
import type { Instant, Minutes } from './time';
import { MINUTE_MS, plus } from './time';

/** A drill is over after this long, whoever answered. */
export const DRILL_LASTS_MIN: Minutes = 10;

/** Whoever reads the ECG or not, the team of the lab is asked after this long. */
export const DRILL_CALLS_LAB_AFTER_MIN: Minutes = 5;

/** Where a leg of the way has not been gone after this long, some part of the system does not work. */
export const DRILL_LEG_SILENT_AFTER_MIN: Minutes = 2;

/** A day’s drill that could not begin within this time of its minute is left out that day. */
const BEGINS_WITHIN_MIN: Minutes = 15;

export const DRILL: Actor = { kind: 'SYSTEM', id: 'drill' };

/** One invented patient for each hospital: nobody real can be mistaken for a drill. */
export const drillPatientOf = (siteId: string): string => `pt_drill_${siteId}`;

/** One drill a day: planned twice it is there once. */
export const dailyDrillId = (siteId: string, calendar: Calendar, now: Instant): EpisodeId =>
  episodeId(`ep_drill_${siteId}_${localDay(calendar, now)}`);

/** Whether today’s drill of a site begins now, by its own clock. */
export function isDrillTime(atMin: Minutes, calendar: Calendar, now: Instant): boolean {
  const from = startOfDay(calendar, localDay(calendar, now)) + atMin * MINUTE_MS;
  return now >= from && now < from + BEGINS_WITHIN_MIN * MINUTE_MS;
}

export const isDrillOver = (openedAt: Instant, now: Instant): boolean => now >= plus(openedAt, DRILL_LASTS_MIN);

export type DrillPlace = { readonly region: string; readonly sites: Sites; readonly pathway: PathwayVersion };

/** The same word by which a family doctor opens an episode, marked as a drill. */
export const drillOpening = (
  id: EpisodeId,
  { region, sites, pathway }: DrillPlace,
  by: Actor,
  now: Instant,
): OpenEpisode => ({
  id,
  region,
  patientId: patientId(drillPatientOf(sites.receiving)),
  sites,
  pathway,
  helpChannel: 'FAMILY_DOCTOR',
  helpSought: { at: now, precision: 'SECOND', source: 'SYSTEM' },
  complaints: [],
  drill: true,
  heard: { id: `${id}:OPEN`, receivedAt: now, by },
});
