import { z } from 'zod';
import { ALARM_CODES, TEST_BOUNDS, VITAL_CODES } from '../workflows/domain/vocabulary';
import { vitalFault } from './vitals';

/** Made once: every message has several times, and making it costs more than asking it. */
const withZone = z.iso.datetime({ offset: true });

/** A time with its zone (devices.md 6.2), as milliseconds of UTC. */
const time = z
  .string()
  .max(40)
  .superRefine((text, at) => {
    if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text)) {
      at.addIssue({ code: 'custom', message: 'a time without a zone', params: { contract: 'no-zone' } });
    } else if (!withZone.safeParse(text).success || !isKeepable(text)) {
      at.addIssue({ code: 'custom', message: 'not an ISO 8601 time with a zone' });
    }
  })
  .transform((text) => Date.parse(text));

/** No zone is more than 14 hours from UTC, and there was no year 0: PostgreSQL can keep neither. */
function isKeepable(text: string): boolean {
  const [, hours = '0'] = /[+-](\d\d):\d\d$/.exec(text) ?? [];
  return Number(hours) <= 14 && !text.startsWith('0000');
}

const word = (max: number) => z.string().min(1).max(max);

const point = z
  .strictObject({
    at: time,
    code: z.enum(VITAL_CODES),
    value: z.number().nullable(),
    unit: word(16),
    lead: word(8).optional(),
    sqi: z.number().min(0).max(1).optional(),
    reason: word(40).optional(),
    /** Of a point-of-care result: its method, the upper limit it prints, and that the value lies beyond the number. */
    assay: word(60).optional(),
    limit: z.number().positive().optional(),
    bound: z.enum(TEST_BOUNDS).optional(),
  })
  .superRefine((vital, at) => {
    if (vital.value === null) {
      if (vital.reason === undefined) {
        at.addIssue({ code: 'custom', message: `${vital.code} is null without a reason`, path: ['reason'] });
      }
      return;
    }
    const fault = vitalFault(vital.code, vital.value, vital.unit);
    if (fault)
      at.addIssue({ code: 'custom', message: fault.detail, path: ['value'], params: { contract: fault.code } });
  });

const strip = z
  .strictObject({
    fs: z.number().min(50).max(2000),
    uvPerLsb: z.number().positive().max(100),
    lead: word(8),
    b64: z.base64().max(16 * 1024),
  })
  .refine(({ fs, b64 }) => (b64.length * 3) / 4 / 2 <= fs * 10 + 2, 'a strip is at most 10 s long');

const status = z.strictObject({
  state: z.enum(['online', 'offline']),
  battery: z.number().min(0).max(100).nullable().optional(),
  since: time.optional(),
});

const alarm = z.strictObject({
  alarmId: word(64),
  phase: z.enum(['start', 'update', 'end']),
  category: z.enum(['physiological', 'technical', 'patient']),
  code: z.enum(ALARM_CODES),
  mdc: z.int().min(0).max(0xffff_ffff).optional(),
  vendorCode: word(64).optional(),
  priorityClaimed: z.enum(['high', 'medium', 'low', 'info']).optional(),
  value: z.number().optional(),
  unit: word(16).optional(),
  limits: z.strictObject({ low: z.number().optional(), high: z.number().optional() }).optional(),
  onsetAt: time,
  durationMs: z.int().min(0).optional(),
  sqi: z.number().min(0).max(1).optional(),
  leads: z.array(word(8)).max(24).optional(),
  symptoms: z
    .array(z.enum(['CHEST_PAIN', 'SYNCOPE', 'DYSPNOEA', 'PALPITATIONS', 'DIZZINESS']))
    .max(8)
    .optional(),
  asleep: z.boolean().optional(),
  strip: strip.optional(),
});

const vitals = z.strictObject({ points: z.array(point).min(1).max(120) });

const loc = z.strictObject({
  sightings: z
    .array(
      z.strictObject({
        at: time,
        readerId: word(64),
        tagId: word(64),
        event: z.enum(['enter', 'leave', 'seen']),
        rssi: z.number().min(-150).max(50).optional(),
        battery: z.number().min(0).max(100).optional(),
      }),
    )
    .min(1)
    .max(50),
});

/** Pieces of one trace, and how long (s) one may be: with pieces of a second a trace is at most five minutes. */
export const TRACE = { pieces: 300, pieceS: 2 } as const;

/** One piece of the trace that runs while somebody waits for help, of the device's own alarm. */
const stream = z
  .strictObject({
    alarmId: word(64),
    n: z
      .int()
      .min(0)
      .max(TRACE.pieces - 1),
    at: time,
    lead: word(8),
    fs: z.number().min(50).max(1000),
    uvPerLsb: z.number().positive().max(100),
    b64: z
      .base64()
      .min(4)
      .max(8 * 1024),
    last: z.boolean().optional(),
  })
  .refine(
    ({ fs, b64 }) => (b64.length * 3) / 4 / 2 <= fs * TRACE.pieceS + 2,
    `a piece is at most ${TRACE.pieceS} s long`,
  );

/** What a cart says of one recording; the bytes are beside it (inline) or were uploaded (ready). */
const ecg = z.strictObject({
  ecgId: z.string().regex(/^[0-9A-Za-z._-]{1,64}$/),
  format: word(80),
  bytes: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  acquiredAt: time,
  leads: z.array(word(24)).max(24).optional(),
  operator: word(64).optional(),
  reason: z.enum(['chest-pain', 'routine', 'follow-up']),
  symptomOnset: time.optional(),
  patientRef: z.union([z.strictObject({ type: word(24), value: word(64) }), word(64)]).nullable(),
  priority: z.enum(['stat', 'routine']),
  /** The bytes came in so many chunks under this id, not over HTTPS. */
  uploadId: z
    .string()
    .regex(/^[0-9A-Za-z-]{1,64}$/)
    .optional(),
  chunks: z.int().min(1).max(128).optional(),
  synthetic: z.boolean().optional(),
});

const envelope = z.strictObject({
  v: z.literal(1),
  kind: z.string(),
  deviceId: word(64).optional(),
  msgId: z.string().regex(/^[0-9A-Za-z-]{16,64}$/, 'a ULID or UUIDv7'),
  bootId: z.string().regex(/^[0-9A-Za-z-]{4,64}$/),
  seq: z.int().min(0),
  measuredAt: time,
  monoMs: z.int().min(0),
  sentAt: time,
  clock: z.strictObject({
    source: z.enum(['ntp', 'gnss', 'cell', 'phone', 'rtc', 'none']),
    syncAgeS: z.number().min(0).nullable(),
  }),
  buffered: z.boolean(),
  fw: word(64),
  orderRef: word(80).nullable(),
  wristband: word(80).nullable(),
});

/** One schema per topic under `up/` (devices.md 6.1): the topic's tail is the message's `kind`. */
export const SCHEMAS = {
  status: envelope.extend({ kind: z.literal('status'), data: status }),
  alarm: envelope.extend({ kind: z.literal('alarm'), data: alarm }),
  vitals: envelope.extend({ kind: z.literal('vitals'), data: vitals }),
  loc: envelope.extend({ kind: z.literal('loc'), data: loc }),
  'ecg/inline': envelope.extend({ kind: z.literal('ecg/inline'), data: ecg }),
  'ecg/stream': envelope.extend({ kind: z.literal('ecg/stream'), data: stream }),
  'ecg/ready': envelope.extend({ kind: z.literal('ecg/ready'), data: ecg }),
} as const;
export type Kind = keyof typeof SCHEMAS;

/** A message as the gateway holds it, by kind; times are milliseconds of UTC. */
export type Envelope<K extends Kind = Kind> = { [Each in K]: z.infer<(typeof SCHEMAS)[Each]> }[K];
export type AlarmData = z.infer<typeof alarm>;
export type EcgData = z.infer<typeof ecg>;
