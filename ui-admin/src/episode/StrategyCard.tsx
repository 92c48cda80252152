import { personName } from '../parts/sentences';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Card } from './Card';
import { HospitalsByTime } from './HospitalsByTime';
import type { Care } from './ReadingsCard';

type Shown = Pick<Care, 'recommendation' | 'choice' | 'forecast' | 'hospitalsByTime'>;

/** What the table recommends and why, what was decided and by whom, and the forecast both rest on. */
export function StrategyCard({ care }: { readonly care: Shown }) {
  const { t, word } = useWords();
  const now = useNow();
  const { recommendation, choice, forecast } = care;
  return (
    <Card
      title={t.recommendation}
      aside={recommendation === null ? null : <span className="ref">{fill(t.row, { row: recommendation.row })}</span>}
    >
      {recommendation === null ? (
        <p className="empty">{t.noRecommendation}</p>
      ) : (
        <>
          <p className="recommended">{word('strategy', recommendation.strategy ?? 'ASK')}</p>
          {recommendation.ifOnsetEarliest === null ? null : (
            <p>▲ {fill(t.atEarliest, { what: word('strategy', recommendation.ifOnsetEarliest) })}</p>
          )}
          {recommendation.ifOnsetLatest === null ? null : (
            <p>▲ {fill(t.atLatest, { what: word('strategy', recommendation.ifOnsetLatest) })}</p>
          )}
          <Reasons title={t.reasons} codes={recommendation.reasons} numbers={recommendation.numbers} />
          <Reasons title={t.remarks} codes={recommendation.remarks} numbers={recommendation.numbers} />
          <p className="hint">{t.decides}</p>
        </>
      )}
      {choice === null ? null : (
        <p className="choice">
          ✓ <strong>{fill(t.chosen, { what: word('strategy', choice.strategy) })}</strong> {personName(choice.by)} (
          {word('role', choice.role)}), {shortTime(Date.parse(choice.at), now)} {choice.reason ?? ''}
          {choice.shown === null ? '' : ` · ${fill(t.row, { row: choice.shown })}`}
        </p>
      )}
      {forecast === null ? null : <ForecastView forecast={forecast} />}
      <HospitalsByTime hospitals={care.hospitalsByTime} />
    </Card>
  );
}

type ReasonsProps = Pick<NonNullable<Care['recommendation']>, 'numbers'> & {
  readonly title: string;
  readonly codes: readonly string[];
};

function Reasons({ title, codes, numbers }: ReasonsProps) {
  const { word } = useWords();
  if (codes.length === 0) return null;
  const said = (one: string) =>
    fill(word('strategyReason', one), { n: numbers.find(({ code }) => code === one)?.value ?? '' });
  return (
    <p>
      <span className="label">{title}</span> {codes.map(said).join('; ')}
    </p>
  );
}

/** Elapsed, local, drive and lab minutes as one stacked bar against the limit. */
function ForecastView({ forecast }: { readonly forecast: NonNullable<Care['forecast']> }) {
  const { t } = useWords();
  const { localMin, driveMin, driveKnownOn, arrivalToWireMin, cases, diagnosisToWireMin: total, limitMin } = forecast;
  const { etaAt, etaSaidAt, etaCounts, labBusy, labFreeAt, labWaitMin } = forecast;
  const now = useNow();
  const behind = cases === null ? t.ownEstimate : fill(t.networkCases, { n: cases });
  const drivenBy = driveKnownOn === null ? t.ownEstimate : fill(t.driveListed, { day: driveKnownOn });
  const ahead = [
    ['localMin', localMin],
    ['driveMin', driveMin],
    ...(labBusy ? [['labWait', labWaitMin] as const] : []),
    ['arrivalToWireMin', arrivalToWireMin],
  ] as const;
  const known = ahead.reduce((sum, [, minutes]) => sum + (minutes ?? 0), 0);
  // Once a part is done the server counts it no more, and the sum of what was said may exceed the forecast.
  const parts = [['elapsed', total === null ? null : Math.max(0, total - known)] as const, ...ahead];
  const scale = Math.max(limitMin * 1.25, total ?? 0);
  return (
    <div className="forecast">
      <div className="row wrap">
        <span className="label">{t.forecast}</span>
        <strong className={total !== null && total > limitMin ? 'over' : undefined}>
          {total === null
            ? `◇ ${t.forecastUnknown}`
            : `${total > limitMin ? '■' : '●'} ${fill(t.forecastTotal, { n: Math.round(total) })}`}
        </strong>
        <span className="meta">{t.forecastLimit}</span>
      </div>
      <div className="forecast-bar" aria-hidden="true">
        {parts.map(([name, minutes]) =>
          minutes === null || minutes <= 0 ? null : (
            <span key={name} className={name} style={{ width: `${(minutes / scale) * 100}%` }} />
          ),
        )}
        <i style={{ left: `${(limitMin / scale) * 100}%` }} />
      </div>
      {labBusy ? (
        <p>
          ■ {t.labsTaken}:{' '}
          {labFreeAt === null
            ? `◇ ${t.labEndUnknown}`
            : fill(t.labFreeAbout, { time: shortTime(Date.parse(labFreeAt), now) })}
        </p>
      ) : null}
      {etaAt === null || etaSaidAt === null ? null : (
        <p>
          {etaCounts ? '●' : '◇'}{' '}
          {fill(t.etaAge, {
            time: shortTime(Date.parse(etaAt), now),
            n: Math.max(0, Math.round((now - Date.parse(etaSaidAt)) / 60_000)),
          })}{' '}
          · {etaCounts ? t.etaCounts : t.etaTooOld}
        </p>
      )}
      <ul className="forecast-parts">
        {parts.map(([name, minutes]) => (
          <li key={name} className={name}>
            {t[name]}:{' '}
            <strong>{minutes === null ? t.forecastUnknown : fill(t.inMinutes, { n: Math.round(minutes) })}</strong>
            {name === 'arrivalToWireMin' && minutes !== null ? ` (${behind})` : ''}
            {name === 'driveMin' && minutes !== null ? ` (${drivenBy})` : ''}
          </li>
        ))}
      </ul>
    </div>
  );
}
