import type { Decided, Decision, Telling } from './decision';
import { applied } from './decision';
import type { Episode, Of } from './episode';
import { refuse } from './faults';
import { known } from './known';
import { DERIVED, standing } from './milestones';
import type { Asked, Question } from './questions';
import { askedBy } from './questions';
import { thresholdOf } from './ruleThresholds';
import { plus } from './time';
import type { Milestone } from './vocabulary';
import { takeBack } from './marking';

/** What the record asks people about itself, and how it is answered: by a correction, or by "it is as it says". */

const isSame = (one: Pick<Asked, 'kind' | 'code'>, other: Pick<Asked, 'kind' | 'code'>): boolean =>
  one.kind === other.kind && one.code === other.code;
const restsOn = ({ about }: Question, asked: Asked): boolean => about.join() === asked.about.join();

/** Asks what the facts newly leave open, and closes what they no longer do; "as is" holds as long as its entries do. */
export function settleQuestions(decision: Decision<Episode>, { by, receivedAt }: Telling): Decision<Episode> {
  const episode = decision.next;
  const asked = episode.closed === undefined && !episode.drill ? askedBy(episode, receivedAt) : [];
  const kept = episode.questions.map((question): Question => {
    const still = asked.find((one) => isSame(one, question));
    if (still === undefined) {
      if (question.status !== 'OPEN') return question;
      const status = episode.closed === undefined ? 'ANSWERED' : 'LEFT_OPEN';
      return { ...question, status, closedAt: receivedAt, closedBy: by.id };
    }
    if (question.status === 'OPEN' || (question.status === 'CONFIRMED' && restsOn(question, still))) return question;
    return opened(still, receivedAt, episode);
  });
  const fresh = asked.filter((one) => !kept.some((question) => isSame(one, question)));
  const unchanged = fresh.length === 0 && kept.every((question, n) => question === episode.questions[n]);
  if (unchanged) return decision;
  return {
    ...decision,
    next: { ...episode, questions: [...kept, ...fresh.map((one) => opened(one, receivedAt, episode))] },
  };
}

const opened = (asked: Asked, askedAt: Telling['receivedAt'], { pathway }: Episode): Question => ({
  ...asked,
  askedAt,
  dueAt: plus(askedAt, thresholdOf(pathway, 'QUESTION_WITHIN')),
  status: 'OPEN',
});

/** A named person says why the record is right as it is. */
export function questionConfirmed(episode: Episode, happening: Of<'QUESTION_CONFIRMED'>): Decided<Episode> {
  const { kind, code, reason, by, receivedAt } = happening;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person answers a question of the record.');
  if (kind === 'DELAY_REASON') return refuse('BAD_INPUT', 'A delay is explained by a reason of the list.');
  const asked = episode.questions.find((one) => one.kind === kind && one.code === code);
  if (asked === undefined) return refuse('NOT_FOUND', 'The record does not ask this.');
  if (asked.status !== 'OPEN' && asked.status !== 'LEFT_OPEN')
    return refuse('ALREADY_DONE', 'This question is answered already.');
  if (reason.trim() === '') return refuse('REASON_NEEDED', 'Say why the record is right as it is.');
  const confirmed: Question = { ...asked, status: 'CONFIRMED', closedAt: receivedAt, closedBy: by.id, reason };
  return applied({ ...episode, questions: episode.questions.map((one) => (one === asked ? confirmed : one)) });
}

/** A reason from the list, and a sentence where it says little (1.1); given again, the later stands. */
export function delayExplained(episode: Episode, happening: Of<'DELAY_EXPLAINED'>): Decided<Episode> {
  const { target, reason, text, by, receivedAt } = happening;
  const memory = episode.clocks[target];
  if (memory === undefined) return refuse('NO_SUCH_CLOCK', `No clock ${target} has run in this episode.`);
  if (reason === 'OTHER' && (text ?? '').trim() === '')
    return refuse('REASON_NEEDED', 'Say in a sentence what the other reason was.');
  const { delayText: _, ...kept } = memory;
  const questions = episode.questions.map((question): Question =>
    question.kind === 'DELAY_REASON' && question.code === target && question.status !== 'ANSWERED'
      ? { ...question, status: 'ANSWERED', closedAt: receivedAt, closedBy: by.id }
      : question,
  );
  const explained = { ...kept, delayReason: reason, ...known({ delayText: text }) };
  return applied({ ...episode, questions, clocks: { ...episode.clocks, [target]: explained } });
}

/** What other facts rest on: its time can be corrected, and the step itself taken back where it was made. */
const NOT_WITHDRAWN: readonly Milestone[] = [...DERIVED, 'HELP_SOUGHT', 'LAB_READY', 'PCI_END', 'ADMIT', 'DISCHARGE'];

/** What was entered in error is taken back by an entry of its own; nothing is deleted. */
export function milestoneWithdrawn(episode: Episode, happening: Of<'MILESTONE_WITHDRAWN'>): Decided<Episode> {
  const { n, reason } = happening;
  const entry = standing(episode.milestones).find((one) => one.n === n);
  if (entry === undefined) return refuse('NOT_FOUND', 'There is no such time that still stands.');
  if (NOT_WITHDRAWN.includes(entry.code))
    return refuse('BAD_INPUT', `${entry.code} carries other facts; correct its time instead.`);
  if (reason.trim() === '') return refuse('REASON_NEEDED', 'Say why this time is taken back.');
  return applied(takeBack(episode, entry, happening));
}
