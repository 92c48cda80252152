import type { DrugGiven as DrugRow } from '../../prisma/generated/client';
import type { DrugGiven as Told } from '../../workflows/domain/drugs';
import { DRUG_ROWS, standingDrugs } from '../../workflows/domain/drugs';
import { builder } from '../builder';
import { Drug, GivenUnit, Precision, Route, Source } from './common';
import './episode';
import { lineOf, type Shown, timeOf, toldFields } from './told';

/** A row of the record as the rules know it. */
export const doseOf = (row: DrugRow): Told => {
  const { drug, amount, unit, route } = row;
  return { ...lineOf(row), drug, amount, unit, route, given: timeOf(row) };
};

const DrugGiven = builder.objectRef<Shown<Told>>('DrugGiven').implement({
  description: 'One dose as it was given; never changed, corrections append (clinical.md 8.6).',
  fields: (t) => ({
    ...toldFields(t),
    drug: t.expose('drug', { type: Drug }),
    ref: t.string({ description: 'The row that names it.', resolve: ({ drug }) => DRUG_ROWS[drug].ref }),
    amount: t.exposeFloat('amount'),
    unit: t.expose('unit', { type: GivenUnit }),
    precision: t.field({ type: Precision, resolve: ({ given }) => given.precision }),
    source: t.field({ type: Source, resolve: ({ given }) => given.source }),
    route: t.expose('route', { type: Route }),
    givenAt: t.field({ type: 'Instant', resolve: ({ given }) => given.at }),
    givenUntilAt: t.field({ type: 'Instant', nullable: true, resolve: ({ given }) => given.untilAt }),
  }),
});

builder.prismaObjectFields('Episode', (t) => ({
  drugsGiven: t.field({
    type: [DrugGiven],
    description: 'Every dose, as recorded; corrected ones stay.',
    select: { drugsGiven: { orderBy: { n: 'asc' } } },
    resolve: ({ drugsGiven }) => {
      const drugs = drugsGiven.map(doseOf);
      const stand = standingDrugs(drugs);
      return drugs.map((drug) => ({ ...drug, stands: stand.includes(drug) }));
    },
  }),
}));
