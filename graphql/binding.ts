import { Fault } from '../activities/platform/faults';
import { bindDevice, bindingAt, findDevice } from '../prisma/devices';
import type { Actor } from '../workflows/domain/decision';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { present } from './present';
import { onRecord } from './record';

type Wish = { readonly deviceId: string; readonly patientId: string; readonly episodeId?: string; readonly from: Date };
type Person = Actor & { readonly kind: 'HUMAN' };

/**
 * Gives a device to a patient from a moment on, with its audit row. One that the same patient has already moves to the
 * named episode; another patient's must be taken back first.
 */
export const bind = ({ pool }: Pick<Context, 'pool'>, wish: Wish, by: Person, clientId: string): Promise<Answer> =>
  onRecord(async () => {
    const { deviceId, patientId, episodeId, from } = wish;
    const answer = (outcome: Answer['outcome']): Answer => ({ id: deviceId, epoch: 0, seq: 0, outcome });
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const device = await findDevice(client, deviceId);
      if (device === undefined || device.retired) throw new Fault('NOT_FOUND', 'No such device in use.');
      const bound = await bindingAt(client, deviceId, from);
      if (bound !== undefined && bound.patientId !== patientId)
        throw new Fault('ALREADY_OPEN', 'Another patient has this device: take it back first.');
      if (bound !== undefined && bound.episodeId === episodeId) {
        await client.query('ROLLBACK');
        return answer('DUPLICATE');
      }
      await client.query(END, [deviceId, from]);
      await bindDevice(client, { deviceId, patientId, by: by.id, from, ...present({ episodeId }) });
      await client.query(AUDIT, [by.id, by.role, deviceId, JSON.stringify({ clientId, patientId, episodeId })]);
      await client.query('COMMIT');
      return answer('APPLIED');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw understood(error);
    } finally {
      client.release();
    }
  });

const END = 'UPDATE device_binding SET bound_to = $2 WHERE device_id = $1 AND bound_to IS NULL AND bound_from < $2';
const AUDIT = `
  INSERT INTO audit (at, actor_kind, actor_id, actor_role, action, subject_kind, subject_id, detail)
  VALUES (now(), 'HUMAN', $1, $2::role, 'DEVICE_BOUND', 'DEVICE', $3, $4::jsonb)`;

/** PostgreSQL: exclusion and foreign key violations are refusals. */
function understood(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === '23P01')
    return new Fault('ALREADY_OPEN', 'The device is bound from a later time already.', { cause: error });
  if (code === '23503') return new Fault('NOT_FOUND', 'No such patient or device.', { cause: error });
  return error;
}
