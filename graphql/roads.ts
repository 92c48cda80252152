import { inTime } from '../activities/platform/inTime';
import type { OpenEpisode } from '../workflows/domain/episode';
import type { Road } from '../workflows/domain/forecast';
import { roadFrom } from '../workflows/domain/forecast';
import { arrivalsToWire } from './arrivalToWire';
import type { Context } from './context';
import { driveTimes } from './driveTimes';
import { present } from './present';

/** Nobody in need waits longer than this (ms) for a figure. */
const PATIENCE_MS = 500;

type Asked = Pick<Context, 'pool' | 'region' | 'now'>;
type Ends = { readonly from: string | undefined; readonly to: string };

/**
 * What the region knows of the way from a place to a hospital: the drive as it was entered last, and the hospital's own
 * last 90 days. What the record does not say in time is not known; a patient who is there already drives nowhere.
 */
export async function roadTo(asked: Asked, { from, to }: Ends): Promise<Road> {
  const [figures, drives] = await Promise.all([
    inTime(arrivalsToWire(asked), PATIENCE_MS),
    from === undefined ? undefined : inTime(driveTimes(asked), PATIENCE_MS),
  ]);
  const figure = figures?.find(({ siteId }) => siteId === to);
  const drive = drives?.find(({ fromSiteId, toSiteId }) => fromSiteId === from && toSiteId === to);
  return present({
    ...{ arrivalToWireMin: figure?.arrivalToWireMin, cases: figure?.cases },
    ...{ driveMin: drive?.minutes, driveKnownOn: drive?.knownOn },
  });
}

type First = Pick<OpenEpisode, 'sites' | 'helpChannel' | 'at'>;

/** What an episode begins with. */
export async function roadAtFirst(context: Asked, first: First): Promise<Pick<OpenEpisode, 'arrivalToWire' | 'drive'>> {
  const road = await roadTo(context, { from: roadFrom(first), to: first.sites.receiving });
  const { arrivalToWireMin, cases, driveMin, driveKnownOn } = road;
  return {
    ...(arrivalToWireMin !== undefined && cases !== undefined && { arrivalToWire: { arrivalToWireMin, cases } }),
    ...(driveMin !== undefined && { drive: { driveMin, ...present({ driveKnownOn }) } }),
  };
}
