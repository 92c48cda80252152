import { TEST_KINDS } from '../../workflows/domain/vocabulary';
import { builder } from '../builder';
import type { MeasuredRow } from '../measuredNow';
import { newestOf } from '../measuredNow';
import { VitalCode } from './common';
import './episode';

const Observation = builder.objectRef<MeasuredRow>('Observation').implement({
  description: 'The newest of one kind of measured value; without a value the reason why there is none.',
  fields: (t) => ({
    code: t.expose('code', { type: VitalCode }),
    at: t.expose('at', { type: 'Instant' }),
    value: t.exposeFloat('value', { nullable: true }),
    unit: t.exposeString('unit'),
    reason: t.exposeString('reason', { nullable: true }),
    deviceId: t.exposeID('deviceId'),
  }),
});

/** Point-of-care results stand among the results of tests, with their corrections; glucose is measured every day. */
const AMONG_TESTS: readonly string[] = TEST_KINDS.filter((kind) => kind !== 'GLUCOSE');

builder.prismaObjectFields('Episode', (t) => ({
  observations: t.field({
    type: [Observation],
    description: 'What wearables and the ambulance’s kit measured since the episode began, the newest of each kind.',
    select: { patientId: true, openedAt: true },
    resolve: async ({ patientId, openedAt }, _, { pool }) =>
      (await newestOf(pool, patientId, openedAt)).filter(({ code }) => !AMONG_TESTS.includes(code)),
  }),
}));
