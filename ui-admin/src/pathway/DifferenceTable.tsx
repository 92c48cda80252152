import { Select } from 'antd';
import { useState } from 'react';
import { PathwayDifferenceDocument } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { Loading } from '../parts/Loading';
import { useWords } from '../words/words';
import { shownValue, thresholdName, type Threshold } from './thresholdName';

type Compared = { readonly names: readonly string[]; readonly thresholds: readonly Threshold[] };

/** Two editions side by side: only what differs. */
export function DifferenceTable({ names, thresholds }: Compared) {
  const words = useWords();
  const { t } = words;
  const [before, setBefore] = useState(names.at(-1) ?? '');
  const [after, setAfter] = useState(names[0] ?? '');
  const shown = useLive(PathwayDifferenceDocument, { before, after }, () => false);
  const options = names.map((name) => ({ value: name, label: name }));
  const lines = shown.data?.pathwayDifference ?? [];
  return (
    <section aria-label={t.compareEditions}>
      <h2>{t.compareEditions}</h2>
      <div className="row wrap">
        <Select
          aria-label={t.editionBefore}
          value={before}
          options={options}
          onChange={setBefore}
          popupMatchSelectWidth={false}
        />
        <span aria-hidden="true">→</span>
        <Select
          aria-label={t.editionAfter}
          value={after}
          options={options}
          onChange={setAfter}
          popupMatchSelectWidth={false}
        />
      </div>
      <Loading shown={shown}>
        {lines.length === 0 ? (
          <p className="hint">{t.noDifference}</p>
        ) : (
          <table className="figures">
            <thead>
              <tr>
                <th scope="col">{t.threshold}</th>
                <th scope="col">{before}</th>
                <th scope="col">{after}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => {
                const known = thresholds.find(({ code }) => code === line.code);
                const shownAs = (value: number) => (known === undefined ? value : shownValue(known, value, words));
                return (
                  <tr key={line.code}>
                    <th scope="row">
                      {known === undefined ? line.code : `${known.ref} ${thresholdName(known, words)}`}
                    </th>
                    <td className="number">{shownAs(line.before)}</td>
                    <td className="number">
                      <strong>{shownAs(line.after)}</strong>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      </Loading>
    </section>
  );
}
