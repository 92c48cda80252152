import { Button } from 'antd';
import { Link } from 'react-router';
import { useActionForm } from '../actions/useActionForm';
import type { Form } from '../actions/fields';
import { deadLetterForm, handOutForm } from '../actions/deviceForms';
import { DeviceMessagesDocument, type DeviceMessagesQuery } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { WeekReview } from '../devices/WeekReview';
import { Card } from '../episode/Card';
import { Loading } from '../parts/Loading';
import { PageHead } from '../parts/PageHead';
import { useAddress } from '../parts/useAddress';
import { to } from '../paths';
import { percent } from '../parts/percent';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

/** What devices sent and what became of it: the balance of the last hour, the burden of alarms, what was refused. */
export function DevicesPage() {
  const { t } = useWords();
  const shown = useLive(DeviceMessagesDocument, {}, ({ kind }) => kind === 'INCIDENT');
  const { data } = shown;
  const [form, openForm] = useActionForm(shown.reload);
  return (
    <main className="page narrow" id="content">
      <PageHead title={t.devicesTitle}>
        <Link to={to.deviceRegister()}>{t.deviceRegister}</Link>
        <Link to={to.readers()}>{t.readersTitle}</Link>
        <span className="grow" />
        <Button onClick={() => openForm(handOutForm(undefined, t.handOutDevice))}>{t.handOutDevice}</Button>
      </PageHead>
      <Loading shown={shown}>
        {data === undefined ? null : (
          <>
            <Balance conservation={data.conservation} />
            <Burden lines={data.alarmBurden} />
            <WeekReview review={data.alarmReview} onForm={openForm} />
            <DeadLetters letters={data.deadLetters} onForm={openForm} />
          </>
        )}
      </Loading>
      {form}
    </main>
  );
}

function Balance({ conservation }: { readonly conservation: DeviceMessagesQuery['conservation'] }) {
  const { t } = useWords();
  const { accepted, kept, overdue, lost, ...parts } = conservation;
  const wrong = Math.abs(accepted - kept) + overdue + lost;
  const lines = [
    [t.shownN, parts.shown],
    [t.closedByRuleN, parts.closedByRule],
    [t.escalatedN, parts.escalated],
    [t.quarantinedN, parts.quarantined],
    [t.archivedN, parts.archived],
    [t.waitingN, parts.waiting],
  ] as const;
  return (
    <Card
      title={t.conservation}
      aside={
        <span className={wrong > 0 ? 'tag over' : 'tag'}>
          {wrong > 0 ? `■ ${fill(t.notBalanced, { n: wrong })}` : `✓ ${t.balanced}`}
        </span>
      }
    >
      <p className="hint">{t.conservationHint}</p>
      <p>
        <strong>{accepted}</strong> {t.acceptedN} = {lines.map(([label, n]) => `${n} ${label}`).join(' + ')}
      </p>
    </Card>
  );
}

const seconds = (value: number | null): string => (value === null ? '–' : `${Math.round(value)} s`);

function Burden({ lines }: { readonly lines: DeviceMessagesQuery['alarmBurden'] }) {
  const { t, word } = useWords();
  return (
    <Card title={t.burden}>
      <p className="hint">
        {fill(t.burdenHint, { h: Math.round(lines[0]?.wornHours ?? 0), told: Math.round(lines[0]?.toldHours ?? 0) })}
      </p>
      <table className="figures">
        <thead>
          <tr>
            {[t.incidentsShort, t.alarmsN, t.perPatientDay, t.falseShare, t.ackP50, t.ackP95, t.climbedShare].map(
              (label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.priority} className={line.priority === null ? 'total' : undefined}>
              <th scope="row">{line.priority === null ? t.allPriorities : word('priority', line.priority)}</th>
              <td className="number">{line.alarms}</td>
              <td className="number">{line.perPatientDay === null ? '–' : line.perPatientDay.toFixed(2)}</td>
              <td className="number">{percent(line.falseShare)}</td>
              <td className="number">{seconds(line.ackP50S)}</td>
              <td className="number">{seconds(line.ackP95S)}</td>
              <td className="number">{percent(line.escalatedShare)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

type Letters = {
  readonly letters: DeviceMessagesQuery['deadLetters'];
  readonly onForm: (form: Form) => void;
};

function DeadLetters({ letters: all, onForm }: Letters) {
  const { t } = useWords();
  const now = useNow();
  const [address, change] = useAddress();
  const only = address.get('device');
  const letters = all.filter(({ deviceId }) => only === null || deviceId === only);
  return (
    <Card title={`${t.deadLetters} (${letters.length})`}>
      <p className="hint">{letters.length === 0 ? t.noDeadLetters : t.deadLettersHint}</p>
      {only === null ? null : (
        <p>
          {fill(t.onlyOf, { id: only })} <Button onClick={() => change({ device: '' })}>{t.showAll}</Button>
        </p>
      )}
      <ul className="plain">
        {letters.map(({ id, receivedAt, deviceId, topic, code, detail, size, incidentId }) => (
          <li key={id} className="row wrap">
            <strong>{code}</strong>
            <span>{detail}</span>
            <span className="meta">
              {deviceId === '' ? topic : deviceId} · {shortTime(Date.parse(receivedAt), now)} · {size} B
            </span>
            {incidentId === null ? null : <Link to={to.incidents(incidentId)}>{t.itsAlarm}</Link>}
            <span className="grow" />
            <Button onClick={() => onForm(deadLetterForm(id, `${t.workOff}: ${code} · ${deviceId}`))}>
              {t.workOff}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
