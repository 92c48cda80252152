import { followed } from './copiedTimes';
import type { Action, Decided } from './decision';
import { applied, duplicate, noLongerApplies } from './decision';
import type { Episode, MilestoneEntry, Of } from './episode';
import { refuse } from './faults';
import { isStemi } from './findings';
import { mergeForecast } from './forecast';
import type { EpisodeId, LabId } from './ids';
import { known } from './known';
import { bolusStop, confirmation, lysisGate, standingAgainst } from './lysisGate';
import { DERIVED, milestone, when } from './milestones';
import { cameAlone } from './owners';
import { contraindicationFound, watchReperfusion } from './lysisLadders';
import { isLabOver } from './phase';
import { endRuns, withRun } from './runs';
import { recommendFor, SPECIAL_ITEMS } from './strategy';
import { keptOf } from './thresholds';
import type { Instant } from './time';
import { latest } from './time';
import { LAB_ROLES } from './vocabulary';
import { futureRefusal, humanTime, inFuture, mark, toldNow } from './marking';

/** The rules from the first word to the open artery. Each answers one kind of happening. */

type Recorded = Of<'MILESTONE_RECORDED'>;

function whyNotRecorded(episode: Episode, happening: Recorded, corrected: MilestoneEntry | undefined) {
  const { code, time, corrects } = happening;
  if (inFuture(time, happening)) return futureRefusal();
  if (time.untilAt !== undefined && time.untilAt < time.at)
    return refuse('BAD_INPUT', 'The interval ends before it begins.');
  if (corrects === undefined && DERIVED.includes(code))
    return refuse('BAD_INPUT', `${code} follows from its own step; here it can only be corrected.`);
  if (corrects !== undefined && corrected?.code !== code)
    return refuse('NOT_FOUND', `There is no ${code} entry with that number to correct.`);
  return code === 'LYSIS_START' && corrects === undefined ? bolusStop(episode, time.at) : undefined;
}

export function milestoneRecorded(episode: Episode, happening: Recorded): Decided<Episode> {
  const { code, time, corrects } = happening;
  const corrected = episode.milestones.find(({ n }) => n === corrects);
  const refused = whyNotRecorded(episode, happening, corrected);
  if (refused !== undefined) return refused;
  const same = milestone(episode.milestones, code);
  if (corrects === undefined && same?.at === time.at && same.recordedBy === happening.by.id) return duplicate(episode);
  // a corrected time stays its ECG’s: it goes where that goes (R23)
  const told = { ...happening, ...known({ ecgId: corrected?.ecgId }) };
  const marked = followed(mark(episode, code, time, told), corrected, time.at);
  if (code === 'PCI_END') return applied(marked, ...releaseLab(marked));
  if (code === 'DISPATCH') return applied(endRuns(marked, 'DISPATCH', happening.receivedAt));
  // R29: who drove to the hospital alone needs no vehicle any more, and the dispatcher says it is called back
  if (code === 'TRIAGE' && cameAlone(marked) && when(marked.milestones, 'DISPATCH') !== undefined)
    return applied(withRun(marked, 'STAND_DOWN:EMS_DISPATCHER', happening.receivedAt));
  return applied(code === 'LYSIS_START' ? watchReperfusion(marked, time, happening) : marked);
}

export function checklistAnswered(episode: Episode, happening: Of<'CHECKLIST_ANSWERED'>): Decided<Episode> {
  const { answers, killip, weightKg, receivedAt } = happening;
  const checklist = { ...episode.checklist, ...answers };
  const next = { ...episode, checklist, ...known({ killip, weightKg }) };
  const before = standingAgainst(episode);
  const newlySpecial = SPECIAL_ITEMS.some((item) => checklist[item] === 'YES' && episode.checklist[item] !== 'YES');
  const special = newlySpecial ? withRun(endRuns(next, 'SPECIAL', receivedAt), 'SPECIAL', receivedAt) : next;
  return applied(
    standingAgainst(special).some((item) => !before.includes(item))
      ? contraindicationFound(special, receivedAt)
      : special,
  );
}

export const forecastMade = (episode: Episode, { forecast, receivedAt }: Of<'FORECAST_MADE'>): Decided<Episode> =>
  applied({ ...episode, forecast: mergeForecast(episode.forecast, { ...forecast, madeAt: receivedAt }) });

/** A named doctor chooses; the system shows, asks and records (2.2 H). */
export function strategyDecided(episode: Episode, happening: Of<'STRATEGY_DECIDED'>): Decided<Episode> {
  const { strategy, reason, shown, by, receivedAt } = happening;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named doctor decides the reperfusion strategy.');
  if (!isStemi(episode.report?.finding))
    return refuse('WRONG_PHASE', 'No ECG of this patient is signed as STEMI or an equivalent yet.');
  if (when(episode.milestones, 'LYSIS_START') !== undefined)
    return refuse('WRONG_PHASE', 'Lysis has begun; what follows is rescue or routine angiography.');
  const standsFor = strategy === 'LYSIS' ? confirmation(episode, happening) : undefined;
  const stopped = strategy === 'LYSIS' ? lysisGate(episode, { by: by.id, role: by.role }, standsFor) : undefined;
  if (stopped !== undefined) return stopped;
  if (strategy === 'NONE' && (reason ?? '').trim() === '')
    return refuse('REASON_NEEDED', 'Say why no reperfusion is chosen.');
  const advised = recommendFor(episode, receivedAt)?.strategy;
  const choice = { strategy, by: by.id, role: by.role, at: receivedAt, ...known({ reason, shown, advised }) };
  const confirmations = [...episode.confirmations, ...(standsFor === undefined ? [] : [standsFor])];
  const next: Episode = { ...endRuns(episode, 'STRATEGY_AGAIN', receivedAt), choice, confirmations };
  return applied(mark(next, 'STRATEGY', humanTime(receivedAt), happening));
}

/** The lab is asked for and every role of its team is paged together; nothing waits for the lab's answer. */
export function labCalled(episode: Episode, happening: Of<'LAB_CALLED'>): Decided<Episode> {
  const { labId, by, receivedAt } = happening;
  if (episode.activation !== undefined && !isLabOver(episode))
    return refuse('ALREADY_DONE', 'The cath lab has been activated for this patient already.');
  if (when(episode.milestones, 'PCI_END') !== undefined) return refuse('WRONG_PHASE', 'The intervention is over.');
  const called: Episode = {
    ...episode,
    activation: { labId, calledBy: by.id, at: receivedAt, lab: 'ASKED', arrived: {} },
  };
  const asked = LAB_ROLES.reduce(
    (next, role) => withRun(next, `LAB:${role}`, receivedAt),
    mark(called, 'LAB_CALLED', toldNow(happening), happening),
  );
  return applied(asked, ...claimLab(asked));
}

/**
 * Asks for the lab while its answer is not known; asked twice, by whom and over whatever line, it is claimed once (R30).
 * A drill holds no lab.
 */
export const claimLab = ({ id, region, activation, pathway, drill }: Episode): Action[] =>
  drill || activation?.lab !== 'ASKED'
    ? []
    : [
        {
          do: 'TELL',
          to: { kind: 'LAB', region, id: activation.labId },
          message: {
            id: `${id}:CLAIM:${activation.claimedAt ?? activation.at}`,
            by: { kind: 'SYSTEM', id },
            type: 'LAB_CLAIMED',
            episodeId: id,
            ...known({ pathway: keptOf(pathway, 'LAB') }),
          },
        },
      ];

/** R6: a person takes the same activation to another lab of the hospital; nobody of the team is called twice. */
export function labChanged(episode: Episode, { labId, by, receivedAt }: Of<'LAB_CHANGED'>): Decided<Episode> {
  const { activation } = episode;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a person takes a patient to another lab.');
  if (activation === undefined) return refuse('WRONG_PHASE', 'No cath lab is activated for this patient.');
  if (when(episode.milestones, 'PUNCTURE') !== undefined) return refuse('WRONG_PHASE', 'The puncture is done.');
  if (activation.labId === labId) return duplicate(episode);
  const moved: Episode = { ...episode, activation: { ...activation, labId, claimedAt: receivedAt, lab: 'ASKED' } };
  return applied(endRuns(moved, 'LAB_QUEUED', receivedAt), ...releaseLab(episode), ...claimLab(moved));
}

export function labAnswered(episode: Episode, { labId, held, receivedAt }: Of<'LAB_ANSWERED'>): Decided<Episode> {
  const { activation } = episode;
  if (activation?.labId !== labId || isLabOver(episode)) return noLongerApplies(episode);
  const next: Episode = { ...episode, activation: { ...activation, lab: held ? 'HELD' : 'QUEUED' } };
  return applied(held ? endRuns(next, 'LAB_QUEUED', receivedAt) : withRun(next, 'LAB_QUEUED', receivedAt));
}

/** `LAB_READY` = the last member of the team is there (T17). */
export function labMemberArrived(episode: Episode, happening: Of<'LAB_MEMBER_ARRIVED'>): Decided<Episode> {
  const { role, time, receivedAt, by } = happening;
  const { activation } = episode;
  if (activation === undefined) return refuse('WRONG_PHASE', 'No cath lab has been activated for this patient.');
  if (inFuture(time, happening)) return futureRefusal();
  if (activation.arrived[role] !== undefined) return duplicate(episode);
  const arrived = { ...activation.arrived, [role]: time.at };
  const next = endRuns({ ...episode, activation: { ...activation, arrived } }, `LAB:${role}`, receivedAt);
  const times = LAB_ROLES.map((one) => arrived[one]);
  const last = times.every((at) => at !== undefined) ? latest(times) : undefined;
  return applied(last === undefined ? next : mark(next, 'LAB_READY', { ...time, at: last }, { by, receivedAt }));
}

export const pciReported = (episode: Episode, { result }: Of<'PCI_REPORTED'>): Decided<Episode> => {
  const flows = [result.timiBefore, result.timiAfter];
  if (flows.some((flow) => !Number.isInteger(flow) || flow < 0 || flow > 3))
    return refuse('BAD_INPUT', 'TIMI flow is a whole number from 0 to 3.');
  return applied({ ...episode, result });
};

/** The lab is free of this activation; said twice it is released once. */
export const releaseLab = ({ id, region, activation, drill }: Episode): Action[] =>
  drill || activation === undefined
    ? []
    : [released(id, region, activation.labId, activation.claimedAt ?? activation.at)];

export const released = (id: EpisodeId, region: string, labId: LabId, claimedAt: Instant): Action => ({
  do: 'TELL',
  to: { kind: 'LAB', region, id: labId },
  message: { id: `${id}:RELEASE:${claimedAt}`, by: { kind: 'SYSTEM', id }, type: 'LAB_RELEASED', episodeId: id },
});
