import { Button } from 'antd';
import { ApproveAlarmRulesDocument, type AlarmRulesNowQuery } from '../api/generated/graphql';
import { useSession } from '../api/session';
import { personName } from '../parts/sentences';
import { useAct } from '../parts/useAct';
import { dayOf } from '../times';
import { useWords } from '../words/words';

type Edition = AlarmRulesNowQuery['alarmEditions'][number];
type Props = { readonly editions: readonly Edition[]; readonly inForce: string; readonly onDone: () => void };

/** Every edition of the alarm rules: what it changes, who wrote it, who approved it. */
export function AlarmEditions({ editions, inForce, onDone }: Props) {
  const { t } = useWords();
  if (editions.length === 0) return <p className="hint">{t.tablesThemselves}</p>;
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">{t.edition}</th>
          <th scope="col">{t.effectiveFrom}</th>
          <th scope="col">{t.changes}</th>
          <th scope="col">{t.writtenBy}</th>
          <th scope="col">{t.approvedBy}</th>
          <th scope="col">{t.note}</th>
        </tr>
      </thead>
      <tbody>
        {editions.map((one) => (
          <tr key={one.edition}>
            <th scope="row">
              {one.edition} {one.edition === inForce ? `● ${t.inForce}` : ''}
            </th>
            <td>{dayOf(Date.parse(one.effectiveFrom))}</td>
            <td>{one.changes.map(changeOf).join('; ')}</td>
            <td>{personName(one.author)}</td>
            <td>
              <Approval edition={one} onDone={onDone} />
            </td>
            <td>{one.note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const changeOf = ({ rule, limit, forS, hysteresis }: Edition['changes'][number]): string =>
  [rule, limit, forS === null ? null : `${forS} s`, hysteresis === null ? null : `↔ ${hysteresis}`]
    .filter((part) => part !== null)
    .join(' ');

function Approval({ edition, onDone }: { readonly edition: Edition; readonly onDone: () => void }) {
  const { t } = useWords();
  const who = useSession();
  const act = useAct();
  if (edition.approver !== null) return personName(edition.approver);
  if (edition.author?.id === who?.personId) return t.waitsForApproval;
  return (
    <Button
      size="small"
      aria-label={`${t.approve} ${edition.edition}`}
      onClick={() => void act(ApproveAlarmRulesDocument, { edition: edition.edition }, t.approve).then(onDone)}
    >
      {t.approve}
    </Button>
  );
}
