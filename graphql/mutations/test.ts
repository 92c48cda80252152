import { Fault } from '../../activities/platform/faults';
import { builder } from '../builder';
import { present } from '../present';
import { tellAs } from '../telling';
import { timeOf } from '../times';
import { TestBound, TestKind } from '../types/common';
import { TellResult } from '../types/fault';
import { TimeInput } from './inputs';

/** The name of a method is a label, no place for a story. */
const ASSAY = /^[\p{L}\p{N} ./+()-]{1,60}$/u;
const assayOf = (given: string | null | undefined): string | undefined => {
  if (given == null || ASSAY.test(given)) return given ?? undefined;
  throw new Fault('BAD_INPUT', 'The method of a test has up to 60 letters, digits or . / + ( ) -');
};

builder.mutationFields((t) => ({
  reportTest: t.field({
    type: TellResult,
    description: 'A point-of-care or laboratory result, with its unit; a correction names the result it replaces.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      kind: t.arg({ type: TestKind, required: true }),
      value: t.arg.float({ required: true }),
      bound: t.arg({ type: TestBound, description: 'The value lies below or above the number.' }),
      unit: t.arg.string({ required: true, description: 'UCUM; a value without its unit is refused.' }),
      sampled: t.arg({ type: TimeInput, required: true }),
      reported: t.arg({ type: TimeInput, description: 'When it was there to be read; left out: now.' }),
      assay: t.arg.string(),
      limit: t.arg.float({ description: 'The upper limit the laboratory gives beside it.' }),
      corrects: t.arg.int(),
      reason: t.arg.string({ description: 'Why it is corrected.' }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'REPORT_TEST', sent: args, kind: 'EPISODE', id: args.episodeId }, () => {
        const { kind, value, unit, bound, limit, corrects, reason } = args;
        const now = context.now();
        return {
          type: 'TEST_REPORTED',
          report: {
            ...{ kind, value, unit },
            sampled: timeOf(args.sampled, now),
            ...(args.reported == null ? {} : { reported: timeOf(args.reported, now) }),
            ...present({ bound, limit, assay: assayOf(args.assay) }),
          },
          ...present({ corrects, reason }),
        };
      }),
  }),
  measureVitals: t.field({
    type: TellResult,
    description: 'What a person measured by hand, all at one time; each value can be corrected as a result of its own.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      measured: t.arg({ type: TimeInput, required: true }),
      spo2: t.arg.float({ description: 'Per cent.' }),
      sbp: t.arg.float({ description: 'mm Hg.' }),
      dbp: t.arg.float({ description: 'mm Hg.' }),
      pulse: t.arg.float({ description: 'Beats a minute.' }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'MEASURE_VITALS', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'VITALS_MEASURED',
        values: present({ SPO2: args.spo2, SBP: args.sbp, DBP: args.dbp, HR: args.pulse }),
        measured: timeOf(args.measured, context.now()),
      })),
  }),
  withdrawTest: t.field({
    type: TellResult,
    description: 'Takes back a result entered in error; it stays in the record.',
    args: {
      clientId: t.arg.id({ required: true }),
      episodeId: t.arg.id({ required: true }),
      n: t.arg.int({ required: true, description: 'The number of the result.' }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'WITHDRAW_TEST', sent: args, kind: 'EPISODE', id: args.episodeId }, () => ({
        type: 'TEST_WITHDRAWN',
        n: args.n,
        reason: args.reason,
      })),
  }),
}));
