import { personName, siteName } from '../parts/sentences';
import { dayOf, shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Card } from './Card';
import type { Care } from './ReadingsCard';

/** Departments, ready to leave, discharge with its drugs, and the way back to the community. */
export function StayCard({
  care,
}: {
  readonly care: Pick<Care, 'legs' | 'stay' | 'discharge' | 'downReferral' | 'downRefusals' | 'hospitalFollowUp'>;
}) {
  const words = useWords();
  const { t, word } = words;
  const now = useNow();
  const { legs, stay, discharge, downReferral, downRefusals, hospitalFollowUp } = care;
  const waits = downRefusals.every(({ at }) => at < (downReferral?.sentAt ?? '')) && hospitalFollowUp === null;
  if (legs.length === 0 && stay === null && discharge === null && downReferral === null) return null;
  const time = (at: string) => shortTime(Date.parse(at), now);
  return (
    <Card title={t.stay} aside={stay === null ? null : <span className="meta">{siteName(stay.site, words)}</span>}>
      <dl className="facts">
        {legs.map((leg) => (
          <div key={leg.from}>
            <dt>{word('department', leg.department)}</dt>
            <dd>{time(leg.from)}</dd>
          </div>
        ))}
        {stay?.readyAt == null ? null : (
          <div>
            <dt>{word('milestone', 'READY')}</dt>
            <dd>{time(stay.readyAt)}</dd>
          </div>
        )}
        {discharge === null ? null : (
          <div>
            <dt>{t.discharge}</dt>
            <dd>
              {time(discharge.at)} {personName(discharge.by)} {discharge.highRisk ? `▲ ${t.highRisk}` : ''}{' '}
              {discharge.lvef === null ? '' : `LVEF ${discharge.lvef} %`}
              <ul className="plain">
                {discharge.drugs.map(({ drug, dose, stopAt }) => (
                  <li key={`${drug}${dose}`}>
                    {drug} {dose} {stopAt === null ? '' : `· ${t.stopOn} ${dayOf(Date.parse(stopAt))}`}
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        )}
        {downReferral === null ? null : (
          <div>
            <dt>{t.downReferral}</dt>
            <dd>
              {siteName(downReferral.site, words)} {time(downReferral.sentAt)}
              {downReferral.acceptedBy === null
                ? waits
                  ? ` · ○ ${t.waitingForCommunity}`
                  : ''
                : ` · ● ${fill(t.accepted, { name: personName(downReferral.acceptedBy) })}`}
            </dd>
          </div>
        )}
        {downRefusals.map(({ site, at, by, role, reason }) => (
          <div key={at}>
            <dt>■ {t.refusedDown}</dt>
            <dd>
              {siteName(site, words)} {time(at)} {personName(by)} ({word('role', role)}): {reason}
            </dd>
          </div>
        ))}
        {hospitalFollowUp === null ? null : (
          <div>
            <dt>● {t.hospitalFollowUp}</dt>
            <dd>
              {time(hospitalFollowUp.at)} {personName(hospitalFollowUp.by)} ({word('role', hospitalFollowUp.role)}):{' '}
              {hospitalFollowUp.reason}
            </dd>
          </div>
        )}
      </dl>
    </Card>
  );
}
