import type { Kind } from '../../devices/envelope';
import { ulid } from '../../devices/simulator/composer';

const iso = (ms: number) => new Date(ms).toISOString();

/** One message of a device as the contract has it, measured and sent at `at` unless said otherwise. */
export const anEnvelope = (at: number, kind: Kind, data: object, more: object = {}) => ({
  v: 1,
  kind,
  msgId: ulid(at),
  bootId: 'boot1',
  seq: 1,
  measuredAt: iso(at),
  monoMs: 1000,
  sentAt: iso(at),
  clock: { source: 'ntp', syncAgeS: 5 },
  buffered: false,
  fw: '1',
  orderRef: null,
  wristband: null,
  data,
  ...more,
});

export const anAlarm = (at: number, more: object = {}) => ({
  alarmId: ulid(at),
  phase: 'start',
  category: 'physiological',
  code: 'SPO2_LOW',
  value: 84,
  unit: '%',
  onsetAt: iso(at),
  ...more,
});

export const anSos = (at: number, more: object = {}) => ({
  ...{ alarmId: ulid(at), phase: 'start', category: 'patient', code: 'SOS', onsetAt: iso(at) },
  ...more,
});

export const someVitals = (at: number, ...points: object[]) => ({
  points: (points.length > 0 ? points : [{}]).map((point) => ({
    ...{ at: iso(at), code: 'HR', value: 70, unit: '/min' },
    ...point,
  })),
});
