import { openLink, type Link } from '../../devices/simulator/link';
import { makeWearable } from '../../devices/simulator/wearable';
import { DEMO_DEVICES } from '../../prisma/demo/devices';
import type { VitalCode } from '../../workflows/domain/vocabulary';
import { callForHelp, type Case, decide, isReached } from './acute';
import { readEcg, recordEcg } from './ecg';
import { callLab, treat } from './lab';
import { endsAs, readEpisode, seen } from './record';
import { dutyFor, type Region } from './region';

/** What the ambulance's kit measures on the road. */
const MEASURED = [
  { code: 'SBP', value: 104 },
  { code: 'DBP', value: 66 },
  { code: 'SPO2', value: 95 },
  { code: 'GLUCOSE', value: 9.4 },
] as const satisfies readonly { code: VitalCode; value: number }[];

/** Where the wristband is seen; at the gate two readers see it, and the closer one counts. */
const DOORS = [
  { readerId: 'rd_hub_gate', rssi: -52, milestone: 'DOOR', seenToo: { readerId: 'rd_hub_ed', rssi: -78 } },
  { readerId: 'rd_hub_lab', rssi: -49, milestone: 'LAB_IN' },
] as const;

type Device = (typeof DEMO_DEVICES)[number];
const demoDevice = (wanted: (device: Device) => boolean): Device => {
  const device = DEMO_DEVICES.find(wanted);
  if (device === undefined) throw new Error('the demo region has no such device');
  return device;
};

/** The way from the call into the lab without a time typed at a door: a kit measures, a wristband passes the gates. */
export async function playDoors(region: Region): Promise<readonly string[]> {
  const story = await callForHelp(region, 1);
  await isReached(story);
  await readEcg(story, await recordEcg(story));
  await decide(story);
  await measureOnTheRoad(story);
  await callLab(story);
  const band = demoDevice(({ kind, id }) => kind === 'WRISTBAND' && id.startsWith('dv_band'));
  const crew = dutyFor(story.place, region.people, 'EMS_CREW');
  const { patientId, episode } = story;
  await region.people.tell(crew, 'bindDevice', { deviceId: band.id, patientId, episodeId: episode.id });
  await passDoors(story, band.id);
  await treat(story);
  await region.people.tell(crew, 'takeDeviceBack', { deviceId: band.id, patientId });
  return endDiffers(story);
}

/** The kit belongs to no patient: its values find the episode by the order they were measured for. */
async function measureOnTheRoad({ region, episode }: Case): Promise<void> {
  const { id: deviceId, secret } = demoDevice(({ kind }) => kind === 'VEHICLE_KIT');
  const kit = await makeWearable({ mqttUrl: region.mqttUrl, deviceId, secret, clock: region.now });
  const { verdict } = await kit.vitals(MEASURED, { orderRef: episode.id });
  await kit.close();
  const shown = MEASURED.map(({ code, value }) => `${code} ${value}`).join(', ');
  region.say(`   ${deviceId} in the ambulance measures ${shown}: ${verdict}`);
}

async function passDoors(story: Case, tagId: string): Promise<void> {
  const { region } = story;
  const { id: deviceId, secret } = demoDevice(({ id }) => id === 'dv_gate1');
  const gates = await openLink({ mqttUrl: region.mqttUrl, deviceId, secret, clock: region.now });
  try {
    for (const door of DOORS) await passDoor(story, { gates, tagId, door });
  } finally {
    await gates.close();
  }
}

type Passing = { readonly gates: Link; readonly tagId: string; readonly door: (typeof DOORS)[number] };

async function passDoor({ region, episode }: Case, { gates, tagId, door }: Passing): Promise<void> {
  await region.pass(3);
  const at = new Date(region.now()).toISOString();
  const { readerId, rssi, milestone } = door;
  const seenBy = [{ readerId, rssi }, ...('seenToo' in door ? [door.seenToo] : [])];
  const sightings = seenBy.map((reader) => ({ at, tagId, event: 'enter', ...reader }));
  const { verdict } = await gates.say('loc', { sightings });
  await seen(
    `${milestone} by the wristband`,
    async () => (await readEpisode(region.people, episode.id))?.milestones.find(({ code }) => code === milestone),
    region.recordMs,
  );
  region.say(`   the wristband passes ${readerId}: ${verdict}, ${milestone} without a word typed`);
}

type Shown = {
  readonly milestones: readonly { readonly code: string; readonly source: string; readonly recordedById: string }[];
  readonly observations: readonly { readonly code: string; readonly value: number | null }[];
};
const SHOWN = `query($id: ID!) { episode(id: $id) {
  milestones { code source recordedById } observations { code value } } }`;

async function endDiffers({ region, episode }: Case): Promise<readonly string[]> {
  const look = async () => {
    const { episode: shown } = await region.people.ask<{ readonly episode: Shown }>('COORDINATOR', SHOWN, {
      id: episode.id,
    });
    const doors = DOORS.flatMap(({ milestone, readerId }) => {
      const entries = shown.milestones.filter(({ code }) => code === milestone);
      const [only] = entries;
      const right = entries.length === 1 && only?.source === 'DEVICE' && only.recordedById === readerId;
      return right ? [] : [`${milestone} is not told once, by ${readerId}`];
    });
    const measured = MEASURED.flatMap(({ code, value }) =>
      shown.observations.some((one) => one.code === code && one.value === value) ? [] : [`${code} is not shown`],
    );
    const twice = shown.milestones.some(({ code }) => code === 'ED_ROOM') ? ['the reader farther off counted'] : [];
    return [...doors, ...measured, ...twice];
  };
  return endsAs(look, Math.min(region.recordMs, 10_000));
}
