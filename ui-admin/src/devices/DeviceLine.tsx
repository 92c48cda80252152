import { Button } from 'antd';
import { Link } from 'react-router';
import type { KeptDevicesQuery } from '../api/generated/graphql';
import { siteName } from '../parts/sentences';
import { to } from '../paths';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords, type Words } from '../words/words';

export type Kept = KeptDevicesQuery['keptDevices'][number];
/** What can be done with a device from its line. */
export type DeviceAct = 'SECRET' | 'CERTIFICATE' | 'TAKE_CREDENTIALS' | 'TAKE_BACK' | 'RESTOCK' | 'RETIRE';

/** Troubles in which somebody's alarms may not come. */
const GRAVE: readonly Kept['troubles'][number][] = ['SILENT', 'MESSAGES_REFUSED'];

const clockText = (offMs: number, { t }: Pick<Words, 't'>): string => {
  const s = Math.round(Math.abs(offMs) / 1000);
  return s === 0 ? t.clockRight : fill(offMs < 0 ? t.clockAhead : t.clockBehind, { s });
};

type Props = { readonly device: Kept; readonly onAct: (act: DeviceAct, device: Kept) => void };

/** One device: what it is, how it is, whose it is, and what can be done about it. */
export function DeviceLine({ device, onAct }: Props) {
  const words = useWords();
  const { t, word } = words;
  const now = useNow();
  const { id, kind, site, model, troubles, retiredAt } = device;
  const act = (what: DeviceAct, label: string) => (
    <Button size="small" aria-label={`${label}: ${id}`} onClick={() => onAct(what, device)}>
      {label}
    </Button>
  );
  return (
    <li className="card" aria-label={id}>
      <div className="row wrap">
        <strong>{id}</strong>
        <span>
          {word('deviceKind', kind)} · {siteName(site, words)}
          {model === null ? '' : ` · ${model}`}
        </span>
        <span className="grow" />
        {troubles.map((trouble) => (
          <span key={trouble} className={GRAVE.includes(trouble) ? 'tag over' : 'tag warn'}>
            {GRAVE.includes(trouble) ? '■' : '▲'} {word('deviceTrouble', trouble)}
          </span>
        ))}
        {device.outAs === null ? null : <span className="tag warn">▲ {word('deviceEnd', device.outAs)}</span>}
        {retiredAt === null ? (
          troubles.length === 0 && <span className="tag">✓ {t.noTrouble}</span>
        ) : (
          <span className="tag">✕ {fill(t.retiredOn, { time: shortTime(Date.parse(retiredAt), now) })}</span>
        )}
      </div>
      <DeviceFacts device={device} />
      {retiredAt === null ? (
        <div className="row wrap">
          {act('SECRET', t.giveSecret)}
          {act('CERTIFICATE', t.giveCertificate)}
          {device.patientId === null ? null : act('TAKE_BACK', t.takeDeviceBack)}
          {device.outAs === null ? null : act('RESTOCK', t.restockDevice)}
          {act('TAKE_CREDENTIALS', t.takeCredentials)}
          {act('RETIRE', t.retireDevice)}
        </div>
      ) : null}
    </li>
  );
}

function DeviceFacts({ device }: { readonly device: Kept }) {
  const words = useWords();
  const { t } = words;
  const now = useNow();
  const { online, lastHeardAt, batteryPct, clockOffMs, firmware, patientId, episodeId, hasSecret, refused } = device;
  const signsInBy = [
    ...(hasSecret ? [t.hasSecret] : []),
    ...(device.certificates > 0 ? [fill(t.certificatesN, { n: device.certificates })] : []),
  ];
  const facts = [
    `${online ? '●' : '○'} ${online ? t.deviceOnline : t.deviceOffline}`,
    `${t.lastHeard} ${lastHeardAt === null ? t.neverSeen : shortTime(Date.parse(lastHeardAt), now)}`,
    ...(batteryPct === null ? [] : [fill(t.batteryIs, { n: Math.round(batteryPct) })]),
    ...(clockOffMs === null ? [] : [clockText(clockOffMs, words)]),
    ...(firmware === null ? [] : [fill(t.firmwareIs, { text: firmware })]),
    ...(signsInBy.length === 0 ? [] : [fill(t.signsInBy, { what: signsInBy.join(', ') })]),
  ];
  return (
    <p className="meta">
      {facts.join(' · ')} ·{' '}
      {patientId === null ? (
        t.notHandedOut
      ) : (
        <>
          <Link to={to.patientDevices(patientId)}>{t.handedOut}</Link>
          {episodeId === null ? null : (
            <>
              {' · '}
              <Link to={to.episode(episodeId)}>{t.episode}</Link>
            </>
          )}
        </>
      )}
      {refused === 0 ? null : (
        <>
          {' · '}
          <Link to={to.devices(device.id)}>{fill(t.refusedN, { n: refused })}</Link>
        </>
      )}
    </p>
  );
}
