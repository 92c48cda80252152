import { DESK_TOPIC, DROPPED_TOPIC, UP_TOPICS } from './topics';

/** Who speaks to a broker: our processes under their own names, and the door, which brings each device under its id. */
export const BROKER_USERS = ['gateway', 'engine', 'api', 'door'] as const;
export type BrokerUser = (typeof BROKER_USERS)[number];
export type BrokerSecrets = Readonly<Record<BrokerUser, string>>;

export type Rights = { readonly read: readonly string[]; readonly write: readonly string[] };

/** What each may hear and say, and nothing besides; `%c` is the client id, which the door holds to be the device's own. */
export const RIGHTS: Readonly<Record<BrokerUser, Rights>> = {
  // It empties a topic that somebody left an alarm retained on.
  gateway: { read: [UP_TOPICS, DROPPED_TOPIC], write: [UP_TOPICS, 'cpc/v1/+/down/#', DESK_TOPIC] },
  engine: { read: [], write: [DESK_TOPIC] },
  api: { read: [DESK_TOPIC], write: [] },
  door: { read: ['cpc/v1/%c/down/#'], write: ['cpc/v1/%c/up/#'] },
};

/** Whether all that `asked` (a topic or a filter) speaks of lies within the filter `right`. */
export function covers(right: string, asked: string): boolean {
  const levels = asked.split('/');
  const rights = right.split('/');
  for (const [n, level] of rights.entries()) {
    if (level === '#') return true;
    const wanted = levels[n];
    if (wanted === undefined || wanted === '#' || (level !== '+' && level !== wanted)) return false;
  }
  return levels.length === rights.length;
}

const may = (right: 'read' | 'write') => (user: BrokerUser, clientId: string, asked: string) =>
  RIGHTS[user][right].some((filter) => covers(filter.replace('%c', clientId), asked));

export const mayPublish = may('write');
export const maySubscribe = may('read');
