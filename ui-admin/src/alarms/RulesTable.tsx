import { InputNumber } from 'antd';
import type { AlarmRulesNowQuery } from '../api/generated/graphql';
import { useWords } from '../words/words';

export type Rule = AlarmRulesNowQuery['alarmRules'][number];
const NUMBERS = ['limit', 'forS', 'hysteresis'] as const;
export type Changes = Readonly<Record<string, Readonly<Partial<Record<(typeof NUMBERS)[number], number>>>>>;

const SIGNS: Readonly<Record<string, string>> = { BELOW: '<', AT_MOST: '≤', AT_LEAST: '≥', ABOVE: '>' };

type Props = {
  readonly rules: readonly Rule[];
  readonly changes: Changes;
  readonly onChange: (changes: Changes) => void;
};

/** Every rule with the numbers in force; what is typed over one is a change of the new edition. */
export function RulesTable({ rules, changes, onChange }: Props) {
  const { t, word } = useWords();
  const set = (rule: Rule, name: (typeof NUMBERS)[number], entered: number | null) => {
    const kept = Object.entries(changes[rule.id] ?? {}).filter(([other]) => other !== name);
    const said = entered === null || entered === rule[name] ? kept : [...kept, [name, entered]];
    const others = Object.entries(changes).filter(([id]) => id !== rule.id);
    onChange(Object.fromEntries(said.length === 0 ? others : [...others, [rule.id, Object.fromEntries(said)]]));
  };
  const heads = { limit: t.ruleLimit, forS: t.ruleForS, hysteresis: t.ruleHysteresis };
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">{t.rule}</th>
          <th scope="col">{t.alarm}</th>
          <th scope="col">{t.measuredValue}</th>
          {NUMBERS.map((name) => (
            <th key={name} scope="col">
              {heads[name]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.id}>
            <th scope="row">
              {rule.id} {rule.id in changes ? '✎' : ''}
            </th>
            <td>{word('alarm', rule.code)}</td>
            <td>
              {rule.vital === 'SQI' ? t.signalQuality : word('vital', rule.vital)} {SIGNS[rule.side] ?? rule.side}
            </td>
            {NUMBERS.map((name) => (
              <td key={name} className="number">
                <InputNumber
                  size="small"
                  aria-label={`${rule.id} ${heads[name]}`}
                  value={changes[rule.id]?.[name] ?? rule[name]}
                  onChange={(entered) => set(rule, name, entered)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
