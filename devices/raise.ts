import { findDevice, placeOf } from '../prisma/devices';
import type { Db } from '../prisma/inbox';
import { siteEdition } from '../prisma/pathway';
import { profilesOf } from '../prisma/stream';
import { writeWords } from '../prisma/words';
import { keptOf } from '../workflows/domain/thresholds';
import type { AlarmCode } from '../workflows/domain/vocabulary';
import { decideAlarm, groupKey, type AlarmCase } from './rules/alarm';
import { priorityFrom, rememberGroup, wearerAt, wordsOf } from './takeUp';

type Raising = {
  readonly deviceId: string;
  readonly id: string;
  readonly code: AlarmCode;
  readonly at: Date;
  readonly now: Date;
  readonly value?: number;
  readonly unit?: string;
};

/**
 * An alarm the gateway itself raises: unreadable alarms, an upload that never came, silence, an SOS from a device nobody
 * registered. Repeats within the group's ten minutes join one incident. Answers with that incident's id.
 */
export async function raise(db: Db, { deviceId, id, code, at, now, ...measured }: Raising): Promise<string> {
  const key = groupKey(code, deviceId);
  await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
  const place = await placeOf(db, (await findDevice(db, deviceId))?.siteId);
  if (!place) throw new Error('no site in the region answers alarms');
  const pathway = keptOf(await siteEdition(db, place.hubSiteId, now), 'INCIDENT');
  const { rows } = await db.query<{ incident_id: string; priority: string; last_at: Date }>(
    'SELECT incident_id, priority, last_at FROM alarm_group WHERE key = $1',
    [key],
  );
  const [group] = rows;
  const binding = await wearerAt(db, deviceId, at);
  const profiles = await profilesOf(db, binding ? [binding.patientId] : [], now);
  const highWatch = binding && profiles.get(binding.patientId)?.highWatch;
  const alarm: AlarmCase = {
    deviceId,
    msgId: id,
    data: { alarmId: id, phase: 'start', category: 'technical', code, onsetAt: at.getTime(), ...measured },
    effectiveAt: at.getTime(),
    receivedAt: now.getTime(),
    now: now.getTime(),
    flags: [],
    place,
    earlier: 0,
    ...(binding && { binding }),
    ...(pathway && { pathway }),
    ...(highWatch !== undefined && { highWatch }),
    ...(group && {
      group: { incidentId: group.incident_id, priority: priorityFrom(group.priority), lastAt: group.last_at.getTime() },
    }),
  };
  const verdict = decideAlarm(alarm);
  if (verdict.do !== 'OPEN' && verdict.do !== 'JOIN') throw new Error('a raised alarm opens or joins an incident');
  await writeWords(db, wordsOf(verdict, alarm, key), now);
  await rememberGroup(db, { key, verdict, alarm });
  return verdict.do === 'OPEN' ? verdict.opening.id : verdict.incidentId;
}
