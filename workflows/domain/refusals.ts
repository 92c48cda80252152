import type { Episode } from './episode';
import type { ConsentKind } from './vocabulary';
import { CONSENT_KINDS } from './vocabulary';

/** What the patient or the family refuses as it stands (2.8). */
export const refusedKinds = ({ consents }: Pick<Episode, 'consents'>): readonly ConsentKind[] =>
  CONSENT_KINDS.filter((kind) => consents[kind]?.state === 'REFUSED');
