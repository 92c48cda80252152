import {
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { Activities, Sending } from '../activities';
import type { Action, Heard, PageOrder, PageSent } from './domain/decision';
import type { FaultCode } from './domain/faults';
import { isRefusal } from './domain/faults';
import { workflowIdOf } from './domain/ids';
import type { Flush, Flushed } from './domain/rows';
import type { Instant } from './domain/time';
import { instant } from './domain/time';
import type { Ledger } from './ledger';
import {
  adopt,
  carry,
  flushOf,
  forgetRecorded,
  hear,
  hearRecorded,
  isUnwritten,
  judge,
  makeLedger,
  mayRide,
  noteFlushed,
  recall,
} from './ledger';
import type { Machine } from './machine';
import type { Begin, Message, RefusalDetails } from './messages';
import { standing, tell, told, writeAgain } from './messages';

// The record within the task: one attempt, 300 ms; a database that is away never holds a page back (design.md 4.7).
const here = proxyLocalActivities<Pick<Activities, 'flush'>>({
  startToCloseTimeout: '300 milliseconds',
  scheduleToCloseTimeout: '300 milliseconds',
  retry: { maximumAttempts: 1 },
});
// The record when the first attempt failed: for ever, and nothing waits for it.
const records = proxyActivities<Pick<Activities, 'flush'>>({
  taskQueue: 'records',
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 1.5, maximumInterval: '10 seconds' },
});
// A page that can't be sent in three attempts climbs to the next person instead.
const paging = proxyActivities<Pick<Activities, 'sendPages'>>({
  taskQueue: 'paging',
  startToCloseTimeout: '15 seconds',
  retry: { initialInterval: '500 milliseconds', maximumAttempts: 3 },
});
// An up-referral that can't be opened in eight attempts becomes a person's job.
const opening = proxyActivities<Pick<Activities, 'openEpisode'>>({
  taskQueue: 'records',
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', maximumAttempts: 8 },
});

// The SDK notes the stack of every promise, for its stack-trace query; one frame says where, and costs a tenth of ten.
Error.stackTraceLimit = 1;

/** Workflow time: Temporal replaces Date inside the sandbox, so a replay sees the same instants. */
const now = (): Instant => instant(Date.now());
const ENGINE = { kind: 'SYSTEM', id: 'engine' } as const;

/** Waits for word or for the next clock, asks the rules, carries out what they say. It knows no medicine. */
export async function run<
  State extends object,
  Happening extends Heard,
  Open extends { readonly region: string; readonly id: string },
>(machine: Machine<State, Happening, Open>, begin: Begin<Open, State>): Promise<void> {
  const ledger = makeLedger(machine, begin);
  listen(ledger);
  const alarm = makeAlarm(() => hearOwn(ledger, { type: 'TIME_PASSED' }));

  for (;;) {
    const actions = ledger.actions.splice(0);
    const sending = mayRide(ledger) ? actions.find((action) => action.do === 'PAGE') : undefined;
    for (const action of actions) carryOut(ledger, action, action === sending ? ride(ledger) : undefined);
    label(ledger);
    if (isUnwritten(ledger)) await record(ledger);
    alarm.set(machine.nextDue(ledger.state, now()));
    if (isQuiet(ledger)) {
      if (machine.isClosed(ledger.state)) return;
      if (workflowInfo().historyLength > ledger.limits.continueAfterEvents) {
        alarm.set(undefined);
        await continueAsNew<(begin: Begin<Open, State>) => Promise<void>>({ carried: carry(ledger) });
      }
    }
    const { seq } = ledger;
    const wasQuiet = isQuiet(ledger);
    await condition(
      () => ledger.actions.length > 0 || ledger.seq !== seq || (!wasQuiet && isQuiet(ledger)) || isUnwritten(ledger),
    );
  }
}

const PHASE = defineSearchAttributeKey('Phase', 'KEYWORD');

/** Operators find running things by their phase; a change of it is worth one event. */
function label(ledger: Ledger): void {
  const phase = ledger.label();
  if (phase === undefined || phase === ledger.labelled) return;
  ledger.labelled = phase;
  upsertSearchAttributes([{ key: PHASE, value: phase }]);
}

/** Nothing to do, nothing under way: the only moment a run may end. */
const isQuiet = (ledger: Ledger): boolean =>
  ledger.actions.length === 0 && ledger.inFlight === 0 && !ledger.flushing && ledger.seq === ledger.flushedSeq;

function listen(ledger: Ledger): void {
  setHandler(
    tell,
    (message: Message) => {
      const known = recall(ledger, message.id);
      if (known !== undefined) return known;
      const answer = hear(ledger, message, now());
      if (isRefusal(answer)) throw refusal(answer.refused, answer.because);
      return answer;
    },
    {
      // A refusal leaves no history; a retry of an answered word is never refused.
      validator: (message: Message) => {
        if (recall(ledger, message.id) !== undefined) return;
        const decided = judge(ledger, message, now());
        if (isRefusal(decided)) throw refusal(decided.refused, decided.because);
      },
    },
  );
  setHandler(told, (message: Message) => {
    if (recall(ledger, message.id) === undefined) hear(ledger, message, now());
  });
  setHandler(writeAgain, () => forgetRecorded(ledger));
  setHandler(standing, () => {
    const { kind, id, epoch, seq, flushedSeq } = ledger;
    return { kind, id, epoch, seq, flushedSeq, closed: ledger.isClosed() };
  });
}

function refusal(code: FaultCode, sentence: string): ApplicationFailure {
  const details: RefusalDetails = [code, sentence];
  return ApplicationFailure.nonRetryable(sentence, 'REFUSED', ...details);
}

type Own =
  | { readonly type: 'TIME_PASSED' }
  | { readonly type: 'PAGES_SENT'; readonly sent: readonly PageSent[] }
  | { readonly type: 'ACTION_FAILED'; readonly action: string; readonly detail: string };

/** A word of the engine itself: its id is its place in the run's own order. */
const ownWord = (ledger: Ledger, own: Own) => ({ ...own, id: `${ledger.epoch}.${ledger.seq + 1}`, by: ENGINE });
const hearOwn = (ledger: Ledger, own: Own): void => void hear(ledger, ownWord(ledger, own), now());

/** `riding`: what the record is to hold before it hears what became of the pages. */
function carryOut(ledger: Ledger, action: Action, riding?: Flush): void {
  const failed = (error: unknown) =>
    hearOwn(ledger, { type: 'ACTION_FAILED', action: action.do, detail: `${action.do}:${String(error).slice(0, 80)}` });
  const done = () => {
    ledger.inFlight -= 1;
  };
  ledger.inFlight += 1;
  switch (action.do) {
    case 'PAGE':
      void page(ledger, action.pages, riding).finally(done);
      return;
    case 'TELL':
      void getExternalWorkflowHandle(workflowIdOf(action.to.kind, action.to.region, action.to.id))
        .signal(told, action.message)
        .catch(failed)
        .finally(done);
      return;
    case 'OPEN_EPISODE':
      void opening.openEpisode(action.open).catch(failed).finally(done);
      return;
  }
}

/** Sends pages; what became of them needs no word on record where the sender wrote it and nothing was heard meanwhile. */
async function page(ledger: Ledger, pages: readonly PageOrder[], riding: Flush | undefined): Promise<void> {
  const { seq } = ledger;
  const unreachable = (): Sending => ({
    sent: pages.map(({ id }) => ({ id, fault: 'CHANNEL_UNREACHABLE' })),
    recorded: false,
  });
  const { sent, recorded, flushed } = await paging
    .sendPages({ pages, ...(riding !== undefined && { flush: riding }) })
    .catch(unreachable);
  if (riding !== undefined) settleRide(ledger, riding, flushed);
  const own: Own = { type: 'PAGES_SENT', sent };
  if (recorded && ledger.seq === seq) hearRecorded(ledger, ownWord(ledger, own), now());
  else hearOwn(ledger, own);
}

/** What pages that go out now take with them to the record. */
function ride(ledger: Ledger): Flush {
  const input = flushOf(ledger, now());
  ledger.ridingSeq = input.seq;
  return input;
}

/** The pages are out: unless the record took what they had with them, it is written as ever. */
function settleRide(ledger: Ledger, input: Flush, flushed: Flushed | undefined): void {
  ledger.ridingSeq = 0;
  if (flushed?.state === undefined) {
    if (flushed !== undefined && input.seq > ledger.flushedSeq) noteFlushed(ledger, input);
    return;
  }
  // A later write of our own may have overtaken this one; only beyond what we ever counted is the record ahead.
  const { epoch, seq, state } = flushed;
  if (epoch > ledger.epoch || (epoch === ledger.epoch && seq > ledger.seq)) adopt(ledger, { ...flushed, state }, now());
}

/** Writes what changed; with the database away the rest of the loop goes on. */
async function record(ledger: Ledger): Promise<void> {
  const input = flushOf(ledger, now());
  ledger.flushing = true;
  if (ledger.recordAway) {
    void recordInBackground(ledger, input);
    return;
  }
  const flushed = await here.flush(input).catch(() => undefined);
  if (flushed !== undefined) {
    settleFlush(ledger, input, flushed);
    return;
  }
  ledger.recordAway = true;
  void recordInBackground(ledger, flushOf(ledger, now()));
}

async function recordInBackground(ledger: Ledger, input: Flush): Promise<void> {
  const flushed = await records.flush(input).catch((error: unknown) => {
    // The database is there and will not take these rows: a person must know, and the rows wait.
    hearOwn(ledger, { type: 'ACTION_FAILED', action: 'RECORD', detail: `RECORD:${String(error).slice(0, 80)}` });
    return undefined;
  });
  if (flushed === undefined) {
    await sleep('1 minute');
    ledger.flushing = false;
    return;
  }
  settleFlush(ledger, input, flushed);
  ledger.recordAway = false;
}

function settleFlush(ledger: Ledger, input: Flush, flushed: Flushed): void {
  ledger.flushing = false;
  const { state } = flushed;
  if (state === undefined) noteFlushed(ledger, input);
  else adopt(ledger, { ...flushed, state }, now());
}

/** A timer due this soon (ms) counts as ringing. */
const RINGING_MS = 1000;

/** One timer for a run, armed anew only when the next due moment moves. */
function makeAlarm(ring: () => void): { set: (at: Instant | undefined) => void } {
  let armed: { readonly at: Instant; readonly scope: CancellationScope } | undefined;
  const arm = async (at: Instant) => {
    const scope = new CancellationScope();
    armed = { at, scope };
    try {
      await scope.run(() => sleep(Math.max(1, at - now())));
    } catch (error) {
      if (isCancellation(error)) return; // another moment is due
      throw error;
    }
    if (armed?.scope !== scope) return;
    armed = undefined;
    ring();
  };
  return {
    set: (at) => {
      if (at === armed?.at) return;
      // One that is about to ring is left to: cancelling would race with its ringing, which nobody hears any more.
      if (armed !== undefined && armed.at - now() > RINGING_MS) armed.scope.cancel();
      armed = undefined;
      if (at !== undefined) void arm(at);
    },
  };
}
