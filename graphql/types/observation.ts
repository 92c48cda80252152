import { isVital } from '../../workflows/domain/testResults';
import { TEST_KINDS } from '../../workflows/domain/vocabulary';
import { builder } from '../builder';
import type { MeasuredRow } from '../measuredNow';
import { newestOf } from '../measuredNow';
import { VitalCode } from './common';
import './episode';
import { personBy } from './people';
import { resultOf } from './test';

const Observation = builder.objectRef<MeasuredRow>('Observation').implement({
  description: 'The newest of one kind of measured value; without a value the reason why there is none.',
  fields: (t) => ({
    code: t.expose('code', { type: VitalCode }),
    at: t.expose('at', { type: 'Instant' }),
    value: t.exposeFloat('value', { nullable: true }),
    unit: t.exposeString('unit'),
    reason: t.exposeString('reason', { nullable: true }),
    deviceId: t.exposeID('deviceId', { nullable: true, description: 'None where a person measured it.' }),
    n: t.int({
      nullable: true,
      description: 'The number of the result in which a person told it: that one can be corrected or taken back.',
      resolve: ({ byHand }) => byHand?.n,
    }),
    recordedBy: t.field(personBy(({ byHand }) => byHand?.recordedBy, 'Who measured it by hand.')),
  }),
});

/** Point-of-care results stand among the results of tests, with their corrections; glucose is measured every day. */
const AMONG_TESTS: readonly string[] = TEST_KINDS.filter((kind) => kind !== 'GLUCOSE' && !isVital({ kind }));

builder.prismaObjectFields('Episode', (t) => ({
  observations: t.field({
    type: [Observation],
    description: 'What wearables, the ambulance’s kit and people by hand measured, the newest of each kind.',
    select: { patientId: true, openedAt: true, tests: { orderBy: { n: 'asc' } } },
    resolve: async ({ patientId, openedAt: since, tests }, _, { pool }) =>
      (await newestOf(pool, { patientId, since, tests: tests.map(resultOf) })).filter(
        ({ code }) => !AMONG_TESTS.includes(code),
      ),
  }),
}));
