import { decideEpisode, openEpisode } from '../../workflows/domain/decideEpisode';
import type { Decision, PageOrder } from '../../workflows/domain/decision';
import type { Episode, EpisodeHappening, OpenEpisode } from '../../workflows/domain/episode';
import { isRefusal } from '../../workflows/domain/faults';
import type { Refusal } from '../../workflows/domain/faults';
import { between } from '../../workflows/domain/time';
import { EPISODE } from '../../workflows/machine';
import { minute, T0 } from './anEpisode';
import type { Word } from './given';
import { anOpening, DOCTOR, ENGINE, timePasses } from './given';

/** A word as the engine hears it at that minute. */
export const speak = (word: Word, heardMin: number, id: string): EpisodeHappening => {
  const { heardMin: _, by, ...said } = word;
  return { by: by ?? DOCTOR, ...said, id, receivedAt: minute(heardMin) };
};

export type Carry = (episode: Episode) => Episode;
const stays: Carry = (episode) => episode;
/** What a run that continues as new hands over: plain JSON, without ladders that are over. */
export const carriedOver: Carry = (episode) => JSON.parse(JSON.stringify(EPISODE.prune(episode))) as Episode; // its own JSON

export const ordersOf = ({ actions }: Decision<Episode>): readonly PageOrder[] =>
  actions.flatMap((action) => (action.do === 'PAGE' ? action.pages : []));

type How = {
  /** When the n-th word is heard, the one before it having been heard at `last`. */
  readonly heardAt: (word: Word, n: number, last: number) => number;
  readonly carry?: Carry;
  readonly opening?: Partial<OpenEpisode>;
};

/** Tells an episode these words one after the other; what is refused changes nothing. */
export function tell(words: readonly Word[], { heardAt, carry = stays, opening = {} }: How) {
  const pages: string[] = [];
  const outcomes: { readonly type: Word['type']; readonly outcome: string }[] = [];
  let episode = openEpisode(anOpening(opening)).next;
  let heardMin = 0;
  for (const [n, word] of words.entries()) {
    heardMin = heardAt(word, n, heardMin);
    const answer: Decision<Episode> | Refusal = decideEpisode(carry(episode), speak(word, heardMin, `w${n}`));
    if (isRefusal(answer)) {
      outcomes.push({ type: word.type, outcome: answer.refused });
      continue;
    }
    outcomes.push({ type: word.type, outcome: answer.outcome });
    pages.push(...ordersOf(answer).map(({ id }) => id));
    episode = answer.next;
  }
  return { episode, pages, outcomes, heardMin };
}

/** Lets time pass from one thing due to the next, until nothing is; every seventh page finds no line. */
export function untilQuiet(start: Episode, fromMin: number, steps: number) {
  let episode = start;
  let atMin = fromMin;
  for (let step = 0; step < steps; step++) {
    const dueAt = EPISODE.nextDue(episode, minute(atMin));
    if (dueAt === undefined) return { episode, atMin };
    atMin = Math.max(atMin, between(T0, dueAt)) + 0.001;
    const passed = decideEpisode(episode, speak(timePasses(0), atMin, `t${step}`));
    if (isRefusal(passed)) throw new Error(passed.because);
    const sent = ordersOf(passed).map(({ id }, n) => ({
      id,
      ...(n % 7 === 3 ? { fault: 'no line' } : { sentAt: minute(atMin) }),
    }));
    const noted = decideEpisode(
      passed.next,
      speak({ type: 'PAGES_SENT', sent, heardMin: 0, by: ENGINE }, atMin, `s${step}`),
    );
    if (isRefusal(noted)) throw new Error(noted.because);
    episode = noted.next;
  }
  const climbing = episode.runs.filter(({ endedAt }) => endedAt === undefined);
  throw new Error(
    `still climbing after ${steps} steps: ${climbing.map(({ key, status }) => `${key} ${status}`).join()}`,
  );
}
