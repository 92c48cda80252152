import type { Asked, LadderCode } from './ladderSteps';
import { ladderCodes, lastMinute, wholeLadders } from './ladderSteps';
import { chainCodes, chainIn, CHAINS, placeOfRole } from './owners';
import type { Edited, Thresholds } from './pathway';
import type { PersonAction } from './permissions';
import { may } from './permissions';
import { askCode, roleSet } from './stepRoles';
import { THRESHOLDS } from './thresholds';
import type { Role } from './vocabulary';

/** Somebody is one of these at every hour; after them nobody else is asked. */
const LAST_PERSONS: readonly string[] = ['COORDINATOR', 'DUTY_DIRECTOR', 'HOSPITAL_DUTY'] satisfies readonly Role[];

/** Where acknowledging is no answer and everybody asked must be one who may do the deed that is. */
export const DEEDS: Readonly<Partial<Record<LadderCode, PersonAction>>> = {
  READ_ECG: 'SIGN_READING',
  CONSULT_ASKED: 'ANSWER_CONSULT',
  INCIDENT_HIGH: 'ACKNOWLEDGE_INCIDENT',
  INCIDENT_MEDIUM: 'ACKNOWLEDGE_INCIDENT',
  INCIDENT_LOW: 'ACKNOWLEDGE_INCIDENT',
  LAB_CHOICE: 'GIVE_LAB',
  LYSIS_FAILED: 'CALL_LAB',
  ROTA_HOLE_BEGUN: 'SUBSTITUTE',
};

/** Whom a line asks under an edition: a role, or the word of its row. */
const askedBy = (edition: Edited, code: LadderCode, [afterMin, who]: Asked): string =>
  roleSet(edition, askCode(code, afterMin, who)) ?? who;

/** Ladders of what runs by itself: they know the hospital that answers, and no place of an episode. */
const isOfHospital = (code: LadderCode): boolean =>
  ['READ_ECG', 'LAB_CHOICE', 'LOW_ALARMS', 'WEEK_OF_ALARMS'].includes(code) ||
  code.startsWith('INCIDENT_') ||
  code.startsWith('ROTA_HOLE_');

/** An alarm knows its patient's contracted doctor beside the hospital's people. */
const isFoundBy = (ladder: LadderCode, role: Role): boolean =>
  placeOfRole(role) === 'receiving' || (role === 'FAMILY_DOCTOR' && ladder.startsWith('INCIDENT_'));

function whyNotLadder(edition: Edited, code: LadderCode): string | undefined {
  for (const asks of wholeLadders(code)) {
    const people = asks.map((line) => askedBy(edition, code, line));
    const twice = asks.some(
      ([afterMin, who], n) =>
        people[n] !== who &&
        asks.some(([minute], place) => place !== n && minute === afterMin && people[place] === people[n]),
    );
    if (twice) return `A step of ${code} asks one person twice.`;
    const changed = asks.some(([, who], n) => people[n] !== who);
    if (changed && new Set(people).size === 1) return `${code} asks one person alone: the next step asks another.`;
    const last = asks.flatMap(([afterMin, who], n) => (afterMin === lastMinute(asks) ? [{ who, is: people[n] }] : []));
    if (last.every(({ who, is = who }) => is !== who && !LAST_PERSONS.includes(is)))
      return `The last step of ${code} asks the coordinator, the duty director or the hospital on duty.`;
  }
  return undefined;
}

/** Why the people an edition names can't be taken; `undefined` when they can. */
export function whyNotPeople(edition: Edited): string | undefined {
  for (const code of ladderCodes) {
    const wrong = whyNotLadder(edition, code);
    if (wrong !== undefined) return wrong;
  }
  for (const { code, role, ladder } of rolesNamed(edition.thresholds ?? {})) {
    const deed = ladder === undefined ? undefined : DEEDS[ladder];
    if (deed !== undefined && may(role, deed) !== true)
      return `${code} asks for what ${role} may not do: nobody could answer it.`;
    if (ladder !== undefined && isOfHospital(ladder) && !isFoundBy(ladder, role))
      return `${code} asks nobody outside the hospital: ${role} is not found there.`;
  }
  const same = chainCodes.find((code) => {
    const chain = chainIn(edition, code);
    return chain.join() !== CHAINS[code].join() && new Set(chain).size < chain.length;
  });
  return same === undefined ? undefined : `The chain of ${same} is three people.`;
}

type Named = { readonly code: string; readonly role: Role; readonly ladder?: LadderCode };

/** Everybody an edition names, with the code of the step: each must have a rota where they would be asked. */
export const rolesNamed = (thresholds: Thresholds): readonly Named[] =>
  THRESHOLDS.flatMap(({ code, unit, ladder }) => {
    const role = unit === 'ROLE' ? roleSet({ thresholds }, code) : undefined;
    return role === undefined ? [] : [{ code, role, ...(ladder && { ladder }) }];
  });
