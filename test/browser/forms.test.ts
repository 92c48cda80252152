import { join } from 'node:path';
import { chromium, type Browser, type Locator } from 'playwright-core';
import { makeWearable, type Wearable } from '../../devices/simulator/wearable';
import { meet, type People } from '../../scripts/simulate/people';
import { seat, type Seat } from './seat';
import { CHROMIUM, startSystem, type System } from './system';

if (CHROMIUM === undefined) console.warn('SKIPPED: forms in a browser, for there is no chromium on this machine');
const describeInBrowser = CHROMIUM === undefined ? describe.skip : describe;

const PHONE = { width: 390, height: 844 };
const DEVICE = 'dv_wear3';

/** Forms of the ways a case goes wrong, each sent by the person whose form it is. */
describeInBrowser('when a case takes another way', () => {
  let system: System;
  let browser: Browser;
  let people: People;
  let watch: Wearable;
  let doctor: Seat;
  let episode = '';

  const at = async (person: string, path: string, locale = 'en'): Promise<Seat> => {
    const screen = await seat(browser, system.url, person, locale);
    await screen.open(path);
    return screen;
  };
  /** A picture of the screen as it is, for whoever wants to look at it. */
  const photograph = async ({ page }: Seat, name: string): Promise<void> => {
    const folder = process.env['SHOTS'];
    if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
  };

  beforeAll(async () => {
    system = await startSystem();
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
    people = await meet({ url: system.url, patienceMs: 20_000 });
    doctor = await seat(browser, system.url, 'Test Sun San');
    await doctor.page.setViewportSize(PHONE);
    await doctor.press('New episode');
    await doctor.complete({ Patient: 'Test Patient C', 'What the caller says': 'Sweating' });
    await doctor.page.getByRole('link', { name: 'Test Patient C' }).first().click();
    await doctor.page.waitForURL(/\/episodes\//);
    episode = new URL(doctor.page.url()).pathname;
  }, 180_000);
  afterAll(async () => {
    await watch?.close();
    await browser?.close();
    await system?.stop();
  }, 60_000);

  test('on a phone what is due stands alone, and the rest by meaning behind one button', async () => {
    const bar = doctor.page.getByRole('region', { name: 'Actions' });
    const rest = bar.getByRole('button', { name: /^Everything else \(\d+\)$/ });
    await rest.waitFor();
    expect(await bar.getByRole('button').allTextContents()).toEqual([
      'Record a time',
      expect.stringMatching(/Everything else/),
    ]);
    await rest.press('Enter');
    await bar
      .getByRole('group', { name: 'Something is wrong' })
      .getByRole('button', { name: 'Major bleeding' })
      .waitFor();
    await photograph(doctor, 'actions-phone');
    await rest.press('Enter');
  });

  test('R22 the village doctor chooses another hospital on a phone, by keyboard, and says why', async () => {
    const { page } = doctor;
    const rest = page.getByRole('button', { name: /^Everything else/ });
    await rest.press('Enter');
    await page.getByRole('button', { name: 'Choose another hospital', exact: true }).press('Enter');
    await doctor.choose({ 'Receiving hospital': 'Demo Neighbour City Hospital', Reason: 'The bridge is closed' });
    await photograph(doctor, 'receiver-phone');
    await page.getByRole('dialog').getByRole('button', { name: 'Send' }).press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await doctor.sees(/→ Demo Neighbour City Hospital/)).toBe(true);
    await rest.and(page.locator(':focus')).waitFor();
  });

  test('R31 a time that was wrong is corrected with a reason; the first report stays, struck out', async () => {
    const { page } = doctor;
    await page.getByRole('button', { name: 'When was: First medical contact' }).click();
    await doctor.complete({});
    await page.getByRole('button', { name: 'Correct this time: First medical contact' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: '−10 min' }).click();
    await photograph(doctor, 'correction-phone');
    await doctor.complete({ Reason: 'The clock of the cart was wrong' });
    const line = page.getByRole('listitem').filter({ has: page.getByText('First medical contact', { exact: true }) });
    await line.getByText(/^2 reports/).click();
    await line.locator('del').waitFor();
    expect(await doctor.sees(line.getByText(/corrected by .*The clock of the cart was wrong/i))).toBe(true);
  });

  test('END what was closed by mistake is reopened the same day, with a reason', async () => {
    const coordinator = await at('Test Xu Gui', episode);
    const { page } = coordinator;
    await page.getByRole('button', { name: 'Close the episode', exact: true }).press('Enter');
    await coordinator.choose({ 'How it ended': 'Other diagnosis' });
    await photograph(coordinator, 'closing');
    await coordinator.complete({});
    await page.getByRole('button', { name: 'Reopen', exact: true }).waitFor();
    await coordinator.press('Record a time');
    await coordinator.choose({ What: 'Aspirin given', Reason: 'The paper sheet says so' });
    await photograph(coordinator, 'corrected-after-the-end');
    await coordinator.complete({});
    await page.getByRole('button', { name: 'Correct this time: Aspirin given' }).waitFor();
    await photograph(coordinator, 'after-the-end');
    await page.getByRole('button', { name: 'Reopen', exact: true }).press('Enter');
    await coordinator.choose({ Reason: 'The wrong line was closed' });
    await photograph(coordinator, 'reopening');
    await coordinator.complete({});
    await page.getByRole('button', { name: 'Close the episode', exact: true }).waitFor();
    expect(await coordinator.sees(page.getByRole('button', { name: 'Record a time', exact: true }))).toBe(true);
    await coordinator.leave();
  });

  test('R17 a new infarction after the intervention opens an episode of its own, from the ward', async () => {
    const ward = await at('Test Shi Yin', episode);
    await ward.press('Record a time');
    await ward.complete({ What: 'PCI ended' });
    await ward.press(/^Re-infarction$/);
    await photograph(ward, 'reinfarction');
    await ward.complete({});
    await ward.page.getByRole('link', { name: 'Goes on as a new episode' }).press('Enter');
    expect(await ward.sees(ward.page.getByRole('link', { name: 'Comes from an earlier episode' }))).toBe(true);
    await ward.leave();
  });

  describe('R35 an alarm whose patient does not answer', () => {
    let nurse: Seat;
    let alarm: Locator;

    beforeAll(async () => {
      const [patient] = await patientsOf(people, 'Test Patient C');
      await people.tell({ role: 'FAMILY_DOCTOR', siteId: 'st_cc2' }, 'bindDevice', {
        deviceId: DEVICE,
        patientId: patient?.id ?? '',
      });
      const secret = `demo-secret-of-${DEVICE}`;
      watch = await makeWearable({ mqttUrl: system.mqttUrl, deviceId: DEVICE, secret });
      await watch.alarm({ code: 'SOS' });
      nurse = await at('Test Kong Chen', '/incidents');
      alarm = nurse.page.getByRole('listitem').filter({ hasText: 'SOS button' }).filter({ hasText: 'Test Patient C' });
      await alarm.getByRole('button', { name: 'Acknowledge' }).first().click();
      await alarm.getByText(/● Acknowledge/).waitFor();
    }, 60_000);
    afterAll(() => nurse?.leave());

    test('the desk tells of two calls nobody answered, and the search is on', async () => {
      for (const nth of [1, 2]) {
        await alarm.getByRole('button', { name: 'Call made' }).press('Enter');
        await photograph(nurse, 'call');
        await nurse.complete({ 'Who was called': 'Patient', 'What was said': `Rang out, call ${nth}` });
        await alarm.getByText(`Rang out, call ${nth}`).waitFor();
      }
      expect(await alarm.getByText('✗ no answer').count()).toBe(2);
      expect(await nurse.sees(alarm.getByText(/Patient not reached/))).toBe(true);
    });

    test('10.28 then the emergency contact is rung, whose number stands beside the alarm, and that is told as well', async () => {
      expect(await nurse.sees(alarm.getByText(/Emergency contact .*\d/))).toBe(true);
      await alarm.getByRole('button', { name: 'Call made' }).press('Enter');
      await nurse.choose({ 'Who was called': 'Emergency contact', 'What was said': 'Engaged' });
      await photograph(nurse, 'contact');
      await nurse.complete({});
      const told = alarm.getByRole('listitem').filter({ hasText: 'Engaged' });
      await told.waitFor();
      expect(await told.textContent()).toMatch(/Emergency contact.*no answer/);
    });

    test('120 is asked to look, and finds the patient where the form already said', async () => {
      await alarm.getByRole('button', { name: 'Ask 120 to look' }).press('Enter');
      const place = nurse.page.getByRole('dialog').getByRole('textbox', { name: 'Where to look' });
      expect(await place.inputValue()).not.toBe('');
      await photograph(nurse, 'welfare');
      await nurse.complete({});
      expect(await nurse.sees(alarm.getByText('… under way'))).toBe(true);
      const dispatcher = await at('Test Zhou Wu', '/board');
      await dispatcher.page.getByRole('button', { name: /^My pages: [1-9]/ }).click();
      const page = dispatcher.page.getByRole('listitem').filter({ hasText: 'SOS button' });
      await page.first().getByRole('button', { name: 'Acknowledge' }).click();
      await page.first().waitFor({ state: 'detached' });
      await dispatcher.leave();
      await alarm.getByRole('button', { name: 'How the check ended' }).press('Enter');
      await nurse.page.getByRole('checkbox', { name: 'The patient was found' }).check();
      await photograph(nurse, 'welfare-end');
      await nurse.complete({ 'How, or where 120 has looked': 'At the well, with a broken ankle' });
      expect(await nurse.sees(alarm.getByText('✓ found'))).toBe(true);
    });
  });

  test('6.4 one kind of alarm is held back for some hours with a reason, seen by the desk, and let sound again', async () => {
    const [patient] = await patientsOf(people, 'Test Patient C');
    const own = await at('Test Yan Wu', `/patients/${patient?.id ?? ''}/alarm-limits`);
    await own.press('Hold an alarm back');
    await own.choose({ Alarm: 'Bradycardia', 'For so many hours': '2', Reason: 'Known atrial fibrillation' });
    await photograph(own, 'suppression');
    await own.complete({});
    const desk = await at('Test Kong Chen', '/incidents');
    const held = desk.page.getByRole('region', { name: 'Alarms held back' });
    expect(await desk.sees(held.getByText('Bradycardia'))).toBe(true);
    await own.page.getByRole('button', { name: 'Let it sound again: Bradycardia' }).press('Enter');
    await held.waitFor({ state: 'detached' });
    await desk.leave();
    await own.leave();
  });

  test('5.4 the doctor hands a device out from the patient’s page, by keyboard, and hears whose it is already', async () => {
    const [patient] = await patientsOf(people, 'Test Patient C');
    const [other] = await patientsOf(people, 'Test Patient B');
    const own = await at('Test Sun San', `/patients/${patient?.id ?? ''}/devices`);
    const handOut = own.page.locator('button:enabled', { hasText: 'Hand out a device' });
    await handOut.press('Enter');
    await own.choose({ 'Device number': SCANNED, 'Is to send every (seconds); empty: as it is registered': '300' });
    await photograph(own, 'hand-out');
    await own.page.getByRole('dialog').getByRole('textbox', { name: 'Device number' }).press('Enter');
    const worn = own.page.getByRole('region', { name: 'Has now' }).getByRole('listitem', { name: SCANNED });
    expect(await own.sees(worn.getByText(/sends every 300 s/))).toBe(true);
    await photograph(own, 'patient-devices');

    await own.open(`/patients/${other?.id ?? ''}/devices`);
    await handOut.press('Enter');
    await own.choose({ 'Device number': SCANNED });
    await own.page.getByRole('dialog').getByRole('textbox', { name: 'Device number' }).press('Enter');
    await photograph(own, 'hand-out-refused');
    await own.page.getByText(/Another patient has this device: take it back first/).waitFor();
    await own.leave();

    const inChinese = await at('Test Sun San', `/patients/${patient?.id ?? ''}/devices`, 'zh-CN');
    await inChinese.page.getByRole('button', { name: `收回设备: ${SCANNED}` }).press('Enter');
    await photograph(inChinese, 'take-back-zh');
    await inChinese.page.getByRole('dialog').getByText('丢失').click();
    await inChinese.page.getByRole('dialog').locator('[type=submit]').press('Enter');
    const had = inChinese.page.getByRole('region', { name: '曾用设备' }).getByRole('listitem');
    expect(await inChinese.sees(had.filter({ hasText: SCANNED }).filter({ hasText: '丢失' }))).toBe(true);
    await photograph(inChinese, 'patient-devices-zh');
    await inChinese.leave();
  });

  test.each([
    ['broken', 'Bound again after repair'],
    ['lost', 'Found in the laundry'],
    ['given back', 'Wiped and tested'],
  ])(
    'R34 a device that is %s is taken back with its reason, and looked at before the next patient',
    async (end, then) => {
      await watch.close();
      const [patient] = await patientsOf(people, 'Test Patient C');
      const device = DEVICES_BY_END[end] ?? DEVICE;
      if (device !== DEVICE)
        await people.tell({ role: 'FAMILY_DOCTOR', siteId: 'st_cc2' }, 'bindDevice', {
          deviceId: device,
          patientId: patient?.id ?? '',
        });
      const staff = await at('Test Hua Wei', `/devices/register?search=${device}`);
      const line = staff.page.getByRole('listitem', { name: device, exact: true });
      await line.getByRole('button', { name: `Take back: ${device}` }).press('Enter');
      await staff.choose({ 'What became of it': end });
      await photograph(staff, `take-back-${end.replace(' ', '-')}`);
      await staff.complete({});
      expect(await staff.sees(line.getByText(`▲ ${end}`))).toBe(true);
      await line.getByRole('button', { name: `Back in stock: ${device}` }).press('Enter');
      await staff.complete({ 'What was done: data pulled, wiped, disinfected, tested': then });
      await line.getByRole('button', { name: `Back in stock: ${device}` }).waitFor({ state: 'detached' });
      await staff.leave();
    },
  );
});

const DEVICES_BY_END: Readonly<Record<string, string>> = { broken: DEVICE, lost: 'dv_wear4', 'given back': 'dv_wear7' };

/** Of the doctor’s own centre, and handed out by nothing else. */
const SCANNED = 'dv_wear8';

type Found = { readonly patients: readonly { readonly id: string }[] };
const patientsOf = async (people: People, search: string) =>
  (await people.ask<Found>('COORDINATOR', 'query($search: String!) { patients(search: $search) { id } }', { search }))
    .patients;
