import { Fault } from '../activities/platform/faults';
import type { Edition } from '../workflows/domain/pathway';
import { beyondPrint, whyNotThresholds } from '../workflows/domain/editionChecks';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { approveEdition, draftEdition } from './editions';
import { assertRotas } from './pathwayRotas';
import { onRecord } from './record';
import type { Person } from './transaction';

type Draft = Pick<Edition, 'edition' | 'siteId' | 'jurisdiction' | 'effectiveFrom' | 'thresholds' | 'note'>;

/** An edition is a matter of the hospital whose episodes run on it. */
function assertAtHome({ actor }: Pick<Context, 'actor'>, siteId: string | null): void {
  if (actor?.duties.some((duty) => duty.siteId === siteId) !== true)
    throw new Fault('NOT_ALLOWED', 'The pathway of a hospital is written and approved by its own people.');
}

/** A new edition of a hospital's pathway. */
export async function draftPathway(context: Context, draft: Draft, by: Person, clientId: string): Promise<Answer> {
  const { siteId, jurisdiction, thresholds, ...common } = draft;
  assertAtHome(context, siteId);
  const wrong = whyNotThresholds(thresholds);
  if (wrong !== undefined) throw new Fault('BAD_INPUT', wrong);
  await onRecord(() => assertRotas(context, siteId, thresholds));
  const own = { site_id: siteId, jurisdiction, thresholds };
  return draftEdition(context, 'PATHWAY', { ...common, own }, { by, clientId });
}

type Approval = {
  readonly edition: string;
  readonly by: Person;
  readonly clientId: string;
  /** What the approver signs for by name. */
  readonly beyondPrint: readonly string[];
};

/** From its date on new episodes of the hospital begin under it. */
export const approvePathway = (context: Context, { beyondPrint: signed, ...approval }: Approval): Promise<Answer> =>
  approveEdition(context, 'PATHWAY', {
    ...approval,
    assertMay: (siteId) => assertAtHome(context, siteId),
    // the rota may have changed since it was written
    own: async ({ site_id: siteId, thresholds }) => {
      if (siteId !== null) await assertRotas(context, siteId, thresholds ?? {});
      const owed = beyondPrint(thresholds ?? {});
      if (owed.some((code) => !signed.includes(code)))
        throw new Fault('SIGNATURE_NEEDED', `Sign for each amount beyond what its row prints: ${owed.join(', ')}.`);
      return { beyond_print: owed };
    },
  });
