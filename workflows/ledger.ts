import type { Action, Decided, Decision, Heard } from './domain/decision';
import type { Refusal } from './domain/faults';
import { isRefusal } from './domain/faults';
import type { Flush, Flushed, HappeningRow, Row } from './domain/rows';
import type { Instant } from './domain/time';
import { instant } from './domain/time';
import type { Outcome, SubjectKind } from './domain/vocabulary';
import type { Machine } from './machine';
import type { Answer, Begin, Carried, Limits, Message } from './messages';

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
  flushing: boolean;
  /** The word up to which pages on their way take the record with them. */
  ridingSeq: number;
  /** The last write failed: until one succeeds, writing happens beside the loop. */
  recordAway: boolean;
  readonly actions: Action[];
  readonly answers: Map<string, Answer>;
  /** Words the record does not hold yet, as rows and as they were heard. */
  readonly unrecorded: { readonly row: HappeningRow; readonly happening: Happening }[];
  /** Rows as the record holds them: a sum of each by a sum of its key, because thousands of runs lie in memory. */
  readonly recorded: Map<number, number>;
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
/** Words of the engine to itself: their effects are rows of their own, so the story does not tell them. */
const UNTOLD = new Set(['TIME_PASSED', 'PAGES_SENT']);

/** Nothing under way yet. */
const AT_REST = { inFlight: 0, flushing: false, recordAway: false, judged: undefined, labelled: undefined } as const;

export function makeLedger<
  State extends object,
  Happening extends Heard,
  Open extends { readonly region: string; readonly id: string },
>(machine: Machine<State, Happening, Open>, begin: Begin<Open, State>): Ledger<State, Happening> {
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
    ridingSeq: 0,
    heardAt: carried?.heardAt ?? heardAt,
    ...AT_REST,
    actions: [],
    answers: new Map(carried?.answers),
    unrecorded: [],
    recorded: new Map(),
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
  remark(ledger, ledger.rows());
  ledger.labelled = ledger.label();
}

/** Nothing is taken as written any more: the next flush writes every row. */
export function forgetRecorded(ledger: Ledger): void {
  ledger.recorded.clear();
  ledger.seq += 1;
}

/** Stamps a word from outside with the moment the engine heard it. */
const stamped = (message: Message, now: Instant) => ({ ...message, receivedAt: now });

/** The answer an earlier call of the same word got, in this run or one before. */
export const recall = (ledger: Ledger, id: string): Answer | undefined => ledger.answers.get(id);

/** Decides a word without applying it; what follows at once in the same task need not decide again. */
export function judge(ledger: Ledger, message: Message, now: Instant): Decided<object> {
  const decided = ledger.judge(message, now);
  ledger.judged = { id: message.id, seq: ledger.seq, decided };
  return decided;
}

const judgedBefore = ({ judged, seq }: Ledger, { id }: Message): Decided<object> | undefined =>
  judged?.id === id && judged.seq === seq ? judged.decided : undefined;

/** Decides one word and applies it at once; only its actions wait. */
export function hear(ledger: Ledger, message: Message, now: Instant): Answer | Refusal {
  const decided = judgedBefore(ledger, message) ?? ledger.judge(message, now);
  ledger.judged = undefined;
  const happening = stamped(message, now);
  if (isRefusal(decided)) {
    // Only word nobody waits for comes here refused: it is kept, with its outcome.
    note(ledger, happening, { outcome: 'REFUSED', actions: [] });
    return decided;
  }
  ledger.state = decided.next;
  return note(ledger, happening, decided);
}

/** Applies a word whose effect the record holds already: nothing is left to write. */
export function hearRecorded(ledger: Ledger, message: Message, now: Instant): void {
  const decided = ledger.judge(message, now);
  if (isRefusal(decided) || decided.actions.length > 0) hear(ledger, message, now);
  else ledger.state = decided.next;
}

function note(
  ledger: Ledger,
  happening: Heard,
  { outcome, actions }: Pick<Decision<object>, 'outcome' | 'actions'>,
): Answer {
  ledger.seq += 1;
  ledger.heardAt = happening.receivedAt;
  ledger.actions.push(...actions);
  ledger.unrecorded.push({ row: rowOf(happening, ledger.seq, outcome), happening });
  const answer: Answer = { id: ledger.id, epoch: ledger.epoch, seq: ledger.seq, outcome };
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

const keyOf = (row: Row): string => {
  if ('id' in row) return `${row.table}:${row.id}`;
  if ('n' in row) return `${row.table}:${row.n}`;
  if ('target' in row) return `${row.table}:${row.target}`;
  return 'kind' in row ? `${row.table}:${row.kind}` : row.table;
};

/** Looking up a global in Temporal's sandbox costs a hundred times what the multiplication does. */
const { imul } = Math;

/** 53 bits of a text: two rows of one run that differ and have the same are not to be expected in a lifetime. */
export function sumOf(text: string): number {
  let low = 0xdeadbeef | 0;
  let high = 0x41c6ce57;
  const { length } = text;
  for (let place = 0; place < length; place++) {
    const code = text.charCodeAt(place);
    low = imul(low ^ code, 2654435761);
    high = imul(high ^ code, 1597334677);
  }
  low = imul(low ^ (low >>> 16), 2246822507) ^ imul(high ^ (high >>> 13), 3266489909);
  high = imul(high ^ (high >>> 16), 2246822507) ^ imul(low ^ (low >>> 13), 3266489909);
  return 4294967296 * (2097151 & high) + (low >>> 0);
}

const remark = (ledger: Ledger, rows: readonly Row[]): void => {
  for (const row of rows) ledger.recorded.set(sumOf(keyOf(row)), sumOf(JSON.stringify(row)));
};

/** Something is left to write that nothing under way writes. */
export const isUnwritten = ({ seq, flushedSeq, ridingSeq, flushing }: Ledger): boolean =>
  !flushing && seq > Math.max(flushedSeq, ridingSeq);

/**
 * Whether the record may be written by the activity that sends the pages, which spares a clock the wait for it: not
 * where a person waits to hear that their word is on record, nor while the record is away or is to get every row again.
 */
export const mayRide = (ledger: Ledger): boolean =>
  isUnwritten(ledger) &&
  !ledger.recordAway &&
  ledger.recorded.size > 0 &&
  ledger.unrecorded.every(({ happening }) => happening.by.kind !== 'HUMAN');

/** Everything the record does not hold yet, as one write. */
export function flushOf(ledger: Ledger, now: Instant): Flush {
  const { kind, id, region, epoch, seq, state } = ledger;
  if (now > ledger.heardAt) ledger.heardAt = now;
  const rows = ledger.rows().filter((row) => ledger.recorded.get(sumOf(keyOf(row))) !== sumOf(JSON.stringify(row)));
  const happenings = ledger.unrecorded.map(({ row }) => row).filter(({ type }) => !UNTOLD.has(type));
  return { kind, id, region, epoch, seq, closed: ledger.isClosed(), state, rows, happenings };
}

export function noteFlushed(ledger: Ledger, { seq, rows }: Flush): void {
  ledger.flushedSeq = seq;
  remark(ledger, rows);
  const held = ledger.unrecorded.findIndex(({ row }) => row.seq > seq);
  ledger.unrecorded.splice(0, held === -1 ? ledger.unrecorded.length : held);
  // Only what the record holds may leave the state.
  if (ledger.seq === seq) ledger.prune();
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
