import type { Flush, Row } from './domain/rows';
import type { Instant } from './domain/time';
import type { Ledger } from './ledger';

/** A write of the task that began at event `task`: up to which word, and the sums of its rows. */
export type Written = { readonly task: number; readonly seq: number; readonly sums: Sums };
/** Of each row the sum of its key and of itself, one after the other: flat, because thousands of runs lie in memory. */
type Sums = readonly number[];

/** Words of the engine to itself: their effects are rows of their own, so the story does not tell them. */
const UNTOLD = new Set(['TIME_PASSED', 'PAGES_SENT']);

const keyOf = (row: Row): string => {
  if ('id' in row) return `${row.table}:${row.id}`;
  if ('n' in row) return `${row.table}:${row.n}`;
  if ('target' in row) return `${row.table}:${row.target}`;
  return 'kind' in row ? `${row.table}:${row.kind}` : row.table;
};

/** Looking up a global in Temporal's sandbox costs a hundred times what a multiplication does. */
const { imul } = Math;
const { stringify } = JSON;

/** 53 bits of a text: two rows of one run that differ and have the same are not to be expected in a lifetime. */
function sumOf(text: string): number {
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

const sumsOf = (rows: readonly Row[]): Sums => rows.flatMap((row) => [sumOf(keyOf(row)), sumOf(stringify(row))]);

function remark(ledger: Ledger, sums: Sums): void {
  for (let place = 0; place < sums.length; place += 2) ledger.recorded.set(sums[place] ?? 0, sums[place + 1] ?? 0);
}

/** The record holds every row as it is now. */
export const remarkAll = (ledger: Ledger): void => remark(ledger, sumsOf(ledger.rows()));

/** Something is left to write that nothing under way writes. */
export const isUnwritten = ({ seq, flushedSeq, written, heldSeq, flushing }: Ledger): boolean =>
  !flushing && seq > Math.max(flushedSeq, written?.seq ?? 0, heldSeq);

/** All that was heard is in the record, or goes there as this task ends. */
export const isWritten = ({ seq, flushedSeq, written }: Ledger): boolean => seq === (written?.seq ?? flushedSeq);

/**
 * Whether writing may wait until pages are out, so that both are one write: not where a person waits to hear that their
 * word is on record, nor while the record is away or is to get every row again.
 */
export const mayWait = (ledger: Ledger): boolean =>
  isUnwritten(ledger) &&
  !ledger.recordAway &&
  ledger.recorded.size > 0 &&
  ledger.unrecorded.every(({ happening }) => happening.by.kind !== 'HUMAN');

/** Everything the record does not hold yet, as one write. */
export function flushOf(ledger: Ledger, now: Instant): Flush {
  const { kind, id, region, epoch, seq, state } = ledger;
  if (now > ledger.heardAt) ledger.heardAt = now;
  const rows = ledger.rows().filter((row) => ledger.recorded.get(sumOf(keyOf(row))) !== sumOf(stringify(row)));
  const happenings = ledger.unrecorded.map(({ row }) => row).filter(({ type }) => !UNTOLD.has(type));
  return { kind, id, region, epoch, seq, closed: ledger.isClosed(), state, rows, happenings };
}

/** The task under way hands a write to the record as it ends. */
export function handOver(ledger: Ledger, { seq, rows }: Flush): void {
  ledger.written = { task: ledger.task(), seq, sums: sumsOf(rows) };
}

/** What was handed over counts as held. */
export function settle(ledger: Ledger): void {
  const { written } = ledger;
  ledger.written = undefined;
  if (written !== undefined) noteHeld(ledger, written);
}

/** In a later task than the one that wrote: the record holds it, or this task would have heard so first. */
export function settleEarlier(ledger: Ledger): void {
  if (ledger.written !== undefined && ledger.written.task !== ledger.task()) settle(ledger);
}

/** The write of the task before did not get through, or waits too long: all of it is written beside the loop. */
export function writeBeside(ledger: Ledger): void {
  ledger.written = undefined;
  ledger.heldSeq = 0;
  ledger.recordAway = true;
}

/** Nothing is taken as written any more: the next flush writes every row. */
export function forgetRecorded(ledger: Ledger): void {
  ledger.written = undefined;
  ledger.recorded.clear();
  ledger.seq += 1;
}

export const noteFlushed = (ledger: Ledger, { seq, rows }: Flush): void =>
  noteHeld(ledger, { seq, sums: sumsOf(rows) });

function noteHeld(ledger: Ledger, { seq, sums }: Pick<Written, 'seq' | 'sums'>): void {
  ledger.flushedSeq = seq;
  remark(ledger, sums);
  const held = ledger.unrecorded.findIndex(({ row }) => row.seq > seq);
  ledger.unrecorded.splice(0, held === -1 ? ledger.unrecorded.length : held);
  // Only what the record holds may leave the state.
  if (ledger.seq === seq) ledger.prune();
}
