import type { PoolClient } from 'pg';
import { fingerprintOf } from '../activities/platform/deviceAuthority';
import { hashSecret, isDeviceId, newSecret, NO_SECRET } from '../activities/platform/deviceCredentials';
import { Fault } from '../activities/platform/faults';
import { unbindDevice } from '../prisma/deviceEnds';
import {
  addCertificate,
  findDevice,
  registerDevice,
  replaceSecret,
  retireDevice,
  voidCredentials,
} from '../prisma/devices';
import type { DeviceKind } from '../workflows/domain/vocabulary';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { answerOf, audit, inTransaction, type Person } from './transaction';

type Deps = Pick<Context, 'pool'>;
type Timed = Pick<Context, 'pool' | 'now'>;
type Word = { readonly deviceId: string; readonly clientId: string };
type NewDevice = Word & {
  readonly kind: DeviceKind;
  readonly siteId: string;
  readonly uploadIntervalS?: number;
  readonly model?: string;
};

/** Sends at least once a day, or promises nothing. */
export const LONGEST_INTERVAL_S = 86_400;

/** Puts a device on the register; it can sign in once it is given a secret or a certificate. */
export async function register(
  { pool, directory }: Pick<Context, 'pool' | 'directory'>,
  { deviceId: id, kind, siteId, uploadIntervalS, model, clientId }: NewDevice,
  by: Person,
): Promise<Answer> {
  if (!isDeviceId(id)) throw new Fault('BAD_INPUT', 'A device’s number has 1 to 64 letters, digits or ._-');
  if (directory.site(siteId) === undefined) throw new Fault('NOT_FOUND', 'No such person, site or patient.');
  if (uploadIntervalS !== undefined && !(uploadIntervalS > 0 && uploadIntervalS <= LONGEST_INTERVAL_S))
    throw new Fault('BAD_INPUT', 'A device sends every 1 to 86400 seconds, or promises nothing.');
  return inTransaction(pool, async (client) => {
    if (await isAgain(client, 'DEVICE_REGISTERED', { deviceId: id, clientId })) return answerOf(id, 'DUPLICATE');
    if ((await findDevice(client, id)) !== undefined)
      throw new Fault('ALREADY_DONE', 'A device of this number is registered.');
    await registerDevice(client, { id, kind, siteId, secretHash: NO_SECRET, uploadIntervalS, model });
    const detail = { clientId, kind, siteId, uploadIntervalS, model };
    await audit(client, by, { action: 'DEVICE_REGISTERED', kind: 'DEVICE', id, detail });
    return answerOf(id, 'APPLIED');
  });
}

/** A form whose answer was lost is sent again under its id: what it asked for is done. */
const isAgain = async (client: PoolClient, action: string, { deviceId, clientId }: Word): Promise<boolean> =>
  (await client.query(DONE, [deviceId, action, clientId])).rowCount === 1;
const DONE = `
  SELECT FROM audit WHERE subject_kind = 'DEVICE' AND subject_id = $1 AND action = $2 AND detail ->> 'clientId' = $3`;

/** A new secret, known to nobody but who is answered; what the device showed before counts no more. */
export async function giveSecret({ pool }: Deps, word: Word, by: Person): Promise<string> {
  const secret = newSecret();
  await change(pool, word, {
    action: 'DEVICE_SECRET_GIVEN',
    by,
    work: async (client, id) => {
      await assertInUse(client, id);
      await replaceSecret(client, id, hashSecret(secret));
    },
  });
  return secret;
}

export type Certified = {
  readonly deviceId: string;
  readonly certificate: string;
  /** Where the device made no request of its own. */
  readonly key?: string;
  /** What the device must trust. */
  readonly authority: string;
};

/** Signs what the device asks for with a key of its own, or makes key and certificate; the newest two count. */
export async function giveCertificate(
  { pool, now, authority }: Timed & Pick<Context, 'authority'>,
  { request, ...word }: Word & { readonly request?: string },
  by: Person,
): Promise<Certified> {
  const at = new Date(now());
  const issuer = await authority();
  const { deviceId } = word;
  if (!isDeviceId(deviceId)) throw new Fault('NOT_FOUND', 'No such device in use.');
  const made =
    request === undefined
      ? await issuer.device(deviceId, at)
      : { certificate: await issuer.sign(deviceId, request, at).catch(notARequest) };
  await change(pool, word, {
    action: 'DEVICE_CERTIFIED',
    by,
    work: async (client, id) => {
      await assertInUse(client, id);
      await addCertificate(client, id, fingerprintOf(made.certificate));
    },
  });
  return { deviceId, ...made, authority: issuer.certificate };
}

const notARequest = (cause: unknown): never => {
  throw new Fault('BAD_INPUT', 'This is no certificate request (PEM) made with the key it names.', { cause });
};

type Ending = Word & { readonly reason: string };

/** A device that is lost or broken into: nothing it shows counts from now on, and it stays whose it is. */
export const takeCredentials = ({ pool }: Deps, { reason, ...word }: Ending, by: Person): Promise<Answer> =>
  change(pool, word, {
    action: 'DEVICE_CREDENTIALS_TAKEN',
    by,
    reason: given(reason),
    work: async (client, id) => {
      await assertInUse(client, id);
      await voidCredentials(client, id);
    },
  });

/** Out of use for good; whoever wore it wears it no more, and what it buffered is refused. */
export const retire = ({ pool, now }: Timed, { reason, ...word }: Ending, by: Person): Promise<Answer> => {
  const at = new Date(now());
  return change(pool, word, {
    action: 'DEVICE_RETIRED',
    by,
    reason: given(reason),
    work: async (client, id) => {
      await assertInUse(client, id);
      await unbindDevice(client, id, at);
      await retireDevice(client, id, at);
    },
  });
};

function given(reason: string): string {
  if (reason.trim() === '') throw new Fault('REASON_NEEDED', 'Say why the device is no longer let in.');
  return reason.trim();
}

async function assertInUse(client: PoolClient, id: string): Promise<void> {
  await client.query('SELECT FROM device WHERE id = $1 FOR UPDATE', [id]);
  const device = await findDevice(client, id);
  if (device === undefined || device.retired) throw new Fault('NOT_FOUND', 'No such device in use.');
}

type Change = {
  readonly action: string;
  readonly by: Person;
  readonly reason?: string;
  readonly work: (client: PoolClient, id: string) => Promise<void>;
};

/** One change of one device with its audit row, which never holds what the device signs in with. */
const change = (pool: Context['pool'], word: Word, { action, by, reason, work }: Change) =>
  inTransaction(pool, async (client) => {
    const { deviceId: id, clientId } = word;
    // What is given is given anew; what is ended is ended once.
    if (reason !== undefined && (await isAgain(client, action, word))) return answerOf(id, 'DUPLICATE');
    await work(client, id);
    await audit(client, by, { action, kind: 'DEVICE', id, detail: { clientId, reason } });
    return answerOf(id, 'APPLIED');
  });
