import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { AcknowledgeIncidentDocument, ReferUpDocument, type DeskQuery } from '../api/generated/graphql';
import type { Form } from '../actions/fields';
import { assessForm, closeIncidentForm, incidentActionForm } from '../actions/forms';
import { countdown } from '../clocks';
import { LadderView } from '../episode/LaddersCard';
import { to } from '../paths';
import { clockTime, shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { AlarmAdvice } from '../alarms/AlarmAdvice';
import { LiveTrace } from '../alarms/LiveTrace';
import { Reaching } from '../alarms/Reaching';
import { ToldAlarms } from '../alarms/ToldAlarms';
import { personName, siteName } from './sentences';
import { useAct } from './useAct';

type Incident = DeskQuery['incidents'][number];

const PRIORITY_SHAPES: Readonly<Record<Incident['priority'], string>> = { HIGH: '■', MEDIUM: '▲', LOW: '●', INFO: '◇' };

/** One alarm: what, whose, since when, who was asked, and the next word a person owes. */
export function IncidentView({
  incident,
  chosen,
  onForm,
}: {
  readonly incident: Incident;
  readonly chosen: boolean;
  readonly onForm: (form: Form) => void;
}) {
  const words = useWords();
  const { t, word } = words;
  const now = useNow();
  const box = useRef<HTMLLIElement>(null);
  const { patient, priority, status } = incident;
  const name = word('alarm', incident.code);
  const open = incident.closedAt === null;
  useEffect(() => {
    if (chosen) box.current?.scrollIntoView({ block: 'center' });
  }, [chosen]);
  return (
    <li
      ref={box}
      className={`incident priority-${priority.toLowerCase()}${chosen ? ' chosen' : ''}${open ? '' : ' closed'}${status === 'NOTIFIED' ? ' unanswered' : ''}`}
    >
      <div className="incident-head">
        <span className={`priority ${priority.toLowerCase()}`}>
          <span aria-hidden="true">{PRIORITY_SHAPES[priority]}</span> {word('priority', priority)}
        </span>
        <h2>
          {name}{' '}
          {incident.value === null
            ? ''
            : `${incident.value} ${incident.unit === null ? '' : word('unit', incident.unit)}`}
        </h2>
        <span className="tag strong">{word('incidentStatus', status)}</span>
        {incident.late ? <span className="tag warn">▲ {t.lateAlarm}</span> : null}
        <span className="grow" />
        {open ? <strong className="incident-age">{countdown(now - Date.parse(incident.raisedAt), t)}</strong> : null}
      </div>
      <div className="row wrap">
        <strong>{patient?.name ?? t.unmatched}</strong>
        {patient === null ? null : (
          <span className="meta">
            {word('sex', patient.sex)} {patient.ageYears === null ? '' : fill(t.years, { n: patient.ageYears })} · ☎{' '}
            {patient.phone ?? '–'} · {t.emergencyContact} {patient.emergencyContact ?? '–'}
          </span>
        )}
        {incident.episodeId === null ? null : <Link to={to.episode(incident.episodeId)}>{t.episode}</Link>}
        {patient === null ? null : <Link to={to.alarmLimits(patient.id)}>{t.ownLimits}</Link>}
        {patient === null ? null : <Link to={to.patientDevices(patient.id)}>{t.patientDevices}</Link>}
        {incident.upReferralId === null ? null : <Link to={to.episode(incident.upReferralId)}>→ {t.upReferred}</Link>}
      </div>
      <div className="meta row wrap">
        <span>{fill(t.onset, { time: shortTime(Date.parse(incident.onsetAt), now) })}</span>
        <span>{fill(t.raised, { time: clockTime(Date.parse(incident.raisedAt)) })}</span>
        {incident.endedAt === null ? null : (
          <span>{fill(t.ended, { time: shortTime(Date.parse(incident.endedAt), now) })}</span>
        )}
        {incident.signals > 1 ? <span>{fill(t.signals, { n: incident.signals })}</span> : null}
        <span>
          {t.device} {incident.deviceId}
        </span>
        <span>{siteName(incident.site, words)}</span>
      </div>
      <ToldAlarms incident={incident} />
      {open && incident.assessedAt === null ? <AlarmAdvice code={incident.code} /> : null}
      <Proposed incident={incident} />
      <LiveTrace incident={incident} />
      <Reaching incident={incident} onForm={onForm} />
      <Steps incident={incident} />
      {open ? <IncidentActions incident={incident} onForm={onForm} /> : null}
      {incident.ladders.map((ladder) => (
        <LadderView key={ladder.id} ladder={ladder} onForm={onForm} />
      ))}
    </li>
  );
}

/** What the criteria for an up-referral say, as long as nobody has decided. */
function Proposed({ incident: { proposedUpReferral: proposed } }: { readonly incident: Incident }) {
  const { t, word } = useWords();
  if (proposed === null) return null;
  const [level, reason] = [word('upReferralLevel', proposed.level), word('upReferralReason', proposed.reason)];
  return (
    <p className="row">
      <span className={`tag ${proposed.level === 'EMERGENCY' ? 'over' : 'warn'}`}>
        {proposed.level === 'EMERGENCY' ? '■' : '▲'} {fill(t.proposesUp, { level, reason })}
      </span>
    </p>
  );
}

/** What can be said about an open alarm; the likely next word stands out. */
function IncidentActions({ incident, onForm }: { readonly incident: Incident; readonly onForm: (form: Form) => void }) {
  const { t, word } = useWords();
  const act = useAct();
  const { id: incidentId } = incident;
  const name = word('alarm', incident.code);
  const waits = incident.ackAt === null;
  return (
    <fieldset className="row wrap" aria-label={`${t.actions}: ${name}`}>
      <Button
        type={waits ? 'primary' : 'default'}
        onClick={() => void act(AcknowledgeIncidentDocument, { incidentId }, `${t.acknowledge}: ${name}`)}
      >
        {t.acknowledge}
      </Button>
      <Button
        type={!waits && incident.assessedAt === null ? 'primary' : 'default'}
        onClick={() => onForm(assessForm(incidentId, `${t.assess}: ${name}`))}
      >
        {t.assess}
      </Button>
      <Button onClick={() => onForm(incidentActionForm(incidentId, `${t.actOn}: ${name}`))}>{t.actOn}</Button>
      <Button danger onClick={() => void act(ReferUpDocument, { incidentId }, `${t.referUp}: ${name}`)}>
        {t.referUp}
      </Button>
      <Button
        type={incident.actedAt !== null || incident.status === 'FALSE' ? 'primary' : 'default'}
        onClick={() => onForm(closeIncidentForm(incidentId, `${t.closeIncident}: ${name}`))}
      >
        {t.closeIncident}
      </Button>
    </fieldset>
  );
}

/** The three words people owe an alarm, each filled once it was given. */
function Steps({ incident }: { readonly incident: Incident }) {
  const { t, word } = useWords();
  const now = useNow();
  const steps = [
    [t.ackWithin, incident.ackAt, personName(incident.ackBy)],
    [t.assessWithin, incident.assessedAt, `${personName(incident.assessedBy)} ${incident.assessment ?? ''}`],
    [t.actWithin, incident.actedAt, `${personName(incident.actedBy)} ${word('incidentAction', incident.action)}`],
  ] as const;
  return (
    <ol className="steps">
      {steps.map(([label, at, by]) => (
        <li key={label} className={at === null ? 'waiting' : 'acked'}>
          <span aria-hidden="true">{at === null ? '○' : '●'}</span> {label}
          {at === null ? '' : ` ${shortTime(Date.parse(at), now)} ${by}`}
        </li>
      ))}
    </ol>
  );
}
