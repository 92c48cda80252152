import type { DrugGiven as DrugRow } from '../../prisma/generated/client';
import type { DrugGiven as Told } from '../../workflows/domain/drugs';
import { DRUG_ROWS, standingDrugs } from '../../workflows/domain/drugs';
import { instant } from '../../workflows/domain/time';
import { builder } from '../builder';
import { present } from '../present';
import { GivenUnit, Drug, Precision, Role, Route, Source } from './common';
import './episode';
import { Person } from './people';

const instantOf = (date: Date) => instant(date.getTime());

/** A row of the record as the rules know it. */
export const drugOf = (row: DrugRow): Told => {
  const { n, drug, amount, unit, route, precision, source, recordedBy, recordedRole, corrects, reason } = row;
  const untilAt = row.untilAt === null ? undefined : instantOf(row.untilAt);
  return {
    ...{ n, drug, amount, unit, route, recordedBy, receivedAt: instantOf(row.receivedAt) },
    given: { at: instantOf(row.at), precision, source, ...present({ untilAt }) },
    ...present({ recordedRole, corrects, reason }),
    ...(row.withdraws === true ? { withdraws: true } : {}),
  };
};

type Shown = Told & { readonly stands: boolean };

const DrugGiven = builder.objectRef<Shown>('DrugGiven').implement({
  description: 'One dose as it was given; never changed, corrections append (clinical.md 8.6).',
  fields: (t) => ({
    n: t.exposeInt('n'),
    drug: t.expose('drug', { type: Drug }),
    ref: t.string({ description: 'The row that names it.', resolve: ({ drug }) => DRUG_ROWS[drug].ref }),
    amount: t.exposeFloat('amount'),
    unit: t.expose('unit', { type: GivenUnit }),
    route: t.expose('route', { type: Route }),
    givenAt: t.field({ type: 'Instant', resolve: ({ given }) => given.at }),
    givenUntilAt: t.field({ type: 'Instant', nullable: true, resolve: ({ given }) => given.untilAt }),
    precision: t.field({ type: Precision, resolve: ({ given }) => given.precision }),
    source: t.field({ type: Source, resolve: ({ given }) => given.source }),
    recordedBy: t.field({
      type: Person,
      nullable: true,
      resolve: ({ recordedBy: id }, _, { directory }) => directory.person(id),
    }),
    recordedById: t.exposeID('recordedBy'),
    recordedRole: t.expose('recordedRole', { type: Role, nullable: true }),
    receivedAt: t.expose('receivedAt', { type: 'Instant' }),
    stands: t.exposeBoolean('stands', { description: 'Neither corrected nor taken back.' }),
    corrects: t.exposeInt('corrects', { nullable: true }),
    withdraws: t.boolean({ resolve: ({ withdraws }) => withdraws === true }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it was corrected or taken back.' }),
  }),
});

builder.prismaObjectFields('Episode', (t) => ({
  drugsGiven: t.field({
    type: [DrugGiven],
    description: 'Every dose, as recorded; corrected ones stay.',
    select: { drugsGiven: { orderBy: { n: 'asc' } } },
    resolve: ({ drugsGiven }) => {
      const drugs = drugsGiven.map(drugOf);
      const stand = standingDrugs(drugs);
      return drugs.map((drug): Shown => ({ ...drug, stands: stand.includes(drug) }));
    },
  }),
}));
