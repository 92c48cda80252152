import type { Pool } from 'pg';
import { piecesOf, traceState, type TracePiece, type TraceState } from '../../prisma/trace';
import { builder } from '../builder';
import { onRecord } from '../record';

type Shape = TraceState & { readonly incidentId: string };

/** The most pieces one question answers: the newest. */
const MOST_PIECES = 60;
/** Without a piece for this long (ms) a trace has stopped, whether its end was told or not. */
const STOPPED_MS = 15_000;

const Piece = builder.objectRef<TracePiece>('TracePiece').implement({
  description: 'Some seconds of one lead.',
  fields: (t) => ({
    alarmId: t.exposeString('alarmId', { description: 'Of the device: two alarms of one incident have two traces.' }),
    n: t.exposeInt('n'),
    position: t.exposeString('position'),
    at: t.expose('at', { type: 'Instant', description: 'Of the first sample.' }),
    lead: t.exposeString('lead'),
    fs: t.exposeFloat('fs'),
    uvPerLsb: t.exposeFloat('uvPerLsb'),
    samples: t.string({
      description: 'Base64 of int16, little endian.',
      resolve: ({ samples }) => samples.toString('base64'),
    }),
  }),
});

export const Trace = builder.objectRef<Shape>('Trace').implement({
  description: 'A trace of one lead, as it came: seen by a person, read by no machine.',
  fields: (t) => ({
    count: t.exposeInt('pieces'),
    missing: t.exposeInt('missing', { description: 'Pieces that have not come, before the newest.' }),
    seconds: t.exposeFloat('seconds'),
    lastReceivedAt: t.expose('lastReceivedAt', { type: 'Instant' }),
    running: t.boolean({
      description: 'More is expected: the device has not told its end and has spoken within 15 seconds.',
      resolve: ({ over, lastReceivedAt }, _, { now }) => !over && now() - lastReceivedAt.getTime() < STOPPED_MS,
    }),
    ended: t.exposeBoolean('over', { description: 'The device has told its end.' }),
    pieces: t.field({
      type: [Piece],
      description: 'Those that came after a position, the newest 60 at most.',
      args: { after: t.arg.string({ required: true, defaultValue: '0' }) },
      resolve: ({ incidentId }, { after }, { pool }) =>
        onRecord(() => piecesOf(pool, incidentId, /^\d{1,18}$/.test(after) ? after : '0', MOST_PIECES)),
    }),
  }),
});

/** What an incident's device has sent so far; nothing for most. */
export const traceOf = async (pool: Pool, incidentId: string): Promise<Shape | undefined> => {
  const state = await traceState(pool, incidentId);
  return state && { ...state, incidentId };
};
