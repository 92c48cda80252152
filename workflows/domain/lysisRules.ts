import type { Decided } from './decision';
import { applied, duplicate } from './decision';
import type { Episode, Of } from './episode';
import { refuse } from './faults';
import type { EcgId } from './ids';
import { known } from './known';
import { assess } from './lysisChecklist';
import { confirmation } from './lysisGate';
import { askForRescue } from './lysisLadders';
import type { LysisAssessment, LysisFindings } from './lysisResult';
import { lysisAdvice } from './lysisResult';
import { when } from './milestones';
import { targetIn } from './thresholds';
import { between, plus } from './time';
import type { Instant } from './time';
import { futureRefusal, inFuture, mark } from './marking';

/** The rules from the bolus to the word "reperfused" or "failed". */

/** ST heights beyond this are a slip of the pen, mm. */
const HIGHEST_MM = 50;

const isHeight = (mm: number | undefined): boolean => mm === undefined || (mm >= 0 && mm <= HIGHEST_MM);

/** Why what was found cannot stand in the record. */
function unfit(episode: Episode, findings: LysisFindings, startedAt: Instant): string | undefined {
  const { referenceEcgId, ecgId, mmBefore, mmAfter } = findings;
  const taken = (id: EcgId | undefined) => episode.ecgs.find((ecg) => ecg.ecgId === id)?.acquiredAt;
  if (!isHeight(mmBefore) || !isHeight(mmAfter)) return `ST elevation is 0 to ${HIGHEST_MM} mm.`;
  const reference = taken(referenceEcgId);
  if (referenceEcgId !== undefined && reference === undefined) return 'The reference ECG is not one of this episode.';
  if (reference !== undefined && reference > startedAt) return 'The reference ECG was taken after lysis began.';
  return ecgId !== undefined && taken(ecgId) === undefined ? 'That ECG is not one of this episode.' : undefined;
}

/** A person says whether the artery is open; the table of 2.6 stands beside it, and "failed" is rescue at once (R15). */
export function lysisAssessed(episode: Episode, happening: Of<'LYSIS_ASSESSED'>): Decided<Episode> {
  const { result, findings, time, reason, by, receivedAt } = happening;
  const startedAt = when(episode.milestones, 'LYSIS_START');
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person says whether lysis worked.');
  if (startedAt === undefined) return refuse('WRONG_PHASE', 'Lysis has not begun.');
  if (inFuture(time, happening)) return futureRefusal();
  if (time.at < startedAt) return refuse('BAD_INPUT', 'That time lies before the bolus.');
  const wrong = unfit(episode, findings, startedAt);
  if (wrong !== undefined) return refuse('BAD_INPUT', wrong);
  if (episode.lysis?.result === result && episode.lysis.at === time.at) return duplicate(episode);
  const advice = lysisAdvice(findings, between(startedAt, time.at), episode.pathway);
  const unexplained = (reason ?? '').trim() === '';
  if (result === 'REPERFUSED' && advice.says === 'FAILED' && unexplained)
    return refuse('REASON_NEEDED', `${advice.row} says failed: say why the artery counts as open all the same.`);
  if (result === 'REPERFUSED' && episode.lysis?.result === 'FAILED' && unexplained)
    return refuse('REASON_NEEDED', 'Rescue is under way: say why the artery counts as open after all.');
  const lysis: LysisAssessment = {
    ...findings,
    result,
    by: by.id,
    role: by.role,
    at: time.at,
    advice,
    ...known({ reason }),
  };
  const assessed = mark({ ...episode, lysis }, 'LYSIS_ASSESSED', time, happening);
  const rescued = result === 'FAILED' && when(episode.milestones, 'WIRE') === undefined;
  return applied(rescued ? askForRescue(assessed, receivedAt) : assessed);
}

/** Routine angiography after successful lysis: 2 to 24 h from the bolus (T31). */
export const angiographyWindow = ({
  milestones,
  lysis,
  pathway,
}: Episode): { readonly from: Instant; readonly until: Instant } | undefined => {
  const startedAt = when(milestones, 'LYSIS_START');
  if (startedAt === undefined || lysis?.result !== 'REPERFUSED' || when(milestones, 'ANGIO') !== undefined)
    return undefined;
  const { notBeforeMin = 0, limitMin = 0 } = targetIn(pathway, 'T31');
  return { from: plus(startedAt, notBeforeMin), until: plus(startedAt, limitMin) };
};

/** One person stands for lysis although something stands against it; two different people are needed (2.3, R12). */
export function lysisConfirmed(episode: Episode, happening: Of<'LYSIS_CONFIRMED'>): Decided<Episode> {
  if (happening.by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person stands for lysis.');
  if (when(episode.milestones, 'LYSIS_START') !== undefined) return refuse('WRONG_PHASE', 'Lysis has begun.');
  const { absolute, relative, unknown } = assess(episode.checklist, episode.jurisdiction);
  if (absolute.length + relative.length + unknown.length === 0)
    return refuse('WRONG_PHASE', 'Nothing stands against lysis on this checklist.');
  const word = confirmation(episode, happening);
  if (word === undefined) return refuse('REASON_NEEDED', 'Say why lysis is right all the same.');
  const said = episode.confirmations.some(
    ({ by, items }) => by === word.by && word.items.every((item) => items.includes(item)),
  );
  if (said) return duplicate(episode);
  return applied({ ...episode, confirmations: [...episode.confirmations, word] });
}
