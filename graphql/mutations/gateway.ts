import { reviewAlarms } from '../alarmReviewChanges';
import { builder } from '../builder';
import { handleDeadLetter } from '../deadLetters';
import { asked } from '../telling';
import { AlarmReviewOutcome } from '../types/common';
import { TellResult } from '../types/fault';

builder.mutationFields((t) => ({
  handleDeadLetter: t.field({
    type: TellResult,
    description: 'A person has looked into a refused message.',
    args: {
      clientId: t.arg.id({ required: true }),
      deadLetterId: t.arg.id({ required: true }),
      remark: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      asked(context, 'HANDLE_DEAD_LETTER', args, (by) => {
        const { deadLetterId: id, remark, clientId } = args;
        return handleDeadLetter(context, { id, remark, clientId }, by);
      }),
  }),
  reviewAlarms: t.field({
    type: TellResult,
    description: 'A person has looked through the alarms of a patient’s week (clinical.md 6.4).',
    args: {
      clientId: t.arg.id({ required: true }),
      patientId: t.arg.id({ required: true }),
      outcome: t.arg({ type: AlarmReviewOutcome, required: true, description: 'What was changed.' }),
      remark: t.arg.string({ required: true, description: 'What was found.' }),
    },
    resolve: (_, args, context) =>
      asked(context, 'REVIEW_ALARMS', args, (by) => {
        const { patientId, outcome, remark } = args;
        return reviewAlarms(context, { patientId, outcome, remark }, by, args.clientId);
      }),
  }),
}));
