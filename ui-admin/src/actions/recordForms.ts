import * as documents from '../api/generated/graphql';
import type { Form, TimeValue } from './fields';
import { type Sheet, TIME, WHY } from './sheet';

/** What corrections of an episode as a whole ask: clinical.md R1, R25, END. */
export const RECORD_SHEETS = {
  IDENTIFY_PATIENT: {
    document: documents.IdentifyPatientDocument,
    fields: [
      { kind: 'PATIENT', name: 'patientId', label: 'patient' },
      { kind: 'TEXT', name: 'identifiers', label: 'identifiers' },
    ],
  },
  MERGE_EPISODES: {
    document: documents.MergeEpisodesDocument,
    fields: [{ kind: 'EPISODE', name: 'intoEpisodeId', label: 'intoEpisode' }, WHY],
  },
  REOPEN_EPISODE: { document: documents.ReopenEpisodeDocument, fields: [WHY] },
  MOVE_TO_EDITION: {
    document: documents.MoveToEditionDocument,
    fields: [{ kind: 'EDITION', name: 'edition', label: 'edition' }, WHY],
  },
} as const satisfies Partial<Record<documents.Action, Sheet>>;

type Standing = { readonly n: number; readonly time?: TimeValue };

type Timed = { readonly id: string; readonly closedAt: string | null };

/**
 * A form for one hollow or filled dot of the timeline; a correction starts from what stands, and says why, as does
 * whatever is told after the end.
 */
export const milestoneForm = (episode: Timed, code: string, title: string, corrects?: Standing): Form => ({
  title,
  document: documents.RecordMilestoneDocument,
  fields: corrects === undefined && episode.closedAt === null ? [TIME] : [TIME, WHY],
  fixed: { episodeId: episode.id, code, ...(corrects === undefined ? {} : { corrects: corrects.n }) },
  ...(corrects?.time === undefined ? {} : { initial: { time: corrects.time } }),
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

type EcgOf = { readonly episodeId: string; readonly ecgId: string };

export const doubtForm = (fixed: EcgOf, title: string): Form => ({
  title,
  document: documents.DoubtIdentityDocument,
  fields: [WHY],
  fixed,
});

export const settleForm = (fixed: EcgOf, title: string): Form => ({
  title,
  document: documents.SettleIdentityDocument,
  fields: [],
  fixed,
});

/** Another patient's ECG: everybody who was told hears so. */
export const retractForm = (fixed: EcgOf, title: string): Form => ({
  title,
  document: documents.RetractEcgDocument,
  fields: [WHY, { kind: 'EPISODE', name: 'toEpisodeId', label: 'toEpisode', optional: true }],
  fixed,
});

/** Merges an episode into the one that was proposed. */
export const mergeForm = (episodeId: string, intoEpisodeId: string, title: string): Form => ({
  title,
  document: documents.MergeEpisodesDocument,
  fields: [WHY],
  fixed: { episodeId, intoEpisodeId },
});

export const samePersonForm = (patientId: string, title: string): Form => ({
  title,
  document: documents.LinkPatientsDocument,
  fields: [{ kind: 'PATIENT', name: 'sameAsId', label: 'samePerson' }, WHY],
  fixed: { patientId },
});

export const twoPeopleForm = (linkId: string, title: string): Form => ({
  title,
  document: documents.UnlinkPatientsDocument,
  fields: [WHY],
  fixed: { linkId },
});

/** Gives an ECG to the episode it belongs to; one that was given before needs a reason. */
export const linkReadingForm = (readingId: string, title: string, wasGiven = false): Form => ({
  title,
  document: documents.LinkReadingDocument,
  fields: [
    { kind: 'EPISODE', name: 'episodeId', label: 'episode' },
    ...(wasGiven ? [{ kind: 'TEXT', name: 'reason', label: 'reason', long: true } as const] : []),
  ],
  fixed: { readingId },
});
