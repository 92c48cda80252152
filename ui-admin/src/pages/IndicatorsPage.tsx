import { Select } from 'antd';
import { IndicatorsDocument, type IndicatorsQuery } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { Loading } from '../parts/Loading';
import { PageHead } from '../parts/PageHead';
import { SiteChoice, useSiteId } from '../parts/SiteChoice';
import { useAddress } from '../parts/useAddress';
import { serverNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

type Line = IndicatorsQuery['indicators']['indicators'][number];
type Words = ReturnType<typeof useWords>;
type Limit = NonNullable<Line['limit']>;

const HOUR_MIN = 60;
/** Minutes up to two hours, then hours: an interval of days is not read in minutes. */
const interval = (min: number | null, { t }: Words): string => {
  if (min === null) return '–';
  const isLong = Math.abs(min) > 2 * HOUR_MIN;
  return fill(isLong ? t.hoursShort : t.minutesShort, { n: Number((isLong ? min / HOUR_MIN : min).toFixed(1)) });
};
const share = (pct: number | null): string => (pct === null ? '–' : `${Number(pct.toFixed(1))} %`);
const sign = (limit: Limit): string => (limit.sign === '<=' ? '≤' : limit.sign);
/** Met or not is said by shape and word, not by colour alone. */
const met = (is: boolean | null, { t }: Words): string =>
  is === null ? '' : is ? `● ${t.goalMet}` : `■ ${t.goalMissed}`;

const MONTHS = 18;
/** The months back from this one, the newest first, then the years they lie in. */
function periodsUntil(now: Date): readonly string[] {
  const months = Array.from({ length: MONTHS }, (_, back) =>
    new Date(Date.UTC(now.getFullYear(), now.getMonth() - back, 1)).toISOString().slice(0, 7),
  );
  return [...months, ...new Set(months.map((month) => month.slice(0, 4)))];
}

/** The indicators of a month or a year of one hospital: what is valid, what is not, and what stands apart. */
export function IndicatorsPage() {
  const words = useWords();
  const { t } = words;
  const siteId = useSiteId();
  const [address, change] = useAddress();
  const periods = periodsUntil(new Date(serverNow()));
  const period = address.get('period') ?? periods[0] ?? '';
  const shown = useLive(IndicatorsDocument, { siteId, period }, ({ kind }) => kind === 'EPISODE');
  const found = shown.data?.indicators;
  return (
    <main className="page" id="content">
      <PageHead title={t.indicatorsTitle} tab={t.indicators}>
        <SiteChoice value={siteId} sites={shown.data?.sites.filter(({ kind }) => kind === 'PCI_HOSPITAL')} />
        <Select
          aria-label={t.period}
          value={period}
          popupMatchSelectWidth={false}
          options={periods.map((one) => ({ value: one, label: one }))}
          onChange={(chosen) => change({ period: chosen })}
        />
      </PageHead>
      <p className="hint">{t.indicatorsHint}</p>
      <Loading shown={shown}>
        {found === undefined ? null : (
          <>
            <p>{fill(t.casesCounted, { n: found.cases, open: found.open })}</p>
            <Lines lines={found.indicators} words={words} />
          </>
        )}
      </Loading>
    </main>
  );
}

function Lines({ lines, words }: { readonly lines: readonly Line[]; readonly words: Words }) {
  const { t, word } = words;
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">{t.indicator}</th>
          <th scope="col">{t.validN}</th>
          <th scope="col">{t.onTarget}</th>
          <th scope="col">{t.mean}</th>
          <th scope="col">{t.medianAndP75}</th>
          <th scope="col">{t.shortestLongest}</th>
          <th scope="col">{t.invalid}</th>
          <th scope="col">{t.apart}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.code}>
            <th scope="row">
              <span className="ref">{line.code}</span> {word('indicator', line.code)}
              {line.limit === null ? null : (
                <div className="meta">
                  {sign(line.limit)} {interval(line.limit.min, words)}
                </div>
              )}
            </th>
            <td className="number">{line.n}</td>
            <td className="number">
              {line.hits === null ? '–' : `${line.hits} · ${share(line.hitPct)}`}
              {line.goalPct === null ? null : (
                <div className="meta">
                  ≥ {line.goalPct} % {met(line.shareMet, words)}
                </div>
              )}
            </td>
            <td className="number">
              <strong>{interval(line.meanMin, words)}</strong>
              {line.goalMean === null ? null : (
                <div className="meta">
                  {sign(line.goalMean)} {interval(line.goalMean.min, words)} {met(line.meanMet, words)}
                </div>
              )}
            </td>
            <td className="number">
              {interval(line.medianMin, words)} · {interval(line.p75Min, words)}
            </td>
            <td className="number">
              {interval(line.shortestMin, words)} · {interval(line.longestMin, words)}
            </td>
            <td className="number">{line.invalid === 0 ? '0' : `▲ ${line.invalid} · ${share(line.invalidPct)}`}</td>
            <td>{line.apart.map(({ is, count }) => `${word('indicatorApart', is)}: ${count}`).join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
