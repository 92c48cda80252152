import { Button, Input, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import { STEP_CHANNELS } from '../../../workflows/domain/ladderSteps';
import { STEP_ROLES } from '../../../workflows/domain/stepRoles';
import { useWords } from '../words/words';
import { PATHWAY_SECTIONS, sectionOf, type PathwaySection } from './sections';
import {
  channelName,
  clockTime,
  headOf,
  minuteOf,
  nameUnder,
  shownValue,
  stepRoleName,
  thresholdName,
  type Threshold,
} from './thresholdName';

type Values = Readonly<Record<string, number>>;
type Props = {
  readonly thresholds: readonly Threshold[];
  readonly values: Values;
  readonly onChange: (values: Values) => void;
};

/** The numbers: one part of the pathway at a time, or whatever of any part a search finds. */
export function ThresholdsTable({ thresholds, values, onChange }: Props) {
  const words = useWords();
  const { t, word } = words;
  const [search, setSearch] = useState('');
  const [section, setSection] = useState<PathwaySection>('TARGETS');
  const wanted = search.trim().toLowerCase();
  const found = thresholds.filter((one) =>
    `${one.code} ${one.ref} ${thresholdName(one, words)}`.toLowerCase().includes(wanted),
  );
  const shown = wanted === '' ? [section] : PATHWAY_SECTIONS;
  const parts = shown
    .map((name) => ({ name, lines: found.filter((one) => sectionOf(one) === name) }))
    .filter(({ lines }) => lines.length > 0);
  return (
    <>
      <Input.Search
        aria-label={t.findThreshold}
        placeholder={t.findThreshold}
        value={search}
        onChange={({ target }) => setSearch(target.value)}
      />
      <fieldset className="row wrap sections" aria-label={t.partsOfPathway}>
        {PATHWAY_SECTIONS.map((name) => {
          const all = thresholds.filter((one) => sectionOf(one) === name);
          const changed = all.filter(({ code }) => code in values).length;
          const here = wanted === '' && name === section;
          return (
            <Button
              key={name}
              type={here ? 'primary' : 'default'}
              aria-pressed={here}
              onClick={() => {
                setSearch('');
                setSection(name);
              }}
            >
              {word('pathwaySection', name)} ({all.length}){changed === 0 ? '' : ` ✎ ${changed}`}
            </Button>
          );
        })}
      </fieldset>
      {parts.length === 0 ? <p className="empty">{t.nothingFound}</p> : null}
      {parts.map(({ name, lines }) => (
        <section key={name} aria-label={word('pathwaySection', name)}>
          {wanted === '' ? null : <h3>{word('pathwaySection', name)}</h3>}
          <Lines lines={lines} values={values} onChange={onChange} />
        </section>
      ))}
    </>
  );
}

type LinesProps = Omit<Props, 'thresholds'> & { readonly lines: readonly Threshold[] };

/** What is of one target, one ladder or one product stands together under its name. */
function Lines({ lines, values, onChange }: LinesProps) {
  const words = useWords();
  const { t } = words;
  const heads = [...new Set(lines.map((one) => headOf(one, words)))];
  const set = ({ code, value }: Threshold, entered: number | undefined) => {
    const { [code]: _, ...others } = values;
    onChange(entered === undefined || entered === value ? others : { ...others, [code]: entered });
  };
  return (
    <table className="figures thresholds">
      <thead>
        <tr>
          <th scope="col">{t.threshold}</th>
          <th scope="col">{t.tablesSay}</th>
          <th scope="col">{t.editionSays}</th>
        </tr>
      </thead>
      {heads.map((head) => {
        const under = lines.filter((one) => headOf(one, words) === head);
        return (
          <tbody key={head ?? ''}>
            {head === undefined ? null : (
              <tr>
                <th scope="rowgroup" colSpan={3}>
                  {under[0]?.ref} {head}
                </th>
              </tr>
            )}
            {under.map((one) => {
              const name = thresholdName(one, words);
              return (
                <tr key={one.code}>
                  <th scope="row">
                    {head === undefined ? `${one.ref} ` : ''}
                    {nameUnder(head, name)} {one.code in values ? '✎' : ''}
                  </th>
                  <td className="number">{shownValue(one, one.value, words)}</td>
                  <td>
                    <Entry
                      name={name}
                      threshold={one}
                      value={values[one.code] ?? one.value}
                      onChange={(entered) => set(one, entered)}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        );
      })}
    </table>
  );
}

type Entered = {
  readonly name: string;
  readonly threshold: Threshold;
  readonly value: number;
  readonly onChange: (value: number | undefined) => void;
};

/** One number, entered as people write its unit. */
function Entry({ name, threshold: { unit }, value, onChange }: Entered) {
  const words = useWords();
  const { t } = words;
  if (unit === 'OFFERED')
    return (
      <Switch
        size="small"
        aria-label={name}
        checked={value === 1}
        checkedChildren={t.offeredYes}
        unCheckedChildren={t.offeredNo}
        onChange={(has) => onChange(has ? 1 : 0)}
      />
    );
  if (unit === 'ROLE')
    return (
      <Select
        size="small"
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={name}
        value={value}
        popupMatchSelectWidth={false}
        options={STEP_ROLES.map((role, place) => ({ value: place, label: stepRoleName(role, words) }))}
        onChange={onChange}
      />
    );
  if (unit === 'CHANNEL')
    return (
      <Select
        size="small"
        aria-label={name}
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
        aria-label={name}
        value={clockTime(value)}
        onChange={({ target }) => onChange(minuteOf(target.value))}
      />
    );
  return (
    <InputNumber
      size="small"
      min={0}
      precision={unit === 'YEARS' || unit === 'LEADS' ? 0 : unit === 'MV' ? 3 : 2}
      aria-label={name}
      value={value}
      onChange={(entered) => onChange(entered ?? undefined)}
    />
  );
}
