import { RegisterBrowserDocument, WithdrawBrowserDocument } from '../api/generated/graphql';
import { act } from '../api/outbox';
import { session } from '../api/session';
import { keep, kept } from '../api/store';
import type { Problem } from '../api/client';

/** Why this browser can't ring: its person refused it, it has no web push, or it doesn't reach its push service. */
export type Silent = 'REFUSED' | 'CANNOT' | 'NO_SERVICE';
/** What came of turning it on or off. */
export type Turned = { readonly silent?: Silent; readonly problem?: Problem };

const WORKER = '/service-worker.js';
/** For whom this browser rings, and under which id the server knows it. */
const KEPT = 'ringing';

/** Absent where it rings for somebody else, or for nobody. */
export const browserId = (): string | undefined => {
  const [personId, id] = kept(KEPT)?.split(' ') ?? [];
  return personId === session()?.personId ? id : undefined;
};

/** What is known before anybody asks; web push needs an https address, or the machine itself. */
export const whySilent = (): Silent | undefined => {
  if (!('serviceWorker' in navigator) || !('PushManager' in globalThis) || !('Notification' in globalThis))
    return 'CANNOT';
  return Notification.permission === 'denied' ? 'REFUSED' : undefined;
};

const subscription = async (): Promise<PushSubscription | null> =>
  (await (await navigator.serviceWorker.getRegistration(WORKER))?.pushManager.getSubscription()) ?? null;

/** Whether the server's row still leads here: the browser may have dropped its subscription meanwhile. */
export const isSubscribed = async (): Promise<boolean> => whySilent() === undefined && (await subscription()) !== null;

async function subscribe(pushKey: string): Promise<PushSubscription> {
  await navigator.serviceWorker.register(WORKER);
  const { pushManager } = await navigator.serviceWorker.ready;
  const asked = { userVisibleOnly: true, applicationServerKey: pushKey };
  return pushManager.subscribe(asked).catch(async (error: unknown) => {
    // Another installation's key, or one from before: this browser begins anew.
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe(asked);
  });
}

const inBase64 = (bytes: ArrayBuffer | null): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer())))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Asks the person, the browser, its push service and the server, in this order; what refuses says so. */
export async function turnOn(pushKey: string, language: string, label: string): Promise<Turned> {
  const before = whySilent();
  if (before !== undefined) return { silent: before };
  if ((await Notification.requestPermission()) !== 'granted') return { silent: 'REFUSED' };
  let subscribed: PushSubscription;
  try {
    subscribed = await subscribe(pushKey);
  } catch {
    return { silent: 'NO_SERVICE' };
  }
  const { endpoint } = subscribed;
  const keys = { p256dh: inBase64(subscribed.getKey('p256dh')), auth: inBase64(subscribed.getKey('auth')) };
  const answer = await act(RegisterBrowserDocument, { endpoint, ...keys, language }, label);
  if ('problem' in answer) return { problem: answer.problem };
  keep(KEPT, `${session()?.personId} ${answer.data.id}`);
  return {};
}

/** Off here at once, whether or not the server can be told: its next message finds nobody. */
export async function turnOff(label: string): Promise<Turned> {
  const browser = browserId();
  if (browser === undefined) return {};
  keep(KEPT, undefined);
  const told = act(WithdrawBrowserDocument, { browserId: browser }, label);
  await (await subscription())?.unsubscribe();
  const answer = await told;
  return 'problem' in answer ? { problem: answer.problem } : {};
}
