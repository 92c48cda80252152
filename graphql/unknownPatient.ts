import { createHash } from 'node:crypto';
import { Fault } from '../activities/platform/faults';
import type { PatientId } from '../workflows/domain/ids';
import { patientId } from '../workflows/domain/ids';
import type { Sex } from '../workflows/domain/vocabulary';
import type { Context } from './context';
import { onRecord } from './record';

type Unknown = {
  readonly sex: Sex;
  readonly estimatedAge?: number | null | undefined;
  readonly bracelet?: string | null | undefined;
};
const OLDEST = 120;

const INSERT = `
  INSERT INTO patient (id, name, sex, community_site_id, synthetic, temporary, estimated_age, bracelet)
  VALUES ($1, $2, $3, $4, $5, true, $6, $7) ON CONFLICT (id) DO NOTHING`;

/** R25: somebody without a name gets a temporary record; the same word, sent again, names the same one. */
export async function unknownPatient(
  context: Context,
  { sex, estimatedAge, bracelet }: Unknown,
  { clientId, drill }: { readonly clientId: string; readonly drill: boolean },
): Promise<PatientId> {
  if (estimatedAge != null && (estimatedAge < 0 || estimatedAge > OLDEST))
    throw new Fault('BAD_INPUT', `An age is 0 to ${OLDEST} years.`);
  const hash = createHash('sha256').update(`patient:${clientId}`).digest('hex').slice(0, 16);
  const id = patientId(`pt_${hash}`);
  const called = bracelet?.trim() ?? '';
  const values = [
    ...[id, `? ${called === '' ? hash.slice(0, 4).toUpperCase() : called}`, sex, communityOf(context), drill],
    ...[estimatedAge ?? null, called === '' ? null : called],
  ];
  await onRecord(() => context.pool.query(INSERT, values));
  return id;
}

/** Where a stranger belongs until somebody says where they live: the caller's own community, or one the caller's site serves. */
function communityOf({ directory, actor }: Context): string {
  const own = new Set((actor?.duties ?? []).map(({ siteId }) => siteId));
  const communities = directory
    .sites()
    .filter(({ kind, hubSiteId }) => kind === 'COMMUNITY_CENTRE' && hubSiteId !== null);
  const nearest =
    communities.find(({ id }) => own.has(id)) ??
    communities.find(({ hubSiteId, emsSiteId, referringSiteId }) =>
      [hubSiteId, emsSiteId, referringSiteId].some((site) => site !== null && own.has(site)),
    );
  if (nearest === undefined) throw new Fault('BAD_INPUT', 'No community centre belongs to your site.');
  return nearest.id;
}
