import { deviceBound, deviceHeard, deviceSilent, deviceTakenBack } from './deviceRules';
import {
  checklistAnswered,
  claimLab,
  forecastMade,
  labAnswered,
  labCalled,
  labChanged,
  labMemberArrived,
  milestoneRecorded,
  pciReported,
  releaseLab,
  strategyDecided,
} from './acuteRules';
import { downReferralAccepted, downReferralRefused, downReferred, followUpKept } from './downReferralRules';
import { correctedAfterwards } from './afterwardsRules';
import { angiographyConcluded, labFreedByAngiography } from './angiographyRules';
import { arrive } from './arrivals';
import { bedsideOwed, ecgReadAtBedside } from './bedsideRules';
import { bleedingReported, leftAgainstAdvice, reinfarctionFound, reinfarctionOwed } from './complicationRules';
import { callScriptAnswered } from './callRules';
import { episodeClosed, episodeReopened } from './closingRules';
import { consentChanged, consentFormAttached, reofferOnStep } from './consentRules';
import { consultAnswered, consultAsked, consultStarted, consultWithdrawn } from './consultRules';
import { daptGapReported } from './daptRules';
import type { Action, Decided, Decision } from './decision';
import { applied } from './decision';
import { diagnosisRevised, riskLabelled } from './diagnosisRules';
import { drugGiven, drugWithdrawn } from './drugRules';
import { ecgUnreadable } from './ecgRules';
import type { Episode, EpisodeHappening, OpenEpisode } from './episode';
import { ecgRead, ecgRetracted, ecgTaken, identityDoubted, identitySettled, owedMoves } from './ecgMoveRules';
import { pathwayMoved } from './editionRules';
import { episodeLadderOf, rememberLevels, settleClocks, witnessLevels } from './episodeClocks';
import { isRefusal, refuse } from './faults';
import { askForFeedback } from './feedback';
import { patientIdentified } from './identityRules';
import { lysisAssessed, lysisConfirmed } from './lysisRules';
import { episodeMerged, factsMoved, forwarded, owedMerge } from './mergeRules';
import { when } from './milestones';
import { overlayEnded, overlayRaised } from './overlayRules';
import { delayExplained, milestoneWithdrawn, questionConfirmed, settleQuestions } from './questionRules';
import { patientAccepted, patientAnnounced, patientRefused, receiverChosen, settleAhead } from './receiverRules';
import { resourceAsked, resourceHeld, resourceReleased, resourceUnasked } from './resourceRules';
import { activationCancelled, standDownsOwed } from './standDownRules';
import {
  departmentEntered,
  discharged,
  incidentChanged,
  readmissionOwed,
  readmitted,
  taskDone,
  upReferred,
} from './stayRules';
import { watchStrategy } from './strategyWatch';
import { testReported, testWithdrawn, vitalsMeasured } from './testRules';
import { decideCommon, owedPages, pageAll, settleRuns } from './runs';
import type { Instant } from './time';

/** The first word: help is sought, 120 is asked in parallel, every clock that can run runs (4.2 P1, P1a). */
export function openEpisode(open: OpenEpisode): Decision<Episode> {
  const { heard } = open;
  const arrived = arrive(open);
  return settle(settleQuestions(applied(arrived, ...readmissionOwed(arrived)), heard), heard.receivedAt);
}

/** What is still told of a closed episode: its last pages, and what of it failed. */
const HEARD_WHEN_CLOSED: readonly EpisodeHappening['type'][] = [
  'PAGES_SENT',
  'TIME_PASSED',
  'PAGE_ACKNOWLEDGED',
  'NOBODY_CLEARED',
  'ACTION_FAILED',
  'EPISODE_REOPENED',
];

/** The medicine of one episode: same state, same happening, same answer, for ever. */
export function decideEpisode(episode: Episode, happening: EpisodeHappening): Decided<Episode> {
  if (episode.closed !== undefined && !HEARD_WHEN_CLOSED.includes(happening.type))
    return (
      forwarded(episode, happening) ??
      correctedAfterwards(episode, happening) ??
      refuse('EPISODE_CLOSED', 'This episode is closed; open a linked one.')
    );
  const decided = rule(witnessLevels(episode, happening.receivedAt), happening);
  if (isRefusal(decided)) return decided;
  const stepped = reofferOnStep(episode, decided, happening.receivedAt);
  return settle(settleQuestions(settleAhead(stepped, happening), happening), happening.receivedAt);
}

export const isEpisodeClosed = ({ closed, runs }: Episode): boolean =>
  closed !== undefined && runs.every((run) => run.endedAt !== undefined);

/** What must be done again when it is not known to have been done: every id is the same as the first time. */
export const episodeOwes = (episode: Episode): readonly Action[] => [
  ...owedPages(episode, { kind: 'EPISODE', id: episode.id }),
  ...claimLab(episode),
  ...standDownsOwed(episode),
  ...reinfarctionOwed(episode),
  ...bedsideOwed(episode),
  ...readmissionOwed(episode),
  ...owedMoves(episode),
  ...owedMerge(episode),
  ...(when(episode.milestones, 'PCI_END') === undefined ? labFreedByAngiography(episode) : releaseLab(episode)),
];

/** After every word: clocks start and stop, ladders climb to now, and what must go out goes out together. */
function settle(decision: Decision<Episode>, now: Instant): Decision<Episode> {
  const open = decision.next.closed === undefined;
  const clocked = open ? askForFeedback(settleClocks(watchStrategy(decision.next, now), now), now) : decision.next;
  const { next, orders, levels } = settleRuns(clocked, episodeLadderOf(now), { kind: 'EPISODE', id: clocked.id }, now);
  const told = [...new Set([...next.told, ...orders.map(({ role }) => role)])];
  const remembered = told.length === next.told.length ? next : { ...next, told };
  return { ...decision, next: rememberLevels(remembered, levels), actions: [...decision.actions, ...pageAll(orders)] };
}

function rule(episode: Episode, happening: EpisodeHappening): Decided<Episode> {
  switch (happening.type) {
    case 'MILESTONE_RECORDED':
      return milestoneRecorded(episode, happening);
    case 'MILESTONE_WITHDRAWN':
      return milestoneWithdrawn(episode, happening);
    case 'QUESTION_CONFIRMED':
      return questionConfirmed(episode, happening);
    case 'OVERLAY_RAISED':
      return overlayRaised(episode, happening);
    case 'OVERLAY_ENDED':
      return overlayEnded(episode, happening);
    case 'ECG_RECEIVED':
      return ecgTaken(episode, happening);
    case 'ECG_READ_AT_BEDSIDE':
      return ecgReadAtBedside(episode, happening);
    case 'ECG_REPORTED':
      return ecgRead(episode, happening);
    case 'IDENTITY_DOUBTED':
      return identityDoubted(episode, happening);
    case 'IDENTITY_SETTLED':
      return identitySettled(episode, happening);
    case 'ECG_RETRACTED':
      return ecgRetracted(episode, happening);
    case 'PATIENT_IDENTIFIED':
      return patientIdentified(episode, happening);
    case 'EPISODE_MERGED':
      return episodeMerged(episode, happening);
    case 'FACTS_MOVED':
      return factsMoved(episode, happening);
    case 'ECG_UNREADABLE':
      return ecgUnreadable(episode, happening);
    case 'DIAGNOSIS_REVISED':
      return diagnosisRevised(episode, happening);
    case 'RISK_LABELLED':
      return riskLabelled(episode, happening);
    case 'ANGIOGRAPHY_CONCLUDED':
      return angiographyConcluded(episode, happening);
    case 'BLEEDING_REPORTED':
      return bleedingReported(episode, happening);
    case 'REINFARCTION_FOUND':
      return reinfarctionFound(episode, happening);
    case 'LEFT_AGAINST_ADVICE':
      return leftAgainstAdvice(episode, happening);
    case 'TEST_REPORTED':
      return testReported(episode, happening);
    case 'TEST_WITHDRAWN':
      return testWithdrawn(episode, happening);
    case 'VITALS_MEASURED':
      return vitalsMeasured(episode, happening);
    case 'DRUG_GIVEN':
      return drugGiven(episode, happening);
    case 'DRUG_WITHDRAWN':
      return drugWithdrawn(episode, happening);
    case 'CONSULT_ASKED':
      return consultAsked(episode, happening);
    case 'CONSULT_STARTED':
      return consultStarted(episode, happening);
    case 'CONSULT_ANSWERED':
      return consultAnswered(episode, happening);
    case 'CONSULT_WITHDRAWN':
      return consultWithdrawn(episode, happening);
    case 'CALL_SCRIPT_ANSWERED':
      return callScriptAnswered(episode, happening);
    case 'CHECKLIST_ANSWERED':
      return checklistAnswered(episode, happening);
    case 'LYSIS_CONFIRMED':
      return lysisConfirmed(episode, happening);
    case 'FORECAST_MADE':
      return forecastMade(episode, happening);
    case 'STRATEGY_DECIDED':
      return strategyDecided(episode, happening);
    case 'LYSIS_ASSESSED':
      return lysisAssessed(episode, happening);
    case 'LAB_CALLED':
      return labCalled(episode, happening);
    case 'LAB_CHANGED':
      return labChanged(episode, happening);
    case 'ACTIVATION_CANCELLED':
      return activationCancelled(episode, happening);
    case 'LAB_ANSWERED':
      return labAnswered(episode, happening);
    case 'LAB_MEMBER_ARRIVED':
      return labMemberArrived(episode, happening);
    case 'CONSENT_CHANGED':
      return consentChanged(episode, happening);
    case 'CONSENT_FORM_ATTACHED':
      return consentFormAttached(episode, happening);
    case 'PCI_REPORTED':
      return pciReported(episode, happening);
    case 'PATIENT_ANNOUNCED':
      return patientAnnounced(episode, happening);
    case 'PATIENT_ACCEPTED':
      return patientAccepted(episode, happening);
    case 'PATIENT_REFUSED':
      return patientRefused(episode, happening);
    case 'RECEIVER_CHOSEN':
      return receiverChosen(episode, happening);
    case 'RESOURCE_ASKED':
      return resourceAsked(episode, happening);
    case 'RESOURCE_UNASKED':
      return resourceUnasked(episode, happening);
    case 'RESOURCE_HELD':
      return resourceHeld(episode, happening);
    case 'RESOURCE_RELEASED':
      return resourceReleased(episode, happening);
    case 'DEPARTMENT_ENTERED':
      return departmentEntered(episode, happening);
    case 'DISCHARGED':
      return discharged(episode, happening);
    case 'DOWN_REFERRED':
      return downReferred(episode, happening);
    case 'DOWN_REFERRAL_ACCEPTED':
      return downReferralAccepted(episode, happening);
    case 'DOWN_REFERRAL_REFUSED':
      return downReferralRefused(episode, happening);
    case 'FOLLOW_UP_KEPT':
      return followUpKept(episode, happening);
    case 'TASK_DONE':
      return taskDone(episode, happening);
    case 'DAPT_GAP_REPORTED':
      return daptGapReported(episode, happening);
    case 'DEVICE_SILENT':
      return deviceSilent(episode, happening);
    case 'DEVICE_HEARD':
      return deviceHeard(episode, happening);
    case 'DEVICE_TAKEN_BACK':
      return deviceTakenBack(episode, happening);
    case 'DEVICE_BOUND':
      return deviceBound(episode, happening);
    case 'INCIDENT_CHANGED':
      return incidentChanged(episode, happening);
    case 'READMITTED':
      return readmitted(episode, happening);
    case 'UP_REFERRED':
      return upReferred(episode, happening);
    case 'PATHWAY_MOVED':
      return pathwayMoved(episode, happening);
    case 'DELAY_EXPLAINED':
      return delayExplained(episode, happening);
    case 'EPISODE_CLOSED':
      return episodeClosed(episode, happening);
    case 'EPISODE_REOPENED':
      return episodeReopened(episode, happening);
    default:
      return decideCommon(episode, happening, episodeLadderOf(happening.receivedAt));
  }
}
