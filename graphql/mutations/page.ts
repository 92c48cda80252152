import { builder } from '../builder';
import { tellAs } from '../telling';
import { TellResult } from '../types/fault';
import { SubjectKind } from '../types/common';

builder.mutationFields((t) => ({
  acknowledgePage: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      subjectKind: t.arg({ type: SubjectKind, required: true }),
      subjectId: t.arg.id({ required: true }),
      pageId: t.arg.id({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'ACKNOWLEDGE_PAGE', sent: args, kind: args.subjectKind, id: args.subjectId }, () => ({
        type: 'PAGE_ACKNOWLEDGED',
        pageId: args.pageId,
      })),
  }),
  clearNobody: t.field({
    type: TellResult,
    args: {
      clientId: t.arg.id({ required: true }),
      subjectKind: t.arg({ type: SubjectKind, required: true }),
      subjectId: t.arg.id({ required: true }),
      ladder: t.arg.string({ required: true }),
      reason: t.arg.string({ required: true }),
    },
    resolve: (_, args, context) =>
      tellAs(context, { action: 'CLEAR_NOBODY', sent: args, kind: args.subjectKind, id: args.subjectId }, () => ({
        type: 'NOBODY_CLEARED',
        ladder: args.ladder,
        reason: args.reason,
      })),
  }),
}));
