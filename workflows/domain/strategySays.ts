import type { Edited } from './pathway';
import type { RuleThreshold } from './ruleThresholds';
import { thresholdOf } from './ruleThresholds';
import type { Reason, Recommendation, Remark } from './strategy';
import type { TargetCode } from './targets';
import { targetIn } from './thresholds';

type Number = { readonly rule: RuleThreshold } | { readonly limitOf: TargetCode };

/** The number in the sentence of a reason or a remark of 2.2, hours for the onset and minutes else. */
const SAID_WITH: Readonly<Partial<Record<Reason | Remark, Number>>> = {
  ONSET_IN_WINDOW: { rule: 'ONSET_WINDOW' },
  ONSET_AFTER_WINDOW: { rule: 'ONSET_WINDOW' },
  ONSET_LATE: { rule: 'ONSET_LATE' },
  EARLY_DELAY_MATTERS_MOST: { rule: 'ONSET_EARLY' },
  FORECAST_IN_LIMIT: { rule: 'FORECAST_LIMIT' },
  FORECAST_OVER_LIMIT: { rule: 'FORECAST_LIMIT' },
  AIM_WIRE_ON_SITE: { limitOf: 'T20' },
  AIM_WIRE_TRANSFERRED: { limitOf: 'T21' },
  BOLUS_AT_ONCE: { limitOf: 'T27' },
};

export type Said = { readonly code: Reason | Remark; readonly value: number };

/** What the sentences of a recommendation say in numbers under the edition it was made by. */
export const saidWith = ({ reasons, remarks }: Recommendation, edition: Edited): readonly Said[] =>
  [...reasons, ...remarks].flatMap((code) => {
    const number = SAID_WITH[code];
    if (number === undefined) return [];
    const value = 'rule' in number ? thresholdOf(edition, number.rule) : targetIn(edition, number.limitOf).limitMin;
    return value === undefined ? [] : [{ code, value }];
  });
