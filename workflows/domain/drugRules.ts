import { movedTimes, withoutTimes } from './broughtTimes';
import type { Decided, Telling } from './decision';
import { applied, duplicate } from './decision';
import type { DrugDose, DrugGiven } from './drugs';
import { DRUG_ROWS, isLytic, standingDrugs } from './drugs';
import type { Episode, Of } from './episode';
import { refuse } from './faults';
import { known } from './known';
import { standing, when } from './milestones';
import { keptLines, linesMoved, lineToldBy, takingBack } from './toldLines';
import { futureRefusal, inFuture, mark } from './marking';

/** What was given at the bedside: a fact is recorded whatever a table says of it, and no step waits for one. */

/** So many the state holds; the record keeps the older ones (a bound for the state's size, no medicine). */
const HELD = 16;

/** A dose that brought a clinical time stays. */
const held = (drugs: readonly DrugGiven[]): readonly DrugGiven[] =>
  keptLines(drugs, HELD, (lines) => lines.find(({ marked }) => marked === undefined));

function whyNotTaken(episode: Episode, dose: DrugDose, happening: Of<'DRUG_GIVEN'>) {
  const { drug, amount, unit, given } = dose;
  const { units } = DRUG_ROWS[drug];
  if (happening.by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'What was given is recorded by a named person.');
  if (!units.includes(unit)) return refuse('BAD_INPUT', `${drug} is counted in ${units.join(', ')}.`);
  if (!Number.isFinite(amount) || amount <= 0) return refuse('BAD_INPUT', 'An amount is a number above 0.');
  if (inFuture(given, happening)) return futureRefusal();
  if (isLytic(drug) && when(episode.milestones, 'LYSIS_START') === undefined)
    return refuse('WRONG_PHASE', 'Record the start of lysis first: it asks for the checklist before the bolus.');
  return undefined;
}

/** The same dose, told twice. */
const isSame = (one: DrugGiven, { drug, amount, unit, route, given }: DrugDose): boolean =>
  one.drug === drug && one.amount === amount && one.unit === unit && one.route === route && one.given.at === given.at;

export function drugGiven(episode: Episode, happening: Of<'DRUG_GIVEN'>): Decided<Episode> {
  const { dose, corrects, reason } = happening;
  const drugs = episode.drugs ?? [];
  const refusal = whyNotTaken(episode, dose, happening);
  if (refusal !== undefined) return refusal;
  const corrected = standing(drugs).find(({ n }) => n === corrects);
  if (corrects !== undefined) {
    if (corrected === undefined) return refuse('NOT_FOUND', 'There is no such dose that still stands.');
    if ((reason ?? '').trim() === '') return refuse('REASON_NEEDED', 'Say why this dose is corrected.');
  } else if (standing(drugs).some((one) => isSame(one, dose))) return duplicate(episode);
  const entry: DrugGiven = { ...dose, ...lineToldBy(drugs, happening) };
  // another drug instead takes its time back, and the first dose of what it was counts anew
  const isOther = corrected !== undefined && DRUG_ROWS[corrected.drug].brings !== DRUG_ROWS[dose.drug].brings;
  const moved =
    corrected === undefined || isOther
      ? { episode: isOther ? withoutTimes(episode, corrected, happening) : episode, marked: undefined }
      : movedTimes(episode, corrected, () => dose.given, happening);
  const listed = { ...moved.episode, drugs: [...drugs, { ...entry, ...known({ marked: moved.marked }) }] };
  return applied(withFirstDoses(listed, happening));
}

/** What was entered in error, or was another patient's, is taken back with the times that came with it. */
export function drugWithdrawn(episode: Episode, happening: Of<'DRUG_WITHDRAWN'>): Decided<Episode> {
  const { n, reason, by } = happening;
  const drugs = episode.drugs ?? [];
  const found = standing(drugs).find((one) => one.n === n);
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person takes a dose back.');
  if (found === undefined) return refuse('NOT_FOUND', 'There is no such dose that still stands.');
  if (reason.trim() === '') return refuse('REASON_NEEDED', 'Say why this dose is taken back.');
  const entry = takingBack(drugs, found, happening);
  return applied(withFirstDoses({ ...withoutTimes(episode, found, happening), drugs: [...drugs, entry] }, happening));
}

/** 0.2: the first dose of each is a clinical time, unless an earlier one is on record. */
function withFirstDoses(episode: Episode, { by, receivedAt }: Telling): Episode {
  const drugs = standingDrugs(episode.drugs ?? []);
  const timed = drugs.reduce<Episode>((next, { drug, given, n }) => {
    const { brings } = DRUG_ROWS[drug];
    const at = brings === undefined ? undefined : when(next.milestones, brings);
    if (brings === undefined || (at !== undefined && at <= given.at)) return next;
    const marked = mark(next, brings, given, { by, receivedAt });
    return { ...marked, drugs: withMark(marked.drugs, n, marked.milestones.length) };
  }, episode);
  return { ...timed, drugs: held(timed.drugs ?? []) };
}

const withMark = (drugs: Episode['drugs'], n: number, mark: number): readonly DrugGiven[] =>
  (drugs ?? []).map((one) => (one.n === n ? { ...one, marked: [...(one.marked ?? []), mark] } : one));

/** A merged episode's doses that stand, numbered on; what this one was told itself it keeps (R1). */
export function withDrugsOf(
  episode: Episode,
  fromEpisodeId: Episode['id'],
  moved: readonly DrugGiven[] | undefined,
): Episode {
  const own = episode.drugs ?? [];
  const fresh = linesMoved(own, standingDrugs(moved ?? []), fromEpisodeId, isSame);
  return fresh.length === 0 ? episode : { ...episode, drugs: held([...own, ...fresh]) };
}
