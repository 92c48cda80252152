import type { Prisma } from '../../prisma/generated/client';
import type { Territory as TerritoryCode } from '../../workflows/domain/vocabulary';
import { type Edited, editionInForce } from '../../workflows/domain/pathway';
import { ST_HEIGHTS } from '../../workflows/domain/stCriteria';
import { levelShares } from '../../workflows/domain/ruleThresholds';
import { TARGETS } from '../../workflows/domain/targets';
import { targetIn } from '../../workflows/domain/thresholds';
import { instantOf } from '../../workflows/domain/time';
import { builder } from '../builder';
import type { Directory } from '../directory';
import { editedBy } from '../editedBy';
import { atMost } from '../limits';
import { hintOf, readFirst } from '../preRead';
import { LevelShares } from './clock';
import { Finding, ReadingStatus, Territory } from './common';
import { Ecg } from './ecg';
import { Page } from './page';
import { Patient } from './patient';
import { personBy, siteBy } from './people';
import { ThresholdValue, valuesOf } from './pathway';
import { PreRead } from './preRead';

type Taken = { readonly siteId: string; readonly acquiredAt: Date };
/** What the hospital that reads for a site had in force when an ECG was taken there. */
function hubEdition(directory: Directory, { siteId, acquiredAt }: Taken): Edited {
  const hub = directory.site(siteId)?.hubSiteId ?? siteId;
  return editionInForce(directory.editions(), hub, instantOf(acquiredAt)) ?? {};
}

const ReadWithin = builder.objectRef<Edited>('ReadWithin').implement({
  fields: (t) => ({
    limitMin: t.float({ resolve: (edition) => targetIn(edition, 'T07').limitMin ?? TARGETS.T07.limitMin }),
    shares: t.field({ type: LevelShares, resolve: levelShares }),
  }),
});

builder.prismaObject('Reading', {
  description: 'One ECG until a person signs it.',
  fields: (t) => ({
    id: t.exposeID('id'),
    ecgId: t.exposeID('ecgId'),
    ecg: t.field({
      type: Ecg,
      nullable: true,
      select: { ecgId: true },
      resolve: ({ ecgId }, _, { prisma }) => prisma.ecg.findUnique({ where: { id: ecgId } }),
    }),
    previousEcg: t.field({
      type: Ecg,
      nullable: true,
      description: 'The patient’s last recording before this one.',
      select: { patientId: true, acquiredAt: true },
      resolve: ({ patientId, acquiredAt }, _, { prisma }) =>
        patientId === null
          ? undefined
          : prisma.ecg.findFirst({
              where: { patientId, acquiredAt: { lt: acquiredAt } },
              orderBy: { acquiredAt: 'desc' },
            }),
    }),
    preRead: t.field({
      type: PreRead,
      nullable: true,
      description: 'None while the pre-read is off or in shadow.',
      select: { id: true },
      resolve: ({ id }, _, { prisma }) => hintOf(prisma, id),
    }),
    episodeId: t.id({
      nullable: true,
      description: 'The episode that holds this ECG now.',
      select: { episodeId: true, held: { select: { episodeId: true } } },
      resolve: ({ episodeId, held }) => (held === null ? episodeId : held.episodeId),
    }),
    patient: t.field({
      type: Patient,
      nullable: true,
      description: 'None: the patient must be identified.',
      select: (_, __, nested) => ({
        patient: nested(true),
        held: { select: { episode: { select: { patient: nested(true) } } } },
      }),
      resolve: ({ patient, held }) => (held === null ? patient : held.episode?.patient),
    }),
    site: t.field(siteBy(({ siteId }) => siteId, 'Where it was taken; its phone rings beside the patient.')),
    acquiredAt: t.expose('acquiredAt', { type: 'Instant' }),
    stHeights: t.field({
      type: [ThresholdValue],
      description: 'Heights of ST that the reading hospital set otherwise than the tables when it was taken.',
      select: { siteId: true, acquiredAt: true },
      resolve: (taken, _, { directory }) => {
        const { thresholds = {} } = hubEdition(directory, taken);
        return valuesOf(thresholds).filter(({ code }) => ST_HEIGHTS.some((one) => one.code === code));
      },
    }),
    readWithin: t.field({
      type: ReadWithin,
      description:
        'How long it may wait (T07): under the edition of its episode, without one under the reading hospital’s.',
      select: {
        ...{ siteId: true, acquiredAt: true, episode: { select: { pathwayEdition: true } } },
        held: { select: { episode: { select: { pathwayEdition: true } } } },
      },
      resolve: ({ episode, held, ...taken }, _, { directory }) => {
        const holder = held === null ? episode : held.episode;
        return holder === null ? hubEdition(directory, taken) : editedBy(directory, holder.pathwayEdition);
      },
    }),
    status: t.expose('status', { type: ReadingStatus }),
    openedAt: t.expose('openedAt', { type: 'Instant', nullable: true }),
    openedBy: t.field(personBy(({ openedBy }) => openedBy)),
    signedAt: t.expose('signedAt', { type: 'Instant', nullable: true }),
    signedBy: t.field(personBy(({ signedBy }) => signedBy)),
    finding: t.expose('finding', { type: Finding, nullable: true }),
    territories: t.field({
      type: [Territory],
      select: { report: true },
      resolve: ({ report }) => reportOf(report).territories ?? [],
    }),
    comment: t.string({ nullable: true, select: { report: true }, resolve: ({ report }) => reportOf(report).comment }),
    ladders: t.relation('ladders', { query: { orderBy: [{ startedAt: 'asc' }, { id: 'asc' }] } }),
    pages: t.field({
      type: [Page],
      select: (_, __, nested) => ({ ladders: { select: { pages: nested(true) } } }),
      resolve: ({ ladders }) => ladders.flatMap(({ pages }) => pages),
    }),
    version: t.field({
      type: 'Position',
      description: 'Grows with every write; the same number as in a change.',
      select: { id: true },
      resolve: ({ id }, _, { loaders }) => loaders.version(id),
    }),
  }),
});

type ReportJson = { readonly territories?: readonly TerritoryCode[]; readonly comment?: string };
/** Written by the engine from what the reader signed. */
const reportOf = (report: Prisma.JsonValue): ReportJson => (report ?? {}) as ReportJson; // the projection's own shape

const UNSIGNED = ['WAITING', 'OPENED'] as const;
const waits = (status: string): boolean => UNSIGNED.some((one) => one === status);

builder.queryFields((t) => ({
  readings: t.prismaField({
    type: ['Reading'],
    description:
      'The worklist: unsigned ones, longest waiting first, before them those a hint moves up; with other statuses, the newest first.',
    args: {
      status: t.arg({ type: [ReadingStatus], required: true, defaultValue: [...UNSIGNED] }),
      limit: t.arg.int({ required: true, defaultValue: 100 }),
    },
    resolve: async (query, _, { status, limit }, { prisma }) => {
      const readings = await prisma.reading.findMany({
        ...query,
        where: { status: { in: status } },
        orderBy: { acquiredAt: status.some(waits) ? 'asc' : 'desc' },
        take: atMost(limit),
      });
      const waiting = readings.filter((reading) => waits(reading.status)).map(({ id }) => id);
      const first = waiting.length === 0 ? new Set<string>() : await readFirst(prisma, waiting);
      return [...readings.filter(({ id }) => first.has(id)), ...readings.filter(({ id }) => !first.has(id))];
    },
  }),
  reading: t.prismaField({
    type: 'Reading',
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _, { id }, { prisma }) => prisma.reading.findUnique({ ...query, where: { id } }),
  }),
}));
