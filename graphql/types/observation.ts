import { builder } from '../builder';
import { VitalCode } from './common';
import './episode';

type Row = {
  readonly code: (typeof VitalCode)['$inferType'];
  readonly at: Date;
  readonly value: number | null;
  readonly unit: string;
  readonly reason: string | null;
  readonly deviceId: string;
};

const Observation = builder.objectRef<Row>('Observation').implement({
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

const NEWEST = `
  SELECT DISTINCT ON (code) code, at, value, unit, reason, device_id AS "deviceId"
    FROM vital_sample WHERE patient_id = $1 AND at >= $2 ORDER BY code, at DESC`;

builder.prismaObjectFields('Episode', (t) => ({
  observations: t.field({
    type: [Observation],
    description: 'What wearables and the ambulance’s kit measured since the episode began, the newest of each kind.',
    select: { patientId: true, openedAt: true },
    resolve: async ({ patientId, openedAt }, _, { pool }) => {
      const { rows } = await pool.query<Row>(NEWEST, [patientId, openedAt]);
      return rows;
    },
  }),
}));
