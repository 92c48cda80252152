import { placeOf } from '../../workflows/domain/owners';
import { isTargetCode, targetOf, type ClockAsk } from '../../workflows/domain/targets';
import type { Milestone, Role } from '../../workflows/domain/vocabulary';
import type { EpisodeNowQuery, SiteNameFragment } from './api/generated/graphql';

type Episode = NonNullable<EpisodeNowQuery['episode']>;
type Reached = { readonly code: Milestone; readonly entry: object | null };

const isReached = (timeline: readonly Reached[], code: Milestone): boolean =>
  timeline.some((node) => node.code === code && node.entry !== null);

/** What the row of a clock asks for after so many minutes: its last word, or the first to come. */
export function askedNow(target: string, gone: number, timeline: readonly Reached[]): ClockAsk | undefined {
  if (!isTargetCode(target)) return undefined;
  const asking = (targetOf(target).tells ?? []).filter(
    ({ asks, unless }) => asks !== undefined && (unless === undefined || !isReached(timeline, unless)),
  );
  return (asking.findLast(({ afterMin }) => afterMin <= gone) ?? asking[0])?.asks;
}

/** The time that ends it, where its row asks for nothing in words. */
export const endOf = (target: string): Milestone | undefined =>
  isTargetCode(target) ? targetOf(target).to[0] : undefined;

type Places = Pick<Episode, 'communitySite' | 'emsSite' | 'referringSite' | 'receivingSite'> & {
  readonly timeline: readonly Reached[];
};

/** Where the owner of a clock is, whose phone is rung. */
export function siteOfOwner(role: Role, places: Places): SiteNameFragment | undefined {
  const { communitySite, emsSite, referringSite, receivingSite, timeline } = places;
  if (communitySite === null || receivingSite === null) return undefined;
  const sites = {
    community: communitySite.id,
    receiving: receivingSite.id,
    ems: emsSite?.id ?? communitySite.id,
    ...(referringSite !== null && { referring: referringSite.id }),
  };
  const hasLeft = (['REF_DOOR_OUT', 'DOOR', 'ADMIT'] as const).some((code) => isReached(timeline, code));
  const id = placeOf(role, sites, isReached(timeline, 'REF_DOOR_IN') && !hasLeft);
  return [communitySite, emsSite, referringSite, receivingSite].find((site) => site?.id === id) ?? undefined;
}
