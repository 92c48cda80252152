import type { Pool } from 'pg';
import { sha256, shortHash } from '../activities/platform/hash';
import { drillDeviceOf, readUnrecordedDrills, type UnrecordedDrill } from '../prisma/drills';
import type { Arrived, Intake } from './intake';
import { synthetic } from './simulator/library';
import { joinInline, upTopic } from './topics';

type Deps = { readonly pool: Pool; readonly intake: Intake };

/** Sends the ECG of every drill that has none yet; sent again it is the same message, and counts once. */
export async function sendDrillEcgs({ pool, intake }: Deps): Promise<number> {
  for (const drill of await readUnrecordedDrills(pool)) await intake(recordingOf(drill));
  return 0;
}

/** What a cart would send for this order: a heart made by the model, which says everywhere that it is synthetic. */
function recordingOf({ id, siteId, openedAt }: UnrecordedDrill): Arrived {
  const { bytes, contentType } = synthetic();
  const at = openedAt.toISOString();
  const envelope = {
    ...{ v: 1, kind: 'ecg/inline', msgId: `drill-ecg-${shortHash(id)}`, bootId: 'drill', seq: 0 },
    ...{ measuredAt: at, sentAt: at, monoMs: 0, clock: { source: 'ntp', syncAgeS: 0 }, buffered: false, fw: 'drill' },
    ...{ orderRef: id, wristband: null },
    data: {
      ...{ ecgId: id, format: contentType, bytes: bytes.byteLength, sha256: sha256(bytes), acquiredAt: at },
      ...{ reason: 'chest-pain', patientRef: null, priority: 'stat', synthetic: true },
    },
  };
  return {
    topic: upTopic(drillDeviceOf(siteId), 'ecg/inline'),
    payload: joinInline(envelope, bytes),
    retained: false,
  };
}
