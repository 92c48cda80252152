import type { PoolClient } from 'pg';
import { Fault } from '../activities/platform/faults';
import { setOut, unbindDevice } from '../prisma/deviceEnds';
import { bindingAt } from '../prisma/bindings';
import { findDevice, voidCredentials } from '../prisma/devices';
import { episodesOfPatient } from '../prisma/openEpisodes';
import { writeWords } from '../prisma/words';
import { instantOf } from '../workflows/domain/time';
import type { DeviceEnd } from '../workflows/domain/vocabulary';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { answerOf, audit, inTransaction, type Person } from './transaction';

type DeviceWord =
  | { readonly type: 'DEVICE_BOUND'; readonly deviceId: string }
  | { readonly type: 'DEVICE_TAKEN_BACK'; readonly deviceId: string; readonly endedAs: DeviceEnd };
type Telling = {
  readonly episodeId: string;
  readonly region: string;
  readonly by: Person;
  readonly clientId: string;
  readonly at: Date;
};

/** The episode hears of it when this transaction is written, also while the engine is away. */
export async function tellEpisodeOf(client: PoolClient, word: DeviceWord, telling: Telling): Promise<void> {
  const { episodeId, region, by, clientId, at } = telling;
  const id = `${word.type}:${clientId}`;
  await writeWords(client, [{ id, kind: 'EPISODE', region, targetId: episodeId, message: { id, by, ...word } }], at);
}

type Return = {
  readonly deviceId: string;
  readonly patientId: string;
  readonly endedAs: DeviceEnd;
  readonly clientId: string;
};

/**
 * The patient no longer has the device (R34). What it measured until now stays this patient's, whenever it arrives;
 * what it says later is nobody's. Nobody waits for it to speak, and what a lost one signs in with is void.
 */
export const takeBack = (
  { pool, now, region }: Pick<Context, 'pool' | 'now' | 'region'>,
  { deviceId, patientId, endedAs, clientId }: Return,
  by: Person,
): Promise<Answer> =>
  inTransaction(pool, async (client) => {
    const at = new Date(now());
    const bound = await bindingAt(client, deviceId, at);
    if (bound === undefined) return answerOf(deviceId, 'DUPLICATE');
    if (bound.patientId !== patientId) throw new Fault('TAKEN', 'Another patient has this device by now.');
    const silence = await unbindDevice(client, deviceId, at, { as: endedAs, by: by.id });
    await setOut(client, deviceId, endedAs);
    if (endedAs === 'LOST') await voidCredentials(client, deviceId);
    if (silence !== undefined) await endSilence(client, { incidentId: silence, deviceId, region, at });
    const episodeId = bound.episodeId ?? (await episodesOfPatient(client, patientId))[0]?.id;
    if (episodeId !== undefined) {
      const word = { type: 'DEVICE_TAKEN_BACK', deviceId, endedAs } as const;
      await tellEpisodeOf(client, word, { episodeId, region, by, clientId, at });
    }
    const detail = { clientId, patientId, endedAs };
    await audit(client, by, { action: 'DEVICE_TAKEN_BACK', kind: 'DEVICE', id: deviceId, detail });
    return answerOf(deviceId, 'APPLIED');
  });

type Silence = { readonly incidentId: string; readonly deviceId: string; readonly region: string; readonly at: Date };

/** A device nobody wears is not silent. */
async function endSilence(client: PoolClient, { incidentId, deviceId, region, at }: Silence): Promise<void> {
  const id = `${deviceId}:${incidentId}:returned`;
  const by = { kind: 'DEVICE', id: deviceId } as const;
  const message = { id, by, type: 'CONDITION_ENDED', endedAt: instantOf(at) } as const;
  await writeWords(client, [{ id, kind: 'INCIDENT', region, targetId: incidentId, message }], at);
}

type Restock = { readonly deviceId: string; readonly checked: string; readonly clientId: string };

/** Somebody has looked at a device that came back or was found (5.4): it may be handed out again. */
export const restock = (
  { pool }: Pick<Context, 'pool'>,
  { deviceId, checked, clientId }: Restock,
  by: Person,
): Promise<Answer> =>
  inTransaction(pool, async (client) => {
    if (checked.trim() === '')
      throw new Fault('REASON_NEEDED', 'Say what was done: data pulled, wiped, disinfected, tested.');
    const device = await findDevice(client, deviceId);
    if (device === undefined || device.retired) throw new Fault('NOT_FOUND', 'No such device in use.');
    if (!(await setOut(client, deviceId, null))) return answerOf(deviceId, 'DUPLICATE');
    const detail = { clientId, checked, was: device.outAs };
    await audit(client, by, { action: 'DEVICE_RESTOCKED', kind: 'DEVICE', id: deviceId, detail });
    return answerOf(deviceId, 'APPLIED');
  });
