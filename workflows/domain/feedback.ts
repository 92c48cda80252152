import { afterQuiet } from './calendar';
import type { Episode } from './episode';
import type { Ladder, LadderRun } from './ladder';
import { known } from './known';
import { milestone, when } from './milestones';
import { CHAINS, holderOf, siteOf } from './owners';
import { withRun } from './runs';
import { quietHours } from './ruleThresholds';
import type { Instant } from './time';
import { DAY_MS } from './time';
import type { Role } from './vocabulary';

/** The run that tells the sender how it went; the page of an ended episode is its read-only view. */
export const FEEDBACK = 'FEEDBACK';

/** From when the sender can hear how it went: the intervention is over, lysis worked, or the patient goes home or dies. */
export function outcomeAt({ milestones, lysis, angiographyEnd }: Episode): Instant | undefined {
  const ended = when(milestones, 'PCI_END');
  if (ended !== undefined) return ended;
  if (angiographyEnd !== undefined) return angiographyEnd.at;
  if (lysis?.result === 'REPERFUSED') return lysis.at;
  return when(milestones, 'DISCHARGE') ?? when(milestones, 'DEATH');
}

/** The times a sender hears of: its own first, then those of the way it began. */
export const FEEDBACK_TARGETS = ['T05', 'T06', 'T07', 'T24', 'T25', 'T18', 'T19', 'T22'] as const;

type Sender = { readonly role: Role; readonly siteId: string; readonly personId?: string };

/**
 * Who took the first ECG, by name where the cart knows it and by who had the patient then, and who referred: each at a
 * site other than the receiving one.
 */
export function sendersOf(episode: Episode): readonly Sender[] {
  const { milestones, sites, ecgs } = episode;
  const first = milestone(milestones, 'ECG1_ACQUIRED');
  const taker =
    first === undefined
      ? undefined
      : CHAINS[holderOf({ ...episode, milestones: milestones.filter(({ at }) => at <= first.at) })][0];
  const takenBy = ecgs.find(({ acquiredAt }) => acquiredAt === first?.at)?.takenBy;
  const referred = sites.referring !== undefined && when(milestones, 'REF_DOOR_IN') !== undefined;
  const senders: readonly Omit<Sender, 'siteId'>[] = [
    ...(taker === undefined ? [] : [{ role: taker, ...known({ personId: takenBy }) }]),
    ...(referred ? [{ role: 'REFERRING_CHEST_PAIN_LEAD' } as const] : []),
  ];
  return senders
    .map((sender) => ({ ...sender, siteId: siteOf(sender.role, sites) }))
    .filter(({ siteId }) => siteId !== sites.receiving);
}

/**
 * A case of another day that was entered as a whole pages nobody (10.18); its view holds it all the same. Of a case that
 * was told as it went the sender hears, however late somebody said how it ended.
 */
function wasTold({ milestones, openedAt }: Episode): boolean {
  const begun = when(milestones, 'ECG1_ACQUIRED') ?? when(milestones, 'REF_DOOR_IN');
  return begun !== undefined && openedAt - begun <= DAY_MS;
}

/** Once the outcome is known the sender hears of it, once (3.3: feedback is what the sender is certified by). */
export function askForFeedback(episode: Episode, now: Instant): Episode {
  if (episode.drill || episode.closed !== undefined || outcomeAt(episode) === undefined) return episode;
  if (!wasTold(episode)) return episode;
  const told = episode.runs.some(({ key }) => key === FEEDBACK);
  return told || sendersOf(episode).length === 0 ? episode : withRun(episode, FEEDBACK, now);
}

/**
 * What ended with the patient's death: who sent them hears of it, unless they were told an outcome before. It is word
 * among those who treat, no reminder of the patient, so it is the one thing that still goes out (2.10, R21).
 */
export function tellOfDeath(episode: Episode, now: Instant): Episode {
  const told = episode.runs.some(({ key, pages }) => key === FEEDBACK && pages.length > 0);
  if (told || !wasTold(episode) || sendersOf(episode).length === 0) return episode;
  return withRun(episode, FEEDBACK, now);
}

/** Routine: it waits for the morning of the site, and for nobody’s answer. */
export function feedbackLadder(episode: Episode, { startedAt }: LadderRun): Ladder {
  const { closed, pathway } = episode;
  const { calendar } = pathway;
  return {
    because: { reason: 'FEEDBACK' },
    answeredBy: 'ACKNOWLEDGEMENT',
    informs: true,
    // a closed episode ends when this was seen, or a day later
    ...(closed === undefined ? {} : { endsWhenAnswered: true, putAwayAfterMs: DAY_MS }),
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
