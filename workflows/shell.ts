import {
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  isCancellation,
  proxyActivities,
  proxySinks,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { Activities } from '../activities';
import type { Recording } from '../activities/record';
import type { Action, Heard, PageOrder, PageSent } from './domain/decision';
import type { FaultCode } from './domain/faults';
import { isRefusal } from './domain/faults';
import { workflowIdOf } from './domain/ids';
import type { Flush, Flushed } from './domain/rows';
import type { Instant } from './domain/time';
import { instant } from './domain/time';
import type { Ledger } from './ledger';
import { adopt, carry, hear, judge, makeLedger, recall } from './ledger';
import type { Machine } from './machine';
import type { Begin, Message, RefusalDetails } from './messages';
import { notWritten, standing, tell, told, writeAgain } from './messages';
import {
  flushOf,
  forgetRecorded,
  handOver,
  isUnwritten,
  isWritten,
  mayWait,
  noteFlushed,
  settle,
  writeBeside,
} from './recording';

// The record as a task ends, before anybody hears its answer (decision 0020).
const { record: recorder } = proxySinks<Recording>();
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

/** The task under way, by the number of its first event. */
const task = (): number => workflowInfo().historyLength;
/** Workflow time: Temporal replaces Date inside the sandbox, so a replay sees the same instants. */
const now = (): Instant => instant(Date.now());
const ENGINE = { kind: 'SYSTEM', id: 'engine' } as const;

/** Waits for word or for the next clock, asks the rules, carries out what they say. It knows no medicine. */
export async function run<
  State extends object,
  Happening extends Heard,
  Open extends { readonly region: string; readonly id: string },
>(machine: Machine<State, Happening, Open>, begin: Begin<Open, State>): Promise<void> {
  const ledger = makeLedger(machine, begin, task);
  listen(ledger);
  const alarm = makeAlarm(() => hearOwn(ledger, { type: 'TIME_PASSED' }));

  for (;;) {
    for (const action of ledger.actions.splice(0)) carryOut(ledger, action);
    label(ledger);
    if (isUnwritten(ledger)) record(ledger);
    alarm.set(machine.nextDue(ledger.state, now()));
    if (isQuiet(ledger)) {
      if (machine.isClosed(ledger.state)) return;
      if (task() > ledger.limits.continueAfterEvents) {
        alarm.set(undefined);
        // Were it not written, word of it would come before this task may end, and the run would not.
        settle(ledger);
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
  ledger.actions.length === 0 && ledger.inFlight === 0 && !ledger.flushing && isWritten(ledger);

function listen(ledger: Ledger): void {
  setHandler(
    tell,
    (message: Message, content?: string) => {
      const known = recall(ledger, message.id);
      if (known !== undefined) return known;
      const answer = hear(ledger, message, now(), content);
      if (isRefusal(answer)) throw refusal(answer.refused, answer.because);
      return answer;
    },
    {
      // A refusal leaves no history; a retry of an answered word is never refused.
      validator: (message: Message, _content?: string) => {
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
  setHandler(notWritten, () => writeBeside(ledger));
  setHandler(standing, () => {
    const { kind, id, epoch, seq, flushedSeq, written } = ledger;
    return { kind, id, epoch, seq, flushedSeq: written?.seq ?? flushedSeq, closed: ledger.isClosed() };
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
const hearOwn = (ledger: Ledger, own: Own): void =>
  void hear(ledger, { ...own, id: `${ledger.epoch}.${ledger.seq + 1}`, by: ENGINE }, now());

function carryOut(ledger: Ledger, action: Action): void {
  const failed = (error: unknown) =>
    hearOwn(ledger, { type: 'ACTION_FAILED', action: action.do, detail: `${action.do}:${String(error).slice(0, 80)}` });
  const done = () => {
    ledger.inFlight -= 1;
  };
  ledger.inFlight += 1;
  switch (action.do) {
    case 'PAGE':
      void page(ledger, action.pages).finally(done);
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

/** Sends pages and hears what became of each; where both can be one write, the record waits for that. */
async function page(ledger: Ledger, pages: readonly PageOrder[]): Promise<void> {
  if (mayWait(ledger)) ledger.heldSeq = ledger.seq;
  const sent = await paging
    .sendPages(pages)
    .catch(() => pages.map(({ id }): PageSent => ({ id, fault: 'CHANNEL_UNREACHABLE' })));
  ledger.heldSeq = 0;
  hearOwn(ledger, { type: 'PAGES_SENT', sent });
}

/** Writes what changed; with the database away the rest of the loop goes on. */
function record(ledger: Ledger): void {
  const input = flushOf(ledger, now());
  if (ledger.recordAway) {
    ledger.flushing = true;
    void recordInBackground(ledger, input);
    return;
  }
  handOver(ledger, input);
  recorder.write(input);
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
