import { LYTIC_ROWS } from '../../../workflows/domain/lytics';
import { RESOURCE_KINDS, SITE_KINDS } from '../../../workflows/domain/vocabulary';
import * as documents from '../api/generated/graphql';
import type { Field, Form } from './fields';
import { number } from './sheet';
import { timeNow } from './TimeField';

const REASON: Field = { kind: 'TEXT', name: 'reason', label: 'reason', long: true };

/** Gives a bed, a vehicle or a pack to an episode; to take it from its holder needs a reason. */
export const giveForm = (
  resourceId: string,
  { holderId, episodeId }: { readonly holderId: string | undefined; readonly episodeId: string | undefined },
  title: string,
): Form => ({
  title,
  document: documents.GiveResourceDocument,
  fields: [{ kind: 'EPISODE', name: 'episodeId', label: 'episode' }, ...(holderId === undefined ? [] : [REASON])],
  fixed: { resourceId, ...(holderId === undefined ? {} : { insteadOfId: holderId }) },
  ...(episodeId === undefined ? {} : { initial: { episodeId } }),
});

const DEGREES = { latitude: [-90, 90], longitude: [-180, 180] } as const;

/** Where a vehicle is and when it means to arrive, as its crew says it; both are shown with their age. */
export const positionForm = (resourceId: string, title: string): Form => ({
  title,
  document: documents.ReportPositionDocument,
  fields: [
    { kind: 'MOMENT', name: 'at', label: 'positionAt' },
    number('latitude', 'latitude', DEGREES.latitude, false),
    number('longitude', 'longitude', DEGREES.longitude, false),
    { kind: 'MOMENT', name: 'etaAt', label: 'etaSaid', optional: true },
  ],
  fixed: { resourceId },
  initial: { at: timeNow().at },
});

export const outOfUseForm = (resourceId: string, title: string): Form => ({
  title,
  document: documents.SetResourceUseDocument,
  fields: [{ ...REASON, name: 'outOfUse' }],
  fixed: { resourceId },
});

export const addResourceForm = (siteId: string, title: string): Form => ({
  title,
  document: documents.AddResourceDocument,
  fields: [
    {
      kind: 'CODE',
      name: 'kind',
      label: 'what',
      group: 'resourceKind',
      options: RESOURCE_KINDS.filter((kind) => kind !== 'LYTIC'),
    },
    { kind: 'TEXT', name: 'name', label: 'resourceName' },
  ],
  fixed: { siteId },
});

export const stockForm = (siteId: string, title: string): Form => ({
  title,
  document: documents.StockLyticDocument,
  fields: [
    {
      kind: 'CODE',
      name: 'product',
      label: 'product',
      group: 'lyticProduct',
      options: LYTIC_ROWS.map(({ product }) => product),
    },
    { kind: 'TEXT', name: 'lot', label: 'lot' },
    { kind: 'DAY', name: 'expiresOn', label: 'lastDay' },
    number('packs', 'packs', [1, 200], false),
  ],
  fixed: { siteId },
});

/** A lab in use goes to another patient only with a reason. */
export const giveLabForm = (labId: string, episodeId: string, title: string): Form => ({
  title,
  document: documents.GiveLabDocument,
  fields: [REASON],
  fixed: { labId, episodeId },
});

/** The receiving hospital takes the patient; number and bracelet may follow later. */
export const acceptForm = (episodeId: string, title: string): Form => ({
  title,
  document: documents.AcceptPatientDocument,
  fields: [
    { kind: 'TEXT', name: 'visitNumber', label: 'visitNumber', optional: true },
    { kind: 'TEXT', name: 'bracelet', label: 'bracelet', optional: true },
  ],
  fixed: { episodeId },
});

export const refuseForm = (episodeId: string, title: string): Form => ({
  title,
  document: documents.RefusePatientDocument,
  fields: [REASON],
  fixed: { episodeId },
});

export const agreementForm = (referrerSiteId: string, title: string): Form => ({
  title,
  document: documents.MakeAgreementDocument,
  fields: [
    { kind: 'SITE', name: 'receivingSiteId', label: 'receivingHospital', siteKinds: ['PCI_HOSPITAL'] },
    { kind: 'DAY', name: 'fromDay', label: 'firstDay' },
    { kind: 'DAY', name: 'lastDay', label: 'lastDayOf', optional: true },
    number('rank', 'askedAs', [1, 9], false),
  ],
  fixed: { referrerSiteId },
});

export const endAgreementForm = (
  fixed: { readonly referrerSiteId: string; readonly receivingSiteId: string; readonly fromAt: string },
  title: string,
): Form => ({
  title,
  document: documents.EndAgreementDocument,
  fields: [{ kind: 'DAY', name: 'lastDay', label: 'lastDayOf' }],
  fixed,
});

/** A drive to a hospital as somebody knows it. */
export const driveTimeForm = (title: string): Form => ({
  title,
  document: documents.SetDriveTimeDocument,
  fields: [
    { kind: 'SITE', name: 'fromSiteId', label: 'driveFrom', siteKinds: SITE_KINDS },
    { kind: 'SITE', name: 'toSiteId', label: 'driveTo', siteKinds: ['PCI_HOSPITAL'] },
    number('minutes', 'driveMinutes', [1, 600], false),
    { kind: 'DAY', name: 'knownOn', label: 'driveKnownOn' },
    { kind: 'TEXT', name: 'source', label: 'driveSource' },
  ],
  fixed: {},
});
