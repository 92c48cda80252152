import { Input, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import { STEP_CHANNELS } from '../../../workflows/domain/ladderSteps';
import { useWords } from '../words/words';
import { channelName, clockTime, minuteOf, shownValue, thresholdName, type Threshold } from './thresholdName';

type Values = Readonly<Record<string, number>>;
type Props = {
  readonly thresholds: readonly Threshold[];
  readonly values: Values;
  readonly onChange: (values: Values) => void;
};

/** The numbers by row: what the tables say, and what the edition says. */
export function ThresholdsTable({ thresholds, values, onChange }: Props) {
  const words = useWords();
  const { t } = words;
  const [search, setSearch] = useState('');
  const set = ({ code, value }: Threshold, entered: number | undefined) => {
    const { [code]: _, ...others } = values;
    onChange(entered === undefined || entered === value ? others : { ...others, [code]: entered });
  };
  const found = thresholds.filter((one) =>
    `${one.code} ${one.ref} ${thresholdName(one, words)}`.toLowerCase().includes(search.toLowerCase()),
  );
  return (
    <>
      <Input.Search
        aria-label={t.findThreshold}
        placeholder={t.findThreshold}
        value={search}
        onChange={({ target }) => setSearch(target.value)}
      />
      <div className="thresholds">
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{t.threshold}</th>
              <th scope="col">{t.tablesSay}</th>
              <th scope="col">{t.editionSays}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((one) => (
              <tr key={one.code}>
                <th scope="row">
                  {one.ref} {thresholdName(one, words)} {one.code in values ? '✎' : ''}
                </th>
                <td className="number">{shownValue(one, one.value, words)}</td>
                <td>
                  <Entry
                    threshold={one}
                    value={values[one.code] ?? one.value}
                    onChange={(entered) => set(one, entered)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

type Entered = {
  readonly threshold: Threshold;
  readonly value: number;
  readonly onChange: (value: number | undefined) => void;
};

/** One number, entered as people write its unit. */
function Entry({ threshold: { code, unit }, value, onChange }: Entered) {
  const words = useWords();
  const { t } = words;
  if (unit === 'OFFERED')
    return (
      <Switch
        size="small"
        aria-label={code}
        checked={value === 1}
        checkedChildren={t.offeredYes}
        unCheckedChildren={t.offeredNo}
        onChange={(has) => onChange(has ? 1 : 0)}
      />
    );
  if (unit === 'CHANNEL')
    return (
      <Select
        size="small"
        aria-label={code}
        value={value}
        popupMatchSelectWidth={false}
        options={STEP_CHANNELS.map((channel, place) => ({ value: place, label: channelName(channel, words) }))}
        onChange={onChange}
      />
    );
  if (unit === 'MINUTE_OF_DAY')
    return (
      <Input
        size="small"
        type="time"
        aria-label={code}
        value={clockTime(value)}
        onChange={({ target }) => onChange(minuteOf(target.value))}
      />
    );
  return (
    <InputNumber
      size="small"
      min={0}
      precision={unit === 'YEARS' ? 0 : unit === 'MV' ? 3 : 2}
      aria-label={code}
      value={value}
      onChange={(entered) => onChange(entered ?? undefined)}
    />
  );
}
