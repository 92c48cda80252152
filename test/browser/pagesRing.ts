import type { Browser, Page } from 'playwright-core';
import { openPages, seat } from './seat';
import type { System } from './system';

type Shared = { readonly browser: Browser; readonly system: System };

/** Tests of what rings outside a screen; they share the system and the browser of those who call them. */
export function pagesRing(shared: () => Shared): void {
  test('whoever cannot be rung in a browser reads why, and whoever can turns it on for themself alone', async () => {
    const reader = await seat(shared().browser, shared().system.url, 'Test Chen Shi');
    await openPages(reader);
    const ringing = reader.page.getByRole('region', { name: 'Ringing in this browser' });
    const turn = ringing.getByRole('switch');
    expect(await reader.sees(ringing.getByText(/Off: pages ring only while/))).toBe(true);
    await turn.press('Space');
    expect(await reader.sees(ringing.getByText(/This browser refuses notifications/))).toBe(true);
    await reader.page.context().grantPermissions(['notifications']);
    await turn.press('Space'); // this browser has no line to its push service here
    expect(await reader.sees(ringing.getByText(/does not reach its push service/))).toBe(true);
    expect(await turn.isChecked()).toBe(false);
    await reader.leave();
  });

  test('a pushed page is shown once, in its reader’s language, without a name, and leads to what it is about', async () => {
    const reader = await seat(shared().browser, shared().system.url, 'Test Chen Shi');
    const { page } = reader;
    const push = await pushTo(page, shared().system.url);
    const pushed = { subjectKind: 'EPISODE', subjectId: 'ep_1', role: 'ECG_READER', askedAt: 0, language: 'en' };
    const late = { ...pushed, id: 'pg_1', because: { reason: 'CLOCK_LEVEL', target: 'T05', level: 'BREACH' } };
    const read = { ...pushed, id: 'pg_2', subjectKind: 'READING', subjectId: 'rd_1', because: { reason: 'READ_ECG' } };
    for (const one of [late, { ...late, language: 'zh-CN' }, { id: 'trial:1', trial: true, language: 'en' }, read])
      await push.deliver(one);
    const notices = [
      { tag: 'pg_1', title: '时限将到 · T05 首次医疗接触-首份心电图 · 已超时', path: '/episodes/ep_1' },
      { tag: 'pg_2', title: 'Read this ECG', path: '/readings/rd_1' },
      { tag: 'trial:1', title: 'Trial: pages ring here', path: '/board' },
    ];
    for (const { title } of notices) await push.shows(title);
    expect(await push.shown()).toEqual(notices);
    await push.press('pg_2');
    await page.waitForURL(/\/readings\/rd_1$/);
    await reader.leave();
  });

  test('a phone may put it on its home screen, named in both languages, with icons it can draw', async () => {
    const reader = await seat(shared().browser, shared().system.url, 'Test Chen Shi');
    const devtools = await reader.page.context().newCDPSession(reader.page);
    const { errors, data } = await devtools.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const manifest = JSON.parse(data ?? '{}') as { name: string; display: string; icons: { src: string }[] };
    expect(manifest).toMatchObject({ name: expect.stringMatching(/胸痛.*chest pain/), display: 'standalone' });
    const icons = ['/apple-touch-icon.png', ...manifest.icons.map(({ src }) => src)];
    const drawn = await reader.page.evaluate(
      (addresses) =>
        Promise.all(
          addresses.map(async (address) => {
            const picture = Object.assign(new Image(), { src: address });
            await picture.decode();
            return `${address} ${picture.naturalWidth > 0 ? 'drawn' : 'empty'}`;
          }),
        ),
      icons,
    );
    expect(drawn).toEqual(icons.map((address) => `${address} drawn`));
    await reader.leave();
  });
}

/** What a push service would bring to this browser, and what the browser then shows. */
async function pushTo(page: Page, origin: string) {
  await page.context().grantPermissions(['notifications']);
  const devtools = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [one] }) => {
      if (one !== undefined) resolve(one.registrationId);
    }),
  );
  await devtools.send('ServiceWorker.enable');
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/service-worker.js');
    await navigator.serviceWorker.ready;
  });
  const registrationId = await registered;
  const shown = () =>
    page.evaluate(async () => {
      const notices = await (await navigator.serviceWorker.ready).getNotifications();
      return notices
        .map(({ tag, title, data }) => ({ tag, title, path: String(data) }))
        .toSorted((one, other) => one.tag.localeCompare(other.tag));
    });
  return {
    deliver: (pushed: object) =>
      devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(pushed) }),
    shown,
    /** Waits for the notice of this title. */
    shows: async (wanted: string) => {
      while (!(await shown()).some(({ title }) => title === wanted)) await page.waitForTimeout(50);
    },
    press: async (tag: string) => {
      const [worker] = page.context().serviceWorkers();
      await worker?.evaluate(async (pressed) => {
        const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration };
        const [notification] = await registration.getNotifications({ tag: pressed });
        const click = new Event('notificationclick');
        globalThis.dispatchEvent(Object.assign(click, { notification, waitUntil: () => undefined }));
      }, tag);
    },
  };
}
