import * as documents from '../api/generated/graphql';
import type { Form } from './fields';
import { TIME } from './sheet';

const WHY = { kind: 'TEXT', name: 'reason', label: 'reason', long: true } as const;

/** A form for one hollow or filled dot of the timeline; a correction says why. */
export const milestoneForm = (episodeId: string, code: string, title: string, corrects?: number): Form => ({
  title,
  document: documents.RecordMilestoneDocument,
  fields: corrects === undefined ? [TIME] : [TIME, WHY],
  fixed: { episodeId, code, ...(corrects === undefined ? {} : { corrects }) },
});

/** Takes back a time that was entered in error. */
export const withdrawForm = (episodeId: string, n: number, title: string): Form => ({
  title,
  document: documents.WithdrawMilestoneDocument,
  fields: [WHY],
  fixed: { episodeId, n },
});

type Asked = Pick<documents.QuestionPartsFragment, 'episodeId' | 'kind' | 'code'>;

/** Answers a question of the record: it is right as it is, and why. */
export const confirmForm = ({ episodeId, kind, code }: Asked, title: string): Form => ({
  title,
  document: documents.ConfirmQuestionDocument,
  fields: [WHY],
  fixed: { episodeId, kind, code },
});
