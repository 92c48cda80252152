import { Fault } from '../../activities/platform/faults';
import type { DrugLine, Forecast } from '../../workflows/domain/episode';
import type { Directory } from '../directory';
import { present } from '../present';
import { isDay, readInstant } from '../times';

type Maybe<T> = T | null | undefined;

/** Killip classes are I to IV. */
export function killipOf(given: Maybe<number>): 1 | 2 | 3 | 4 | undefined {
  if (given == null) return undefined;
  if (given === 1 || given === 2 || given === 3 || given === 4) return given;
  throw new Fault('BAD_INPUT', 'The Killip class is 1, 2, 3 or 4.');
}

/** A body weight in kilograms, not in jin or grams. */
export function weightOf(given: Maybe<number>): number | undefined {
  if (given == null || (given >= 20 && given <= 300)) return given ?? undefined;
  throw new Fault('BAD_INPUT', 'A weight is 20 to 300 kg.');
}

/** TIMI flow grades are 0 to 3. */
export function timiOf(given: number): number {
  if (given >= 0 && given <= 3) return given;
  throw new Fault('BAD_INPUT', 'A TIMI grade is 0, 1, 2 or 3.');
}

export function percentOf(given: Maybe<number>): number | undefined {
  if (given == null || (given > 0 && given <= 100)) return given ?? undefined;
  throw new Fault('BAD_INPUT', 'The ejection fraction is a share between 0 and 100 %.');
}

type Minutes = {
  readonly localMin?: Maybe<number>;
  readonly driveMin?: Maybe<number>;
  readonly arrivalToWireMin?: Maybe<number>;
};

/** Minutes still ahead: none is negative, and what was not given is not known (clinical.md 10.38). */
export function minutesOf({ localMin, driveMin, arrivalToWireMin }: Minutes): Omit<Forecast, 'madeAt' | 'cases'> {
  const given = present({ localMin, driveMin, arrivalToWireMin });
  if (Object.values(given).some((value) => value < 0))
    throw new Fault('BAD_INPUT', 'Minutes ahead are never negative.');
  return given;
}

export const drugOf = ({ drug, dose, stopAt }: { drug: string; dose: string; stopAt?: Maybe<string> }): DrugLine => ({
  drug,
  dose,
  ...(stopAt == null ? {} : { stopAt: readInstant(stopAt) }),
});

/** Down means to a community centre. */
export function communityOf(directory: Directory, siteId: string): string {
  const site = directory.site(siteId);
  if (site?.kind === 'COMMUNITY_CENTRE') return site.id;
  throw new Fault('BAD_INPUT', 'A down-referral goes to a community centre of the region.');
}

/** A calendar day as the forms send it. */
export function dayOf(text: string): string {
  if (isDay(text)) return text;
  throw new Fault('BAD_INPUT', `${text} is not a day like 2027-03-31.`);
}
