import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { LivePagesDocument, PagesForMeDocument, type LivePagesSubscription } from './generated/graphql';
import { useLive, useLiveState } from './live';
import { pagesToShow, RECORD_KNOWS_AFTER_MS, type LivePage, type MyPage } from './pagesToShow';
import { follow } from './stream';
import { serverNow } from '../useNow';

/** The pages stream has no heartbeat to wait for: it is opened anew this often when silent, ms. */
const SILENT_MS = 120_000;

let heard: readonly LivePage[] = [];
const watchers = new Set<() => void>();
const set = (next: readonly LivePage[]): void => {
  heard = next;
  for (const watcher of watchers) watcher();
};
const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/** Follows the pages to whoever is signed in; they come by the broker, so the record need not be there. */
const followPages = (onNew: (page: MyPage) => void): (() => void) => {
  set([]); // the pages of whoever sat here before are not shown to the next person
  return follow<LivePagesSubscription>({
    document: LivePagesDocument,
    variables: () => ({}),
    onFrame: ({ pages: page }) => {
      if (heard.some(({ page: { id } }) => id === page.id)) return;
      const replayed = serverNow() - Date.parse(page.askedAt) > RECORD_KNOWS_AFTER_MS;
      set([...heard, { page, heardAt: Date.now(), replayed }]);
      onNew(page);
    },
    onConnecting: () => undefined,
    onLost: () => undefined,
    silentMs: SILENT_MS,
  });
};

/** Pages to the person signed in, newest first, and how to mark one as acknowledged from here. */
export const useMyPages = (
  onNew: (page: MyPage) => void,
): { pages: readonly MyPage[]; hide: (ids: readonly string[]) => void } => {
  const live = useSyncExternalStore(watch, () => heard);
  const [acknowledged, setAcknowledged] = useState<ReadonlySet<string>>(new Set());
  const { stream } = useLiveState();
  const { data, loadedAt, problem, reload } = useLive(PagesForMeDocument, {}, () => true);
  const hear = useEffectEvent((page: MyPage) => {
    onNew(page);
    setTimeout(reload, RECORD_KNOWS_AFTER_MS + 500);
  });
  useEffect(() => followPages((page) => hear(page)), []);

  const recordAway = stream === 'RECORD_AWAY' || problem !== undefined;
  return {
    pages: pagesToShow(data?.pagesForMe ?? [], recordAway ? undefined : loadedAt, live, acknowledged),
    hide: (ids) => setAcknowledged((old) => new Set([...old, ...ids])),
  };
};
