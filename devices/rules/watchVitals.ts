import type { Db, Sample } from '../../prisma/inbox';
import { changesInForce, inPain, keepStreams, profilesOf, streamsOf, type StoredStream } from '../../prisma/stream';
import { GROUP_MINUTES } from '../../workflows/domain/deviceAlarms';
import { readingsOf } from '../../workflows/domain/readings';
import { FRESH, watch, type Transition } from '../../workflows/domain/stream';
import { NO_PROFILE } from '../../workflows/domain/streamBands';
import { changeRules, STREAM_RULES, type StreamVital } from '../../workflows/domain/streamRules';
import { MINUTE_MS } from '../../workflows/domain/time';
import { raiseMeasured } from '../takeUp';
import { VITALS } from '../vitals';

/**
 * Stored vitals before the rules: what each device's readings change becomes word for incidents, in the transaction
 * that stored them. What the rules remember is kept with it, so a restart forgets nothing and repeats nothing.
 */
export async function watchVitals(db: Db, samples: readonly Sample[], now: Date): Promise<number> {
  const worn = [...Map.groupBy(samples, ({ deviceId, patientId }) => `${deviceId} ${patientId}`).values()];
  if (worn.length === 0) return 0;
  const patientIds = [...new Set(samples.map(({ patientId }) => patientId))];
  const streams = await streamsOf(db, [...new Set(samples.map(({ deviceId }) => deviceId))]);
  const profiles = await profilesOf(db, patientIds, now);
  const pained = await inPain(db, patientIds, new Date(now.getTime() - GROUP_MINUTES * MINUTE_MS));
  const rules = changeRules(STREAM_RULES, (await changesInForce(db, now)).changes);
  const kept = new Map<string, StoredStream>();
  const told: Saying[] = [];
  for (const wear of worn) {
    const [first] = wear;
    if (!first) continue;
    const { deviceId, patientId } = first;
    const known = kept.get(deviceId) ?? streams.get(deviceId);
    // Another wearer begins anew: nobody inherits the minutes of somebody else's slow heart.
    let state = known?.patientId === patientId ? known.state : FRESH;
    const watching = {
      rules,
      profile: profiles.get(patientId) ?? NO_PROFILE,
      symptoms: pained.has(patientId) ? ['CHEST_PAIN'] : [],
    };
    for (const { reading, of: sample } of readingsOf(wear)) {
      const step = watch(state, reading, watching);
      state = step.state;
      told.push(...step.told.map((transition) => ({ transition, sample })));
    }
    kept.set(deviceId, { deviceId, patientId, state });
  }
  await keepStreams(db, [...kept.values()], now);
  // Groups are locked patient by patient, in one order everywhere.
  for (const saying of told.toSorted((a, b) => a.sample.patientId.localeCompare(b.sample.patientId)))
    await say(db, saying, now);
  return told.length;
}

type Saying = { readonly transition: Transition; readonly sample: Sample };

const TECHNICAL: readonly string[] = ['LEAD_OFF', 'POOR_SIGNAL', 'LOW_BATTERY'] satisfies Transition['code'][];

/** Shares and answers of yes or no have none, and their value says nothing to a person. */
function unitOf(vital: StreamVital): string | undefined {
  const unit = vital === 'SQI' ? '1' : VITALS[vital].unit;
  return unit === '1' ? undefined : unit;
}

async function say(db: Db, { transition, sample }: Saying, now: Date): Promise<void> {
  const { alarmId, phase, code, onsetAt, value, asleep, priority, vital } = transition;
  const unit = transition.unit ?? unitOf(vital);
  await raiseMeasured(
    db,
    {
      row: {
        device_id: sample.deviceId,
        msg_id: `${alarmId}:${phase}:${transition.at}`,
        flags: sample.flags,
        effective_at: new Date(transition.at),
        received_at: sample.receivedAt,
      },
      data: {
        alarmId,
        phase,
        category: TECHNICAL.includes(code) ? 'technical' : 'physiological',
        code,
        onsetAt,
        asleep,
        ...(unit !== undefined && { value, unit }),
      },
      priority,
    },
    now,
  );
}
