import { bedsideMoved } from './bedsideRules';
import type { Action, Decided } from './decision';
import { applied, duplicate } from './decision';
import { withConsultsOf } from './consultRules';
import { withDrugsOf } from './drugRules';
import { ecgTaken } from './ecgMoveRules';
import type { Episode, EpisodeHappening, Of, PlanTask } from './episode';
import { isRefusal, refuse } from './faults';
import { known } from './known';
import { standing, when } from './milestones';
import type { MovedFacts } from './moved';
import { standingOverlay } from './overlays';
import { endRuns, withRun } from './runs';
import { withTestsOf } from './testRules';

/** Two episodes of one event (R1): one goes on with everything that is known, the other ends and points to it. */

/** What only one of two may have done is why that one goes on: merging never ends it. */
const STEPS: readonly { readonly taken: (episode: Episode) => boolean; readonly because: string }[] = [
  { taken: ({ activation }) => activation !== undefined, because: 'The cath lab is activated for this one' },
  { taken: ({ milestones }) => when(milestones, 'LYSIS_START') !== undefined, because: 'Lysis was given in this one' },
  { taken: ({ legs }) => legs.length > 0, because: 'The patient was admitted in this one' },
];

/** The one that ends: closed as a duplicate, its facts handed on, everybody it asked told where it goes on. */
export function episodeMerged(episode: Episode, happening: Of<'EPISODE_MERGED'>): Decided<Episode> {
  const { into, reason, by, receivedAt } = happening;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Every exit to a closed state needs a named person.');
  if (into.episodeId === episode.id) return refuse('BAD_INPUT', 'An episode is not merged into itself.');
  if (reason.trim() === '') return refuse('REASON_NEEDED', 'Say how you know that both are one event.');
  const step = STEPS.find(({ taken }) => taken(episode));
  if (step !== undefined) return refuse('WRONG_PHASE', `${step.because}: let it go on, and merge the other into it.`);
  const tasks = episode.tasks.map((task): PlanTask =>
    task.status === 'OPEN' ? { ...task, status: 'CANCELLED' } : task,
  );
  const closed = { reason: 'DUPLICATE', by: by.id, at: receivedAt } as const;
  const ended = endRuns({ ...episode, tasks, closed, mergedInto: into }, '', receivedAt);
  const told = episode.told.reduce((next, role) => withRun(next, `MERGED:1:${role}`, receivedAt), ended);
  return applied(told, ...owedMerge(told));
}

/** What the survivor is told; after a restore it is told again and counts once. */
export function owedMerge(episode: Episode): readonly Action[] {
  const { id, region, mergedInto, ecgs } = episode;
  if (mergedInto === undefined) return [];
  const by = { kind: 'SYSTEM', id } as const;
  const readings = ecgs.filter(({ report }) => report === undefined);
  return [
    {
      do: 'TELL',
      to: { kind: 'EPISODE', region, id: mergedInto.episodeId },
      message: { id: `${id}:MERGED`, by, type: 'FACTS_MOVED', fromEpisodeId: id, facts: movedFacts(episode) },
    },
    ...readings.map(({ readingId }): Action => ({
      do: 'TELL',
      to: { kind: 'READING', region, id: readingId },
      message: { id: `${id}:MERGED:${readingId}`, by, type: 'EPISODE_LINKED', ...mergedInto },
    })),
  ];
}

const movedFacts = (episode: Episode): MovedFacts => {
  const { killip, weightKg, choice, index, tests, drugs, bedside, consults } = episode;
  return {
    // times an ECG brought come with the ECG
    milestones: standing(episode.milestones).filter(({ ecgId }) => ecgId === undefined),
    ecgs: episode.ecgs,
    overlays: episode.overlays,
    checklist: episode.checklist,
    consents: episode.consents,
    ...known({ killip, weightKg, choice, index, tests, drugs, bedside, consults }),
  };
};

/** The one that goes on: what it does not know yet it takes over, what it knows itself it keeps. */
export function factsMoved(episode: Episode, happening: Of<'FACTS_MOVED'>): Decided<Episode> {
  const { fromEpisodeId, facts, receivedAt } = happening;
  if (episode.merged.includes(fromEpisodeId)) return duplicate(episode);
  const { choice, killip, weightKg, index, tests, drugs, consults, bedside = [], ...rest } = facts;
  const mine = episode;
  const own = known({
    choice: mine.choice ?? choice,
    killip: mine.killip ?? killip,
    weightKg: mine.weightKg ?? weightKg,
    index: mine.index ?? index,
  });
  const measured = withDrugsOf(withTestsOf(episode, fromEpisodeId, tests), fromEpisodeId, drugs);
  const taken: Episode = {
    ...withConsultsOf(measured, consults, receivedAt),
    ...own,
    merged: [...episode.merged, fromEpisodeId],
    checklist: { ...rest.checklist, ...episode.checklist },
    consents: { ...rest.consents, ...episode.consents },
    overlays: [
      ...episode.overlays,
      ...rest.overlays.filter(
        (span) => span.until !== undefined || standingOverlay(episode, span.overlay) === undefined,
      ),
    ],
  };
  const timed = rest.milestones
    .filter(({ code }) => code !== 'STRATEGY' || mine.choice === undefined)
    .reduce((next, entry): Episode => {
      // what it corrected stays behind, with the numbers of the other list
      const { corrects: _, ...told } = entry;
      const moved = { ...told, n: next.milestones.length + 1, fromEpisodeId };
      return { ...next, milestones: [...next.milestones, moved] };
    }, taken);
  const dispatched = when(timed.milestones, 'DISPATCH') === undefined ? timed : endRuns(timed, 'DISPATCH', receivedAt);
  const arrested =
    standingOverlay(dispatched, 'ARREST') === undefined ? dispatched : withRun(dispatched, 'ARREST', receivedAt);
  const read = bedsideMoved(arrested, bedside, happening);
  return applied(rest.ecgs.reduce((next, ecg) => takeEcg(next, ecg, happening), read));
}

function takeEcg(episode: Episode, ecg: MovedFacts['ecgs'][number], happening: Of<'FACTS_MOVED'>): Episode {
  const { ecgId, readingId, acquiredAt, receivedAt: arrivedAt, report, doubt, takenBy } = ecg;
  const decided = ecgTaken(episode, {
    id: happening.id,
    by: happening.by,
    receivedAt: happening.receivedAt,
    type: 'ECG_RECEIVED',
    ...{ ecgId, readingId, ecgReceivedAt: arrivedAt, ...known({ takenBy }) },
    acquired: { at: acquiredAt, precision: 'SECOND', source: 'DEVICE' },
    moved: { at: happening.receivedAt, ...known({ report: doubt === undefined ? report : undefined }) },
  });
  if (isRefusal(decided)) return episode;
  if (doubt === undefined) return decided.next;
  return { ...decided.next, ecgs: decided.next.ecgs.map((one) => (one.ecgId === ecgId ? ecg : one)) };
}

/** What still reaches the one that ended goes on to the other. */
export function forwarded(episode: Episode, happening: EpisodeHappening): Decided<Episode> | undefined {
  const { mergedInto, region } = episode;
  if (mergedInto === undefined) return undefined;
  if (happening.type !== 'ECG_RECEIVED' && happening.type !== 'ECG_REPORTED') return undefined;
  const { receivedAt: _, ...message } = happening;
  const to = { kind: 'EPISODE', region, id: mergedInto.episodeId } as const;
  return { next: episode, actions: [{ do: 'TELL', to, message }], outcome: 'NO_LONGER_APPLIES' };
}
