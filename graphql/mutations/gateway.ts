import { builder } from '../builder';
import { handleDeadLetter } from '../deadLetters';
import { asked } from '../telling';
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
}));
