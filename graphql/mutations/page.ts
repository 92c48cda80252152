import { builder } from '../builder';
import { pending } from '../pending';
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
    resolve: pending,
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
    resolve: pending,
  }),
}));
