import { useEffect, useMemo, useState } from 'react';
import {
  LivePagesDocument,
  PagesForMeDocument,
  type LivePagesSubscription,
  type PagesForMeQuery,
} from './generated/graphql';
import { useLive, useLiveState } from './live';
import { follow } from './stream';

export type MyPage = Omit<PagesForMeQuery['pagesForMe'][number], 'site' | 'status'>;

/** A page may reach the screen before the record knows it; after this long the record's word counts, ms. */
const RECORD_KNOWS_AFTER_MS = 5000;
/** The pages stream has no heartbeat of its own to wait for: it is opened anew this often when silent, ms. */
const SILENT_MS = 120_000;

export type LivePage = { readonly page: MyPage; readonly heardAt: number };

/**
 * What this person is asked for: the record's list, and what was heard live and the record cannot know yet.
 * With the record away, everything heard live and not acknowledged here stays.
 */
export const pagesToShow = (
  recorded: readonly MyPage[],
  readAt: number | undefined,
  heard: readonly LivePage[],
  acknowledged: ReadonlySet<string>,
): readonly MyPage[] => {
  const known = new Set(recorded.map(({ id }) => id));
  const early = heard
    .filter(
      ({ page, heardAt }) => !known.has(page.id) && (readAt === undefined || heardAt > readAt - RECORD_KNOWS_AFTER_MS),
    )
    .map(({ page }) => page);
  return [...recorded, ...early]
    .filter(({ id }) => !acknowledged.has(id))
    .toSorted((one, other) => other.askedAt.localeCompare(one.askedAt));
};

const heard = new Map<string, LivePage>();

/** Pages to the person signed in, newest first, and how to mark one as acknowledged from here. */
export const useMyPages = (onNew: (page: MyPage) => void): { pages: readonly MyPage[]; hide: (id: string) => void } => {
  const [beat, setBeat] = useState(0);
  const [acknowledged, setAcknowledged] = useState<ReadonlySet<string>>(new Set());
  const { stream } = useLiveState();
  const { data, loadedAt, problem, reload } = useLive(PagesForMeDocument, {}, () => true);

  useEffect(
    () =>
      follow<LivePagesSubscription>({
        document: LivePagesDocument,
        variables: () => ({}),
        onFrame: ({ pages }) => {
          const fresh = !heard.has(pages.id);
          heard.set(pages.id, { page: pages, heardAt: Date.now() });
          if (fresh) onNew(pages);
          setBeat((count) => count + 1);
          if (fresh) setTimeout(reload, RECORD_KNOWS_AFTER_MS + 500);
        },
        onConnecting: () => undefined,
        onLost: () => undefined,
        silentMs: SILENT_MS,
      }),
    [],
  );

  const recordAway = stream === 'RECORD_AWAY' || problem !== undefined;
  const pages = useMemo(
    () => pagesToShow(data?.pagesForMe ?? [], recordAway ? undefined : loadedAt, [...heard.values()], acknowledged),
    [data, loadedAt, recordAway, acknowledged, beat],
  );
  return { pages, hide: (id) => setAcknowledged((old) => new Set([...old, id])) };
};
