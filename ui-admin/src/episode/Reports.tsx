import { Button } from 'antd';
import { CLOCK_LIMITS } from '../../../workflows/domain/deviceTroubles';
import type { EpisodeNowQuery } from '../api/generated/graphql';
import type { Form } from '../actions/fields';
import { withdrawForm } from '../actions/recordForms';
import { personName } from '../parts/sentences';
import { clockTime, shortTime, toMs, withPrecision } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

type Report = NonNullable<EpisodeNowQuery['episode']>['timeline'][number]['reports'][number];

/** Everything that was said of one time: by whom, when it was entered, and why it no longer stands. */
export function Reports({
  episodeId,
  what,
  reports,
  onForm,
}: {
  readonly episodeId: string;
  readonly what: string;
  readonly reports: readonly Report[];
  readonly onForm: (form: Form) => void;
}) {
  const { t, word } = useWords();
  const now = useNow();
  const heir = (n: number) => reports.find(({ corrects }) => corrects === n);
  const told = reports.filter(({ withdraws }) => !withdraws);
  if (told.length === 0) return null;
  return (
    <details className="reports">
      <summary>
        {told.length > 1 || reports.length > told.length ? fill(t.reportsOf, { n: told.length }) : t.oneReport}
        <span className="sr"> {what}</span>
      </summary>
      <ul className="plain">
        {told.map((entry) => {
          const next = heir(entry.n);
          const at = withPrecision(Date.parse(entry.at), toMs(entry.untilAt), entry.precision, now);
          const who = personName(entry.recordedBy) || word('source', entry.source);
          const drift = entry.deviceOffsetMs ?? 0;
          return (
            <li key={entry.n}>
              {next === undefined ? <strong>{at}</strong> : <del>{at}</del>} {who}
              {entry.recordedRole === null ? '' : ` · ${word('role', entry.recordedRole)}`} ·{' '}
              {fill(t.enteredAt, { time: shortTime(Date.parse(entry.receivedAt), now) })}
              {entry.source === 'BACK_ENTERED' ? ` · ${word('source', entry.source)}` : ''}
              {Math.abs(drift) <= CLOCK_LIMITS.driftMs
                ? ''
                : ` · ${fill(t.clockCorrected, { s: Math.round(drift / 1000) })}`}
              {next === undefined ? (
                <Button
                  size="small"
                  type="link"
                  onClick={() => onForm(withdrawForm(episodeId, entry.n, `${t.enteredInError}: ${what} ${at}`))}
                >
                  {t.enteredInError}
                </Button>
              ) : (
                <div className="meta">
                  {fill(next.withdraws ? t.takenBackBy : t.correctedBy, {
                    who: personName(next.recordedBy) || word('source', next.source),
                    time: clockTime(Date.parse(next.receivedAt)),
                  })}
                  {next.reason === null ? '' : `: ${next.reason}`}
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
