import type { Actor } from './decision';
import type { Episode } from './episode';
import type { Refusal } from './faults';
import { refuse } from './faults';
import { assess } from './lysisChecklist';
import type { Instant } from './time';
import type { Role } from './vocabulary';

/** One person's word that lysis is right although these items stand. */
export type Confirmation = {
  readonly by: string;
  readonly role: Role;
  readonly at: Instant;
  readonly reason: string;
  readonly items: readonly string[];
};

/** Who counts as a senior where an item is relative or unknown (2.3). */
const SENIORS: readonly Role[] = [
  'REFERRING_CHEST_PAIN_LEAD',
  'ED_LEAD',
  'ON_CALL_CARDIOLOGIST',
  'SECOND_CARDIOLOGIST',
  'INTERVENTIONIST',
  'SECOND_INTERVENTIONIST',
  'DUTY_DIRECTOR',
];
/** An absolute item is overridden by this many different people (2.3). */
const PEOPLE = 2;

/** The absolute items answered yes. */
export const standingAgainst = ({ checklist, jurisdiction }: Episode): readonly string[] =>
  assess(checklist, jurisdiction).absolute;

type Said = { readonly by: Actor; readonly reason?: string; readonly receivedAt: Instant };

/** What a person's reason makes of their word; none without a reason, and none of a machine. */
export function confirmation(
  { checklist, jurisdiction }: Episode,
  { by, reason, receivedAt }: Said,
): Confirmation | undefined {
  if (by.kind !== 'HUMAN' || reason === undefined || reason.trim() === '') return undefined;
  const { absolute, relative, unknown } = assess(checklist, jurisdiction);
  return { by: by.id, role: by.role, at: receivedAt, reason, items: [...absolute, ...relative, ...unknown] };
}

const covering = (words: readonly Confirmation[], items: readonly string[]): readonly Confirmation[] =>
  words.filter((word) => items.every((item) => word.items.includes(item)));

const overriders = (episode: Episode, words: readonly Confirmation[]): number =>
  new Set(covering(words, standingAgainst(episode)).map(({ by }) => by)).size;

/** Two different people stand for lysis against every absolute item there is now. */
export const isOverridden = (episode: Episode): boolean => overriders(episode, episode.confirmations) >= PEOPLE;

const contraindicated = (episode: Episode, people: number): Refusal =>
  refuse(
    'CONTRAINDICATED',
    `An absolute contraindication stands (${standingAgainst(episode).join(', ')}): two people confirm with a reason, ${people} of them so far.`,
  );

/**
 * Why lysis cannot be decided yet: an absolute item needs two people with a reason, a relative or unknown one a senior
 * (2.3). The decider's own word counts as one.
 */
export function lysisGate(
  episode: Episode,
  decider: { readonly by: string; readonly role: Role },
  word: Confirmation | undefined,
): Refusal | undefined {
  const words = [...episode.confirmations, ...(word === undefined ? [] : [word])];
  const { absolute, relative, unknown } = assess(episode.checklist, episode.jurisdiction);
  const people = overriders(episode, words);
  if (absolute.length > 0 && people < PEOPLE) return contraindicated(episode, people);
  const open = [...relative, ...unknown];
  const senior = SENIORS.includes(decider.role) || covering(words, open).some(({ role }) => SENIORS.includes(role));
  return open.length === 0 || senior
    ? undefined
    : refuse('CHECKLIST_INCOMPLETE', `A senior confirms first: ${open.join(', ')}.`);
}

/** R12: the hard stop before the bolus. One given before the item was known is recorded as it was. */
export function bolusStop(episode: Episode, at: Instant): Refusal | undefined {
  const { contraindicatedAt } = episode;
  if (standingAgainst(episode).length === 0 || contraindicatedAt === undefined || at < contraindicatedAt)
    return undefined;
  const people = overriders(episode, episode.confirmations);
  return people >= PEOPLE ? undefined : contraindicated(episode, people);
}
