import type { Decided, Decision, Heard } from './decision';
import { applied, duplicate } from './decision';
import type { Episode, Of } from './episode';
import { refuse } from './faults';
import type { Road } from './forecast';
import { known } from './known';
import { milestone, when } from './milestones';
import { isAccepted, nextReceiver } from './receivers';
import { endRuns, withRun } from './runs';
import type { Instant } from './time';
import { DAY_MS } from './time';

/** Where the patient goes, who takes them, and what is there before them (4.2 P6T, R9). */

const announced = (episode: Episode, at: Instant): Episode => withRun({ ...episode, announcedAt: at }, 'RECEIVER', at);

export function patientAnnounced(episode: Episode, { receivedAt }: Of<'PATIENT_ANNOUNCED'>): Decided<Episode> {
  if (when(episode.milestones, 'DOOR') !== undefined) return refuse('WRONG_PHASE', 'The patient has arrived.');
  if (isAccepted(episode)) return refuse('ALREADY_DONE', 'The receiving hospital has accepted this patient.');
  if (episode.announcedAt !== undefined) return duplicate(episode);
  return applied(announced(episode, receivedAt));
}

/** The answer before the door; number and bracelet may follow in a second word. */
export function patientAccepted(episode: Episode, happening: Of<'PATIENT_ACCEPTED'>): Decided<Episode> {
  const { by, visitNumber, bracelet, receivedAt } = happening;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person accepts a patient.');
  const before = isAccepted(episode) ? episode.reception : undefined;
  const reception = {
    ...(before ?? { siteId: episode.sites.receiving, by: by.id, role: by.role, at: receivedAt }),
    ...known({ visitNumber, bracelet }),
  };
  return applied({ ...endRuns(episode, 'NO_RECEIVER', receivedAt), reception });
}

/** R9: the next hospital by agreement is asked at once; without one, people are. */
export function patientRefused(episode: Episode, happening: Of<'PATIENT_REFUSED'>): Decided<Episode> {
  const { reason, by, roads, receivedAt } = happening;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person refuses a patient.');
  if (reason.trim() === '') return refuse('REASON_NEEDED', 'A refusal says why.');
  const fixed = whyReceiverStays(episode);
  if (fixed !== undefined) return fixed;
  const { receiving } = episode.sites;
  const refused = { siteId: receiving, by: by.id, role: by.role, at: receivedAt, reason };
  const without: Episode = { ...withoutReception(episode), refused: [...(episode.refused ?? []), refused] };
  const told = withRun(endRuns(without, 'RECEIVER', receivedAt), 'RECEIVER_REFUSED', receivedAt);
  const next = nextReceiver(told, receivedAt);
  return applied(
    next === undefined
      ? withRun(told, 'NO_RECEIVER', receivedAt)
      : turnedTo(told, { siteId: next, ...known({ road: roads?.[next] }) }, receivedAt),
  );
}

/** A person turns the patient to another hospital: by time, by need, or because no agreement was left. */
export function receiverChosen(episode: Episode, happening: Of<'RECEIVER_CHOSEN'>): Decided<Episode> {
  const { siteId, reason, road, by, receivedAt } = happening;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a person chooses another hospital.');
  if (siteId === episode.sites.receiving) return duplicate(episode);
  if (reason.trim() === '') return refuse('REASON_NEEDED', 'Say why the patient goes elsewhere.');
  const fixed = whyReceiverStays(episode);
  if (fixed !== undefined) return fixed;
  const ended = endRuns(endRuns(withoutReception(episode), 'RECEIVER', receivedAt), 'NO_RECEIVER', receivedAt);
  return applied(turnedTo(ended, { siteId, ...known({ road }) }, receivedAt));
}

function whyReceiverStays({ milestones, activation }: Episode) {
  if (when(milestones, 'DOOR') !== undefined)
    return refuse('WRONG_PHASE', 'The patient has arrived: what follows is a transfer from here.');
  return activation === undefined
    ? undefined
    : refuse('WRONG_PHASE', 'The lab of this hospital is activated for the patient: cancel the activation first.');
}

function withoutReception(episode: Episode): Episode {
  const { reception: _, ...rest } = episode;
  return rest;
}

type Turned = { readonly siteId: string; readonly road?: Road };

/**
 * The new hospital is asked. What the forecast said of the old road and the old lab is not known of the new (10.38); the
 * region's list and the new hospital's own figure may know.
 */
function turnedTo(episode: Episode, { siteId, road }: Turned, at: Instant): Episode {
  const { forecast } = episode;
  const left = (forecast ?? road) && {
    ...road,
    madeAt: forecast?.madeAt ?? at,
    ...known({ localMin: forecast?.localMin }),
  };
  const { forecast: _, ...rest } = episode;
  return announced({ ...rest, ...known({ forecast: left }), sites: { ...episode.sites, receiving: siteId } }, at);
}

/** On the way to the door: transfer was chosen, or lysis has begun and transfer follows (2.2 #5). */
const comes = ({ choice, milestones }: Episode): boolean =>
  when(milestones, 'DOOR') === undefined &&
  (choice?.strategy === 'PPCI_BY_TRANSFER' || when(milestones, 'LYSIS_START') !== undefined);

/** What is entered more than a day later announces nobody (10.18). */
const isFresh = (at: Instant | undefined, now: Instant): boolean => at !== undefined && now - at <= DAY_MS;

/** After every word: the receiver hears of a patient on the way, and the crew of the patient they drive to. */
export function settleAhead(decision: Decision<Episode>, { receivedAt }: Pick<Heard, 'receivedAt'>): Decision<Episode> {
  const { next } = decision;
  if (next.closed !== undefined) return decision;
  const since = next.choice?.at ?? when(next.milestones, 'LYSIS_START');
  const told =
    next.announcedAt === undefined && comes(next) && isFresh(since, receivedAt) ? announced(next, receivedAt) : next;
  const dispatched = milestone(next.milestones, 'DISPATCH');
  const fresh = dispatched?.receivedAt === receivedAt && isFresh(dispatched.at, receivedAt);
  const summed = fresh ? withRun(told, 'SUMMARY', receivedAt) : told;
  return summed === next ? decision : { ...decision, next: summed };
}
