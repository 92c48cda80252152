import type { MqttClient } from 'mqtt';
import type { PageOrder } from '../workflows/domain/decision';
import type { Channel } from '../workflows/domain/vocabulary';
import type { Duty } from './rota';

/** Every page is also shown on the screens: the topic they follow, and what it carries as JSON. */
export const DESK_TOPIC = 'wiretime/desk/pages';
export type DeskPage = PageOrder & {
  /** Everybody asked; empty when nobody is on the rota. */
  readonly personIds: readonly string[];
  readonly sentAt: number;
  /** No provider is configured for the channel: the desk alone shows the page. */
  readonly simulated: boolean;
  readonly fault?: string;
};

/** Sends one page to one person; throws when the provider didn't take it. */
export type Adapter = (page: PageOrder, duty: Duty) => Promise<void>;

/** The browsers people turned on: who has one is pushed to there, whatever provider the region has beside. */
export type BrowserChannel = { readonly ringsFor: (personId: string) => boolean; readonly ring: Adapter };

export type Channels = {
  readonly desk: (page: DeskPage) => Promise<void>;
  /** Absent: simulated. */
  readonly adapters: Readonly<Partial<Record<Exclude<Channel, 'DESK'>, Adapter>>>;
  readonly browsers?: BrowserChannel;
};

/** How a page goes to one person; `undefined` where the desk alone shows it. */
export function wayTo({ adapters, browsers }: Channels, channel: Channel, personId: string): Adapter | undefined {
  if (channel === 'DESK') return undefined;
  return channel === 'PUSH' && browsers?.ringsFor(personId) ? browsers.ring : adapters[channel];
}

/** How long (ms) one provider, or the broker, may take over one page. */
const LIMIT_MS = 5000;

/** A provider behind one URL: SMS, voice or push gateways put a small adapter of their own there. */
export const webhook =
  (url: string, limitMs = LIMIT_MS): Adapter =>
  async (page, { personId, phone }) => {
    const { id, role, siteId, channel, because, subjectKind, subjectId } = page;
    const answer = await fetch(url, {
      method: 'POST',
      // A page sent again after a crash has the same key: the provider may leave the second out.
      headers: { 'content-type': 'application/json', 'idempotency-key': `${id}:${personId}` },
      body: JSON.stringify({ id, to: phone, personId, role, siteId, channel, because, subjectKind, subjectId }),
      signal: AbortSignal.timeout(limitMs),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`the ${channel} provider answered ${answer.status}`);
  };

/**
 * Publishes to the screens; resolves when the broker has it, even with PostgreSQL away. A broker that is just being
 * started again is waited for: failing at once would climb a whole ladder in a second.
 */
export const deskBy =
  (broker: MqttClient, limitMs = LIMIT_MS): Channels['desk'] =>
  async (page) => {
    await connected(broker, limitMs);
    const published = broker.publishAsync(DESK_TOPIC, JSON.stringify(page), { qos: 1 });
    await within(limitMs, published);
  };

async function connected(broker: MqttClient, limitMs: number): Promise<void> {
  if (broker.connected) return;
  let heard = () => {};
  const back = new Promise<void>((resolve) => {
    heard = resolve;
    broker.once('connect', heard);
  });
  try {
    await within(limitMs, back);
  } finally {
    broker.off('connect', heard);
  }
}

async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
