import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { endDeviceForm, newDeviceForm, restockForm, takeBackForm } from '../actions/deviceForms';
import { useActionForm } from '../actions/useActionForm';
import { KeptDevicesDocument } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { CredentialDialog, type CredentialKind } from '../devices/CredentialDialog';
import { DeviceLine, type DeviceAct, type Kept } from '../devices/DeviceLine';
import { Loading } from '../parts/Loading';
import { PageHead } from '../parts/PageHead';
import { siteName } from '../parts/sentences';
import { useAddress } from '../parts/useAddress';
import { DEVICE_TROUBLES } from '../../../workflows/domain/deviceTroubles';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

/** So many lines are drawn; whoever looks for one among more says which. */
const DRAWN = 100;

const matches = (device: Kept, trouble: string, search: string): boolean =>
  (trouble === '' ||
    (trouble === 'ANY' ? device.troubles.length > 0 : device.troubles.some((one) => one === trouble))) &&
  [device.id, device.model ?? ''].some((text) => text.toLowerCase().includes(search.toLowerCase()));

/** Every device of the region: what it signs in with, when it was last heard, and why somebody should look after it. */
export function DeviceRegisterPage() {
  const { t } = useWords();
  const [address] = useAddress();
  const [giving, setGiving] = useState<{ readonly kind: CredentialKind; readonly deviceId: string }>();
  const site = address.get('site') ?? '';
  const retired = address.has('retired');
  const shown = useLive(
    KeptDevicesDocument,
    { siteId: site === '' ? null : site, retired },
    ({ kind }) => kind === 'INCIDENT',
  );
  const [form, openForm] = useActionForm(shown.reload);
  const found = (shown.data?.keptDevices ?? []).filter((device) =>
    matches(device, address.get('trouble') ?? '', address.get('search') ?? ''),
  );
  const onAct = (act: DeviceAct, device: Kept) => {
    const { id: deviceId, patientId } = device;
    if (act === 'SECRET' || act === 'CERTIFICATE') setGiving({ kind: act, deviceId });
    else if (act === 'RESTOCK') openForm(restockForm(deviceId, `${t.restockDevice}: ${deviceId}`));
    else if (act !== 'TAKE_BACK')
      openForm(endDeviceForm(act, deviceId, `${act === 'RETIRE' ? t.retireDevice : t.takeCredentials}: ${deviceId}`));
    else if (patientId !== null) openForm(takeBackForm(deviceId, patientId, `${t.takeDeviceBack}: ${deviceId}`));
  };
  return (
    <main className="page narrow" id="content">
      <PageHead title={t.deviceRegister}>
        <span className="grow" />
        <Button type="primary" onClick={() => openForm(newDeviceForm(t.addDevice))}>
          {t.addDevice}
        </Button>
      </PageHead>
      <p className="hint">{t.deviceRegisterHint}</p>
      <Narrowing sites={shown.data?.sites ?? []} />
      <Loading shown={shown}>
        <output>{fill(t.devicesFound, { n: found.length, all: shown.data?.keptDevices.length ?? 0 })}</output>
        <ul className="plain">
          {found.slice(0, DRAWN).map((device) => (
            <DeviceLine key={device.id} device={device} onAct={onAct} />
          ))}
        </ul>
        {found.length <= DRAWN ? null : <p className="hint">{fill(t.moreDevices, { n: found.length - DRAWN })}</p>}
      </Loading>
      {form}
      {giving === undefined ? null : (
        <CredentialDialog
          {...giving}
          onClose={() => {
            setGiving(undefined);
            shown.reload();
          }}
        />
      )}
    </main>
  );
}

type Sites = { readonly sites: readonly Parameters<typeof siteName>[0][] };

/** Which devices are shown; the address keeps it. */
function Narrowing({ sites }: Sites) {
  const words = useWords();
  const { t, word } = words;
  const [address, change] = useAddress();
  return (
    <div className="row wrap">
      <Select
        aria-label={t.site}
        value={address.get('site') ?? ''}
        popupMatchSelectWidth={false}
        options={[
          { value: '', label: t.allSites },
          ...sites.map((site) => ({ value: site?.id ?? '', label: siteName(site, words) })),
        ]}
        onChange={(site) => change({ site })}
      />
      <Select
        aria-label={t.deviceState}
        value={address.get('trouble') ?? ''}
        popupMatchSelectWidth={false}
        options={[
          { value: '', label: t.anyState },
          { value: 'ANY', label: t.someTrouble },
          ...DEVICE_TROUBLES.map((trouble) => ({ value: trouble, label: word('deviceTrouble', trouble) })),
        ]}
        onChange={(trouble) => change({ trouble })}
      />
      <Input
        aria-label={t.search}
        placeholder={t.search}
        allowClear
        className="search-box"
        defaultValue={address.get('search') ?? ''}
        onChange={(event) => change({ search: event.target.value })}
      />
      <Checkbox
        checked={address.has('retired')}
        onChange={(event) => change({ retired: event.target.checked ? '1' : '' })}
      >
        {t.withRetired}
      </Checkbox>
    </div>
  );
}
