import type { Action, Decided, Decision, Heard } from './domain/decision';
import type { Refusal } from './domain/faults';
import { isRefusal } from './domain/faults';
import type { Flushed, HappeningRow, Row } from './domain/rows';
import type { Instant } from './domain/time';
import { instant } from './domain/time';
import type { Outcome, SubjectKind } from './domain/vocabulary';
import type { Machine } from './machine';
import type { Answer, Begin, Carried, Limits, Message } from './messages';
import { forgetRecorded, remarkAll, settleEarlier, type Written } from './recording';

/** What one run keeps beside the state: its place in the order of words, and what the record does not hold yet. */
export type Ledger<State = object, Happening extends Heard = Heard> = {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly region: string;
  readonly limits: Limits;
  state: State;
  epoch: number;
  seq: number;
  flushedSeq: number;
  heardAt: Instant;
  inFlight: number;
  /** A write beside the loop is under way. */
  flushing: boolean;
  /** What the task before this one handed to the record as it ended. */
  written: Written | undefined;
  /** The word up to which writing waits for what becomes of pages on their way. */
  heldSeq: number;
  /** The last write failed: until one succeeds, writing happens beside the loop. */
  recordAway: boolean;
  readonly actions: Action[];
  readonly answers: Map<string, Answer>;
  /** Words the record does not hold yet, as rows and as they were heard. */
  readonly unrecorded: { readonly row: HappeningRow; readonly happening: Happening }[];
  /** Rows as the record holds them: a sum of each by a sum of its key, because thousands of runs lie in memory. */
  readonly recorded: Map<number, number>;
  /** The task under way, by the number of its first event. */
  readonly task: () => number;
  readonly judge: (message: Message, now: Instant) => Decided<State>;
  /** The word a validator has just let pass. */
  judged: { readonly id: string; readonly seq: number; readonly decided: Decided<object> } | undefined;
  readonly rows: () => readonly Row[];
  readonly prune: () => void;
  readonly owes: () => readonly Action[];
  /** The search attribute `Phase`, where the machine has one. */
  readonly label: () => string | undefined;
  labelled: string | undefined;
  readonly isClosed: () => boolean;
};

export const DEFAULT_LIMITS: Limits = { continueAfterEvents: 500, rememberedWords: 128 };

/** Nothing under way yet. */
const AT_REST = {
  inFlight: 0,
  flushing: false,
  written: undefined,
  heldSeq: 0,
  recordAway: false,
  judged: undefined,
  labelled: undefined,
} as const;

export function makeLedger<
  State extends object,
  Happening extends Heard,
  Open extends { readonly region: string; readonly id: string },
>(machine: Machine<State, Happening, Open>, begin: Begin<Open, State>, task: () => number): Ledger<State, Happening> {
  const carried = 'carried' in begin ? begin.carried : undefined;
  const opened = 'open' in begin ? machine.open(begin.open) : undefined;
  const subject = 'open' in begin ? begin.open : begin.carried;
  const state = carried?.state ?? opened?.next;
  if (state === undefined) throw new TypeError('A run begins with an opening word or with a carried state');
  const heardAt = instant(Date.now());
  const ledger: Ledger<State, Happening> = {
    kind: machine.kind,
    id: subject.id,
    region: subject.region,
    limits: begin.limits ?? carried?.limits ?? DEFAULT_LIMITS,
    state,
    epoch: carried?.epoch ?? 1,
    seq: carried?.seq ?? 0,
    flushedSeq: carried?.seq ?? 0,
    heardAt: carried?.heardAt ?? heardAt,
    ...AT_REST,
    actions: [],
    answers: new Map(carried?.answers),
    unrecorded: [],
    recorded: new Map(),
    task,
    // A machine is only told words of its own kind.
    judge: (message, now) => machine.decide(ledger.state, stamped(message, now) as unknown as Happening),
    rows: () => machine.rows(ledger.state, ledger.heardAt),
    prune: () => {
      ledger.state = machine.prune(ledger.state);
    },
    owes: () => machine.owes(ledger.state),
    label: () => machine.label?.(ledger.state),
    isClosed: () => machine.isClosed(ledger.state),
  };
  if (carried !== undefined) takeUp(ledger, carried.recordAll === true);
  if ('open' in begin && opened !== undefined) {
    const { heard, ...open } = begin.open as unknown as { heard: Heard } & Record<string, unknown>; // every Open has it
    note(ledger, { ...heard, receivedAt: heardAt, type: 'OPENED', ...open } as unknown as Happening, opened);
  }
  return ledger;
}

/** A run that goes on: the record holds its rows already, or, after a repair, is to get every one of them again. */
function takeUp(ledger: Ledger, recordAll: boolean): void {
  if (recordAll) {
    forgetRecorded(ledger);
    ledger.actions.push(...ledger.owes());
    return;
  }
  remarkAll(ledger);
  ledger.labelled = ledger.label();
}

/** Stamps a word from outside with the moment the engine heard it. */
const stamped = (message: Message, now: Instant) => ({ ...message, receivedAt: now });

/** The answer an earlier call of the same word got, in this run or one before. */
export const recall = (ledger: Ledger, id: string): Answer | undefined => ledger.answers.get(id);

/** Decides a word without applying it; what follows at once in the same task need not decide again. */
export function judge(ledger: Ledger, message: Message, now: Instant): Decided<object> {
  settleEarlier(ledger);
  const decided = ledger.judge(message, now);
  ledger.judged = { id: message.id, seq: ledger.seq, decided };
  return decided;
}

const judgedBefore = ({ judged, seq }: Ledger, { id }: Message): Decided<object> | undefined =>
  judged?.id === id && judged.seq === seq ? judged.decided : undefined;

/** Decides one word and applies it at once; only its actions wait. */
export function hear(ledger: Ledger, message: Message, now: Instant, content?: string): Answer | Refusal {
  settleEarlier(ledger);
  const decided = judgedBefore(ledger, message) ?? ledger.judge(message, now);
  ledger.judged = undefined;
  const happening = stamped(message, now);
  if (isRefusal(decided)) {
    // Only word nobody waits for comes here refused: it is kept, with its outcome.
    note(ledger, happening, { outcome: 'REFUSED', actions: [] });
    return decided;
  }
  ledger.state = decided.next;
  return note(ledger, happening, decided, content);
}

function note(
  ledger: Ledger,
  happening: Heard,
  { outcome, actions }: Pick<Decision<object>, 'outcome' | 'actions'>,
  content?: string,
): Answer {
  ledger.seq += 1;
  ledger.heardAt = happening.receivedAt;
  ledger.actions.push(...actions);
  ledger.unrecorded.push({ row: rowOf(happening, ledger.seq, outcome), happening });
  const { id, epoch, seq } = ledger;
  const answer: Answer = { id, epoch, seq, outcome, ...(content !== undefined && { content }) };
  if (happening.by.kind !== 'SYSTEM' || happening.by.id !== 'engine') remember(ledger, happening.id, answer);
  return answer;
}

function remember(ledger: Ledger, id: string, answer: Answer): void {
  ledger.answers.set(id, answer);
  const [oldest] = ledger.answers.keys();
  if (oldest !== undefined && ledger.answers.size > ledger.limits.rememberedWords) ledger.answers.delete(oldest);
}

function rowOf(happening: Heard, seq: number, outcome: Outcome): HappeningRow {
  const { id, by, receivedAt, type, ...payload } = happening as Heard & { readonly type: string };
  const told = payload as { readonly time?: { readonly at: Instant } };
  const actorRole = by.kind === 'HUMAN' ? { actorRole: by.role } : {};
  return {
    seq,
    id,
    type,
    at: told.time?.at ?? receivedAt,
    receivedAt,
    actorKind: by.kind,
    actorId: by.id,
    ...actorRole,
    outcome,
    payload,
  };
}

/**
 * The record is ahead: the engine was restored from an older state. The record's state is the truth, what was heard
 * since is decided again on top of it, and a person is told.
 */
export function adopt(
  ledger: Ledger,
  { epoch, seq, state, words = [] }: Flushed & { readonly state: object },
  now: Instant,
): void {
  const heard = ledger.unrecorded.splice(0).map(({ happening }) => happening);
  ledger.state = state;
  ledger.epoch = epoch + 1;
  ledger.seq = seq;
  ledger.flushedSeq = seq;
  ledger.written = undefined;
  ledger.recorded.clear();
  for (const word of words) remember(ledger, word.id, { ...word, id: ledger.id });
  // What the lost engine had decided and perhaps not done: doing it again changes nothing.
  ledger.actions.push(...ledger.owes());
  const known = new Set(words.map(({ id }) => id));
  for (const { receivedAt: _, ...message } of heard)
    if (!known.has(message.id) && !isOpening(message)) hear(ledger, message as unknown as Message, now);
  hear(
    ledger,
    {
      id: `${epoch}:${seq}:BACK`,
      by: { kind: 'SYSTEM', id: 'engine' },
      type: 'RECORD_WENT_BACK',
      storedEpoch: epoch,
      storedSeq: seq,
    },
    now,
  );
}

/** A run begun anew although the record knows the subject: its first word was heard long ago. */
const isOpening = (message: object): boolean => 'type' in message && message.type === 'OPENED';

export function carry<State extends object>(ledger: Ledger<State>): Carried<State> {
  const { id, region, state, epoch, seq, heardAt, limits } = ledger;
  return { schemaVersion: 1, id, region, state, epoch, seq, heardAt, limits, answers: [...ledger.answers] };
}
