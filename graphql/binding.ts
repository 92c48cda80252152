import type { PoolClient } from 'pg';
import { Fault } from '../activities/platform/faults';
import { bindDevice, bindingAt, claimValues } from '../prisma/bindings';
import { findDevice, setUploadInterval, type DeviceRow } from '../prisma/devices';
import { episodesOfPatient } from '../prisma/openEpisodes';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { LONGEST_INTERVAL_S } from './deviceChanges';
import { tellEpisodeOf } from './deviceReturns';
import { present } from './present';
import { answerOf, audit, inTransaction, type Person } from './transaction';

type Wish = {
  readonly deviceId: string;
  readonly patientId: string;
  readonly episodeId?: string;
  /** How often it is to send from now on; none: as it is registered. */
  readonly uploadIntervalS?: number;
  /** Since when the patient has it; before now: what it measured since then becomes this patient's. */
  readonly from: Date;
};

/** PostgreSQL: exclusion and foreign key violations are refusals. */
const REFUSALS = {
  '23P01': ['TAKEN', 'The device is bound from a later time already.'],
  23503: ['NOT_FOUND', 'No such patient or device.'],
} as const;

/**
 * Gives a device to a patient from a moment on, with its audit row. One that the same patient has already moves to the
 * named episode; another patient's must be taken back first. The episode that goes on with the patient hears of a new one.
 */
export function bind(
  { pool, region, now }: Pick<Context, 'pool' | 'region' | 'now'>,
  wish: Wish,
  by: Person,
  clientId: string,
): Promise<Answer> {
  const { deviceId, patientId, uploadIntervalS, from } = wish;
  if (uploadIntervalS !== undefined && !(uploadIntervalS > 0 && uploadIntervalS <= LONGEST_INTERVAL_S))
    throw new Fault('BAD_INPUT', 'A device sends every 1 to 86400 seconds, or promises nothing.');
  const work = async (client: PoolClient): Promise<Answer> => {
    const device = await assertToHand(client, deviceId);
    const had = await bindingAt(client, deviceId, from);
    const isOver = had !== undefined && (await bindingAt(client, deviceId, new Date(now()))) === undefined;
    if (had !== undefined && had.patientId !== patientId)
      throw isOver
        ? new Fault('TAKEN', 'Another patient had this device at that time: give the time it was handed out.')
        : new Fault('TAKEN', 'Another patient has this device: take it back first.');
    if (isOver) throw new Fault('BAD_INPUT', 'It came back after that time: give the time it was handed out again.');
    const episodeId = wish.episodeId ?? had?.episodeId;
    const sendsSo = uploadIntervalS === undefined || uploadIntervalS === device.uploadIntervalS;
    if (had !== undefined && had.episodeId === episodeId && sendsSo) return answerOf(deviceId, 'DUPLICATE');
    if (uploadIntervalS !== undefined && !sendsSo) await setUploadInterval(client, deviceId, uploadIntervalS);
    await client.query(END, [deviceId, from]);
    await bindDevice(client, { deviceId, patientId, by: by.id, from, ...present({ episodeId }) });
    const claimed = await claimValues(client, deviceId, from);
    const detail = { clientId, patientId, episodeId, from, uploadIntervalS, claimed };
    await audit(client, by, { action: 'DEVICE_BOUND', kind: 'DEVICE', id: deviceId, detail });
    // only a device the patient did not have is a new one for the episode (R34)
    const heardBy = had === undefined ? (episodeId ?? (await episodesOfPatient(client, patientId))[0]?.id) : undefined;
    if (heardBy !== undefined)
      await tellEpisodeOf(
        client,
        { type: 'DEVICE_BOUND', deviceId },
        { episodeId: heardBy, region, by, clientId, at: from },
      );
    return answerOf(deviceId, 'APPLIED');
  };
  return inTransaction(pool, work, REFUSALS);
}

async function assertToHand(client: PoolClient, deviceId: string): Promise<DeviceRow> {
  const device = await findDevice(client, deviceId);
  if (device === undefined || device.retired) throw new Fault('NOT_FOUND', 'No such device in use.');
  if (device.outAs !== undefined)
    throw new Fault('OUT_OF_USE', 'This device came back or was lost: look at it and put it back in stock first.');
  return device;
}

const END = 'UPDATE device_binding SET bound_to = $2 WHERE device_id = $1 AND bound_to IS NULL AND bound_from < $2';
