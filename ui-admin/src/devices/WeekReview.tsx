import { Button } from 'antd';
import { Link } from 'react-router';
import { reviewAlarmsForm } from '../actions/deviceForms';
import type { Form } from '../actions/fields';
import type { AlarmReviewPartsFragment } from '../api/generated/graphql';
import { Card } from '../episode/Card';
import { percent } from '../parts/percent';
import { personName } from '../parts/sentences';
import { to } from '../paths';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

type Source = AlarmReviewPartsFragment['sources'][number];
type OnForm = { readonly onForm: (form: Form) => void };

/** What is looked through each week: who alarms most, and what became nobody's alarm. */
export function WeekReview({
  review: { sources, quiet },
  onForm,
}: OnForm & { readonly review: AlarmReviewPartsFragment }) {
  const { t, word } = useWords();
  return (
    <Card title={t.weekReview}>
      <p className="hint">{sources.length === 0 ? t.noAlarmsOfWeek : t.weekReviewHint}</p>
      <ul className="plain">
        {sources.map((source) => (
          <SourceLine key={source.patient?.id} source={source} onForm={onForm} />
        ))}
      </ul>
      {quiet.length === 0 ? null : (
        <>
          <p className="hint">{t.quietAlarms}</p>
          <ul className="plain">
            {quiet.map(({ code, alarms, devices }) => (
              <li key={code} className="row wrap">
                <span>{word('alarm', code)}</span>
                <strong>{alarms}</strong>
                <span className="meta">{fill(t.onDevices, { n: devices })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

/** One patient who alarms often, and who has looked at why. */
function SourceLine({ source, onForm }: OnForm & { readonly source: Source }) {
  const { t } = useWords();
  const now = useNow();
  const { patient, alarms, share, falseShare, limitsSetAt } = source;
  if (patient === null) return null;
  return (
    <li className="row wrap">
      <Link to={to.alarmLimits(patient.id)}>{patient.name}</Link>
      <strong>
        {alarms} {t.alarmsN}
      </strong>
      <span>
        {percent(share)} {t.ofAllAlarms}
      </span>
      {falseShare === null ? null : (
        <span>
          {percent(falseShare)} {t.foundFalse}
        </span>
      )}
      <span className={limitsSetAt === null ? 'tag warn' : 'meta'}>
        {limitsSetAt === null
          ? `▲ ${t.limitsNeverSet}`
          : fill(t.limitsSetOn, { time: shortTime(Date.parse(limitsSetAt), now) })}
      </span>
      <Reviewed source={source} now={now} />
      <span className="grow" />
      <Button onClick={() => onForm(reviewAlarmsForm(patient.id, `${t.weekReview}: ${patient.name}`))}>
        {t.reviewNow}
      </Button>
    </li>
  );
}

function Reviewed({ source: { reviewed, alarmsSince }, now }: { readonly source: Source; readonly now: number }) {
  const { t, word } = useWords();
  if (reviewed === null) return <span className="tag warn">▲ {t.notReviewed}</span>;
  const { at, by, outcome, remark } = reviewed;
  const told = {
    time: shortTime(Date.parse(at), now),
    who: personName(by),
    outcome: word('alarmReviewOutcome', outcome),
  };
  return (
    <span>
      ✓ {fill(t.reviewedBy, told)} · {remark}
      {alarmsSince === null || alarmsSince === 0 ? '' : ` · ${fill(t.moreSince, { n: alarmsSince })}`}
    </span>
  );
}
