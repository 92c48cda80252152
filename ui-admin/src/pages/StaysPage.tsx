import { StaysDocument, type StaysQuery } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { Loading } from '../parts/Loading';
import { PageHead } from '../parts/PageHead';
import { useWords } from '../words/words';

type Line = StaysQuery['averageLengthOfStay'][number];

const days = (value: number | null, digits = 2): string => (value === null ? '–' : value.toFixed(digits));
/** A change says its direction by sign and shape, not by colour alone. */
const change = (value: number | null): string =>
  value === null ? '–' : `${value > 0 ? '▲ +' : value < 0 ? '▼ −' : '● '}${Math.abs(value).toFixed(2)}`;

/** Average length of stay by department and year, with the change and the ready-to-leave part. */
export function StaysPage() {
  const { t, word } = useWords();
  const shown = useLive(StaysDocument, {}, ({ kind }) => kind === 'EPISODE');
  const lines: readonly Line[] = shown.data?.averageLengthOfStay ?? [];
  return (
    <main className="page narrow" id="content">
      <PageHead title={t.staysTitle} tab={t.stays} />
      <p className="hint">{t.staysHint}</p>
      <Loading shown={shown}>
        {lines.length === 0 ? <p className="empty">{t.noStays}</p> : null}
        {lines.length === 0 ? null : (
          <table className="figures">
            <thead>
              <tr>
                <th scope="col">{t.department}</th>
                <th scope="col">{t.year}</th>
                <th scope="col">{t.dischargesN}</th>
                <th scope="col">{t.meanDays}</th>
                <th scope="col">{t.change}</th>
                <th scope="col" title={t.readyHint}>
                  {t.readyDays}
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={`${line.department}${line.year}`} className={line.department === null ? 'total' : undefined}>
                  <th scope="row">{line.department === null ? t.total : word('department', line.department)}</th>
                  <td>{line.year}</td>
                  <td className="number">{line.discharges}</td>
                  <td className="number">
                    <strong>{days(line.meanDays)}</strong>
                  </td>
                  <td className="number">{change(line.changeDays)}</td>
                  <td className="number">
                    {days(line.readyToLeftMeanDays)} <small className="meta">n={line.readyKnown}</small>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loading>
    </main>
  );
}
