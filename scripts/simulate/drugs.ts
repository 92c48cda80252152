import type { Drug, Role, Route } from '../../workflows/domain/vocabulary';
import type { Case } from './acute';
import { secondOf } from './region';

type Dose = { readonly drug: Drug; readonly amount: number; readonly route?: Route };

/** Somebody gives a drug and says how much of it, in milligrams. */
export const give = ({ region, episode }: Case, role: Role, { drug, amount, route = 'ORAL' }: Dose) =>
  episode.tell(role, 'recordDrug', { drug, amount, unit: 'MG', route, given: secondOf(region.now()) });

/** Before a transfer to PPCI: the pack, and the anticoagulant by its time alone, for the table prints no dose outside the lab. */
export async function givePack(story: Case): Promise<void> {
  await give(story, 'FAMILY_DOCTOR', { drug: 'ASPIRIN', amount: 300 });
  await give(story, 'FAMILY_DOCTOR', { drug: 'TICAGRELOR', amount: 180 });
  await story.episode.mark('FAMILY_DOCTOR', 'ANTICOAG');
}
