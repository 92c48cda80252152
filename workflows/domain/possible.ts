import { decideEpisode } from './decideEpisode';
import type { Unheard } from './decision';
import type { Episode, EpisodeHappening, Time } from './episode';
import { isRefusal } from './faults';
import { episodeId, labId } from './ids';
import type { PersonAction } from './permissions';
import type { Instant } from './time';
import { LAB_ROLES } from './vocabulary';

type Unsaid<W> = W extends unknown ? Omit<W, 'id' | 'by'> : never;
type Probe = (time: Time) => Unsaid<Unheard<EpisodeHappening>>;

/** What an open episode always hears, and a closed one never. */
const ANY_WORD = { type: 'CHECKLIST_ANSWERED', answers: {} } as const;
const correction: Probe = (time) => ({ type: 'MILESTONE_RECORDED', code: 'TRIAGE', time, reason: 'probe' });

const aDose: Probe = (given) => ({
  type: 'DRUG_GIVEN',
  dose: { drug: 'ASPIRIN', amount: 1, unit: 'MG', route: 'ORAL', given },
  reason: 'probe',
});
const aResult: Probe = (sampled) => ({
  type: 'TEST_REPORTED',
  report: { kind: 'GLUCOSE', value: 1, unit: 'mmol/L', sampled },
  reason: 'probe',
});

/** Words that only make sense at a certain point, as they would be said now; the rules themselves say whether. */
const PROBES: Readonly<Partial<Record<PersonAction, Probe>>> = {
  RECORD_MILESTONE: correction,
  WITHDRAW_MILESTONE: correction,
  CONFIRM_QUESTION: correction,
  EXPLAIN_DELAY: correction,
  RECORD_DRUG: aDose,
  WITHDRAW_DRUG: aDose,
  REPORT_TEST: aResult,
  WITHDRAW_TEST: aResult,
  DECIDE_STRATEGY: () => ({ type: 'STRATEGY_DECIDED', strategy: 'PPCI_BY_TRANSFER' }),
  REVISE_DIAGNOSIS: (time) => ({ type: 'DIAGNOSIS_REVISED', finding: 'OTHER_DIAGNOSIS', time, reason: 'probe' }),
  LABEL_RISK: (time) => ({ type: 'RISK_LABELLED', riskClass: 'VERY_HIGH', time, reason: 'probe' }),
  CONCLUDE_ANGIOGRAPHY: (time) => ({ type: 'ANGIOGRAPHY_CONCLUDED', end: 'SURGERY', time, reason: 'probe' }),
  FIND_REINFARCTION: (time) => ({ type: 'REINFARCTION_FOUND', toEpisodeId: episodeId('ep_any'), time }),
  LEAVE_AGAINST_ADVICE: (time) => ({
    type: 'LEFT_AGAINST_ADVICE',
    time,
    reason: 'probe',
    riskForm: true,
    highRisk: false,
  }),
  ASK_CONSULT: () => ({ type: 'CONSULT_ASKED', role: 'ON_CALL_CARDIOLOGIST', siteId: 'st_any', question: 'probe' }),
  CALL_LAB: () => ({ type: 'LAB_CALLED', labId: labId('lab_any') }),
  ARRIVE_AT_LAB: (time) => ({ type: 'LAB_MEMBER_ARRIVED', role: LAB_ROLES[0], time }),
  ENTER_DEPARTMENT: (time) => ({ type: 'DEPARTMENT_ENTERED', department: 'GENERAL_WARD', time }),
  DISCHARGE: (time) => ({ type: 'DISCHARGED', time, drugs: [], highRisk: false }),
  REPORT_DAPT_GAP: (time) => ({ type: 'DAPT_GAP_REPORTED', days: 1, time }),
  DOWN_REFER: (time) => ({ type: 'DOWN_REFERRED', siteId: 'st_any', time }),
  REFUSE_DOWN_REFERRAL: (time) => ({ type: 'DOWN_REFERRAL_REFUSED', time, reason: 'probe' }),
  KEEP_FOLLOW_UP: (time) => ({ type: 'FOLLOW_UP_KEPT', time, reason: 'probe' }),
  REOPEN_EPISODE: () => ({ type: 'EPISODE_REOPENED', reason: 'probe' }),
  ACCEPT_DOWN_REFERRAL: (time) => ({ type: 'DOWN_REFERRAL_ACCEPTED', time }),
};

/** Why an action makes no sense on this episode at this point; `undefined` when it may be done. */
export function whyNotNow(episode: Episode, action: PersonAction, now: Instant): string | undefined {
  const time: Time = { at: now, precision: 'MINUTE', source: 'HUMAN' };
  const probe = PROBES[action]?.(time) ?? ANY_WORD;
  const by = { kind: 'HUMAN', id: 'anybody', role: 'COORDINATOR' } as const;
  const decided = decideEpisode(episode, { ...probe, id: 'probe', by, receivedAt: now });
  return isRefusal(decided) ? decided.because : undefined;
}
