import type { BoardRowFragment, SiteNameFragment } from './api/generated/graphql';
import type { BoardFilter } from './paths';

export const boardFilter = (query: URLSearchParams): BoardFilter => ({
  site: query.get('site') ?? undefined,
  phase: query.get('phase') ?? undefined,
  only: query.get('only') ?? undefined,
});

const places = ({ communitySite, referringSite, receivingSite }: BoardRowFragment): readonly SiteNameFragment[] =>
  [communitySite, referringSite, receivingSite].filter((site) => site !== null);

/** Every site some row touches, once. */
export const sitesOf = (rows: readonly BoardRowFragment[]): readonly SiteNameFragment[] => [
  ...new Map(rows.flatMap(places).map((site) => [site.id, site])).values(),
];

const breached = ({ nextClock }: BoardRowFragment, now: number): boolean =>
  nextClock?.dueAt != null && nextClock.status === 'RUNNING' && Date.parse(nextClock.dueAt) <= now;

export const matches = (
  row: BoardRowFragment,
  { site, phase, only }: BoardFilter,
  now: number,
  mine: (row: BoardRowFragment) => boolean,
): boolean =>
  (site === undefined || places(row).some(({ id }) => id === site)) &&
  (phase === undefined || row.phase === phase) &&
  (only !== 'breached' || breached(row, now)) &&
  (only !== 'nobody' || row.nobodyAnswered) &&
  (only !== 'mine' || mine(row));
