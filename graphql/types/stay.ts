import { builder } from '../builder';
import type { StayYear as StayYearRecord } from '../lengthOfStay';
import { lengthsOfStay } from '../lengthOfStay';
import { Department } from './common';
import { siteBy } from './people';

builder.prismaObject('Stay', {
  description: 'The hospital stay of an episode.',
  fields: (t) => ({
    site: t.field(siteBy(({ siteId }) => siteId)),
    department: t.expose('department', { type: Department }),
    admittedAt: t.expose('admittedAt', { type: 'Instant' }),
    readyAt: t.expose('readyAt', { type: 'Instant', nullable: true }),
    dischargedAt: t.expose('dischargedAt', { type: 'Instant', nullable: true }),
  }),
});

export const StayYear = builder.objectRef<StayYearRecord>('StayYear').implement({
  description: 'G1: average length of stay of one discharging department in one calendar year of its site.',
  fields: (t) => ({
    department: t.expose('department', {
      type: Department,
      nullable: true,
      description: 'None: all departments together.',
    }),
    year: t.exposeInt('year'),
    discharges: t.exposeInt('discharges'),
    meanDays: t.exposeFloat('meanDays', {
      description: 'Discharge date less admission date, the same day counting 1.',
    }),
    changeDays: t.exposeFloat('changeDays', {
      nullable: true,
      description: 'Against the calendar year before; none when it had no discharge.',
    }),
    readyKnown: t.exposeInt('readyKnown', { description: 'Stays whose medically ready time is known.' }),
    readyToLeftMeanDays: t.exposeFloat('readyToLeftMeanDays', {
      nullable: true,
      description: 'From medically ready to discharge, in days of 24 h, over those.',
    }),
  }),
});

builder.queryFields((t) => ({
  averageLengthOfStay: t.field({
    type: [StayYear],
    description: 'Over closed episodes, by department and year, then all departments together.',
    args: { region: t.arg.string() },
    resolve: (_, args, { pool, region }) => lengthsOfStay(pool, args.region ?? region),
  }),
}));
