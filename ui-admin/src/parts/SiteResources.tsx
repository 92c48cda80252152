import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import {
  GiveLabDocument,
  ReleaseResourceDocument,
  type ResourcesNowQuery,
  SetResourceUseDocument,
} from '../api/generated/graphql';
import type { Form } from '../actions/fields';
import {
  addResourceForm,
  agreementForm,
  giveForm,
  giveLabForm,
  outOfUseForm,
  stockForm,
} from '../actions/resourceForms';
import { Card } from '../episode/Card';
import { to } from '../paths';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { LabEnd } from './LabEnd';
import { siteName } from './sentences';
import { useAct } from './useAct';
import { VehicleFix } from './VehicleFix';

type Resource = ResourcesNowQuery['resources'][number];
type Lab = ResourcesNowQuery['labs'][number];
type Holder = NonNullable<Resource['holder']>;
type Tools = { readonly onForm: (form: Form) => void; readonly onDone: () => void };
type Props = Tools & { readonly site: ResourcesNowQuery['sites'][number]; readonly all: ResourcesNowQuery };

/** Everything one place has to give. */
export function SiteResources({ site, all, ...tools }: Props) {
  const words = useWords();
  const { t } = words;
  const here = <T extends { readonly site: { readonly id: string } | null }>(list: readonly T[]) =>
    list.filter((one) => one.site?.id === site.id);
  const resources = here(all.resources);
  const packs = resources.filter(({ kind }) => kind === 'LYTIC');
  const name = siteName(site, words);
  return (
    <Card title={name} aside={<Arrival figure={here(all.arrivalsToWire)[0]} kind={site.kind} />}>
      <Labs labs={here(all.labs)} {...tools} />
      <Table
        label={t.bedsAndVehicles}
        rows={resources
          .filter(({ kind }) => kind !== 'LYTIC')
          .map((one) => (
            <ResourceRow key={one.id} one={one} {...tools} />
          ))}
      />
      <Stock packs={packs} {...tools} />
      <div className="row wrap site-lists">
        <Button size="small" onClick={() => tools.onForm(addResourceForm(site.id, `${t.addResource} · ${name}`))}>
          {t.addResource}
        </Button>
        <Button size="small" onClick={() => tools.onForm(stockForm(site.id, `${t.stockLytic} · ${name}`))}>
          {t.stockLytic}
        </Button>
        {site.kind === 'PCI_HOSPITAL' || site.kind === 'EMS_STATION' ? null : (
          <Button size="small" onClick={() => tools.onForm(agreementForm(site.id, `${t.makeAgreement} · ${name}`))}>
            {t.makeAgreement}
          </Button>
        )}
      </div>
    </Card>
  );
}

function Arrival({
  figure,
  kind,
}: {
  readonly figure: ResourcesNowQuery['arrivalsToWire'][number] | undefined;
  readonly kind: Props['site']['kind'];
}) {
  const { t } = useWords();
  if (kind !== 'PCI_HOSPITAL') return null;
  if (figure === undefined) return <span className="meta">◇ {t.noArrivals}</span>;
  const { p75Min, cases, shortestMin, longestMin } = figure;
  const [n, least, most] = [p75Min, shortestMin, longestMin].map((minutes) => Math.round(minutes));
  return (
    <span className="meta">
      {t.arrivalToWireMin}: <strong>{n}</strong> ({fill(t.networkCases, { n: cases })}, {least}–{most})
    </span>
  );
}

function Table({ label, rows }: { readonly label: string; readonly rows: readonly ReactNode[] }) {
  if (rows.length === 0) return null;
  return (
    <section className="rota-week" aria-label={label}>
      <table className="figures">
        <caption>{label}</caption>
        <tbody>{rows}</tbody>
      </table>
    </section>
  );
}

function HolderLink({ holder }: { readonly holder: Holder }) {
  const { word } = useWords();
  return (
    <>
      <Link to={to.episode(holder.id)}>{holder.patient?.name ?? holder.id}</Link>{' '}
      <span className="meta">{word('phase', holder.phase)}</span>
    </>
  );
}

function Labs({ labs, onForm, onDone }: Tools & { readonly labs: readonly Lab[] }) {
  const { t, word } = useWords();
  const act = useAct();
  const give = (lab: Lab, episodeId: string, name: string) => {
    const title = fill(t.giveLabTo, { lab: lab.name, who: name });
    if (lab.holder !== null) onForm(giveLabForm(lab.id, episodeId, title));
    else void act(GiveLabDocument, { labId: lab.id, episodeId }, title).then(onDone);
  };
  const rows = labs.map((lab) => (
    <tr key={lab.id}>
      <th scope="row">{lab.name}</th>
      <td>
        {lab.status === 'FREE' ? '●' : '■'} {word('labStatus', lab.status)}{' '}
        {lab.holder === null ? null : <HolderLink holder={lab.holder} />} <LabEnd lab={lab} />
      </td>
      <td>
        {lab.queue.length > 1 && lab.status === 'FREE' ? <strong>▲ {t.chooseWhoGetsLab}</strong> : null}
        <ol className="plain">
          {lab.queue.map(({ id, patient, checklist, forecast, ...rest }) => (
            <li key={id} className="row wrap">
              <HolderLink holder={{ id, patient, ...rest }} />
              <span className="meta">
                {t.killip}: {checklist.killip ?? '–'} · {t.forecast}:{' '}
                {forecast?.diagnosisToWireMin == null ? t.forecastUnknown : Math.round(forecast.diagnosisToWireMin)}
              </span>
              <Button size="small" onClick={() => give(lab, id, patient?.name ?? id)}>
                {t.giveLab}
              </Button>
            </li>
          ))}
        </ol>
      </td>
    </tr>
  ));
  return <Table label={t.labs} rows={rows} />;
}

function ResourceRow({ one, onForm, onDone }: Tools & { readonly one: Resource }) {
  const { t, word } = useWords();
  const now = useNow();
  const act = useAct();
  const { id, kind, name, holder, heldAt, outOfUse, fix } = one;
  const title = `${word('resourceKind', kind)} ${name}`;
  const giveTo = () => onForm(giveForm(id, { holderId: holder?.id, episodeId: undefined }, `${t.give} · ${title}`));
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>
        {outOfUse !== null ? `✕ ${t.outOfUse}: ${outOfUse}` : null}
        {outOfUse === null && holder === null ? `● ${t.free}` : null}
        {holder === null ? null : (
          <>
            ■ <HolderLink holder={holder} /> {heldAt === null ? '' : shortTime(Date.parse(heldAt), now)}
          </>
        )}
        <VehicleFix fix={fix} />
      </td>
      <td>
        <div className="row wrap">
          {outOfUse === null ? (
            <Button size="small" aria-label={`${t.give} ${title}`} onClick={giveTo}>
              {t.give}
            </Button>
          ) : null}
          {holder === null ? null : (
            <Button
              size="small"
              aria-label={`${t.release} ${title}`}
              onClick={() =>
                void act(ReleaseResourceDocument, { resourceId: id }, `${t.release} · ${title}`).then(onDone)
              }
            >
              {t.release}
            </Button>
          )}
          {outOfUse === null ? (
            <Button
              size="small"
              aria-label={`${t.takeOutOfUse} ${title}`}
              onClick={() => onForm(outOfUseForm(id, `${t.takeOutOfUse} · ${title}`))}
            >
              {t.takeOutOfUse}
            </Button>
          ) : (
            <Button
              size="small"
              aria-label={`${t.backInUse} ${title}`}
              onClick={() =>
                void act(SetResourceUseDocument, { resourceId: id }, `${t.backInUse} · ${title}`).then(onDone)
              }
            >
              {t.backInUse}
            </Button>
          )}
        </div>
      </td>
    </tr>
  );
}

/** Packs by lot: how many can be given, which are over their day; one that a patient has gets a line of its own. */
function Stock({ packs, ...tools }: Tools & { readonly packs: readonly Resource[] }) {
  const { t, word } = useWords();
  const rest = packs.filter(({ holder, outOfUse }) => holder === null && outOfUse === null);
  const lots = Map.groupBy(rest, ({ product, lot, expiresOn }) => `${product} ${lot} ${expiresOn}`);
  const lines = [...lots.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { id, product, agent, lot, expiresOn, expired } = first;
    const title = `${word('lyticProduct', product)} ${lot}`;
    return [
      <tr key={id}>
        <th scope="row">
          {word('drug', agent)} <span className="ref">{word('lyticProduct', product)}</span> {lot}
        </th>
        <td>
          {expired ? (
            <strong>✕ {fill(t.expiredOn, { day: expiresOn ?? '' })}</strong>
          ) : (
            `● ${fill(t.packsFree, { n: others.length + 1 })} · ${fill(t.lastDayIs, { day: expiresOn ?? '' })}`
          )}
        </td>
        <td>
          {expired ? null : (
            <Button
              size="small"
              aria-label={`${t.give} ${title}`}
              onClick={() =>
                tools.onForm(giveForm(id, { holderId: undefined, episodeId: undefined }, `${t.give} · ${title}`))
              }
            >
              {t.give}
            </Button>
          )}
        </td>
      </tr>,
    ];
  });
  const others = packs.filter((pack) => !rest.includes(pack));
  return (
    <Table
      label={t.lyticStock}
      rows={[...lines, ...others.map((one) => <ResourceRow key={one.id} one={one} {...tools} />)]}
    />
  );
}
