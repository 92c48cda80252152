import { Fault } from '../activities/platform/faults';
import { readNeeds } from '../prisma/rota';
import { rolesNamed } from '../workflows/domain/editionPeople';
import { placeOfRole } from '../workflows/domain/owners';
import type { Thresholds } from '../workflows/domain/pathway';
import type { Role } from '../workflows/domain/vocabulary';
import type { Context } from './context';

/** Every site at which an episode of the hospital may ask the role. */
function sitesOf({ directory }: Pick<Context, 'directory'>, hospital: string, role: Role): readonly string[] {
  const own = directory.sites().filter(({ hubSiteId }) => hubSiteId === hospital);
  const centres = own.filter(({ kind }) => kind === 'COMMUNITY_CENTRE');
  const places = {
    receiving: [hospital],
    community: centres.map(({ id }) => id),
    ems: own.flatMap(({ emsSiteId }) => emsSiteId ?? []),
    referring: centres.map(({ id, referringSiteId }) => referringSiteId ?? id),
  };
  return [...new Set(places[placeOfRole(role)])];
}

/** A role nobody holds around the clock where it would be asked is a page that fails at night: it is refused by day. */
export async function assertRotas(
  context: Pick<Context, 'pool' | 'directory'>,
  hospital: string,
  thresholds: Thresholds,
): Promise<void> {
  const named = rolesNamed(thresholds);
  if (named.length === 0) return;
  const needs = await readNeeds(context.pool);
  for (const { code, role } of named) {
    const sites = sitesOf(context, hospital, role);
    const without = sites.find((site) => !needs.some((need) => need.role === role && need.siteId === site));
    if (sites.length === 0 || without !== undefined)
      throw new Fault('NOBODY_ON_ROTA', `${code}: no rota holds ${role} around the clock at ${without ?? hospital}.`);
  }
}
