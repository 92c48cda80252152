import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeCanonical } from '../../devices/formats/canonical';
import type { Lead, Recording } from '../../devices/formats/recording';
import type { Gateway } from '../../devices/gateway';
import { makeCart } from '../../devices/simulator/cart';
import type { Tracing } from '../../devices/simulator/library';
import { compareLedger } from '../../scripts/verify/ledger';
import { BROKERS } from '../support/broker';
import { describeReal, LIBRARY } from './library';
import { aHeart } from './preread/aHeart';
import { aWornDevice, type Kept, one, openWard, SECRET, sentBy, until, type Ward } from './ward';

type PreRead = { verdict: string; reasons: string[]; hr: number | null; qrs_ms: number | null; j_mv: object };

const canonical = (recording: Recording): Tracing => ({
  contentType: 'application/vnd.wiretime.ecg',
  bytes: encodeCanonical(recording),
  synthetic: true,
});
const file = (text: string | Buffer, contentType = 'application/octet-stream'): Tracing => ({
  ...{ contentType, bytes: Buffer.from(text), synthetic: true },
});
const withLeads = (recording: Recording, change: (lead: Lead) => Int16Array): Recording => ({
  ...recording,
  leads: recording.leads.map((lead) => ({ name: lead.name, uv: change(lead) })),
});

const INFARCT = aHeart({ stMv: { II: 0.25, I: -0.05 } });
const of = ({ leads }: Recording, name: string): Int16Array =>
  leads.find((lead) => lead.name === name)?.uv ?? new Int16Array();

/** A second of 1 mV, as the cart draws it, behind every lead. */
const PULSE = Int16Array.from({ length: 500 }, (_, i) => (i > 150 && i < 350 ? 1000 : 0));
const withPulse = withLeads(INFARCT, ({ uv }) => Int16Array.from([...uv, ...PULSE]));

const equallyHigh = withLeads(INFARCT, ({ uv }) => {
  const range = Math.max(...uv) - Math.min(...uv);
  return uv.map((value) => (1000 * value) / range);
});
const armsExchanged = withLeads(INFARCT, ({ name, uv }) => {
  if (name === 'I') return uv.map((value) => -value);
  const other: Readonly<Record<string, string>> = { II: 'III', III: 'II', aVR: 'aVL', aVL: 'aVR' };
  return of(INFARCT, other[name] ?? name);
});

/** The nasty ECGs of devices.md 6.5, from the cart to the row its reader sees: never lost, never judged by mistake. */
describe.each(BROKERS)('through %s', (kind) => {
  let ward: Ward;
  let gateway: Gateway;
  beforeAll(async () => {
    ward = await openWard(kind);
    gateway = await ward.gateway({ preRead: 'SHADOW' });
  });
  afterAll(() => ward.close());

  /** Each by a cart of its own. */
  async function sent(tracing: Tracing): Promise<Kept> {
    const { deviceId } = await aWornDevice(ward.pool, 'ECG_CART');
    const httpUrl = `http://127.0.0.1:${gateway.port}`;
    const cart = ward.admit(await makeCart({ mqttUrl: ward.broker.url, deviceId, secret: SECRET, httpUrl }));
    return sentBy(cart, tracing, ward);
  }
  const measured = async (tracing: Tracing) => {
    const { ecgId, flags } = await sent(tracing);
    const read = await until('its measurement', () =>
      one<PreRead>(ward.pool, 'SELECT verdict, reasons, hr, qrs_ms, j_mv FROM pre_read WHERE ecg_id = $1', [ecgId]),
    );
    return { ...read, flags };
  };

  test('6.5#2: a calibration pulse in the last second changes no measure', async () => {
    const [without, pulse] = [await measured(canonical(INFARCT)), await measured(canonical(withPulse))];
    expect(without).toMatchObject({ verdict: 'MEETS_CRITERIA', qrs_ms: expect.any(Number) });
    const { flags, ...same } = pulse;
    expect(flags).toContain('CALIBRATION_REMOVED');
    expect({ ...same, flags: without.flags }).toEqual(without);
  });

  test('6.5#3: leads that are all drawn equally high are of a wrong scale: no machine reads ST there, a person does', async () => {
    const { reasons, state } = await sent(canonical(equallyHigh));
    expect({ reasons, state }).toMatchObject({ reasons: ['SCALE_SUSPECT'], state: 'QUARANTINED' });
  });

  test('6.5 next#1: exchanged arm electrodes are suspected and the tracing is left to a person', async () => {
    expect(await measured(canonical(armsExchanged))).toMatchObject({
      verdict: 'CANNOT_ASSESS',
      reasons: expect.arrayContaining(['ARMS_REVERSED']),
    });
  });

  test.each([
    ['a pacemaker’s spikes', aHeart({ stMv: { II: 0.25, I: -0.05 }, spikeMv: 2, wide: 1.6 }), 'PACED'],
    ['a bundle branch block', aHeart({ stMv: { II: 0.25, I: -0.05 }, wide: 1.7 }), expect.any(String)],
  ])('6.5 next#6: ST elevation behind %s is never called an infarct', async (_, recording, why) => {
    expect(await measured(canonical(recording))).toMatchObject({
      verdict: 'CANNOT_ASSESS',
      reasons: expect.arrayContaining([why]),
    });
  });

  const dead = withLeads(INFARCT, ({ name, uv }) => (name.startsWith('V') ? new Int16Array(uv.length) : uv));
  test.each<[string, Tracing]>([
    [
      'XML with entities of its own',
      file(
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><AnnotatedECG>&x;</AnnotatedECG>',
      ),
    ],
    [
      'XML that says UTF-16 and is not',
      file('<?xml version="1.0" encoding="UTF-16"?><restingecgdata></restingecgdata>'),
    ],
    ['an SCP file cut short', file(Buffer.from([0x12, 0x34, 0xff, 0xff, 0xff, 0x7f, 0, 0]), 'application/scp-ecg')],
    ['a zip', file(Buffer.from('504b030414000000', 'hex'))],
    [
      'random bytes under the name of DICOM',
      file(Buffer.from(Array.from({ length: 400 }, (_, i) => (i * 37) % 251)), 'application/dicom'),
    ],
    [
      'a samples header that promises more than there is',
      file(Buffer.from(encodeCanonical(INFARCT)).subarray(0, 5_000), 'application/vnd.wiretime.ecg'),
    ],
  ])('6.5#10: %s is unreadable to us, and still before a reader', async (_, tracing) => {
    const { state, reasons } = await sent(tracing);
    expect(state).toMatch(/^(QUARANTINED|NO_PRE_READ)$/);
    expect(reasons).toEqual([expect.stringMatching(/^[A-Z_]+$/)]);
  });

  test.each<[string, Recording]>([
    ['whose chest leads are all zero', dead],
    ['of 100 Hz', aHeart({ fs: 100 })],
  ])('6.5#10: a tracing %s is read by a person and judged by no machine', async (_, recording) => {
    const { ecgId, reasons } = await sent(canonical(recording));
    const read = reasons.length > 0 ? undefined : await measured(canonical(recording));
    expect([...reasons, ...(read?.reasons ?? [])]).not.toEqual([]);
    expect(read?.verdict ?? 'CANNOT_ASSESS').toBe('CANNOT_ASSESS');
    expect(ecgId).not.toBe('');
  });

  test('6.5#10: a tracing of 54 s is read like any other', async () => {
    const { state } = await sent(canonical(aHeart({ seconds: 54, fs: 250 })));
    expect(state).toBe('DECODED');
  });

  describeReal('files of real carts', () => {
    const real = (name: string) => file(readFileSync(join(LIBRARY, 'formats', name)));
    test('6.5#2: the pulse of 129DYPRG is cut off, and the infarct stays one', async () => {
      expect(await measured(real('philips_1.03_129DYPRG.xml'))).toMatchObject({
        verdict: 'MEETS_CRITERIA',
        flags: expect.arrayContaining(['CALIBRATION_REMOVED']),
      });
    });
    test.each([
      ['dicom_ge_wrongsop.dcm', 'NO_PRE_READ'],
      ['dicom_eli250_example.dcm', 'DECODED'],
      ['scp_healforce_nonconformant.scp', 'QUARANTINED'],
      ['aecg_mindray_beneheart_r12.xml', 'NO_PRE_READ'],
      ['philips_1.04.01_2020-05-18.xml', 'DECODED'],
    ])('6.5#10: %s ends before a reader, %s', async (name, state) => {
      expect(await sent(real(name))).toMatchObject({ state });
    });
  });

  test('after all of this every accepted message has its one disposition', async () => {
    await until('nothing waits', async () => (await compareLedger(ward.pool, new Date())).sums.waiting === 0);
    expect((await compareLedger(ward.pool, new Date())).differences).toEqual([]);
  });
});
