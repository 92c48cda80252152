import { Fault } from '../../activities/platform/faults';
import { readStoredEpisodes } from '../../prisma/storedEpisodes';
import { readClock } from '../../workflows/domain/clocks';
import type { ClockReading } from '../../workflows/domain/clocks';
import type { Episode } from '../../workflows/domain/episode';
import { FEEDBACK_TARGETS } from '../../workflows/domain/feedback';
import { when } from '../../workflows/domain/milestones';
import { phaseOf } from '../../workflows/domain/phase';
import type { Instant } from '../../workflows/domain/time';
import { DAY_MS } from '../../workflows/domain/time';
import type { Role } from '../../workflows/domain/vocabulary';
import { builder } from '../builder';
import type { Context } from '../context';
import { onRecord } from '../record';
import { ClockStatus, CloseReason, Phase, Role as RoleEnum, Strategy } from './common';
import { personBy, siteBy } from './people';

/** How far back (ms) a sender looks. */
const SHOWN_MS = 90 * DAY_MS;

type Told = {
  readonly episodeId: string;
  readonly role: Role;
  readonly siteId: string;
  readonly personId: string | null;
  readonly sentAt: Date | null;
  readonly ackAt: Date | null;
  readonly ackBy: string | null;
};
type Shape = { readonly episode: Episode; readonly times: readonly ClockReading[]; readonly told: readonly Told[] };

const FeedbackTime = builder.objectRef<ClockReading>('FeedbackTime').implement({
  fields: (t) => ({
    target: t.exposeString('code'),
    status: t.expose('status', { type: ClockStatus }),
    tookMin: t.exposeFloat('tookMin', { nullable: true }),
    limitMin: t.exposeFloat('limitMin', { nullable: true }),
  }),
});

const FeedbackTold = builder.objectRef<Told>('FeedbackTold').implement({
  description: 'Who was told, and who has seen it.',
  fields: (t) => ({
    role: t.expose('role', { type: RoleEnum }),
    site: t.field(siteBy(({ siteId }) => siteId)),
    person: t.field(personBy(({ personId }) => personId, 'Who recorded the ECG, or was on duty.')),
    sentAt: t.field({ type: 'Instant', nullable: true, resolve: ({ sentAt }) => sentAt }),
    seenAt: t.field({ type: 'Instant', nullable: true, resolve: ({ ackAt }) => ackAt }),
    seenBy: t.field(personBy(({ ackBy }) => ackBy)),
  }),
});

const Feedback = builder.objectRef<Shape>('Feedback').implement({
  description: 'How it went with a patient a site sent: outcome and times (clinical.md 3.3).',
  fields: (t) => ({
    episodeId: t.id({ resolve: ({ episode }) => episode.id }),
    openedAt: t.field({ type: 'Instant', resolve: ({ episode }) => episode.openedAt }),
    phase: t.field({ type: Phase, resolve: ({ episode }) => phaseOf(episode) }),
    closeReason: t.field({ type: CloseReason, nullable: true, resolve: ({ episode }) => episode.closed?.reason }),
    died: t.boolean({ resolve: ({ episode }) => when(episode.milestones, 'DEATH') !== undefined }),
    strategy: t.field({ type: Strategy, nullable: true, resolve: ({ episode }) => episode.choice?.strategy }),
    culprit: t.string({ nullable: true, resolve: ({ episode }) => episode.result?.culprit }),
    timiAfter: t.int({ nullable: true, resolve: ({ episode }) => episode.result?.timiAfter }),
    times: t.expose('times', { type: [FeedbackTime] }),
    told: t.expose('told', { type: [FeedbackTold] }),
  }),
});

/** A site reads of the patients it sent; the chest-pain centre reads of everybody’s. */
function assertSender({ actor }: Pick<Context, 'actor'>, siteId: string): void {
  const mayRead = actor?.duties.some(
    ({ siteId: own, role }) => own === siteId || role === 'COORDINATOR' || role === 'DUTY_DIRECTOR',
  );
  if (mayRead !== true) throw new Fault('NOT_ALLOWED', 'Feedback is read by the site that sent the patient.');
}

const TOLD = `
  SELECT p.subject_id AS "episodeId", p.role, p.site_id AS "siteId", p.person_id AS "personId", p.sent_at AS "sentAt", p.ack_at AS "ackAt",
         p.ack_by AS "ackBy"
    FROM page p WHERE p.subject_id = ANY ($1) AND p.because->>'reason' = 'FEEDBACK' ORDER BY p.asked_at, p.id`;

const timesOf = (episode: Episode, now: Instant): readonly ClockReading[] =>
  FEEDBACK_TARGETS.flatMap((code) => {
    const reading = readClock(code, episode, now);
    return reading?.tookMin === undefined || reading.status === 'VOID' ? [] : [reading];
  });

type Whose = { readonly of: string; readonly as: 'SENDING' | 'TOLD' };

const read = (context: Context, whose: Whose): Promise<readonly Shape[]> =>
  onRecord(async () => {
    const { pool, directory } = context;
    const now = context.now();
    const window = { ...whose, from: now - SHOWN_MS, to: now + 1 };
    const episodes = await readStoredEpisodes(pool, window, directory.editions());
    const { rows } = await pool.query<Told>(TOLD, [episodes.map(({ id }) => id)]);
    return episodes.map((episode) => ({
      episode,
      times: timesOf(episode, now),
      told: rows.filter(({ episodeId }) => episodeId === episode.id),
    }));
  });

builder.queryFields((t) => ({
  feedback: t.field({
    type: [Feedback],
    description: 'Of the last 90 days, newest first; drills are nobody’s patient.',
    args: { siteId: t.arg.id({ required: true }) },
    resolve: (_, { siteId }, context) => {
      assertSender(context, siteId);
      return read(context, { of: siteId, as: 'SENDING' });
    },
  }),
  feedbackForMe: t.field({
    type: [Feedback],
    description: 'The same of the patients whose outcome I was told by name, wherever I work now.',
    resolve: (_, __, context) =>
      context.actor === undefined ? [] : read(context, { of: context.actor.personId, as: 'TOLD' }),
  }),
}));
