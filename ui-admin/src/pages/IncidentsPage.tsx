import { Checkbox } from 'antd';
import { DeskDocument } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { useActionForm } from '../actions/useActionForm';
import { useDeskSignal } from '../alarms/alarmSignal';
import { HeldBack } from '../alarms/HeldBack';
import { IncidentView } from '../parts/IncidentView';
import { Loading } from '../parts/Loading';
import { PageHead } from '../parts/PageHead';
import { useAddress } from '../parts/useAddress';
import { useWords } from '../words/words';

const RANK = { HIGH: 0, MEDIUM: 1, LOW: 2, INFO: 3 } as const;

/** The monitoring desk: every open alarm until a person closes it. */
export function IncidentsPage() {
  const { t } = useWords();
  const [query, change] = useAddress();
  const [form, openForm] = useActionForm();
  const closed = query.get('closed') === '1';
  const shown = useLive(DeskDocument, { closed }, ({ kind }) => kind === 'INCIDENT');
  useDeskSignal(shown.data?.incidents ?? []);
  const chosen = query.get('open');
  const incidents = shown.data?.incidents.toSorted((one, other) => {
    const open = Number(one.closedAt !== null) - Number(other.closedAt !== null);
    return open !== 0 ? open : RANK[one.priority] - RANK[other.priority] || one.raisedAt.localeCompare(other.raisedAt);
  });
  return (
    <main className="page" id="content">
      <PageHead title={t.desk} tab={t.incidents}>
        <span className="grow" />
        <Checkbox checked={closed} onChange={(event) => change({ closed: event.target.checked ? '1' : '' })}>
          {t.showClosed}
        </Checkbox>
      </PageHead>
      <Loading shown={shown}>
        <HeldBack all={shown.data?.alarmSuppressions ?? []} />
        {incidents?.length === 0 ? <p className="empty">{t.noIncidents}</p> : null}
        <ul className="incidents">
          {incidents?.map((incident) => (
            <IncidentView key={incident.id} incident={incident} chosen={incident.id === chosen} onForm={openForm} />
          ))}
        </ul>
      </Loading>
      {form}
    </main>
  );
}
