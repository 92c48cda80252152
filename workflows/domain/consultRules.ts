import { withoutTimes } from './broughtTimes';
import type { ConsultAnswer, Consult } from './consult';
import { CONSULT, isOpenConsult, openConsult } from './consult';
import type { Decided, Telling } from './decision';
import { applied, duplicate } from './decision';
import type { Episode, Of } from './episode';
import { refuse } from './faults';
import { when } from './milestones';
import { endRuns, withRun } from './runs';
import { nextNumber, numberedOn } from './toldLines';
import type { ConsultOutput, Milestone } from './vocabulary';
import { CONSULT_OUTPUTS } from './vocabulary';
import { humanTime, mark } from './marking';

/** Advice from afar as a record of its own: asked, taken up, answered with four outputs (T10, 7.2 #71). It decides nothing. */

/** So many the state holds; the story keeps the older ones (a bound for the state’s size, no medicine). */
const HELD = 8;

/** The first of each is the clinical time of T10. */
const markFirst = (episode: Episode, code: Milestone, heard: Telling): Episode =>
  when(episode.milestones, code) === undefined ? mark(episode, code, humanTime(heard.receivedAt), heard) : episode;

const withConsult = (episode: Episode, consult: Consult): Episode => ({
  ...episode,
  consults: (episode.consults ?? []).map((one) => (one.n === consult.n ? consult : one)),
});

export function consultAsked(episode: Episode, happening: Of<'CONSULT_ASKED'>): Decided<Episode> {
  const { role, siteId, question, by, receivedAt } = happening;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person asks for a consult.');
  if (openConsult(episode) !== undefined)
    return refuse('ALREADY_DONE', 'A consult is asked for already: it ends with its answer, or is taken back.');
  if (question.trim() === '') return refuse('REASON_NEEDED', 'Say what is asked.');
  const consults = episode.consults ?? [];
  const marked = markFirst(episode, 'CONSULT_REQUESTED', happening);
  const consult: Consult = {
    n: nextNumber(consults),
    asked: { by: by.id, role: by.role, at: receivedAt },
    ...{ role, siteId, question },
    ...(marked === episode ? {} : { marked: [marked.milestones.length] }),
  };
  return applied(withRun({ ...marked, consults: [...consults, consult].slice(-HELD) }, CONSULT, receivedAt));
}

/** The consult a word is about, while it is open. */
function opened({ consults }: Episode, n: number) {
  const consult = consults?.find((one) => one.n === n);
  if (consult === undefined) return refuse('NOT_FOUND', 'There is no such consult.');
  return isOpenConsult(consult) ? consult : refuse('ALREADY_DONE', 'This consult is closed.');
}

/** T10 ends when somebody takes it up, not when they answer. */
export function consultStarted(episode: Episode, happening: Of<'CONSULT_STARTED'>): Decided<Episode> {
  const { n, by, receivedAt } = happening;
  const consult = opened(episode, n);
  if ('refused' in consult) return consult;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person takes up a consult.');
  if (consult.started !== undefined) return duplicate(episode);
  const started = { ...consult, started: { by: by.id, role: by.role, at: receivedAt } };
  return applied(endRuns(markFirst(withConsult(episode, started), 'CONSULT_STARTED', happening), CONSULT, receivedAt));
}

const GIVEN: Readonly<Record<ConsultOutput, (answer: ConsultAnswer) => unknown>> = {
  READING: ({ reading }) => reading,
  RESCUE: ({ rescue }) => rescue,
  REPERFUSION: ({ reperfusion }) => reperfusion,
  TRANSFER: ({ transfer }) => transfer,
};

/** Each output is either given or named as not given: silence is no advice. */
function whyNotWhole(answer: ConsultAnswer) {
  const isNotGiven = (output: ConsultOutput) => answer.notGiven.includes(output);
  const open = CONSULT_OUTPUTS.filter((output) => GIVEN[output](answer) === undefined && !isNotGiven(output));
  if (open.length > 0) return refuse('BAD_INPUT', `Give advice or say that you give none: ${open.join(', ')}.`);
  const both = CONSULT_OUTPUTS.filter((output) => GIVEN[output](answer) !== undefined && isNotGiven(output));
  if (both.length > 0) return refuse('BAD_INPUT', `Both given and not given: ${both.join(', ')}.`);
  if (answer.notGiven.length === CONSULT_OUTPUTS.length && (answer.remark ?? '').trim() === '')
    return refuse('REASON_NEEDED', 'Say why no advice is given.');
  return undefined;
}

/** A named person answers, and the consult is closed; what is done about it is decided at the patient (2.2 H). */
export function consultAnswered(episode: Episode, happening: Of<'CONSULT_ANSWERED'>): Decided<Episode> {
  const { n, answer, by, receivedAt } = happening;
  const consult = opened(episode, n);
  if ('refused' in consult) return consult;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person answers a consult.');
  const refusal = whyNotWhole(answer);
  if (refusal !== undefined) return refusal;
  const who = { by: by.id, role: by.role, at: receivedAt };
  const answered = { ...consult, started: consult.started ?? who, answered: { ...who, answer } };
  return applied(endRuns(markFirst(withConsult(episode, answered), 'CONSULT_STARTED', happening), CONSULT, receivedAt));
}

/** Who asked no longer needs it; a request nobody has taken up yet takes its clinical time back. */
export function consultWithdrawn(episode: Episode, happening: Of<'CONSULT_WITHDRAWN'>): Decided<Episode> {
  const { n, reason, by, receivedAt } = happening;
  const consult = opened(episode, n);
  if ('refused' in consult) return consult;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person takes a consult back.');
  if (reason.trim() === '') return refuse('REASON_NEEDED', 'Say why the consult is taken back.');
  const withdrawn = { ...consult, withdrawn: { by: by.id, role: by.role, at: receivedAt, reason } };
  const closed = endRuns(withConsult(episode, withdrawn), CONSULT, receivedAt);
  return applied(consult.started === undefined ? withoutTimes(closed, consult, happening) : closed);
}

/** A merged episode’s consults come along, numbered on; an open one goes on where none is open (R1). */
export const withConsultsOf = (
  episode: Episode,
  moved: readonly Consult[] | undefined,
  at: Telling['receivedAt'],
): Episode => {
  const own = episode.consults ?? [];
  const fresh = (moved ?? []).filter((one) => !isOpenConsult(one) || openConsult(episode) === undefined);
  if (fresh.length === 0) return episode;
  const numbered = numberedOn(own, fresh).map(({ marked: _marked, ...one }): Consult => one);
  const taken = { ...episode, consults: [...own, ...numbered].slice(-HELD) };
  return numbered.some((one) => isOpenConsult(one) && one.started === undefined) ? withRun(taken, CONSULT, at) : taken;
};
