import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { DigestMessage, OpenDigest } from './domain/digest';
import type { EpisodeMessage, OpenEpisode } from './domain/episode';
import type { FaultCode } from './domain/faults';
import type { IncidentMessage, OpenIncident } from './domain/incident';
import type { LabMessage, OpenLab } from './domain/lab';
import type { OpenReading, ReadingMessage } from './domain/reading';
import type { OpenRotaHole, RotaHoleMessage } from './domain/rotaHole';
import type { Instant } from './domain/time';
import type { Outcome, SubjectKind } from './domain/vocabulary';

/** Everything processes say to running things. People speak by `tell` (an update), devices by `told` (a signal). */
export type Message = EpisodeMessage | ReadingMessage | IncidentMessage | LabMessage | RotaHoleMessage | DigestMessage;
export type Opening = OpenEpisode | OpenReading | OpenIncident | OpenLab | OpenRotaHole | OpenDigest;

/** How much a run keeps; from temporal.yaml, so that a change of the file never changes a replay. */
export type Limits = { readonly continueAfterEvents: number; readonly rememberedWords: number };

/** What goes from one run into the next, or from the record into a new run when it is repaired. */
export type Carried<State> = {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly region: string;
  readonly state: State;
  readonly epoch: number;
  readonly seq: number;
  readonly heardAt: Instant;
  readonly limits: Limits;
  readonly answers: readonly (readonly [string, Answer])[];
  /** A repair: nothing is taken as recorded, the first flush writes every row again. */
  readonly recordAll?: boolean;
};

/** What a workflow is started with: its first word, or what an earlier run carried. */
export type Begin<Open, State> = ({ readonly open: Open } | { readonly carried: Carried<State> }) & {
  readonly limits?: Limits;
};

/** What a person hears back: where the record will stand once it holds this word. */
export type Answer = {
  readonly id: string;
  readonly epoch: number;
  readonly seq: number;
  readonly outcome: Outcome;
  /** Fingerprint of the word that was heard under this id first, where it came with one. */
  readonly content?: string;
};

/**
 * Word that is answered; the update id is the message id, and the same id hears the same answer for ever. With it goes a
 * fingerprint of what was said, which the answer repeats: another word under a used id is told from the same one again.
 */
export const tell = defineUpdate<Answer, [Message, (string | undefined)?]>('tell');
/** Word that needs no answer and no worker up; the message id makes it count once. */
export const told = defineSignal<[Message]>('told');
/** The record was restored from an older backup: every row is written again. */
export const writeAgain = defineSignal('writeAgain');
/**
 * What the task before wrote is not in the record (sent before that task ends, so that the next one hears it first), or
 * the pages that writing waits for take their time: it is to be written beside the loop.
 */
export const notWritten = defineSignal('notWritten');
/** Where the running thing stands, for operators: `verify -- engine` compares it with the record. */
export const standing = defineQuery<Standing>('standing');

export type Standing = {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly epoch: number;
  readonly seq: number;
  readonly flushedSeq: number;
  readonly closed: boolean;
};

/** How a refusal travels: `ApplicationFailure.type` is `REFUSED`, its details are `[code, sentence]`. */
export type RefusalDetails = readonly [FaultCode, string];
