import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { makeCart } from '../../devices/simulator/cart';
import { tracing } from '../../devices/simulator/library';
import { makeWearable } from '../../devices/simulator/wearable';
import { seat, type Seat } from './seat';
import { CHROMIUM, startSystem, type System } from './system';

const LIBRARY = process.env['ECG_LIBRARY'] ?? join(__dirname, '..', '..', '..', 'shared', 'ecg');

if (CHROMIUM === undefined) console.warn('SKIPPED: the story in a browser, for there is no chromium on this machine');
const describeInBrowser = CHROMIUM === undefined ? describe.skip : describe;

/** The whole story, each step by the person whose step it is, in the order of a real case. */
describeInBrowser('one patient from chest pain to the year after', () => {
  let system: System;
  let browser: Browser;
  let episode = '';
  const seats = new Map<string, Seat>();
  let stoppedAt: string | undefined;

  /** A step of the story; after a broken one the rest is not tried, and every screen is kept as a picture. */
  const step = async (act: () => Promise<void>): Promise<void> => {
    if (stoppedAt !== undefined) throw new Error(`not tried: the story stopped at “${stoppedAt}”`);
    stoppedAt = expect.getState().currentTestName;
    try {
      await act();
      stoppedAt = undefined;
    } finally {
      if (stoppedAt !== undefined) await photograph();
    }
  };
  const photograph = async (): Promise<void> => {
    const folder = process.env['SHOTS'];
    if (folder === undefined) return;
    for (const [person, { page }] of seats)
      await page.screenshot({ path: join(folder, `${person.replaceAll(' ', '-')}.png`), fullPage: true });
  };

  /** The screen of one person; it stays open, as screens do. */
  const at = async (person: string): Promise<Seat> => {
    const open = seats.get(person);
    if (open !== undefined) return open;
    const fresh = await seat(browser, system.url, person);
    seats.set(person, fresh);
    return fresh;
  };
  const atEpisode = async (person: string): Promise<Seat> => {
    const screen = await at(person);
    if (!screen.page.url().includes(episode)) await screen.open(`/episodes/${episode}`);
    return screen;
  };
  const record = async (person: string, milestone: string): Promise<void> => {
    const screen = await atEpisode(person);
    await screen.press(`When was: ${milestone}`);
    await screen.complete({});
    await screen.page.getByRole('button', { name: `Correct this time: ${milestone}` }).waitFor();
  };
  const acknowledge = async (person: string, page: RegExp): Promise<void> => {
    const screen = await at(person);
    await screen.page.getByRole('button', { name: /^My pages: [1-9]/ }).click();
    const item = screen.page.getByRole('listitem').filter({ hasText: page }).filter({ hasText: 'Test Patient A' });
    await item.first().getByRole('button', { name: 'Acknowledge' }).click();
    await item.first().waitFor({ state: 'detached' });
    await screen.page.keyboard.press('Escape');
  };

  beforeAll(async () => {
    system = await startSystem();
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  }, 60_000);

  test('a resident calls the contracted doctor, and the coordinator sees the new row at once', () =>
    step(async () => {
      const coordinator = await at('Test Xu Gui');
      const doctor = await at('Test Zhao Yi');
      await doctor.press('New episode');
      await doctor.complete({
        Patient: 'Test Patient A',
        'Onset of symptoms': '−30 min',
        'What the caller says': 'Chest pain',
      });
      await doctor.page.getByRole('link', { name: 'Test Patient A' }).first().click();
      await doctor.page.waitForURL(/\/episodes\//);
      episode = decodeURIComponent(new URL(doctor.page.url()).pathname.split('/').pop() ?? '');
      expect(episode).toMatch(/^ep_/);
      await coordinator.page.locator(`[data-episode="${episode}"]`).waitFor();
      expect(await doctor.sees(/Penicillin/)).toBe(true); // the history the doctor keeps is attached
    }));

  test('the ambulance service is asked in parallel and acknowledges', () =>
    step(async () => {
      await acknowledge('Test Zhou Wu', /Send an ambulance/);
      const doctor = await atEpisode('Test Zhao Yi');
      expect(
        await doctor.sees(
          doctor.page.getByRole('region', { name: 'Who was asked' }).getByText('answered 测试周五 Test Zhou Wu'),
        ),
      ).toBe(true);
    }));

  test('the doctor reaches the patient, and the ten minutes to the ECG run', () =>
    step(async () => {
      await record('Test Zhao Yi', 'First medical contact');
      const doctor = await atEpisode('Test Zhao Yi');
      expect(
        await doctor.sees(doctor.page.getByRole('region', { name: 'Clocks' }).getByText('First contact to ECG')),
      ).toBe(true);
    }));

  test('the cart sends a real recording, and its reader is asked', () =>
    step(async () => {
      const cart = await makeCart({ mqttUrl: system.mqttUrl, deviceId: 'dv_cart1', secret: 'demo-secret-of-dv_cart1' });
      const receipt = await cart.record({ tracing: tracing(LIBRARY, 'ptbxl/00189'), orderRef: episode });
      await cart.close();
      expect(receipt.verdict).toBe('accepted');
      await acknowledge('Test Chen Shi', /Read this ECG/);
    }));

  test('the reader sees twelve leads at 25 mm/s and 10 mm/mV and signs an infarct', () =>
    step(async () => {
      const reader = await at('Test Chen Shi');
      await reader.open('/readings');
      await reader.page.getByRole('link', { name: 'Test Patient A' }).first().click();
      const paper = reader.page.getByRole('img', { name: /12-lead ECG, 25 mm\/s, 10 mm\/mV/ });
      await paper.waitFor();
      expect(Number(await paper.getAttribute('data-samples'))).toBeGreaterThanOrEqual(5000);
      await reader.press('Start reading');
      expect(await reader.sees(reader.page.getByText(/opened by 测试陈十/))).toBe(true);
      await reader.page.keyboard.press('1');
      await reader.page.getByRole('checkbox', { name: 'anterior' }).check();
      await reader.page.keyboard.press('Control+Enter');
      expect(await reader.sees(/Signed by .*Test Chen Shi/)).toBe(true);
    }));

  test('aspirin and the second antiplatelet drug are given before the transfer', () =>
    step(async () => {
      await record('Test Zhao Yi', 'Aspirin given');
      await record('Test Zhao Yi', 'P2Y12 given');
      const doctor = await atEpisode('Test Zhao Yi');
      await doctor.page.getByText(/^Finished clocks/).click();
      expect(
        await doctor.sees(
          doctor.page.getByRole('listitem').filter({ hasText: 'Diagnosis to loading dose' }).getByText('met'),
        ),
      ).toBe(true);
    }));

  test('the strategy is recommended with its reasons and decided by a named doctor', () =>
    step(async () => {
      const cardiologist = await atEpisode('Test Wei Yi');
      await cardiologist.press('Make a forecast');
      await cardiologist.complete({
        'Minutes until door out': '10',
        'Minutes of driving': '25',
        'Minutes from arrival to wire, if you know better than the last 90 days': '30',
      });
      expect(await cardiologist.sees(/about \d+ min/)).toBe(true);
      const checklist = cardiologist.page.getByRole('region', { name: 'Lysis checklist' });
      for (const item of await checklist.getByRole('radio', { name: 'No', exact: true }).all()) await item.check();
      await checklist.getByRole('button', { name: 'Save' }).click();
      expect(
        await cardiologist.sees(
          cardiologist.page.getByRole('region', { name: 'Recommendation' }).getByText('Primary PCI by transfer'),
        ),
      ).toBe(true);
      await cardiologist.press('Decide the strategy');
      await cardiologist.complete({ Strategy: 'Primary PCI by transfer' });
      expect(await cardiologist.sees(/Decided: Primary PCI by transfer/)).toBe(true);
    }));

  test('the lab is called, every role acknowledges, and the last arrival makes it ready', () =>
    step(async () => {
      const cardiologist = await atEpisode('Test Wei Yi');
      await cardiologist.press('Call the lab');
      await cardiologist.complete({ 'Cath lab': 'free' });
      expect(await cardiologist.sees('held for this patient')).toBe(true);
      const team = { 'Test Yang Ji': 'Interventionist', 'Test Qin Xin': 'Lab nurse', 'Test You Ren': 'Lab technician' };
      for (const [person, role] of Object.entries(team)) {
        await acknowledge(person, /Come to the lab/);
        const member = await atEpisode(person);
        await member.press('Arrived at the lab');
        await member.complete({ 'Who arrived': role });
      }
      expect(
        await cardiologist.sees(cardiologist.page.getByRole('button', { name: 'Correct this time: Lab ready' })),
      ).toBe(true);
    }));

  test('door, lab, consent, puncture, angiography, wire and the end of PCI are on the timeline', () =>
    step(async () => {
      const operator = await atEpisode('Test Yang Ji');
      for (const milestone of ['PCI hospital door', 'Patient in lab']) await record('Test Yang Ji', milestone);
      await operator.press(/^Consent$/);
      await operator.complete({ 'Consent to': 'PCI', State: 'in discussion' });
      await operator.press(/^Consent$/);
      await operator.complete({
        'Consent to': 'PCI',
        State: 'signed',
        'Who signs, refuses or authorises': 'Test Wife A',
        'Relation to the patient': 'wife',
      });
      for (const milestone of ['Puncture', 'Angiography', 'Wire crosses', 'PCI ended'])
        await record('Test Yang Ji', milestone);
      await operator.press('Report the PCI');
      await operator.complete({
        'Culprit lesion': 'LAD proximal',
        Access: 'radial',
        'TIMI flow before (0–3)': '0',
        'TIMI flow after (0–3)': '3',
        'Segment 1': 'LAD proximal',
        'Product 1': 'Test stent 3.0×18',
      });
      expect(await operator.sees(/TIMI 0 → 3/)).toBe(true);
      expect(
        await operator.sees(
          operator.page
            .getByRole('region', { name: 'Lab' })
            .or(operator.page.getByRole('region', { name: 'Cath lab' }))
            .getByText('● yes')
            .first(),
        ),
      ).toBe(true);
    }));

  test('the ward discharges with drugs, and the community accepts the patient back', () =>
    step(async () => {
      const ward = await atEpisode('Test Shi Yin');
      await ward.press('Enter a department');
      await ward.complete({ Department: 'CCU' });
      await record('Test Shi Yin', 'Medically ready');
      await ward.press(/^Discharge$/);
      await ward.complete({ 'Drug 1': 'aspirin', 'Dose 1': '100 mg daily', 'LVEF, %': '52' });
      await ward.press('Refer down');
      await ward.complete({});
      const doctor = await atEpisode('Test Zhao Yi');
      await doctor.press('Accept the down-referral');
      await doctor.complete({});
      expect(
        await doctor.sees(doctor.page.getByRole('region', { name: 'Follow-up plan' }).getByText('Phone visit').first()),
      ).toBe(true);
    }));

  test('an alarm of the wearable becomes a new episode that knows the stent', () =>
    step(async () => {
      const doctor = await atEpisode('Test Zhao Yi');
      await doctor.press('Bind a device');
      await doctor.complete({ 'Device number': 'dv_wear1' });
      const wearable = await makeWearable({
        mqttUrl: system.mqttUrl,
        deviceId: 'dv_wear1',
        secret: 'demo-secret-of-dv_wear1',
      });
      await wearable.vitals([{ code: 'HR', value: 74 }]);
      await wearable.alarm({ code: 'CHEST_PAIN_REPORTED', symptoms: ['CHEST_PAIN'] });
      await wearable.close();
      const nurse = await at('Test Kong Chen');
      await nurse.open('/incidents');
      const alarm = nurse.page.getByRole('listitem').filter({ hasText: 'Patient reports chest pain' }).first();
      await alarm.getByRole('button', { name: 'Acknowledge' }).first().click();
      await alarm.getByText(/● Acknowledge/).waitFor();
      await alarm.getByRole('button', { name: 'Assess' }).click();
      await nurse.complete({ 'What you saw and heard': 'Called back: crushing pain for ten minutes' });
      await alarm.getByRole('button', { name: 'Refer up' }).click();
      await alarm.getByRole('link', { name: /Became a new episode/ }).click();
      expect(await nurse.sees(/LAD proximal Test stent/)).toBe(true);
    }));

  test('the manager reads the average length of stay by department and year', () =>
    step(async () => {
      const manager = await at('Test Jin Shen');
      await manager.page.getByRole('link', { name: 'Stays' }).click();
      const lines = manager.page.getByRole('row').filter({ hasText: 'Cardiology' });
      await lines.first().waitFor();
      expect(await lines.count()).toBeGreaterThanOrEqual(2);
    }));
});
