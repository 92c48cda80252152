import { Fault } from '../activities/platform/faults';
import type { PersonAction } from '../workflows/domain/permissions';
import { may } from '../workflows/domain/permissions';
import type { Role } from '../workflows/domain/vocabulary';
import { ROLES } from '../workflows/domain/vocabulary';
import type { SignedIn } from './context';

const isRole = (text: string): text is Role => ROLES.some((role) => role === text);

type Asking = { readonly actor: SignedIn | undefined; readonly asRole: string | undefined };

/** Why whoever asks may not; `undefined` when they may. */
export function refusalOf(asking: Asking, action: PersonAction): string | undefined {
  try {
    roleFor(asking, action);
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
}

/** One action is done in one role: the one named, or the first held that may. */
export function roleFor({ actor, asRole }: Asking, action: PersonAction): { readonly id: string; readonly role: Role } {
  if (actor === undefined) throw new Fault('NOT_SIGNED_IN', 'Sign in first.');
  const held = [...new Set(actor.duties.map(({ role }) => role))];
  if (asRole !== undefined && (!isRole(asRole) || !held.includes(asRole)))
    throw new Fault('NOT_ALLOWED', `You have no role ${asRole}.`);
  const roles = held.filter((role) => asRole === undefined || role === asRole);
  const answers = roles.map((role) => ({ role, answer: may(role, action) }));
  const able = answers.find(({ answer }) => answer === true);
  if (able !== undefined) return { id: actor.personId, role: able.role };
  const sentence = answers.map(({ answer }) => answer).find((answer) => typeof answer === 'string');
  throw new Fault('NOT_ALLOWED', sentence ?? 'You have no role in this region.');
}
