import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gateway } from '../../devices/gateway';
import { makeCart, type Cart } from '../../devices/simulator/cart';
import { CART_FORMATS, cartFile } from '../../devices/simulator/cartFiles';
import { syntheticTwelveLead } from '../../devices/simulator/heart';
import type { Tracing } from '../../devices/simulator/library';
import { BROKERS } from '../support/broker';
import { describeReal, LIBRARY } from './library';
import { NO_QUOTAS, openWard, SECRET, sentBy, type Ward } from './ward';

const heart = syntheticTwelveLead();
const UNMEASURED: Readonly<Record<string, string>> = {
  MUSE_XML: 'FORMAT_UNPROVEN',
  MFER: 'FORMAT_UNPROVEN',
  PDF: 'PICTURE',
  IMAGE: 'PICTURE',
};

describe.each(BROKERS)('through %s', (kind) => {
  let ward: Ward;
  let gateway: Gateway;
  let cart: Cart;

  beforeAll(async () => {
    ward = await openWard(kind);
    gateway = await ward.gateway({ quotas: NO_QUOTAS });
    const httpUrl = `http://127.0.0.1:${gateway.port}`;
    cart = await makeCart({ mqttUrl: ward.broker.url, secret: SECRET, deviceId: 'dv_cart', httpUrl });
  });
  afterAll(async () => {
    await cart?.close();
    await ward?.close();
  });

  const sent = (tracing: Tracing) => sentBy(cart, tracing, ward);

  test.each(CART_FORMATS)('a cart that sends %s reaches a reader, measured or not as is right', async (format) => {
    const why = UNMEASURED[format];
    const kept = await sent(cartFile(format, heart));
    expect(kept).toMatchObject(
      why === undefined ? { format, state: 'DECODED', reasons: [] } : { format, state: 'NO_PRE_READ', reasons: [why] },
    );
    expect(kept.flags).toContain('SYNTHETIC');
  });

  describeReal('files of real carts', () => {
    const file = (name: string): Tracing => ({
      contentType: 'application/octet-stream',
      bytes: readFileSync(join(LIBRARY, 'formats', name)),
      synthetic: false,
    });

    test.each([
      ['aecg_hl7_example.xml', 'DECODED', []],
      ['aecg_amps_1000hz.xml', 'DECODED', []],
      ['aecg_mindray_beneheart_r12.xml', 'NO_PRE_READ', ['RATE_TOO_LOW_FOR_ST']],
      ['dicom_mortara_el250.dcm', 'DECODED', []],
      ['dicom_eli250_example.dcm', 'DECODED', []],
      ['dicom_cardio_sample.dcm', 'DECODED', []],
      ['dicom_ge_wrongsop.dcm', 'NO_PRE_READ', ['RATE_TOO_LOW_FOR_ST']],
      ['philips_1.03_129DYPRG.xml', 'DECODED', []],
      ['philips_1.04_ZZDEMO.xml', 'DECODED', []],
      ['philips_1.04.01_2020-05-18.xml', 'DECODED', []],
      ['philips_tbj.xml', 'DECODED', []],
      ['schiller_at10p.xml', 'DECODED', []],
      ['scp_eli250_example.scp', 'DECODED', []],
      ['scp_healforce_nonconformant.scp', 'QUARANTINED', [expect.stringMatching(/^[A-Z_]+$/)]],
    ])('%s ends before a reader, %s %j', async (name, state, reasons) => {
      expect(await sent(file(name))).toMatchObject({ state, reasons });
    });

    test('a file that names another time than its cart says so, and its zone was assumed', async () => {
      const { flags } = await sent(file('philips_1.04_ad4d3d80.xml'));
      expect(flags).toEqual(expect.arrayContaining(['ZONE_ASSUMED', 'FILE_TIME_DIFFERS', 'CALIBRATION_REMOVED']));
    });
  });
});
