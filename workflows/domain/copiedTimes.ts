import type { Consent, Episode, MilestoneEntry, PlanTask } from './episode';
import { planFor } from './followUpPlan';
import type { Instant } from './time';
import type { ConsentKind, Milestone } from './vocabulary';

/**
 * Facts that carry the time of a clinical time with them: they follow when that time is corrected. The choice, the
 * activation and the down-referral do not: theirs is when the word was heard, by which asking and answering are told
 * apart, and clocks and figures go by the clinical time alone.
 */
const FOLLOWERS: Readonly<Partial<Record<Milestone, (episode: Episode, was: Instant, is: Instant) => Episode>>> = {
  ECG1_ACQUIRED: (episode, was, is) => ({
    ...episode,
    ecgs: episode.ecgs.map((ecg) => (ecg.acquiredAt === was ? { ...ecg, acquiredAt: is } : ecg)),
    // T35: the next one is due from the corrected minute, unless it was asked for already
    runs: episode.runs.map((run) =>
      run.key === 'REPEAT_ECG' && run.startedAt === was && run.pages.length === 0 ? { ...run, startedAt: is } : run,
    ),
  }),
  ECG1_RECEIVED: (episode, was, is) => ({
    ...episode,
    ecgs: episode.ecgs.map((ecg) => (ecg.receivedAt === was ? { ...ecg, receivedAt: is } : ecg)),
  }),
  LYSIS_CONSENT_START: (episode, was, is) => consentMoved(episode, 'LYSIS', { startedAt: was }, { startedAt: is }),
  LYSIS_CONSENT_SIGNED: (episode, was, is) => consentMoved(episode, 'LYSIS', { signedAt: was }, { signedAt: is }),
  PCI_CONSENT_START: (episode, was, is) => consentMoved(episode, 'PCI', { startedAt: was }, { startedAt: is }),
  PCI_CONSENT_SIGNED: (episode, was, is) => consentMoved(episode, 'PCI', { signedAt: was }, { signedAt: is }),
  ADMIT: (episode, was, is) => ({
    ...episode,
    legs: episode.legs.map((leg) => (leg.from === was ? { ...leg, from: is } : leg)),
  }),
  LYSIS_ASSESSED: (episode, was, is) =>
    episode.lysis?.at === was ? { ...episode, lysis: { ...episode.lysis, at: is } } : episode,
  DISCHARGE: (episode, was, is) => {
    const { discharge } = episode;
    if (discharge?.at !== was) return episode;
    return planMoved(episode, { ...episode, discharge: { ...discharge, at: is } });
  },
};

type ConsentTime = Pick<Consent, 'startedAt'> | Pick<Consent, 'signedAt'>;

function consentMoved(episode: Episode, kind: ConsentKind, was: ConsentTime, is: ConsentTime): Episode {
  const consent: Consent | undefined = episode.consents[kind];
  const isThat = consent !== undefined && Object.entries(was).every(([name, at]) => Reflect.get(consent, name) === at);
  return isThat ? { ...episode, consents: { ...episode.consents, [kind]: { ...consent, ...is } } } : episode;
}

/** What the plan still owes is reckoned from the corrected day; a date that a person gave stays. */
function planMoved(before: Episode, after: Episode): Episode {
  const { discharge, tasks } = after;
  if (discharge === undefined || tasks.length === 0) return after;
  const was = planFor(before, discharge.at);
  const is = planFor(after, discharge.at);
  const dates = (task: PlanTask): Partial<PlanTask> => {
    const old = was.find(({ id }) => id === task.id);
    const moved = is.find(({ id }) => id === task.id);
    const isOwed = task.status === 'OPEN' || task.status === 'SUSPENDED';
    if (!isOwed || moved === undefined || old?.dueAt !== task.dueAt) return {};
    return { opensAt: moved.opensAt, dueAt: moved.dueAt, detail: moved.detail };
  };
  return { ...after, tasks: tasks.map((task): PlanTask => ({ ...task, ...dates(task) })) };
}

/** After a correction: what carries the corrected entry's time now carries the new one. */
export const followed = (episode: Episode, corrected: MilestoneEntry | undefined, at: Instant): Episode =>
  corrected === undefined ? episode : (FOLLOWERS[corrected.code]?.(episode, corrected.at, at) ?? episode);
