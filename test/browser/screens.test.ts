import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type Locator } from 'playwright-core';
import { makeCart } from '../../devices/simulator/cart';
import { cartFile } from '../../devices/simulator/cartFiles';
import { syntheticTwelveLead } from '../../devices/simulator/heart';
import { tracing } from '../../devices/simulator/library';
import { makeWearable } from '../../devices/simulator/wearable';
import { pagesRing } from './pagesRing';
import { openPages, seat, type Seat } from './seat';
import { CHROMIUM, startSystem, type System } from './system';

const LIBRARY = process.env['ECG_LIBRARY'] ?? join(__dirname, '..', '..', '..', 'shared', 'ecg');

if (CHROMIUM === undefined) console.warn('SKIPPED: the screens in a browser, for there is no chromium on this machine');
const describeInBrowser = CHROMIUM === undefined ? describe.skip : describe;

describeInBrowser('the screens', () => {
  let system: System;
  let browser: Browser;
  let doctor: Seat;
  let paths: Readonly<Record<string, string>> = {};

  beforeAll(async () => {
    system = await startSystem();
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
    doctor = await seat(browser, system.url, 'Test Sun San');
    await doctor.press('New episode');
    await doctor.complete({ Patient: 'Test Patient C', 'What the caller says': 'Sweating' });
    await doctor.page.getByRole('link', { name: 'Test Patient C' }).first().click();
    await doctor.page.waitForURL(/\/episodes\//);
    const episode = new URL(doctor.page.url()).pathname;
    const cart = await makeCart({ mqttUrl: system.mqttUrl, deviceId: 'dv_cart2', secret: 'demo-secret-of-dv_cart2' });
    await cart.record({ tracing: tracing(LIBRARY, 'ptbxl/00189'), orderRef: episode.split('/').pop() ?? '' });
    await cart.close();
    await doctor.page.getByRole('region', { name: 'ECGs' }).getByRole('link').first().click();
    await doctor.page.waitForURL(/\/readings\//);
    const reading = new URL(doctor.page.url()).pathname;
    paths = {
      board: '/board',
      episode,
      readings: '/readings',
      reading,
      incidents: '/incidents',
      tasks: '/tasks',
      rota: '/rota?site=st_hub',
      devices: '/devices',
      register: '/devices/register',
      stays: '/stays',
      indicators: '/indicators?site=st_hub&period=2026',
      alarmRules: '/alarm-rules',
      signIn: '/sign-in',
    };
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  }, 60_000);

  describe.each(['en', 'zh-CN'])('in %s', (language) => {
    test.each([
      'board',
      'episode',
      'readings',
      'reading',
      'incidents',
      'tasks',
      'rota',
      'devices',
      'register',
      'stays',
      'indicators',
      'alarmRules',
      'signIn',
    ])('the page %s has nothing a screen reader or a colour-blind reader stumbles over', async (name) => {
      const reader = await seat(browser, system.url, 'Test Chen Shi', language);
      await reader.open(paths[name] ?? '');
      await reader.page.locator('h1').first().waitFor();
      await reader.page.waitForLoadState('domcontentloaded');
      await reader.page.waitForTimeout(500); // what loads after the heading belongs to the page too
      const { violations } = await new AxeBuilder({ page: reader.page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa'])
        .analyze();
      await reader.leave();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))])).toEqual([]);
    });
  });

  test('a reader sees a photograph as it was sent, saves a broken file, and is told why neither was measured', async () => {
    const heart = syntheticTwelveLead();
    const cart = await makeCart({ mqttUrl: system.mqttUrl, deviceId: 'dv_cart2', secret: 'demo-secret-of-dv_cart2' });
    const photograph = await cart.record({ tracing: cartFile('IMAGE', heart) });
    const whole = cartFile('DICOM', heart);
    const cut = await cart.record({ tracing: { ...whole, bytes: whole.bytes.slice(0, 60_000) } });
    await cart.close();
    const reader = await seat(browser, system.url, 'Test Chen Shi');
    await reader.open(`/readings/rd_${photograph.ecgId?.slice('ecg_'.length)}`);
    const picture = reader.page.getByRole('img', { name: 'Picture of an ECG, as it was sent' });
    await picture.waitFor();
    expect(await picture.evaluate((img) => 'naturalWidth' in img && img.naturalWidth)).toBe(1000);
    await reader.page.getByText('a picture or document: for eyes only').waitFor();
    await reader.open(`/readings/rd_${cut.ecgId?.slice('ecg_'.length)}`);
    await reader.page.getByText('UNVERIFIED. Not drawn: cut short.').waitFor();
    const saving = reader.page.waitForEvent('download');
    await reader.page.getByRole('button', { name: 'Save the original' }).press('Enter');
    const saved = readFileSync(await (await saving).path());
    await reader.leave();
    expect(saved).toEqual(Buffer.from(whole.bytes.slice(0, 60_000)));
  });

  test('device staff register a patch, and see its secret once', async () => {
    const staff = await seat(browser, system.url, 'Test Hua Wei');
    await staff.open('/devices/register');
    await staff.press('New device');
    await staff.complete({ 'Device number': 'dv_patch9', Kind: 'wearable', Site: 'Demo East Street' });
    const line = staff.page.getByRole('listitem', { name: 'dv_patch9' });
    await line.getByText('nothing to sign in with').waitFor();
    await line.getByRole('button', { name: 'New secret: dv_patch9' }).click();
    const dialog = staff.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'New secret' }).click();
    const secret = (await dialog.getByRole('code').textContent()) ?? '';
    const watch = await makeWearable({ mqttUrl: system.mqttUrl, deviceId: 'dv_patch9', secret });
    await watch.close();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await line.getByText('signs in by secret').waitFor();
    expect(await staff.page.content()).not.toContain(secret);
    await staff.leave();
  });

  test('the board is used without a mouse', async () => {
    await doctor.open('/board');
    await doctor.page.getByRole('link', { name: 'Test Patient C' }).first().waitFor();
    await doctor.page.keyboard.press('Tab');
    expect(await doctor.page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    await doctor.page.keyboard.press('Enter');
    await doctor.page.getByRole('link', { name: 'Test Patient C' }).first().focus();
    await doctor.page.keyboard.press('Enter');
    await doctor.page.waitForURL(/\/episodes\//);
    expect(doctor.page.url()).toContain(paths['episode']);
  });

  test('what a role may not do stays visible and says who may', async () => {
    const manager = await seat(browser, system.url, 'Test Jin Shen');
    await manager.open(paths['episode'] ?? '');
    // Refused, yet reachable: a person presses it to read why.
    await manager.page.getByRole('button', { name: /^Decide the strategy/ }).focus();
    await manager.page.keyboard.press('Enter');
    expect(
      await manager.sees(manager.page.getByRole('status').getByText(/The strategy is decided by a cardiologist/)),
    ).toBe(true);
    await manager.leave();
  });

  test('a filter of the board is in its address and survives a reload', async () => {
    await doctor.open('/board?only=breached');
    expect(await doctor.sees('No live episode matches the filter.')).toBe(true);
    await doctor.page.reload();
    expect(await doctor.sees('No live episode matches the filter.')).toBe(true);
    await doctor.page.getByRole('link', { name: 'Clear filters' }).click();
    expect(await doctor.sees(doctor.page.getByRole('link', { name: 'Test Patient C' }))).toBe(true);
  });

  test.each(['board', 'tasks', 'rota', 'episode', 'incidents'])(
    'on a phone the page %s does not scroll sideways',
    async (name) => {
      const phone = await seat(browser, system.url, 'Test Sun San');
      await phone.page.setViewportSize({ width: 390, height: 844 });
      await phone.open(paths[name] ?? '');
      await phone.page.locator('h1').first().waitFor();
      await phone.page.waitForTimeout(500);
      expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await phone.leave();
    },
  );

  test('the duty director puts a stand-in on the rota without a mouse, and the stand-in takes over', async () => {
    const director = await seat(browser, system.url, 'Test He Zi');
    await director.open('/rota?site=st_hub');
    expect(await director.sees('Every role that is needed is held.')).toBe(true);
    await director.page
      .getByRole('button', { name: /^Coordinator .*: Stand in$/ })
      .first()
      .focus();
    await director.page.keyboard.press('Enter');
    await director.complete({ 'Who stands in': 'Test Jiang Hai', Reason: 'ill' });
    const changes = director.page.getByRole('region', { name: 'Changes of the plan' });
    expect(await director.sees(changes.getByText(/Jiang Hai · ill .* not taken over yet/))).toBe(true);
    await director.leave();

    const standIn = await seat(browser, system.url, 'Test Jiang Hai');
    await standIn.open('/rota?site=st_hub');
    expect(await standIn.sees(/Test Xu Gui → .*Test Jiang Hai · both are asked until then/)).toBe(true);
    await standIn.press('I have taken over');
    const taken = standIn.page.getByRole('region', { name: 'Changes of the plan' }).getByText(/ · taken over$/);
    expect(await standIn.sees(taken)).toBe(true);
    await standIn.leave();
  });

  test('an action taken out of coverage is counted, survives the closed page and is done once back', async () => {
    const outside = await seat(browser, system.url, 'Test Sun San');
    await outside.open(paths['episode'] ?? '');
    await outside.page.getByRole('button', { name: 'When was: First medical contact' }).click();
    await outside.page.context().setOffline(true);
    await outside.page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
    expect(await outside.sees('1 not sent yet')).toBe(true);
    const context = outside.page.context();
    await outside.page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto(`${system.url}${paths['episode']}`);
    await again.getByRole('button', { name: 'Correct this time: First medical contact' }).waitFor({ timeout: 20_000 });
    expect(await again.getByText('1 not sent yet').count()).toBe(0);
    await context.close();
  });

  test('a form begins in its first field, and Escape gives the focus back to where it came from', async () => {
    await doctor.open('/board');
    const { page } = doctor;
    const start = page.getByRole('button', { name: 'New episode', exact: true });
    await start.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Patient', exact: true }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await doctor.sees(start.and(page.locator(':focus')))).toBe(true);
  });

  test('a refusal is read in the reader’s own language', async () => {
    const manager = await seat(browser, system.url, 'Test Jin Shen', 'zh-CN');
    await manager.open(paths['episode'] ?? '');
    await manager.page.getByRole('button', { name: /^决定策略/ }).focus();
    await manager.page.keyboard.press('Enter');
    expect(await manager.sees('决定策略: 再灌注策略由心内科医生或本院主治医生决定。')).toBe(true);
    await manager.leave();
  });

  test('R23 another patient’s ECG is taken back where it lies, and whoever read it is asked to look again', async () => {
    await doctor.open(paths['episode'] ?? '');
    await doctor.page
      .getByRole('button', { name: /^Another patient/ })
      .first()
      .click();
    await doctor.complete({ Reason: 'The bracelet is the neighbour’s' });
    const ecgs = doctor.page.getByRole('region', { name: 'ECGs' });
    expect(await doctor.sees(ecgs.getByText(/Taken back .*The bracelet is the neighbour’s/))).toBe(true);
    const reader = await seat(browser, system.url, 'Test Chen Shi');
    const pages = await openPages(reader);
    await pages
      .filter({ hasText: 'Wrong patient' })
      .filter({ hasText: 'Test Patient C' })
      .getByRole('button', { name: 'Acknowledge' })
      .first()
      .click();
    const asked = doctor.page.getByRole('region', { name: 'Who was asked' });
    expect(
      await doctor.sees(
        asked
          .getByText(/Wrong patient.*ECG reader/)
          .locator('..')
          .getByText('answered'),
      ),
    ).toBe(true);
    await reader.leave();
  });

  test('a wire before all else is taken, asked about in both languages, and answered with a reason', async () => {
    const operator = await seat(browser, system.url, 'Test Yang Ji');
    await operator.open(paths['episode'] ?? '');
    await operator.press('Record a time');
    await operator.choose({ What: 'Wire crosses' });
    await operator.page.getByRole('dialog').getByRole('button', { name: '−30 min' }).click();
    await operator.complete({});
    const question = operator.page.getByRole('listitem').filter({ hasText: /Wire crosses lies before/ });
    await question
      .getByRole('button', { name: /^Right as it is/ })
      .first()
      .click();
    const chinese = await seat(browser, system.url, 'Test Xu Gui', 'zh-CN');
    await chinese.open(paths['episode'] ?? '');
    expect(await chinese.sees(/导丝通过早于/)).toBe(true);
    await chinese.leave();
    await operator.complete({ Reason: 'The wife called from the lab' });
    await operator.page.getByText(/^Answered \(/).click();
    expect(await operator.sees(/The wife called from the lab/)).toBe(true);
    await operator.leave();
  });

  test('7.2 #71 a consult is answered only with all four outputs, and what is missing is named in words', async () => {
    await doctor.open(paths['episode'] ?? '');
    await doctor.press('Ask for a consult');
    await doctor.complete({ 'What is asked': 'Lysis before two hours on the road?' });
    const cardiologist = await seat(browser, system.url, 'Test Wei Yi', 'zh-CN');
    await cardiologist.open(paths['episode'] ?? '');
    const consult = cardiologist.page.getByRole('region', { name: '远程会诊' });
    await consult.getByRole('button', { name: '答复' }).click();
    await cardiologist.choose({ 目前现场救治: '吸氧，阿司匹林嚼服' });
    const form = cardiologist.page.getByRole('dialog');
    await form.getByRole('button', { name: '提交' }).click();
    await form.getByRole('alert').getByText('请给出意见，或说明不给出：心电图判读、再灌注选择、转运选择。').waitFor();
    for (const output of ['心电图判读', '再灌注选择', '转运选择'])
      await form.getByRole('checkbox', { name: output }).check();
    await form.getByRole('button', { name: '提交' }).press('Enter');
    await form.waitFor({ state: 'hidden' });
    expect(await cardiologist.sees(consult.getByText('吸氧，阿司匹林嚼服'))).toBe(true);
    expect(await doctor.sees(doctor.page.getByRole('region', { name: 'Remote consult' }).getByText('no advice'))).toBe(
      true,
    );
    await cardiologist.leave();
  });

  test('10.35 a troponin is offered its own units only, and a corrected value strikes the old one out', async () => {
    await doctor.open(paths['episode'] ?? '');
    await doctor.press('Report a test result');
    await doctor.choose({ Test: 'High-sensitivity troponin T' });
    const form = doctor.page.getByRole('dialog');
    const units = form.getByRole('radiogroup', { name: 'Unit' }).getByRole('radio');
    await units.first().waitFor({ state: 'attached' });
    expect(await units.count()).toBe(4);
    await doctor.complete({ Value: '18', Unit: 'ng/L' });
    const results = doctor.page.getByRole('region', { name: 'Test results' });
    await results.getByRole('button', { name: /^Correct/ }).click();
    await doctor.complete({ Value: '81', Unit: 'ng/L', Reason: 'Read from the wrong line' });
    await results.getByText(/^Corrected or taken back/).click();
    expect(await doctor.sees(results.locator('del').getByText('18 ng/L'))).toBe(true);
    expect(await doctor.sees(results.getByText('81 ng/L'))).toBe(true);
  });

  test('R1 somebody nobody knew is merged into the patient’s own case, chosen by name from a list', async () => {
    const coordinator = await seat(browser, system.url, 'Test Xu Gui');
    await coordinator.press('Open for an unknown patient');
    await coordinator.complete({ Bracelet: 'TEST-7', 'What the caller says': 'Fainted' });
    const row = coordinator.page.getByRole('row').filter({ hasText: 'TEST-7' });
    await row.getByRole('link').first().click();
    await coordinator.page.waitForURL(/\/episodes\//);
    await coordinator.press('Merge into another episode');
    await coordinator.complete({
      'The episode that goes on': 'Test Patient C',
      Reason: 'The wife came with the papers',
    });
    expect(await coordinator.sees(/^Merged: it goes on in the other episode/)).toBe(true);
    await coordinator.leave();
  });

  describe('pages ring', () => {
    pagesRing(() => ({ browser, system }));
  });

  test('a screen that hears nothing turns grey and says since when', async () => {
    const coordinator = await seat(browser, system.url, 'Test Xu Gui');
    await coordinator.sees('stream: live');
    const api = system.pid('api');
    process.kill(api, 'SIGSTOP');
    try {
      await coordinator.page.getByText(/^No news since \d\d:\d\d:\d\d/).waitFor({ timeout: 40_000 });
    } finally {
      process.kill(api, 'SIGCONT');
    }
    await coordinator.page.getByText(/^No news since/).waitFor({ state: 'detached', timeout: 30_000 });
    expect(await coordinator.sees('stream: live')).toBe(true);
    await coordinator.leave();
  });

  test('with the record away an episode is opened, its page reaches a screen and is acknowledged there', async () => {
    const dispatcher = await seat(browser, system.url, 'Test Zhou Wu');
    await doctor.open('/board');
    await doctor.press('New episode');
    await doctor.choose({ Patient: 'Test Patient D', 'What the caller says': 'Fainted' });
    const back = takeRecordAway(system.pid('postgres'));
    try {
      await dispatcher.page.getByText(/^The record does not answer since/).waitFor({ timeout: 40_000 });
      const asked = (await openPages(dispatcher)).filter({ hasText: 'Send an ambulance' });
      const before = await steadyCount(asked);
      await doctor.page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
      await doctor.page.getByRole('dialog').waitFor({ state: 'hidden', timeout: 30_000 });
      await asked.nth(before).waitFor({ timeout: 30_000 });
      // A page names nobody while the record is away, and those of other episodes climb to the top: all are answered.
      for (let left = before; left >= 0; left -= 1) {
        await asked.first().getByRole('button', { name: 'Acknowledge' }).click();
        await asked.nth(left).waitFor({ state: 'detached', timeout: 30_000 });
      }
    } finally {
      back();
    }
    await doctor.page.getByText(/^The record does not answer since/).waitFor({ state: 'detached', timeout: 60_000 });
    const row = doctor.page.getByRole('row').filter({ hasText: 'Test Patient D' });
    expect(await doctor.sees(row.getByText(/acknowledged 测试周五/))).toBe(true);
    await dispatcher.leave();
  });
});

/** How many there are once no more have come for a second: those heard before the record went away come back first. */
async function steadyCount(items: Locator): Promise<number> {
  for (let seen = -1; ;) {
    const count = await items.count();
    if (count === seen) return count;
    seen = count;
    await items.page().waitForTimeout(1000);
  }
}

/** The database dies and does not come back until it is let: its first process is frozen and the others are killed. */
function takeRecordAway(postmaster: number): () => void {
  process.kill(postmaster, 'SIGSTOP');
  const children = execFileSync('pgrep', ['-P', String(postmaster)], { encoding: 'utf8' })
    .trim()
    .split('\n');
  for (const child of children) process.kill(Number(child), 'SIGKILL');
  return () => process.kill(postmaster, 'SIGCONT');
}
