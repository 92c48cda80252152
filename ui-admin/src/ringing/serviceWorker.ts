import { trusted } from '../api/trusted';
import { noticeOf, type Pushed } from './notification';

type Waiting = { waitUntil(work: Promise<unknown>): void };
type Screen = { readonly url: string; focus(): Promise<Screen>; navigate(url: string): Promise<unknown> };
/** As much of a service worker as is used here; the compiler knows pages, and the two do not go together. */
type Worker = {
  readonly registration: {
    showNotification(title: string, options: NotificationOptions & { readonly data: string }): Promise<void>;
  };
  readonly clients: {
    matchAll(of: { readonly type: 'window'; readonly includeUncontrolled: true }): Promise<readonly Screen[]>;
    openWindow(url: string): Promise<unknown>;
    claim(): Promise<void>;
  };
  addEventListener(name: 'activate', heard: (event: Waiting) => void): void;
  addEventListener(name: 'push', heard: (event: Waiting & { readonly data: { json(): unknown } | null }) => void): void;
  addEventListener(
    name: 'notificationclick',
    heard: (event: Waiting & { readonly notification: { readonly data: string; close(): void } }) => void,
  ): void;
};

// It hears and shows, and nothing else: no page and no answer of the server is ever kept here.
const worker = trusted<Worker>(globalThis);

worker.addEventListener('push', (event) => {
  if (event.data === null) return;
  const pushed = trusted<Pushed>(event.data.json());
  const { title, body, tag, path } = noticeOf(pushed);
  event.waitUntil(worker.registration.showNotification(title, { body, tag, lang: pushed.language, data: path }));
});

/** Leads a screen that is open to where the page is about, or opens one. */
async function lead(path: string): Promise<void> {
  const [screen] = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (screen === undefined) return void (await worker.clients.openWindow(path));
  await screen.navigate(path);
  await screen.focus();
}

// Screens that were open before it was there are led by it too.
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(lead(event.notification.data));
});
