import { Link } from 'react-router';
import type { DeviceMessagesQuery } from '../api/generated/graphql';
import { Card } from '../episode/Card';
import { percent } from '../parts/percent';
import { to } from '../paths';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill, useWords } from '../words/words';

/** What is looked through each week: who alarms most, and what became nobody's alarm. */
export function WeekReview({ review: { sources, quiet } }: { readonly review: DeviceMessagesQuery['alarmReview'] }) {
  const { t, word } = useWords();
  const now = useNow();
  return (
    <Card title={t.weekReview}>
      <p className="hint">{sources.length === 0 ? t.noAlarmsOfWeek : t.weekReviewHint}</p>
      <ul className="plain">
        {sources.map(({ patient, alarms, share, falseShare, limitsSetAt }) =>
          patient === null ? null : (
            <li key={patient.id} className="row wrap">
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
            </li>
          ),
        )}
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
