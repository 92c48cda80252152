import { DAY_MS } from '../../workflows/domain/time';
import { builder } from '../builder';
import { onRecord } from '../record';
import { Milestone } from './common';
import { personBy, siteBy } from './people';

const ReaderMeaning = builder.prismaObject('ReaderMeaning', {
  description: 'What a reader means from a time on, and who said so.',
  fields: (t) => ({
    fromAt: t.expose('fromAt', { type: 'Instant' }),
    arrives: t.expose('arrives', { type: Milestone, nullable: true }),
    leaves: t.expose('leaves', { type: Milestone, nullable: true }),
    reason: t.exposeString('reason'),
    by: t.field(personBy(({ setBy }) => setBy)),
  }),
});

const MEANINGS = { orderBy: { fromAt: 'desc' } } as const;
const NEWEST = { arrives: true, leaves: true, meanings: { ...MEANINGS, take: 1 } } as const;

builder.prismaObject('Reader', {
  description: 'A gate or beacon that sees wristbands, and the clinical times its sightings mean now.',
  fields: (t) => ({
    id: t.exposeID('id'),
    place: t.exposeString('place'),
    site: t.field(siteBy(({ siteId }) => siteId)),
    arrives: t.field({
      type: Milestone,
      nullable: true,
      select: NEWEST,
      resolve: ({ arrives, meanings: [newest] }) => (newest === undefined ? arrives : newest.arrives),
    }),
    leaves: t.field({
      type: Milestone,
      nullable: true,
      select: NEWEST,
      resolve: ({ leaves, meanings: [newest] }) => (newest === undefined ? leaves : newest.leaves),
    }),
    lastSeenAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it last saw any wristband.',
      select: { id: true },
      resolve: async ({ id }, _, { pool }) => {
        const { rows } = await pool.query<{ at: Date | null }>(
          'SELECT max(at) AS at FROM sighting WHERE reader_id = $1',
          [id],
        );
        return rows[0]?.at;
      },
    }),
    meanings: t.field({
      type: [ReaderMeaning],
      description: 'Every change, the newest first.',
      select: (_, __, nested) => ({ meanings: { ...MEANINGS, ...nested(true) } }),
      resolve: ({ meanings }) => meanings,
    }),
  }),
});

type Unmapped = { readonly id: string; readonly lastSeenAt: Date; readonly sightings: number };
const UnmappedReader = builder.objectRef<Unmapped>('UnmappedReader').implement({
  description: 'A reader that saw wristbands and is not on the map.',
  fields: (t) => ({
    id: t.exposeID('id'),
    lastSeenAt: t.expose('lastSeenAt', { type: 'Instant' }),
    sightings: t.exposeInt('sightings'),
  }),
});

const UNMAPPED_DAYS = 7;
const UNMAPPED = `
  SELECT s.reader_id AS id, max(s.at) AS "lastSeenAt", count(*)::int AS sightings FROM sighting s
   WHERE s.at >= $1 AND NOT EXISTS (SELECT FROM reader r WHERE r.id = s.reader_id)
   GROUP BY s.reader_id ORDER BY sightings DESC LIMIT 50`;

builder.queryFields((t) => ({
  readers: t.prismaField({
    type: ['Reader'],
    resolve: (query, _, __, { prisma }) =>
      prisma.reader.findMany({ ...query, orderBy: [{ siteId: 'asc' }, { id: 'asc' }] }),
  }),
  unmappedReaders: t.field({
    type: [UnmappedReader],
    description: 'Of the last seven days.',
    resolve: (_, __, { pool, now }) =>
      onRecord(async () => (await pool.query<Unmapped>(UNMAPPED, [new Date(now() - UNMAPPED_DAYS * DAY_MS)])).rows),
  }),
}));
