import { type CallAnswer, LONGEST_PLACE } from './callScript';
import type { Decided } from './decision';
import { applied, duplicate } from './decision';
import type { Episode, Of } from './episode';
import { refuse } from './faults';
import { known } from './known';
import type { CallItem } from './vocabulary';
import { CALL_ITEMS } from './vocabulary';

/** What a caller answered stays with who asked and when; the advice is shown, and the call taker decides (4.2 P1). */
export function callScriptAnswered(episode: Episode, happening: Of<'CALL_SCRIPT_ANSWERED'>): Decided<Episode> {
  const { answers, by, receivedAt } = happening;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only the person who took the call says what was answered.');
  const before = episode.callScript ?? {};
  const changed = CALL_ITEMS.flatMap((item): (readonly [CallItem, CallAnswer])[] => {
    const answer = answers[item];
    if (answer === undefined || before[item]?.answer === answer) return [];
    return [[item, { answer, by: by.id, role: by.role, at: receivedAt }]];
  });
  const text = (happening.place ?? '').trim();
  if (text.length > LONGEST_PLACE) return refuse('BAD_INPUT', `A place has at most ${LONGEST_PLACE} letters.`);
  const isMoved = text !== '' && text !== episode.callPlace?.text;
  if (changed.length === 0 && !isMoved) return duplicate(episode);
  const callScript = changed.length === 0 ? episode.callScript : { ...before, ...Object.fromEntries(changed) };
  const callPlace = isMoved ? { text, by: by.id, at: receivedAt } : episode.callPlace;
  return applied({ ...episode, ...known({ callScript, callPlace }) });
}
