import { Button } from 'antd';
import { useParams } from 'react-router';
import { handOutForm, takeBackForm } from '../actions/deviceForms';
import { useActionForm } from '../actions/useActionForm';
import { PatientDevicesDocument, type PatientDevicesQuery } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { Card } from '../episode/Card';
import { Loading } from '../parts/Loading';
import { PageHead } from '../parts/PageHead';
import { personName } from '../parts/sentences';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

type Binding = PatientDevicesQuery['deviceBindings'][number];

/** Which devices a patient has and had; whoever hands one out or takes it back says so here. */
export function PatientDevicesPage() {
  const { t, word } = useWords();
  const { patientId = '' } = useParams();
  const shown = useLive(PatientDevicesDocument, { patientId, search: patientId }, ({ kind }) => kind === 'INCIDENT');
  const [form, openForm] = useActionForm(shown.reload);
  const patient = shown.data?.patients.find(({ id }) => id === patientId);
  const bindings = shown.data?.deviceBindings ?? [];
  const has = bindings.filter(({ until }) => until === null);
  const had = bindings.filter(({ until }) => until !== null);
  return (
    <main className="page narrow" id="content">
      <PageHead title={t.patientDevices}>
        <span className="grow" />
        <Button
          type="primary"
          disabled={patient === undefined}
          onClick={() => openForm(handOutForm(patientId, t.handOutDevice))}
        >
          {t.handOutDevice}
        </Button>
      </PageHead>
      <p className="hint">{t.patientDevicesHint}</p>
      <Loading shown={shown}>
        {patient === undefined ? null : (
          <p>
            <strong>{patient.name}</strong>{' '}
            <span className="meta">
              {word('sex', patient.sex)} {patient.ageYears === null ? '' : fill(t.years, { n: patient.ageYears })}
            </span>
          </p>
        )}
        <Card title={t.hasNow}>
          {has.length === 0 ? <p className="hint">{t.noDeviceNow}</p> : null}
          <ul className="plain">
            {has.map((binding) => (
              <Worn
                key={binding.device.id}
                binding={binding}
                onTakeBack={(id) => openForm(takeBackForm(id, patientId, `${t.takeDeviceBack}: ${id}`))}
              />
            ))}
          </ul>
        </Card>
        {had.length === 0 ? null : <WornBefore bindings={had} />}
      </Loading>
      {form}
    </main>
  );
}

type WornProps = { readonly binding: Binding; readonly onTakeBack: (deviceId: string) => void };

/** A device the patient has: how it is, since when, and the way back. */
function Worn({ binding: { device, from, by }, onTakeBack }: WornProps) {
  const { t, word } = useWords();
  const now = useNow();
  const { id, kind, model, uploadIntervalS, online, lastHeardAt, batteryPct } = device;
  const facts = [
    `${online ? '●' : '○'} ${online ? t.deviceOnline : t.deviceOffline}`,
    `${t.lastHeard} ${lastHeardAt === null ? t.neverSeen : shortTime(Date.parse(lastHeardAt), now)}`,
    ...(batteryPct === null ? [] : [fill(t.batteryIs, { n: Math.round(batteryPct) })]),
    uploadIntervalS === null ? t.sendsWhenUsed : fill(t.sendsEveryS, { s: uploadIntervalS }),
    fill(t.handedOutBy, { time: shortTime(Date.parse(from), now), name: personName(by) }),
  ];
  return (
    <li aria-label={id}>
      <div className="row wrap">
        <strong>{id}</strong>
        <span>
          {word('deviceKind', kind)}
          {model === null ? '' : ` · ${model}`}
        </span>
        <span className="grow" />
        <Button size="small" aria-label={`${t.takeDeviceBack}: ${id}`} onClick={() => onTakeBack(id)}>
          {t.takeDeviceBack}
        </Button>
      </div>
      <p className="meta">{facts.join(' · ')}</p>
    </li>
  );
}

function WornBefore({ bindings }: { readonly bindings: readonly Binding[] }) {
  const { t, word } = useWords();
  const now = useNow();
  const at = (time: string) => shortTime(Date.parse(time), now);
  return (
    <Card title={t.hadBefore}>
      <ul className="plain">
        {bindings.map(({ device, from, until, endedAs }) => (
          <li key={`${device.id} ${from}`} className="row wrap">
            <strong>{device.id}</strong>
            <span>{word('deviceKind', device.kind)}</span>
            <span className="meta">
              {at(from)} – {until === null ? '' : at(until)} ·{' '}
              {endedAs === null ? t.movedOn : word('deviceEnd', endedAs)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
