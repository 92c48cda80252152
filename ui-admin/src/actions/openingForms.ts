import { HELP_CHANNELS, SEXES } from '../../../workflows/domain/vocabulary';
import * as documents from '../api/generated/graphql';
import type { Field, Form } from './fields';
import { number } from './sheet';

/** What a caller may say, as codes: clinical.md 4.2 P1. */
export const COMPLAINTS = ['CHEST_PAIN', 'SWEATING', 'SYNCOPE', 'DYSPNOEA', 'KNOWN_STENT'] as const;

const HOSPITALS = ['NON_PCI_HOSPITAL', 'PCI_HOSPITAL'] as const;

/** What is asked whoever the patient is. */
const OPENING: readonly Field[] = [
  {
    kind: 'CODE',
    name: 'helpChannel',
    label: 'helpChannel',
    group: 'helpChannel',
    options: HELP_CHANNELS,
    initial: 'FAMILY_DOCTOR',
  },
  { kind: 'SITE', name: 'atSiteId', label: 'atHospital', siteKinds: HOSPITALS, optional: true },
  {
    kind: 'SITE',
    name: 'sentFromId',
    label: 'sentFrom',
    siteKinds: ['NON_PCI_HOSPITAL', 'COMMUNITY_CENTRE', 'PCI_HOSPITAL'],
    optional: true,
  },
  { kind: 'TIME', name: 'helpSought', label: 'helpSought' },
  { kind: 'TIME', name: 'contact', label: 'bedsideContact', optional: true },
  { kind: 'TIME', name: 'onset', label: 'onsetTime', optional: true },
  { kind: 'CODES', name: 'complaints', label: 'complaints', group: 'complaint', options: COMPLAINTS },
  { kind: 'FLAG', name: 'drill', label: 'drill' },
];

export const openEpisodeForm = (title: string): Form => ({
  title,
  document: documents.OpenEpisodeDocument,
  fields: [{ kind: 'PATIENT', name: 'patientId', label: 'patient' }, ...OPENING],
  fixed: {},
});

/** R25: care starts for somebody whom nobody knows. */
export const openUnknownForm = (title: string): Form => ({
  title,
  document: documents.OpenUnknownDocument,
  fields: [
    { kind: 'CODE', name: 'sex', label: 'sex', group: 'sex', options: SEXES, initial: 'UNKNOWN' },
    number('estimatedAge', 'estimatedAge', [0, 120]),
    { kind: 'TEXT', name: 'bracelet', label: 'bracelet', optional: true },
    ...OPENING,
  ],
  fixed: {},
});
