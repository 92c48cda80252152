import { setTimeout as sleep } from 'node:timers/promises';
import type { Receipt } from '../../devices/receipt';
import { GOOD, JUNK, spoiled, UNREADABLE } from '../../devices/simulator/junk';
import { openLink, type Link } from '../../devices/simulator/link';
import { makeWearable, type Wearable } from '../../devices/simulator/wearable';
import { DEMO_DEVICES } from '../../prisma/demo/devices';
import { seen } from './record';
import { dutyFor, NOWHERE, type Region } from './region';

/** A device may send vitals this often without meeting its quota (devices.md 4.5). */
const TURN_MS = 5_000;
const OUTAGE_MS = { least: 3_000, most: 8_000 } as const;
/** How likely each trouble is in one turn of a device. */
const CHANCES = { outage: 0.15, twice: 0.15, reboot: 0.05 } as const;
/** Clocks of cheap devices, seconds ahead of ours. */
const DRIFT_S = [0, 1, -2, 30, -45, 90, 400, -3] as const;
/** How long the last receipts and dispositions may take, ms. */
const SETTLES_MS = 60_000;

const WEARABLES = DEMO_DEVICES.filter(({ kind }) => kind === 'WEARABLE');

/** The same troubles in the same order for the same seed. */
export function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

type Run = { readonly region: Region; readonly until: number; readonly heard: Promise<Receipt>[] };

/** Every demo wearable on a bad day: tunnels, messages sent twice, clocks that are wrong, batteries, reboots. */
export async function playFleet(region: Region, seconds: number): Promise<string[]> {
  const run: Run = { region, until: Date.now() + seconds * 1_000, heard: [] };
  region.say(`${WEARABLES.length} wearables, a wristband and a kit with broken firmware for ${seconds} s`);
  const [unspoken] = await Promise.all([
    talkJunk(run),
    passGates(run),
    ...WEARABLES.map((device, n) => wear(run, device, n)),
  ]);
  return [...unspoken, ...(await ended(run))];
}

async function wear({ region, until, heard }: Run, { id, secret }: (typeof WEARABLES)[number], n: number) {
  const drift = (DRIFT_S[n % DRIFT_S.length] ?? 0) * 1_000;
  const clock = () => region.now() + drift;
  const chance = chances(n + 1);
  const watch = await makeWearable({ mqttUrl: region.mqttUrl, deviceId: id, secret, clock });
  for (let turn = 0; Date.now() < until; turn++) {
    const out = chance() < CHANCES.outage;
    if (out) watch.link.cut();
    heard.push(
      watch.vitals(
        [
          { code: 'HR', value: 62 + Math.round(chance() * 25) },
          { code: 'BATTERY', value: Math.max(6, 90 - turn) },
        ],
        { buffered: out },
      ),
    );
    if (out) await sleep(OUTAGE_MS.least + chance() * (OUTAGE_MS.most - OUTAGE_MS.least));
    await watch.link.mend();
    if (chance() < CHANCES.twice) await watch.link.mend(); // all that has no receipt goes out once more
    if (chance() < CHANCES.reboot) watch.link.reboot();
    await sleep(TURN_MS);
  }
  await settledWithin(watch.link);
  await watch.close();
}

/** A wristband carried from the gate to the lab, seen by both at once on the way. */
async function passGates({ region, heard }: Run): Promise<void> {
  const device = DEMO_DEVICES.find(({ id }) => id === 'dv_gate1');
  if (device === undefined) return;
  const link = await openLink({
    mqttUrl: region.mqttUrl,
    deviceId: device.id,
    secret: device.secret,
    clock: region.now,
  });
  const at = new Date(region.now()).toISOString();
  const seen = [
    { readerId: 'rd_hub_gate', rssi: -71 },
    { readerId: 'rd_hub_ed', rssi: -55 },
  ].map((one) => ({ at, tagId: 'dv_band1', event: 'enter', ...one }));
  heard.push(link.say('loc', { sightings: seen }));
  await settledWithin(link);
  await link.close();
}

type Letter = { readonly id: string; readonly deviceId: string; readonly code: string };

/** A kit with broken firmware: all it says is refused by name, and stays on the list until device staff worked it off. */
async function talkJunk({ region }: Run): Promise<string[]> {
  const { people, mqttUrl, now } = region;
  const kit = DEMO_DEVICES.find(({ kind }) => kind === 'VEHICLE_KIT');
  if (kit === undefined) return ['there is no kit'];
  const link = await openLink({ mqttUrl, deviceId: kit.id, secret: kit.secret, clock: now });
  const good = () => link.compose('vitals', GOOD);
  const heard = await Promise.all(
    JUNK.map(async (junk) => ({ ...junk, receipt: await link.send(spoiled(good(), junk)) })),
  );
  for (const { of } of UNREADABLE) link.raw('vitals', of(good()));
  const wanted = [...JUNK, ...UNREADABLE].map(({ code }) => code).toSorted();
  const letters = await seen(
    'the refused messages',
    async () => {
      const { deadLetters } = await people.ask<{ readonly deadLetters: readonly Letter[] }>('DEVICE_STAFF', LETTERS);
      const ours = deadLetters.filter(({ deviceId }) => deviceId === kit.id);
      return ours.length >= wanted.length ? ours : undefined;
    },
    SETTLES_MS,
  );
  const staff = dutyFor(NOWHERE, people, 'DEVICE_STAFF');
  for (const { id: deadLetterId } of letters)
    await people.tell(staff, 'handleDeadLetter', { deadLetterId, remark: 'firmware replaced' });
  await link.close();
  const codes = letters.map(({ code }) => code).toSorted();
  region.say(`${letters.length} messages of ${kit.id} were refused (${[...new Set(codes)].join(', ')}) and worked off`);
  return [
    ...heard.flatMap(({ what, code, receipt }) =>
      receipt.verdict === 'rejected' && receipt.code === code
        ? []
        : [`${what} was ${receipt.verdict} ${receipt.code ?? ''}, not refused as ${code}`],
    ),
    ...(codes.join() === wanted.join() ? [] : [`refused were ${codes.join()}, not ${wanted.join()}`]),
  ];
}

const LETTERS = '{ deadLetters { id deviceId code } }';

/** The power of a district comes back: everybody at once, electrodes loose for a moment, one in need. */
export async function playStorm(region: Region): Promise<string[]> {
  const run: Run = { region, until: 0, heard: [] };
  const watches = await Promise.all(
    WEARABLES.map(({ id, secret }) =>
      makeWearable({ mqttUrl: region.mqttUrl, deviceId: id, secret, clock: region.now }),
    ),
  );
  region.say(`${watches.length} wearables came back at once, electrodes loose`);
  for (const watch of watches) {
    const loose = { code: 'LEAD_OFF', alarmId: `storm-${region.now()}` } as const;
    run.heard.push(watch.alarm(loose), watch.alarm({ ...loose, phase: 'end' }));
  }
  const [inNeed] = watches;
  const lost = inNeed === undefined ? ['nobody could press a button'] : await cry(run, inNeed);
  const left = await ended(run);
  await Promise.all(watches.map((watch) => watch.close()));
  return [...lost, ...left];
}

/** The time (ms) within which the desk must see an SOS. */
const SOS_MS = 5_000;
type Seen = {
  readonly incidents: readonly { readonly code: string; readonly deviceId: string; readonly raisedAt: string }[];
};

async function cry({ region, heard }: Run, watch: Wearable): Promise<string[]> {
  const pressedAt = region.now();
  heard.push(watch.sos());
  const ofOurs = async () => {
    const { incidents } = await region.people.ask<Seen>('DESK_NURSE', '{ incidents { code deviceId raisedAt } }');
    // Of an SOS that was open already this press is another signal.
    return incidents.some(({ code, deviceId }) => code === 'SOS' && deviceId === watch.link.deviceId);
  };
  for (; region.now() < pressedAt + SOS_MS; await sleep(100))
    if (await ofOurs()) {
      region.say(`the desk sees the SOS after ${Math.round(region.now() - pressedAt)} ms`);
      return [];
    }
  return [`the desk does not see the SOS of ${watch.link.deviceId} within ${SOS_MS} ms`];
}

async function settledWithin(link: Link): Promise<void> {
  for (const giveUpAt = Date.now() + SETTLES_MS; link.unreceipted() > 0 && Date.now() < giveUpAt;) await sleep(100);
}

type Sums = { readonly conservation: Readonly<Record<'accepted' | 'kept' | 'waiting' | 'overdue' | 'lost', number>> };

/** What is not as it must be: a message without a receipt, refused, or a ledger that does not add up. */
async function ended({ region, heard }: Run): Promise<string[]> {
  const late = sleep(SETTLES_MS, 'LATE' as const, { ref: false });
  const receipts = await Promise.race([Promise.all(heard), late]);
  if (receipts === 'LATE') return ['not every message had its receipt'];
  const refused = receipts.filter(({ verdict }) => verdict === 'rejected');
  const ask = () => region.people.ask<Sums>('COORDINATOR', '{ conservation { accepted kept waiting overdue lost } }');
  let { conservation } = await ask();
  for (const giveUpAt = Date.now() + SETTLES_MS; conservation.waiting > 0 && Date.now() < giveUpAt; await sleep(500))
    ({ conservation } = await ask());
  const { accepted, kept, waiting, overdue, lost } = conservation;
  region.say(`${receipts.length} messages with receipts; of the last hour ${accepted} accepted, ${kept} kept`);
  return [
    ...refused.map(({ msgId, code, detail }) => `${msgId} was refused: ${code} ${detail}`),
    ...(accepted === kept ? [] : [`${accepted} messages were accepted and ${kept} are kept`]),
    ...(waiting + overdue + lost === 0 ? [] : [`${waiting} messages wait, ${overdue} overdue, ${lost} lost`]),
  ];
}
