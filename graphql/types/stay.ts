import type { StayRow } from '../../workflows/domain/rows';
import type { Department as DepartmentCode } from '../../workflows/domain/vocabulary';
import { builder } from '../builder';
import { pending } from '../pending';
import type { Stored } from '../stored';
import { Department } from './common';
import { Site } from './people';

export const Stay = builder.objectRef<Stored<StayRow>>('Stay').implement({
  description: 'The hospital stay of an episode.',
  fields: (t) => ({
    site: t.field({ type: Site, nullable: true, resolve: pending }),
    department: t.expose('department', { type: Department }),
    admittedAt: t.expose('admittedAt', { type: 'Instant' }),
    readyAt: t.expose('readyAt', { type: 'Instant', nullable: true }),
    dischargedAt: t.expose('dischargedAt', { type: 'Instant', nullable: true }),
  }),
});

export type StayYearRecord = {
  readonly department: DepartmentCode;
  readonly year: number;
  readonly discharges: number;
  readonly meanDays: number;
  readonly changeDays: number | null;
  readonly readyKnown: number;
  readonly readyToLeftMeanDays: number | null;
};

export const StayYear = builder.objectRef<StayYearRecord>('StayYear').implement({
  description: 'G1: average length of stay of one discharging department in one calendar year of its site.',
  fields: (t) => ({
    department: t.expose('department', { type: Department }),
    year: t.exposeInt('year'),
    discharges: t.exposeInt('discharges'),
    meanDays: t.exposeFloat('meanDays', { description: 'Discharge date less admission date, the same day counting 1.' }),
    changeDays: t.exposeFloat('changeDays', { nullable: true, description: 'Against the year before; none when it had no discharge.' }),
    readyKnown: t.exposeInt('readyKnown', { description: 'Stays whose medically ready time is known.' }),
    readyToLeftMeanDays: t.exposeFloat('readyToLeftMeanDays', { nullable: true, description: 'From medically ready to discharge, in days of 24 h, over those.' }),
  }),
});

builder.queryFields((t) => ({
  averageLengthOfStay: t.field({ type: [StayYear], args: { region: t.arg.string() }, resolve: pending }),
}));
