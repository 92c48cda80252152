import type { LadderCode, Who } from './ladderSteps';
import { stepCode } from './ladderSteps';
import type { Edited } from './pathway';
import { numberIn } from './pathway';
import type { Minutes } from './time';
import type { Role } from './vocabulary';
import { ROLES } from './vocabulary';

/**
 * Whom an edition may have a step ask; 0 leaves it as the table has it. Stored editions hold the places: this list is
 * only ever added to. Who is never on a rota, and whoever reads for a neighbour, is none of it.
 */
export const STEP_ROLES = [
  'AS_PRINTED',
  'DUTY_DIRECTOR',
  'HOSPITAL_DUTY',
  'COORDINATOR',
  'FAMILY_DOCTOR',
  'COMMUNITY_LEAD',
  'EMS_DISPATCHER',
  'EMS_CREW',
  'DISPATCH_LEAD',
  'REFERRING_DOCTOR',
  'REFERRING_CHEST_PAIN_LEAD',
  'ECG_READER',
  'SECOND_READER',
  'ON_CALL_CARDIOLOGIST',
  'SECOND_CARDIOLOGIST',
  'ED_DOCTOR',
  'ED_LEAD',
  'INTERVENTIONIST',
  'SECOND_INTERVENTIONIST',
  'LAB_NURSE',
  'LAB_TECHNICIAN',
  'BACKUP_LAB_TEAM',
  'LABORATORY_DUTY',
  'RADIOLOGY_DUTY',
  'RADIOLOGY_LEAD',
  'ECHO_DUTY',
  'ECHO_LEAD',
  'WARD_DOCTOR',
  'WARD_LEAD',
  'DESK_NURSE',
  'SECOND_DESK_NURSE',
  'DESK_LEAD',
  'DUTY_DOCTOR',
  'DEVICE_STAFF',
  'IT_DUTY',
  'LABORATORY_LEAD',
] as const satisfies readonly (Role | 'AS_PRINTED')[];

/** Whom an edition names under a code; `undefined`: whom the table has. */
export function roleSet(edition: Edited, code: string): Role | undefined {
  const role = STEP_ROLES[numberIn(edition, code, 0)];
  return role === undefined || role === 'AS_PRINTED' ? undefined : role;
}

/** A line goes by its minute and by whom its row has there, so that two people asked at once have two names. */
export const askCode = (code: LadderCode, afterMin: Minutes, who: Who): string =>
  `${stepCode(code, afterMin)}_ASKS_${who}`;

/** A ladder of one role's own tells that role: whom else it would ask is another ladder. */
export const mayAskAnother = (who: Who): boolean => who !== 'TOLD';

/** The role a word stands for; none where the word is a place that a rule fills. */
export const roleNamed = (word: string | undefined): Role | undefined => ROLES.find((role) => role === word);
