import { makeCart } from '../../devices/simulator/cart';
import { CART_FORMATS, cartFile, type CartFormat } from '../../devices/simulator/cartFiles';
import { syntheticTwelveLead } from '../../devices/simulator/heart';
import { readReading, seen } from './record';
import { acknowledge, dutyFor, NOWHERE, type Region, residents } from './region';

/** What is never measured, and what the reader is told instead. */
const UNMEASURED: Partial<Readonly<Record<CartFormat, string>>> = {
  MUSE_XML: 'FORMAT_UNPROVEN',
  MFER: 'FORMAT_UNPROVEN',
  PDF: 'PICTURE',
  IMAGE: 'PICTURE',
};

/** Carts of every format are registered for the day, send a synthetic recording each, and are retired again. */
export async function playCarts(region: Region): Promise<readonly string[]> {
  const [resident] = await residents(region);
  const siteId = resident?.communitySite?.id ?? '';
  region.say(`${CART_FORMATS.length} carts at ${siteId}, each of another make; every recording is SYNTHETIC`);
  const differs: string[] = [];
  for (const format of CART_FORMATS) differs.push(...(await sendOne(region, siteId, format)));
  return differs;
}

async function sendOne(region: Region, siteId: string, format: CartFormat): Promise<readonly string[]> {
  const { people, mqttUrl, now } = region;
  const staff = dutyFor(NOWHERE, people, 'DEVICE_STAFF');
  const deviceId = `dv_sim_${Math.round(now()).toString(36)}_${format.toLowerCase()}`;
  await people.tell(staff, 'registerDevice', { deviceId, kind: 'ECG_CART', siteId, model: format });
  const cart = await makeCart({ mqttUrl, deviceId, secret: await secretOf(region, deviceId), clock: now });
  try {
    const tracing = cartFile(format, syntheticTwelveLead());
    const { verdict, ecgId = '' } = await cart.record({ tracing, reason: 'routine', priority: 'routine' });
    if (verdict !== 'accepted') return [`the cart of ${format} heard ${verdict}`];
    return await readBySomebody(region, format, `rd_${ecgId.slice('ecg_'.length)}`);
  } finally {
    await cart.close();
    await people.tell(staff, 'retireDevice', { deviceId, reason: 'the day of the simulation is over' });
  }
}

type Given = { readonly given: { readonly secret?: string; readonly message?: string } };
const GIVE = `mutation($deviceId: ID!, $clientId: ID!) { given: giveDeviceSecret(deviceId: $deviceId, clientId: $clientId) {
  ... on DeviceSecret { secret } ... on Fault { message } } }`;

/** Given anew whenever an answer is lost: the last one counts. */
async function secretOf({ people }: Region, deviceId: string): Promise<string> {
  const { given } = await people.ask<Given>('DEVICE_STAFF', GIVE, { deviceId, clientId: `secret-${deviceId}` });
  if (given.secret === undefined) throw new Error(`no secret for ${deviceId}: ${given.message}`);
  return given.secret;
}

type Ecg = {
  readonly format: string;
  readonly reasons: readonly string[];
  readonly unverified: boolean;
  readonly flags: readonly string[];
};
const ECG = 'query($id: ID!) { reading(id: $id) { ecg { format reasons unverified flags } } }';

/** The duty reader opens it, whatever it is, and signs; what is not as it must be is answered. */
async function readBySomebody(region: Region, format: CartFormat, readingId: string): Promise<readonly string[]> {
  const { people, recordMs, say } = region;
  await seen(`a reading of ${format}`, () => readReading(people, readingId), recordMs);
  const { reading } = await people.ask<{ readonly reading: { readonly ecg: Ecg } }>('ECG_READER', ECG, {
    id: readingId,
  });
  const { ecg } = reading;
  await acknowledge(region, NOWHERE, { kind: 'READING', id: readingId }, 'ECG_READER');
  const reader = dutyFor(NOWHERE, people, 'ECG_READER');
  await people.tell(reader, 'openReading', { readingId });
  await people.tell(reader, 'signReading', { readingId, finding: 'NOT_ACUTE', territories: [] });
  say(`${format}: ${ecg.reasons.join(', ') || 'measured'}, opened and signed`);
  const right = ecg.format === format && ecg.reasons.join() === (UNMEASURED[format] ?? '') && !ecg.unverified;
  return right && ecg.flags.includes('SYNTHETIC') ? [] : [`${format} came out as ${JSON.stringify(ecg)}`];
}
