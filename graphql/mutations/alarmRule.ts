import { Fault } from '../../activities/platform/faults';
import { approveRules, draftRules, setLimits } from '../alarmRuleChanges';
import { builder } from '../builder';
import { present } from '../present';
import { asked } from '../telling';
import { readInstant } from '../times';
import { AlarmRuleChange, changesOf } from '../types/alarmRule';
import { TellResult } from '../types/fault';

const StBaseline = builder.inputType('StBaseline', {
  fields: (t) => ({ lead: t.string({ required: true }), mv: t.float({ required: true }) }),
});

builder.mutationFields((t) => ({
  draftAlarmRules: t.field({
    type: TellResult,
    description: 'A new edition of the stream rules; it counts once somebody else has approved it.',
    args: {
      clientId: t.arg.id({ required: true }),
      edition: t.arg.string({ required: true }),
      effectiveFrom: t.arg({ type: 'Instant', required: true }),
      changes: t.arg({ type: [AlarmRuleChange], required: true }),
      note: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      asked(context, 'DRAFT_ALARM_RULES', args, (by) => {
        const { edition, note } = args;
        const draft = {
          edition,
          note,
          effectiveFrom: readInstant(args.effectiveFrom),
          changes: changesOf(args.changes),
        };
        return draftRules(context, draft, by, args.clientId);
      }),
  }),
  approveAlarmRules: t.field({
    type: TellResult,
    args: { clientId: t.arg.id({ required: true }), edition: t.arg.string({ required: true }) },
    resolve: (_, args, context) =>
      asked(context, 'APPROVE_ALARM_RULES', args, (by) => approveRules(context, args.edition, by, args.clientId)),
  }),
  setAlarmLimits: t.field({
    type: TellResult,
    description: 'A patient’s own limits; they go no further than the next graver rule, which holds for everybody.',
    args: {
      clientId: t.arg.id({ required: true }),
      patientId: t.arg.id({ required: true }),
      knownAf: t.arg.boolean({ required: true }),
      hrLow: t.arg.float(),
      hrHigh: t.arg.float({ description: 'At rest.' }),
      spo2Low: t.arg.float(),
      stBaselines: t.arg({ type: [StBaseline] }),
      highWatchUntil: t.arg({ type: 'Instant' }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      asked(context, 'SET_ALARM_LIMITS', args, (by) => {
        const { patientId, knownAf, reason, highWatchUntil } = args;
        const baselines = args.stBaselines ?? [];
        if (baselines.length > 18) throw new Fault('BAD_INPUT', 'An ECG has at most 18 leads.');
        const own = {
          ...{ patientId, knownAf, reason },
          limits: present({ HR_LOW: args.hrLow, HR_HIGH: args.hrHigh, SPO2_LOW: args.spo2Low }),
          stBaselineMv: Object.fromEntries(baselines.map(({ lead, mv }) => [lead, mv])),
          ...(highWatchUntil && { highWatchUntil: readInstant(highWatchUntil) }),
        };
        return setLimits(context, own, by, args.clientId);
      }),
  }),
}));
