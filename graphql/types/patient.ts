import { builder } from '../builder';
import { HistoryKind as KINDS } from '../../prisma/generated/enums';
import { Sex } from './common';
import { personBy, siteBy } from './people';

export const HistoryKind = builder.enumType('HistoryKind', { values: Object.values(KINDS) });

const dayOf = (date: Date | null): string | undefined => date?.toISOString().slice(0, 10);

builder.prismaObject('PatientHistory', {
  name: 'History',
  description: 'One line of the history the contracted doctor keeps.',
  fields: (t) => ({
    kind: t.expose('kind', { type: HistoryKind }),
    code: t.exposeString('code', { nullable: true }),
    text: t.exposeString('text'),
    since: t.string({
      nullable: true,
      description: 'A day, 2024-03-01.',
      select: { since: true },
      resolve: ({ since }) => dayOf(since),
    }),
  }),
});

const PatientLink = builder.prismaObject('PatientLink', {
  description: 'Two records that are one person, and who said so.',
  fields: (t) => ({
    id: t.exposeID('id'),
    patientId: t.exposeID('patientId'),
    sameAsId: t.exposeID('sameAsId'),
    linkedAt: t.expose('linkedAt', { type: 'Instant' }),
    linkedBy: t.field(personBy(({ linkedBy }) => linkedBy)),
    reason: t.exposeString('reason'),
  }),
});

export const Patient = builder.prismaObject('Patient', {
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    sex: t.expose('sex', { type: Sex }),
    birthDate: t.string({
      nullable: true,
      description: 'A day, 1958-04-12.',
      select: { birthDate: true },
      resolve: ({ birthDate }) => dayOf(birthDate),
    }),
    ageYears: t.int({
      nullable: true,
      select: { birthDate: true },
      resolve: ({ birthDate }, _, { now }) => ageOf({ birthDate }, now()),
    }),
    phone: t.exposeString('phone', { nullable: true }),
    emergencyContact: t.exposeString('emergencyContact', { nullable: true }),
    address: t.exposeString('address', { nullable: true }),
    synthetic: t.exposeBoolean('synthetic', { description: 'An invented person.' }),
    temporary: t.boolean({
      description: 'Nobody knows yet who this is.',
      select: { temporary: true },
      resolve: ({ temporary }) => temporary === true,
    }),
    estimatedAge: t.exposeInt('estimatedAge', { nullable: true }),
    bracelet: t.exposeString('bracelet', { nullable: true }),
    links: t.field({
      type: [PatientLink],
      description: 'Records of the same person, linked and never merged: a link can be undone.',
      select: { id: true },
      resolve: ({ id }, _, { prisma }) =>
        prisma.patientLink.findMany({
          where: { undoneAt: null, OR: [{ patientId: id }, { sameAsId: id }] },
          orderBy: { linkedAt: 'asc' },
        }),
    }),
    communitySite: t.field(siteBy(({ communitySiteId }) => communitySiteId)),
    contractedDoctor: t.field(personBy(({ contractedDoctorId }) => contractedDoctorId)),
    history: t.relation('history', { query: { orderBy: { n: 'asc' } } }),
  }),
});

/** The two records of a link are patients themselves, so they are named once patients are. */
builder.prismaObjectFields('PatientLink', (t) => ({
  patient: t.field({
    type: Patient,
    nullable: true,
    select: { patientId: true },
    resolve: ({ patientId: id }, _, { prisma }) => prisma.patient.findUnique({ where: { id } }),
  }),
  sameAs: t.field({
    type: Patient,
    nullable: true,
    select: { sameAsId: true },
    resolve: ({ sameAsId: id }, _, { prisma }) => prisma.patient.findUnique({ where: { id } }),
  }),
}));

type Born = { readonly birthDate: Date | null };

/** Whole years; not known without a date of birth. */
export const ageOf = (patient: Born | null, now: number): number | undefined =>
  patient?.birthDate == null ? undefined : yearsBetween(patient.birthDate, new Date(now));

const yearsBetween = (from: Date, to: Date): number => {
  const years = to.getUTCFullYear() - from.getUTCFullYear();
  const birthday = Date.UTC(to.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate());
  return birthday > to.getTime() ? years - 1 : years;
};

builder.queryFields((t) => ({
  patients: t.prismaField({
    type: ['Patient'],
    description: 'At most 20 patients whose name has the words, or whose id they are; the first ones without words.',
    args: { search: t.arg.string({ required: true }) },
    resolve: (query, _, { search }, { prisma }) => {
      const words = search.trim();
      const where = { OR: [{ id: words }, { name: { contains: words, mode: 'insensitive' as const } }] };
      return prisma.patient.findMany({
        ...query,
        ...(words === '' ? {} : { where }),
        orderBy: { id: 'asc' },
        take: 20,
      });
    },
  }),
}));
