import { milestoneRecorded } from './acuteRules';
import type { Decided } from './decision';
import { applied } from './decision';
import type { Episode, EpisodeHappening, Of } from './episode';
import { drugGiven, drugWithdrawn } from './drugRules';
import { isRefusal, refuse } from './faults';
import { known } from './known';
import { when } from './milestones';
import { delayExplained, milestoneWithdrawn, questionConfirmed } from './questionRules';
import type { Question } from './questions';
import { askedBy } from './questions';
import { testReported, testWithdrawn } from './testRules';

/** What is corrected in the record of a closed episode (R31): clocks follow, and nobody is asked anything anew. */

/** What an ended episode hears at any time. */
export const CORRECTIONS = [
  'MILESTONE_RECORDED',
  'MILESTONE_WITHDRAWN',
  'DRUG_GIVEN',
  'DRUG_WITHDRAWN',
  'TEST_REPORTED',
  'TEST_WITHDRAWN',
  'QUESTION_CONFIRMED',
  'DELAY_EXPLAINED',
] as const satisfies readonly EpisodeHappening['type'][];
type Correction = Of<(typeof CORRECTIONS)[number]>;

const isCorrection = (happening: EpisodeHappening): happening is Correction =>
  CORRECTIONS.some((type) => type === happening.type);

/** Corrections are heard of a closed episode at any time, by a named person alone; `undefined` for any other word. */
export function correctedAfterwards(episode: Episode, happening: EpisodeHappening): Decided<Episode> | undefined {
  if (happening.by.kind !== 'HUMAN' || episode.drill || episode.mergedInto !== undefined) return undefined;
  return isCorrection(happening) ? quietly(episode, corrected(episode, happening), happening) : undefined;
}

function corrected(episode: Episode, happening: Correction): Decided<Episode> {
  switch (happening.type) {
    case 'MILESTONE_RECORDED':
      return saysWhy(happening, 'time') ?? recordedWithReason(episode, happening);
    case 'MILESTONE_WITHDRAWN':
      return withdrawn(episode, happening);
    case 'DRUG_GIVEN':
      return saysWhy(happening, 'dose') ?? drugGiven(episode, happening);
    case 'DRUG_WITHDRAWN':
      return drugWithdrawn(episode, happening);
    case 'TEST_REPORTED':
      return saysWhy(happening, 'result') ?? testReported(episode, happening);
    case 'TEST_WITHDRAWN':
      return testWithdrawn(episode, happening);
    case 'QUESTION_CONFIRMED':
      return questionConfirmed(episode, happening);
    case 'DELAY_EXPLAINED':
      return delayExplained(episode, happening);
  }
}

/** After the end, what is added or corrected says why it comes all the same. */
function saysWhy({ reason, corrects }: { readonly reason?: string; readonly corrects?: number }, what: string) {
  if ((reason ?? '').trim() !== '') return undefined;
  return corrects === undefined
    ? refuse('EPISODE_CLOSED', `This episode is closed; say why a ${what} is added to it, or open a linked one.`)
    : refuse('REASON_NEEDED', `This episode is closed; say why its ${what} is corrected.`);
}

/** An added time replaces none, and keeps why it was added. */
function recordedWithReason(episode: Episode, happening: Of<'MILESTONE_RECORDED'>): Decided<Episode> {
  const decided = milestoneRecorded(episode, happening);
  if (isRefusal(decided)) return decided;
  const milestones = decided.next.milestones.map((entry, place) =>
    place === episode.milestones.length ? { ...entry, ...known({ reason: happening.reason?.trim() }) } : entry,
  );
  return { ...decided, next: { ...decided.next, milestones } };
}

/** A death that ended the episode is what its end says: its time is corrected, the death itself stays. */
const withdrawn = (episode: Episode, happening: Of<'MILESTONE_WITHDRAWN'>): Decided<Episode> =>
  episode.closed?.reason === 'DIED' && episode.milestones.find(({ n }) => n === happening.n)?.code === 'DEATH'
    ? refuse('BAD_INPUT', 'This episode ended with this death; correct its time instead.')
    : milestoneWithdrawn(episode, happening);

/** Only the record follows: no ladder and no word to anybody comes of it, whatever the rule would ask for. */
function quietly(episode: Episode, decided: Decided<Episode>, happening: EpisodeHappening): Decided<Episode> {
  if (isRefusal(decided)) return decided;
  const next = endedWithDeath({ ...decided.next, runs: episode.runs });
  const questions = answered(episode, next, happening);
  return { ...applied({ ...next, questions }), outcome: decided.outcome };
}

/** An end that told of the death stands at the time of it. */
function endedWithDeath(episode: Episode): Episode {
  const { closed, milestones } = episode;
  const at = when(milestones, 'DEATH');
  return closed?.reason !== 'DIED' || at === undefined || at === closed.at
    ? episode
    : { ...episode, closed: { ...closed, at } };
}

/** What was left open and is open no more has been answered; nothing new is asked. */
function answered(before: Episode, after: Episode, { by, receivedAt }: EpisodeHappening): readonly Question[] {
  const [asked, still] = [askedBy(before, receivedAt), askedBy(after, receivedAt)].map((all) =>
    all.map(({ kind, code }) => `${kind}:${code}`),
  );
  return after.questions.map((question): Question => {
    const key = `${question.kind}:${question.code}`;
    const isAnswered =
      question.status === 'LEFT_OPEN' && asked?.includes(key) === true && still?.includes(key) !== true;
    return isAnswered ? { ...question, status: 'ANSWERED', closedAt: receivedAt, closedBy: by.id } : question;
  });
}
