import type { PagesForMeQuery } from './generated/graphql';

export type MyPage = Omit<PagesForMeQuery['pagesForMe'][number], 'site' | 'status'>;

/** A page may reach the screen before the record knows it; after this long the record's word counts, ms. */
export const RECORD_KNOWS_AFTER_MS = 5000;
export type LivePage = {
  readonly page: MyPage;
  readonly heardAt: number;
  /** Told again after a reconnection: asked so long before that the record knows what became of it. */
  readonly replayed: boolean;
};

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
      ({ page, heardAt, replayed }) =>
        !known.has(page.id) && (readAt === undefined || (!replayed && heardAt > readAt - RECORD_KNOWS_AFTER_MS)),
    )
    .map(({ page }) => page);
  return [...recorded, ...early]
    .filter(({ id }) => !acknowledged.has(id))
    .toSorted((one, other) => other.askedAt.localeCompare(one.askedAt));
};

/** One cause asked again and again is one entry: its newest page, and how often it was asked. */
export type Asked = { readonly page: MyPage; readonly times: number; readonly ids: readonly string[] };

/** Pages by cause, in the order of their newest page: answering that one answers the ladder. */
export const byCause = (pages: readonly MyPage[]): readonly Asked[] => {
  const causes = new Map<string, Asked>();
  for (const page of pages) {
    const { subjectKind, subjectId, role, because } = page;
    const key = [subjectKind, subjectId, role, because.reason, because.target, because.alarm].join(' ');
    const known = causes.get(key);
    if (known === undefined) causes.set(key, { page, times: 1, ids: [page.id] });
    else causes.set(key, { page: known.page, times: known.times + 1, ids: [...known.ids, page.id] });
  }
  return [...causes.values()];
};
