import { PLACE_MILESTONES } from '../../../workflows/domain/readerPlaces';
import { SUPPRESSION } from '../../../workflows/domain/suppression';
import {
  ALARM_CODES,
  ALARM_REVIEW_OUTCOMES,
  DEVICE_ENDS,
  DEVICE_KINDS,
  SITE_KINDS,
} from '../../../workflows/domain/vocabulary';
import * as documents from '../api/generated/graphql';
import type { Field, Form } from './fields';
import { number } from './sheet';

/** What somebody found out about a refused message. */
export const deadLetterForm = (deadLetterId: string, title: string): Form => ({
  title,
  document: documents.HandleDeadLetterDocument,
  fields: [{ kind: 'TEXT', name: 'remark', label: 'remark', long: true }],
  fixed: { deadLetterId },
});

/** What is asked when a device is handed out: its number first, for whoever scans it. */
export const HAND_OUT: readonly Field[] = [
  { kind: 'TEXT', name: 'deviceId', label: 'deviceId' },
  number('uploadIntervalS', 'sendsEvery', [1, 86_400]),
  { kind: 'MOMENT', name: 'from', label: 'handedOutAt', optional: true },
];

/** A device for a patient; whose it shall be is asked where no patient is on the screen. */
export const handOutForm = (patientId: string | undefined, title: string): Form => ({
  title,
  document: documents.BindDeviceDocument,
  fields: [...(patientId === undefined ? [PATIENT] : []), ...HAND_OUT],
  fixed: patientId === undefined ? {} : { patientId },
});

const PATIENT: Field = { kind: 'PATIENT', name: 'patientId', label: 'patient' };

/** Puts a device on the register. */
export const newDeviceForm = (title: string): Form => ({
  title,
  document: documents.RegisterDeviceDocument,
  fields: [
    { kind: 'TEXT', name: 'deviceId', label: 'deviceId' },
    { kind: 'CODE', name: 'kind', label: 'deviceKind', group: 'deviceKind', options: DEVICE_KINDS },
    {
      kind: 'SITE',
      name: 'siteId',
      label: 'site',
      siteKinds: SITE_KINDS,
    },
    number('uploadIntervalS', 'uploadEvery', [1, 86_400]),
    { kind: 'TEXT', name: 'model', label: 'deviceModel', optional: true },
  ],
  fixed: {},
});

const ENDINGS = {
  TAKE_CREDENTIALS: documents.TakeDeviceCredentialsDocument,
  RETIRE: documents.RetireDeviceDocument,
} as const;

/** A device is no longer let in: until it is given something new, or for good. */
export const endDeviceForm = (ending: keyof typeof ENDINGS, deviceId: string, title: string): Form => ({
  title,
  document: ENDINGS[ending],
  fields: [{ kind: 'TEXT', name: 'reason', label: 'reason', long: true }],
  fixed: { deviceId },
});

/** A device that came back or was found has been looked at. */
export const restockForm = (deviceId: string, title: string): Form => ({
  title,
  document: documents.RestockDeviceDocument,
  fields: [{ kind: 'TEXT', name: 'checked', label: 'deviceChecked', long: true }],
  fixed: { deviceId },
});

/** The patient no longer has a device: given back, broken or lost (R34). */
export const takeBackForm = (deviceId: string, patientId: string, title: string): Form => ({
  title,
  document: documents.TakeDeviceBackDocument,
  fields: [
    {
      kind: 'CODE',
      name: 'endedAs',
      label: 'deviceEnded',
      group: 'deviceEnd',
      options: DEVICE_ENDS,
      initial: 'RETURNED',
    },
  ],
  fixed: { deviceId, patientId },
});

/** Who looked through the alarms of a patient's week says what was found and changed. */
export const reviewAlarmsForm = (patientId: string, title: string): Form => ({
  title,
  document: documents.ReviewAlarmsDocument,
  fields: [
    {
      kind: 'CODE',
      name: 'outcome',
      label: 'whatChanged',
      group: 'alarmReviewOutcome',
      options: ALARM_REVIEW_OUTCOMES,
    },
    { kind: 'TEXT', name: 'remark', label: 'whatFound', long: true },
  ],
  fixed: { patientId },
});

/** Holds one kind of alarm of one patient back for some hours. */
export const suppressForm = (patientId: string, title: string): Form => ({
  title,
  document: documents.SuppressAlarmDocument,
  fields: [
    {
      kind: 'CODE',
      name: 'code',
      label: 'alarm',
      group: 'alarm',
      options: ALARM_CODES.filter((code) => !SUPPRESSION.never.includes(code)),
    },
    number('hours', 'forHours', [1, SUPPRESSION.mostHours], false),
    { kind: 'TEXT', name: 'reason', label: 'reason', long: true },
    { kind: 'FLAG', name: 'withHigh', label: 'withHigh' },
  ],
  fixed: { patientId },
});

const CODE = { kind: 'CODE', group: 'milestone', options: PLACE_MILESTONES, optional: true } as const;
const MEANING: readonly Field[] = [
  { ...CODE, name: 'arrives', label: 'onArriving' },
  { ...CODE, name: 'leaves', label: 'onLeaving' },
  { kind: 'TEXT', name: 'reason', label: 'reason', long: true },
];

type Meaning = { readonly arrives: string | null; readonly leaves: string | null };

/** What a reader means from now on; without a time of coming or going it means nothing. */
export const readerForm = (readerId: string, { arrives, leaves }: Meaning, title: string): Form => ({
  title,
  document: documents.MapReaderDocument,
  fields: MEANING,
  fixed: { readerId },
  initial: { arrives: arrives ?? undefined, leaves: leaves ?? undefined },
});

/** A gate or beacon that is new, or was seen and nobody has said what it is. */
export const newReaderForm = (readerId: string | undefined, title: string): Form => ({
  title,
  document: documents.MapReaderDocument,
  fields: [
    { kind: 'TEXT', name: 'readerId', label: 'readerId' },
    {
      kind: 'SITE',
      name: 'siteId',
      label: 'site',
      siteKinds: ['PCI_HOSPITAL', 'NON_PCI_HOSPITAL', 'COMMUNITY_CENTRE'],
    },
    { kind: 'TEXT', name: 'place', label: 'readerPlace' },
    ...MEANING,
  ],
  fixed: {},
  ...(readerId === undefined ? {} : { initial: { readerId } }),
});
