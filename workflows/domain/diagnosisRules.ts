import { takenAt } from './bedside';
import type { Actor, Decided, Telling } from './decision';
import { applied, duplicate } from './decision';
import type { Episode, Of, Report } from './episode';
import { refuse } from './faults';
import { FINDING_ROWS, isStemi } from './findings';
import { known } from './known';
import { contraindicationFound } from './lysisLadders';
import { when } from './milestones';
import { riskAdvice } from './nsteRisk';
import { endRuns, withRun } from './runs';
import type { Instant } from './time';
import { latest } from './time';
import { riskAnswers } from './testResults';
import type { Finding, Milestone } from './vocabulary';
import { futureRefusal, inFuture, mark } from './marking';

/** What the case is taken for, signed on an ECG or revised by a person (4.2 P4, R13, R14). */

/** T35 counts from the last ECG, whenever it was read. */
export function askForNextEcg(episode: Episode): Episode {
  const lastAt = latest(takenAt(episode)) ?? episode.report?.at;
  return lastAt === undefined ? episode : withRun(episode, 'REPEAT_ECG', lastAt);
}

const markOnce = (episode: Episode, code: Milestone, at: Instant, heard: Telling): Episode =>
  when(episode.milestones, code) === undefined
    ? mark(episode, code, { at, precision: 'SECOND', source: heard.by.kind === 'SYSTEM' ? 'SYSTEM' : 'HUMAN' }, heard)
    : episode;

/** Everything a finding sets going: its path, the next ECG, the scan that comes first, the item it answers. */
export function diagnosed(episode: Episode, report: Report, heard: Telling): Episode {
  const { path, repeats, asks, contraindicates } = FINDING_ROWS[report.finding];
  const { choice, risk, ...rest } = endRuns(episode, 'OTHER_DX', heard.receivedAt);
  // what was decided was decided for the diagnosis of then; a label is of NSTE-ACS alone
  const kept = path === 'STEMI' ? { choice } : path === 'NSTE_ACS' ? { risk } : {};
  const taken: Episode = { ...rest, ...known(kept), report };
  const found = contraindicates === undefined ? taken : foundYes(taken, contraindicates, heard.receivedAt);
  const repeated = repeats ? askForNextEcg(found) : endRuns(found, 'REPEAT_ECG', heard.receivedAt);
  if (path === 'STEMI') return markOnce(repeated, 'STEMI_DX', report.at, heard);
  if (path === 'NSTE_ACS') return markOnce(repeated, 'NSTE_DX', report.at, heard);
  if (asks === undefined) return repeated;
  const asked = withRun(repeated, 'OTHER_DX', heard.receivedAt);
  return asks === 'CT_NOW' ? markOnce(asked, 'CT_NOTIFIED', heard.receivedAt, heard) : asked;
}

/** An item that has come to be answered yes; an absolute contraindication stops lysis (R12). */
export const foundYes = (episode: Episode, item: string, now: Instant): Episode => {
  if (episode.checklist[item] === 'YES') return episode;
  return contraindicationFound({ ...episode, checklist: { ...episode.checklist, [item]: 'YES' } }, now);
};

/** R13, R14: a named doctor says that it is something else; what was done stays in the record (2.9). */
export function diagnosisRevised(episode: Episode, happening: Of<'DIAGNOSIS_REVISED'>): Decided<Episode> {
  const { finding, time, reason, by, receivedAt } = happening;
  const { report, activation } = episode;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named doctor revises a diagnosis.');
  if (inFuture(time, happening)) return futureRefusal();
  if (report === undefined) return refuse('WRONG_PHASE', 'No ECG of this patient is signed yet: nothing to revise.');
  if (reason.trim() === '') return refuse('REASON_NEEDED', 'Say what the new diagnosis rests on.');
  if (report.finding === finding) return duplicate(episode);
  const next = revisedTo(episode, { finding, reason, at: time.at, by }, happening);
  const labInDoubt = isStemi(report.finding) && !isStemi(finding) && activation !== undefined;
  return applied(labInDoubt ? withRun(next, 'LAB_IN_DOUBT', receivedAt) : next);
}

type Revised = {
  readonly finding: Finding;
  readonly reason: string;
  readonly at: Instant;
  readonly by: Extract<Actor, { kind: 'HUMAN' }>;
};

/** The case taken for something else from then on; who said so, and why, stands beside it. */
export function revisedTo(episode: Episode, { finding, reason, at, by }: Revised, heard: Telling): Episode {
  const { report } = episode;
  if (report === undefined || report.finding === finding) return episode;
  const { ecgId, bedside } = report;
  const revised: Report = { ...known({ ecgId, bedside }), finding, territories: [], signedBy: by.id, at };
  const revision = { from: report.finding, reason, by: by.id, role: by.role, at };
  return { ...diagnosed(episode, revised, heard), revision };
}

/** 2.11: a named doctor gives the label beside what the table says; the clocks of T32 to T34 follow it. */
export function riskLabelled(episode: Episode, happening: Of<'RISK_LABELLED'>): Decided<Episode> {
  const { riskClass, time, reason, by } = happening;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named doctor labels the risk.');
  if (inFuture(time, happening)) return futureRefusal();
  if (episode.report?.finding !== 'NSTE_ACS')
    return refuse('WRONG_PHASE', 'The risk label is for NSTE-ACS; this case is not taken for one.');
  if (episode.risk?.riskClass === riskClass) return duplicate(episode);
  const { says } = riskAdvice(riskAnswers(episode));
  if (says !== 'ASK' && says !== riskClass && (reason ?? '').trim() === '')
    return refuse('REASON_NEEDED', `The table says ${says}: say why it is ${riskClass} all the same.`);
  const risk = { riskClass, says, by: by.id, role: by.role, at: time.at, ...known({ reason }) };
  return applied(mark({ ...episode, risk }, 'RISK_LABEL', time, happening));
}
