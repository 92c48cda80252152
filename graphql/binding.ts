import type { PoolClient } from 'pg';
import { Fault } from '../activities/platform/faults';
import { bindDevice, bindingAt, findDevice } from '../prisma/devices';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { tellEpisodeOf } from './deviceReturns';
import { present } from './present';
import { answerOf, audit, inTransaction, type Person } from './transaction';

type Wish = { readonly deviceId: string; readonly patientId: string; readonly episodeId?: string; readonly from: Date };

/** PostgreSQL: exclusion and foreign key violations are refusals. */
const REFUSALS = {
  '23P01': ['ALREADY_OPEN', 'The device is bound from a later time already.'],
  23503: ['NOT_FOUND', 'No such patient or device.'],
} as const;

/**
 * Gives a device to a patient from a moment on, with its audit row. One that the same patient has already moves to the
 * named episode; another patient's must be taken back first.
 */
export function bind(
  { pool, region }: Pick<Context, 'pool' | 'region'>,
  wish: Wish,
  by: Person,
  clientId: string,
): Promise<Answer> {
  const { deviceId, patientId, episodeId, from } = wish;
  const work = async (client: PoolClient): Promise<Answer> => {
    const device = await findDevice(client, deviceId);
    if (device === undefined || device.retired) throw new Fault('NOT_FOUND', 'No such device in use.');
    if (device.outAs !== undefined)
      throw new Fault('OUT_OF_USE', 'This device came back or was lost: look at it and put it back in stock first.');
    const bound = await bindingAt(client, deviceId, from);
    if (bound !== undefined && bound.patientId !== patientId)
      throw new Fault('ALREADY_OPEN', 'Another patient has this device: take it back first.');
    if (bound !== undefined && bound.episodeId === episodeId) return answerOf(deviceId, 'DUPLICATE');
    await client.query(END, [deviceId, from]);
    await bindDevice(client, { deviceId, patientId, by: by.id, from, ...present({ episodeId }) });
    const detail = { clientId, patientId, episodeId };
    await audit(client, by, { action: 'DEVICE_BOUND', kind: 'DEVICE', id: deviceId, detail });
    if (episodeId !== undefined)
      await tellEpisodeOf(client, { type: 'DEVICE_BOUND', deviceId }, { episodeId, region, by, clientId, at: from });
    return answerOf(deviceId, 'APPLIED');
  };
  return inTransaction(pool, work, REFUSALS);
}

const END = 'UPDATE device_binding SET bound_to = $2 WHERE device_id = $1 AND bound_to IS NULL AND bound_from < $2';
