import type { EcgOfEpisode, Retraction as RetractionShape } from '../../workflows/domain/moved';
import { builder } from '../builder';
import { duplicatesOf } from '../duplicates';
import { editedBy } from '../editedBy';
import { factsOf } from '../facts';
import { personBy } from './people';

const EcgDoubt = builder.objectRef<NonNullable<EcgOfEpisode['doubt']>>('EcgDoubt').implement({
  description: 'Somebody doubts that an ECG is this patient’s: nothing follows from it meanwhile.',
  fields: (t) => ({
    by: t.field(personBy(({ by }) => by)),
    at: t.expose('at', { type: 'Instant' }),
    reason: t.exposeString('reason'),
  }),
});

const HeldEcg = builder.objectRef<EcgOfEpisode>('HeldEcg').implement({
  description: 'An ECG this episode holds.',
  fields: (t) => ({
    ecgId: t.exposeID('ecgId'),
    readingId: t.exposeID('readingId'),
    acquiredAt: t.expose('acquiredAt', { type: 'Instant' }),
    doubt: t.expose('doubt', { type: EcgDoubt, nullable: true }),
  }),
});

const Retraction = builder.objectRef<RetractionShape>('Retraction').implement({
  description: 'An ECG that was another patient’s, and where it went.',
  fields: (t) => ({
    readingId: t.id({ resolve: ({ ecg }) => ecg.readingId }),
    acquiredAt: t.field({ type: 'Instant', resolve: ({ ecg }) => ecg.acquiredAt }),
    at: t.expose('at', { type: 'Instant' }),
    by: t.field(personBy(({ by }) => by)),
    reason: t.exposeString('reason'),
    toEpisodeId: t.id({ nullable: true, resolve: ({ to }) => to?.episodeId }),
  }),
});

builder.prismaObjectFields('Episode', (t) => ({
  unidentified: t.boolean({
    description: 'Nobody knows yet who the patient is.',
    select: { facts: true },
    resolve: ({ facts }) => factsOf(facts).unidentified === true,
  }),
  ecgs: t.field({ type: [HeldEcg], select: { facts: true }, resolve: ({ facts }) => factsOf(facts).ecgs ?? [] }),
  retractions: t.field({
    type: [Retraction],
    select: { facts: true },
    resolve: ({ facts }) => factsOf(facts).retractions ?? [],
  }),
  mergedFromIds: t.idList({
    description: 'Episodes of the same event that ended in this one.',
    select: { facts: true },
    resolve: ({ facts }) => [...(factsOf(facts).merged ?? [])],
  }),
  duplicates: t.prismaField({
    type: ['Episode'],
    description:
      'Open episodes that may be the same event: one person, one phone or one place within the edition’s time. A person decides.',
    select: { id: true, pathwayEdition: true },
    resolve: async (query, { id, pathwayEdition }, _, { prisma, pool, directory }) => {
      const ids = await duplicatesOf(pool, id, editedBy(directory, pathwayEdition));
      return ids.length === 0 ? [] : prisma.episode.findMany({ ...query, where: { id: { in: [...ids] } } });
    },
  }),
}));
