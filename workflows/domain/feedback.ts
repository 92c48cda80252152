import { afterQuiet } from './calendar';
import type { Episode } from './episode';
import type { Ladder, LadderRun } from './ladder';
import { when } from './milestones';
import { CHAINS, holderOf, siteOf } from './owners';
import { withRun } from './runs';
import { quietHours } from './thresholds';
import type { Instant } from './time';
import { DAY_MS } from './time';
import type { Role } from './vocabulary';

/** The run that tells the sender how it went; the page of an ended episode is its read-only view. */
export const FEEDBACK = 'FEEDBACK';

/** From when the sender can hear how it went: the intervention is over, lysis worked, or the patient goes home. */
export function outcomeAt({ milestones, lysis }: Episode): Instant | undefined {
  const ended = when(milestones, 'PCI_END');
  if (ended !== undefined) return ended;
  return lysis?.result === 'REPERFUSED' ? lysis.at : when(milestones, 'DISCHARGE');
}

/** The times a sender hears of: its own first, then those of the way it began. */
export const FEEDBACK_TARGETS = ['T05', 'T06', 'T07', 'T24', 'T25', 'T18', 'T19', 'T22'] as const;

type Sender = { readonly role: Role; readonly siteId: string };

/** Who took the first ECG, by who had the patient then, and who referred: each at a site other than the receiving one. */
export function sendersOf(episode: Episode): readonly Sender[] {
  const { milestones, sites } = episode;
  const takenAt = when(milestones, 'ECG1_ACQUIRED');
  const taker =
    takenAt === undefined
      ? undefined
      : CHAINS[holderOf({ ...episode, milestones: milestones.filter(({ at }) => at <= takenAt) })][0];
  const referred = sites.referring !== undefined && when(milestones, 'REF_DOOR_IN') !== undefined;
  const roles: readonly Role[] = [
    ...(taker === undefined ? [] : [taker]),
    ...(referred ? (['REFERRING_CHEST_PAIN_LEAD'] as const) : []),
  ];
  return roles
    .map((role) => ({ role, siteId: siteOf(role, sites) }))
    .filter(({ siteId }) => siteId !== sites.receiving);
}

/** An outcome that was told a day late or later pages nobody (10.18); its view holds it all the same. */
const isFresh = (at: Instant, now: Instant): boolean => now - at <= DAY_MS;

/** Once the outcome is known the sender hears of it, once (3.3: feedback is what the sender is certified by). */
export function askForFeedback(episode: Episode, now: Instant): Episode {
  const at = outcomeAt(episode);
  if (episode.closed !== undefined || at === undefined || !isFresh(at, now)) return episode;
  const told = episode.runs.some(({ key }) => key === FEEDBACK);
  return told || sendersOf(episode).length === 0 ? episode : withRun(episode, FEEDBACK, now);
}

/** Routine: it waits for the morning of the site, and for nobody’s answer. */
export function feedbackLadder(episode: Episode, { startedAt }: LadderRun): Ladder {
  const { calendar } = episode.pathway;
  return {
    because: { reason: 'FEEDBACK' },
    answeredBy: 'ACKNOWLEDGEMENT',
    informs: true,
    nobodyAfterMs: DAY_MS,
    rungs: [
      {
        at: afterQuiet(calendar, quietHours(episode.pathway), startedAt),
        when: 'UNANSWERED',
        tells: sendersOf(episode).map((sender) => ({ ...sender, channel: 'PUSH' as const })),
      },
    ],
  };
}
