import type { Pool } from 'pg';
import { sha256, shortHash } from '../activities/platform/hash';
import type { Log } from '../activities/platform/log';
import { findDevice } from '../prisma/devices';
import { drillDeviceOf } from '../prisma/drills';
import { claimDrillEcg, noteDrillLeg, noteSilentLeg, silentDrills, unsentDrillEcgs } from '../prisma/drillEcgs';
import type { DrillEcg } from '../prisma/drillEcgs';
import { inTransaction } from '../prisma/transaction';
import { madeWith } from './door/identify';
import { signToken } from './door/tokens';
import { type Recorded, sendThroughDoor } from './drillCart';
import { raise } from './raise';
import { synthetic } from './simulator/library';
import { joinInline } from './topics';

type Deps = {
  readonly pool: Pool;
  readonly log: Log;
  readonly clock: () => Date;
  /** Where devices come in. */
  readonly devicesUrl: string;
  readonly tokenKey: Uint8Array;
};

/**
 * Plays the cart of every drill: it comes in by the door under its own name and sends until it has its receipt, and what
 * stays silent on the way is an incident. Answers how many incidents it raised.
 */
export async function playDrillCarts(deps: Deps): Promise<number> {
  for (const drill of await unsentDrillEcgs(deps.pool)) {
    // another gateway may play it, or have played it a moment ago
    if (!(await claimDrillEcg(deps.pool, drill.id, deps.clock()))) continue;
    await play(deps, drill).catch((error: unknown) =>
      deps.log.warn('DRILL_ECG_NOT_SENT', { message: String(error), drill: drill.id }),
    );
  }
  return raiseSilentLegs(deps);
}

/** A token made for this once opens the door; the drill's cart has no secret. */
async function play({ pool, clock, devicesUrl, tokenKey }: Deps, drill: DrillEcg): Promise<void> {
  const deviceId = drillDeviceOf(drill.siteId);
  const device = await findDevice(pool, deviceId);
  if (device === undefined) throw new Error('the drill’s cart is not registered');
  const { token } = await signToken(tokenKey, { deviceId, made: madeWith(device), at: clock() });
  await sendThroughDoor({
    ...{ url: devicesUrl, deviceId, token, recorded: recordingOf(drill) },
    onLeg: (leg) => noteDrillLeg(pool, { id: drill.id, leg, at: clock() }),
  });
}

/** What a cart would send for this order: a heart made by the model, which says everywhere that it is synthetic. */
function recordingOf({ id, openedAt }: DrillEcg): Recorded {
  const { bytes, contentType } = synthetic();
  const at = openedAt.toISOString();
  const msgId = `drill-ecg-${shortHash(id)}`;
  const envelope = {
    ...{ v: 1, kind: 'ecg/inline', msgId, bootId: 'drill', seq: 0 },
    ...{ measuredAt: at, sentAt: at, monoMs: 0, clock: { source: 'ntp', syncAgeS: 0 }, buffered: false, fw: 'drill' },
    ...{ orderRef: id, wristband: null },
    data: {
      ...{ ecgId: id, format: contentType, bytes: bytes.byteLength, sha256: sha256(bytes), acquiredAt: at },
      ...{ reason: 'chest-pain', patientRef: null, priority: 'stat', synthetic: true },
    },
  };
  return { msgId, payload: joinInline(envelope, bytes) };
}

/** A drill that finds the way broken has found a real fault (W23): alarms would not come through either. */
async function raiseSilentLegs({ pool, log, clock }: Deps): Promise<number> {
  const silent = await silentDrills(pool, clock());
  for (const { id, siteId, leg } of silent) {
    const now = clock();
    await inTransaction(pool, async (db) => {
      const about = {
        deviceId: drillDeviceOf(siteId),
        id: `drill:${id}`,
        code: 'PLATFORM_FAULT',
        at: now,
        now,
      } as const;
      const incidentId = await raise(db, { ...about, value: 1, unit: `DRILL_LEG_${leg}` });
      await noteSilentLeg(db, { id, leg, incidentId });
    });
    log.error('DRILL_LEG_SILENT', new Error('a drill did not come through'), { drill: id, leg });
  }
  return silent.length;
}
