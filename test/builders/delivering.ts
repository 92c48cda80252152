import type { Heard } from '../../workflows/domain/decision';
import { carry, hear, makeLedger, recall } from '../../workflows/ledger';
import type { Machine } from '../../workflows/machine';
import type { Carried, Message } from '../../workflows/messages';
import { minute } from './anEpisode';

/** One arrival at a run: what was said, when (min), and whether the run hands over to the next one after it. */
export type Delivery = {
  readonly message: Message;
  readonly atMin: number;
  readonly fromWithin: boolean;
  readonly hands: boolean;
};

/** Delivers to a run as the shell does: what was heard before is recalled, in this run or a later one. */
export function delivered<
  State extends object,
  Happening extends Heard,
  Open extends { readonly region: string; readonly id: string },
>(machine: Machine<State, Happening, Open>, open: Open, deliveries: readonly Delivery[]) {
  const limits = { continueAfterEvents: 500, rememberedWords: 2000 };
  let ledger = makeLedger(machine, { open, limits }, () => 1);
  const answers = new Map<string, string>();
  let lastMin = 0;
  for (const { message, atMin, hands } of deliveries) {
    const first = answers.get(message.id);
    if (first === undefined) lastMin = Math.max(lastMin, atMin) + 0.01;
    const answer = recall(ledger, message.id) ?? hear(ledger, message, minute(lastMin));
    const heard = 'refused' in answer ? `REFUSED ${ledger.seq}` : `${answer.outcome} ${answer.seq}`;
    expect(heard).toBe(first ?? heard);
    answers.set(message.id, heard);
    if (!hands) continue;
    const carried = JSON.parse(JSON.stringify(carry(ledger))) as Carried<State>; // its own JSON
    ledger = makeLedger(machine, { carried }, () => 1);
  }
  const state = JSON.parse(JSON.stringify(machine.prune(ledger.state))) as State; // its own JSON
  return { state, seq: ledger.seq };
}

/** The same deliveries, some of them once more later on, and hand-overs between; the engine's own words come once. */
export function again(
  once: readonly Delivery[],
  repeats: readonly (readonly [from: number, later: number])[],
  hands: readonly boolean[],
): readonly Delivery[] {
  const often = repeats.reduce((deliveries, [from, later]) => {
    const word = once[from];
    if (word === undefined || word.fromWithin) return deliveries;
    const first = deliveries.findIndex(({ message }) => message.id === word.message.id);
    return deliveries.toSpliced(first + 1 + later, 0, word);
  }, once);
  return often.map((one, n) => ({ ...one, hands: hands[n % hands.length] === true }));
}

/** A page of a ladder that is over changes nothing, whether the state still holds it or only the record does. */
export const sameAs = (one: { readonly type: string; readonly outcome: string }) =>
  one.type === 'PAGE_ACKNOWLEDGED' && one.outcome === 'NOTED' ? { ...one, outcome: 'NO_LONGER_APPLIES' } : one;
