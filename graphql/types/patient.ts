import { builder } from '../builder';
import { pending } from '../pending';
import { Sex } from './common';
import { Person, Site } from './people';

export type HistoryRecord = { readonly kind: string; readonly code: string | null; readonly text: string; readonly since: Date | null };

export const HISTORY_KINDS = ['CONDITION', 'ALLERGY', 'DRUG', 'ECG', 'NOTE'] as const;
export const HistoryKind = builder.enumType('HistoryKind', { values: HISTORY_KINDS });

export const History = builder.objectRef<{ kind: (typeof HISTORY_KINDS)[number]; code: string | null; text: string; since: Date | null }>('History').implement({
  description: 'One line of the history the contracted doctor keeps.',
  fields: (t) => ({
    kind: t.expose('kind', { type: HistoryKind }),
    code: t.exposeString('code', { nullable: true }),
    text: t.exposeString('text'),
    since: t.string({ nullable: true, description: 'A day, 2024-03-01.', resolve: pending }),
  }),
});

export type PatientRecord = { readonly id: string; readonly name: string; readonly sex: 'FEMALE' | 'MALE' | 'UNKNOWN'; readonly phone: string | null; readonly emergencyContact: string | null; readonly synthetic: boolean };

export const Patient = builder.objectRef<PatientRecord>('Patient').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    sex: t.expose('sex', { type: Sex }),
    birthDate: t.string({ nullable: true, description: 'A day, 1958-04-12.', resolve: pending }),
    ageYears: t.int({ nullable: true, resolve: pending }),
    phone: t.exposeString('phone', { nullable: true }),
    emergencyContact: t.exposeString('emergencyContact', { nullable: true }),
    synthetic: t.exposeBoolean('synthetic', { description: 'An invented person.' }),
    communitySite: t.field({ type: Site, nullable: true, resolve: pending }),
    contractedDoctor: t.field({ type: Person, nullable: true, resolve: pending }),
    history: t.field({ type: [History], resolve: pending }),
  }),
});

builder.queryFields((t) => ({
  patients: t.field({
    type: [Patient],
    description: 'At most 20 patients whose name or id begins with the words.',
    args: { search: t.arg.string({ required: true }) },
    resolve: pending,
  }),
}));
