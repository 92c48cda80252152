import { Button, Checkbox, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { AlarmLimitsDocument, SetAlarmLimitsDocument, type AlarmLimitsQuery } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { Suppressions } from '../alarms/Suppressions';
import { Loading } from '../parts/Loading';
import { PageHead } from '../parts/PageHead';
import { useAct } from '../parts/useAct';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

type Profile = AlarmLimitsQuery['alarmProfile'];

/** One patient’s own alarm limits, and why they differ from everybody’s. */
export function AlarmLimitsPage() {
  const { t, word } = useWords();
  const { patientId = '' } = useParams();
  const shown = useLive(AlarmLimitsDocument, { patientId, search: patientId }, () => false);
  const { data } = shown;
  const patient = data?.patients.find(({ id }) => id === patientId);
  return (
    <main className="page" id="content">
      <PageHead title={t.ownLimits} />
      <p className="hint">{t.ownLimitsHint}</p>
      <Loading shown={shown}>
        {data === undefined || patient === undefined ? null : (
          <>
            <p>
              <strong>{patient.name}</strong>{' '}
              <span className="meta">
                {word('sex', patient.sex)} {patient.ageYears === null ? '' : fill(t.years, { n: patient.ageYears })}
              </span>
            </p>
            <LimitsForm patientId={patientId} profile={data.alarmProfile} onDone={shown.reload} />
            <Suppressions patientId={patientId} all={data.alarmSuppressions} onDone={shown.reload} />
          </>
        )}
      </Loading>
    </main>
  );
}

type Props = { readonly patientId: string; readonly profile: Profile; readonly onDone: () => void };

function LimitsForm({ patientId, profile, onDone }: Props) {
  const { t } = useWords();
  const act = useAct();
  const { knownAf: wasAf, hrLow, hrHigh, spo2Low, stBaselines, highWatch } = profile;
  const [limits, setLimits] = useState({ hrLow, hrHigh, spo2Low });
  const [knownAf, setKnownAf] = useState(wasAf);
  const [reason, setReason] = useState('');
  const fields = [
    ['hrLow', t.ownHrLow],
    ['hrHigh', t.ownHrHigh],
    ['spo2Low', t.ownSpo2Low],
  ] as const;
  const save = async () => {
    const kept = stBaselines.map(({ lead, mv }) => ({ lead, mv }));
    const sent = { patientId, knownAf, ...limits, stBaselines: kept, reason };
    if ((await act(SetAlarmLimitsDocument, sent, t.ownLimits)) !== undefined) return;
    setReason('');
    onDone();
  };
  return (
    <section className="own-limits" aria-label={t.ownLimits}>
      {highWatch ? <p>▲ {t.highWatch}</p> : null}
      <Checkbox checked={knownAf} onChange={({ target }) => setKnownAf(target.checked)}>
        {t.knownAf}
      </Checkbox>
      {fields.map(([name, label]) => (
        <label key={name}>
          <span>{label}</span>
          <InputNumber
            value={limits[name]}
            placeholder={t.asEverybody}
            onChange={(value) => setLimits({ ...limits, [name]: value })}
          />
        </label>
      ))}
      {stBaselines.length === 0 ? null : (
        <p>
          {t.stBaseline} {stBaselines.map(({ lead, mv }) => `${lead} ${mv} mV`).join(', ')}
        </p>
      )}
      <label className="why-limits">
        <span>{t.whyLimits}</span>
        <Input.TextArea rows={2} value={reason} onChange={({ target }) => setReason(target.value)} />
      </label>
      <Button type="primary" onClick={() => void save()}>
        {t.saveLimits}
      </Button>
    </section>
  );
}
