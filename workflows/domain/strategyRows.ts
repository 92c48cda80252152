import type { Reason, Recommendation, Remark, SituationItem, StrategyInput } from './strategy';
import type { RuleThreshold } from './ruleThresholds';
import { thresholdOf } from './ruleThresholds';
import type { Minutes } from './time';
import type { Strategy } from './vocabulary';

const HOUR = 60;

/** One onset of a patient: `sinceMin` minutes ago, absent when nobody knows. */
export type Case = StrategyInput & { readonly sinceMin?: Minutes };
type Row = { readonly row: string; readonly says: (facts: Case) => Omit<Recommendation, 'row'> | undefined };

const is = (facts: Case, item: SituationItem): boolean => facts.situation[item] === 'YES';
const ppci = (facts: Case): Strategy => (facts.atPciHospital ? 'PPCI_ON_SITE' : 'PPCI_BY_TRANSFER');
const wireLate = ({ forecastMin, edition }: Case): boolean =>
  forecastMin === undefined || forecastMin > thresholdOf(edition, 'FORECAST_LIMIT');
const forecastReason = (facts: Case): Reason => {
  if (facts.forecastMin === undefined) return 'FORECAST_UNKNOWN';
  return wireLate(facts) ? 'FORECAST_OVER_LIMIT' : 'FORECAST_IN_LIMIT';
};

/** Hours since the onset that divide the rows, under the edition of the case. */
export type Window = Extract<RuleThreshold, `ONSET_${string}`>;
const windowMin = ({ edition }: Case, window: Window): Minutes => thresholdOf(edition, window) * HOUR;
const upTo = (facts: Case, window: Window): boolean =>
  facts.sinceMin !== undefined && facts.sinceMin <= windowMin(facts, window);
const after = (facts: Case, window: Window): boolean =>
  facts.sinceMin !== undefined && facts.sinceMin > windowMin(facts, window);
/** Until when a stable late patient may still have routine PCI (#7, #8). */
export const stableWindow = ({ jurisdiction }: Pick<Case, 'jurisdiction'>): Window => `ONSET_STABLE_${jurisdiction}`;

/** Signs that muscle is still being lost (#6), and whether anybody looked for them. */
const SIGNS = ['ONGOING_ISCHAEMIA', 'INSTABILITY', 'LIFE_THREATENING_ARRHYTHMIA'] as const;
const ongoing = (facts: Case): boolean => SIGNS.some((sign) => is(facts, sign));
const stable = (facts: Case): boolean => SIGNS.every((sign) => facts.situation[sign] === 'NO');

/** Rows #5 and #6 would offer lysis (10.2). */
const lysisOffered = (facts: Case): boolean =>
  (upTo(facts, 'ONSET_WINDOW') && wireLate(facts)) ||
  (after(facts, 'ONSET_WINDOW') && upTo(facts, 'ONSET_LATE') && lateLysis(facts));
const lateLysis = (facts: Case): boolean =>
  ongoing(facts) && is(facts, 'PCI_IMPOSSIBLE') && (is(facts, 'LARGE_INFARCT') || is(facts, 'INSTABILITY'));

const seniorConfirms = ({ lysis }: Case): readonly Remark[] => [
  ...(lysis.relative.length > 0 ? (['SENIOR_CONFIRMS_RELATIVE'] as const) : []),
  ...(lysis.unknown.length > 0 ? (['SENIOR_CONFIRMS_UNKNOWN'] as const) : []),
];

/** #5a is a remark beside #4 and #5, never an answer of its own (10.4). */
const early = (facts: Case): readonly Remark[] => {
  if (!upTo(facts, 'ONSET_EARLY')) return [];
  const { forecastMin, sinceMin, edition } = facts;
  const wireSlow =
    forecastMin !== undefined && forecastMin >= thresholdOf(edition, 'FORECAST_SLOW') && !wireLate(facts);
  const mayPrefer =
    wireSlow &&
    sinceMin !== undefined &&
    sinceMin < windowMin(facts, 'ONSET_VERY_EARLY') &&
    is(facts, 'LARGE_INFARCT') &&
    is(facts, 'LOW_BLEEDING_RISK') &&
    facts.lysis.absolute.length === 0;
  return mayPrefer ? ['EARLY_DELAY_MATTERS_MOST', 'SENIOR_MAY_PREFER_LYSIS'] : ['EARLY_DELAY_MATTERS_MOST'];
};

/** clinical.md 2.2 as 10.1–10.5, 10.36 and 10.37 read it: the first row that speaks wins. */
const ROWS: readonly Row[] = [
  {
    row: 'R14',
    says: (facts) =>
      facts.dissectionSuspected
        ? { strategy: 'ASK', reasons: ['DISSECTION_SUSPECTED'], remarks: ['CT_FIRST_NO_LYSIS_NO_ANTICOAGULANT'] }
        : undefined,
  },
  {
    row: '2.2#10',
    says: (facts) =>
      facts.stemi ? undefined : { strategy: 'NONE', reasons: ['NO_STEMI'], remarks: ['NSTE_ACS_PATH'] },
  },
  {
    row: '2.2#1',
    says: (facts) => {
      const failing =
        is(facts, 'CARDIOGENIC_SHOCK') || is(facts, 'ACUTE_SEVERE_HEART_FAILURE') || (facts.killip ?? 1) >= 3;
      if (!failing) return undefined;
      const lysisToo =
        facts.forecastMin !== undefined &&
        wireLate(facts) &&
        is(facts, 'MECHANICAL_COMPLICATION_EXCLUDED') &&
        facts.lysis.absolute.length === 0; // 10.3
      return {
        strategy: ppci(facts),
        reasons: ['SHOCK_OR_HEART_FAILURE'],
        remarks: lysisToo ? ['SENIOR_MAY_CHOOSE_LYSIS'] : [],
      };
    },
  },
  {
    row: '2.2#2',
    says: (facts) =>
      is(facts, 'CIRCULATION_RETURNED_AFTER_ARREST')
        ? { strategy: ppci(facts), reasons: ['CIRCULATION_RETURNED'], remarks: [] }
        : undefined,
  },
  {
    row: '2.2#3',
    says: (facts) =>
      facts.lysis.absolute.length > 0 && lysisOffered(facts)
        ? { strategy: ppci(facts), reasons: ['ABSOLUTE_CONTRAINDICATION', forecastReason(facts)], remarks: [] }
        : undefined,
  },
  {
    row: '2.2#4',
    says: (facts) =>
      upTo(facts, 'ONSET_WINDOW') && !wireLate(facts)
        ? {
            strategy: ppci(facts),
            reasons: ['ONSET_IN_WINDOW', 'FORECAST_IN_LIMIT'],
            remarks: [
              'BYPASS_ED_AND_CCU',
              facts.atPciHospital ? 'AIM_WIRE_ON_SITE' : 'AIM_WIRE_TRANSFERRED',
              ...early(facts),
            ],
          }
        : undefined,
  },
  {
    row: '2.2#5',
    says: (facts) =>
      upTo(facts, 'ONSET_WINDOW')
        ? {
            strategy: 'LYSIS',
            reasons: ['ONSET_IN_WINDOW', forecastReason(facts)],
            remarks: ['BOLUS_AT_ONCE', 'THEN_TRANSFER', ...seniorConfirms(facts), ...early(facts)],
          }
        : undefined,
  },
  {
    row: '2.2#6',
    says: (facts) => {
      if (!after(facts, 'ONSET_WINDOW') || !upTo(facts, 'ONSET_LATE') || !ongoing(facts)) return undefined;
      return lateLysis(facts)
        ? {
            strategy: 'ASK',
            reasons: ['ONSET_AFTER_WINDOW', 'ONGOING_ISCHAEMIA', 'PCI_IMPOSSIBLE'],
            remarks: ['LYSIS_MAY_BE_CONSIDERED', ...seniorConfirms(facts)],
          }
        : { strategy: ppci(facts), reasons: ['ONSET_AFTER_WINDOW', 'ONGOING_ISCHAEMIA'], remarks: [] };
    },
  },
  {
    row: '2.2#7',
    says: (facts) =>
      after(facts, 'ONSET_WINDOW') && upTo(facts, stableWindow(facts)) && stable(facts)
        ? { strategy: ppci(facts), reasons: ['ONSET_AFTER_WINDOW', 'STABLE'], remarks: ['ROUTINE_PCI_REASONABLE'] }
        : undefined,
  },
  {
    row: '2.2#8',
    says: (facts) =>
      after(facts, stableWindow(facts)) && stable(facts)
        ? { strategy: 'NONE', reasons: ['ONSET_LATE', 'STABLE'], remarks: ['NO_PCI_OF_THE_OCCLUSION'] }
        : undefined,
  },
  {
    row: '2.2#9',
    says: (facts) =>
      after(facts, 'ONSET_LATE') && (is(facts, 'ONGOING_ISCHAEMIA') || is(facts, 'LIFE_THREATENING_ARRHYTHMIA'))
        ? { strategy: ppci(facts), reasons: ['ONSET_LATE', 'ONGOING_ISCHAEMIA'], remarks: [] }
        : undefined,
  },
  {
    row: '2.2#11',
    says: (facts) => (facts.sinceMin === undefined ? onsetUnknown(facts) : undefined),
  },
];

/** Lysis only as a senior's option, and never with an absolute contraindication (10.37). */
const onsetUnknown = (facts: Case): Omit<Recommendation, 'row'> => {
  const reasons: readonly Reason[] = ['ONSET_UNKNOWN', forecastReason(facts)];
  if (!ongoing(facts)) {
    const seen: Reason = stable(facts) ? 'STABLE' : 'ISCHAEMIA_NOT_KNOWN';
    return { strategy: 'ASK', reasons: [...reasons, seen], remarks: ['SENIOR_DECIDES'] };
  }
  const wireOnly = !wireLate(facts) || facts.lysis.absolute.length > 0;
  return {
    strategy: wireOnly ? ppci(facts) : 'ASK',
    reasons: [...reasons, 'ONGOING_ISCHAEMIA'],
    remarks: wireOnly ? ['SENIOR_DECIDES'] : ['SENIOR_DECIDES', 'SENIOR_MAY_CHOOSE_LYSIS', ...seniorConfirms(facts)],
  };
};

/** 2.8: who refuses PCI, or the way to it, is offered lysis where it may be given, else medical therapy; PCI is offered again. */
function afterRefusal(facts: Case, said: Recommendation): Recommendation {
  const { refused = [], lysis } = facts;
  const isPciRefused =
    (said.strategy === 'PPCI_ON_SITE' && refused.includes('PCI')) ||
    (said.strategy === 'PPCI_BY_TRANSFER' && (refused.includes('PCI') || refused.includes('TRANSFER')));
  if (!isPciRefused) return said;
  const mayBeLysed = lysis.absolute.length === 0 && !refused.includes('LYSIS');
  if (mayBeLysed && upTo(facts, 'ONSET_WINDOW'))
    return {
      ...{ strategy: 'LYSIS', row: '2.8' },
      reasons: ['PCI_REFUSED', 'ONSET_IN_WINDOW'],
      remarks: ['BOLUS_AT_ONCE', ...seniorConfirms(facts)],
    };
  // with an unknown onset lysis is a senior's option only (10.37)
  return mayBeLysed && facts.sinceMin === undefined
    ? {
        ...{ strategy: 'ASK', row: '2.8' },
        reasons: ['PCI_REFUSED', 'ONSET_UNKNOWN'],
        remarks: ['SENIOR_DECIDES', 'SENIOR_MAY_CHOOSE_LYSIS', ...seniorConfirms(facts)],
      }
    : { strategy: 'NONE', row: '2.8', reasons: ['PCI_REFUSED'], remarks: ['MEDICAL_THERAPY'] };
}

/** The row that speaks first, and what it says. */
export const firstRow = (facts: Case): Recommendation => afterRefusal(facts, matched(facts));

const matched = (facts: Case): Recommendation => {
  for (const { row, says } of ROWS) {
    const said = says(facts);
    if (said !== undefined) return { ...said, row };
  }
  // late, and nobody has said whether muscle is still being lost
  const late = after(facts, 'ONSET_LATE');
  return {
    strategy: 'ASK',
    row: late ? '2.2#9' : '2.2#6',
    reasons: [late ? 'ONSET_LATE' : 'ONSET_AFTER_WINDOW', 'ISCHAEMIA_NOT_KNOWN'],
    remarks: ['SENIOR_DECIDES'],
  };
};
