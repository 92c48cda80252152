import { Select } from 'antd';
import { useEffect, useEffectEvent } from 'react';
import type { SiteNameFragment } from '../api/generated/graphql';
import { useSession } from '../api/session';
import { useWords } from '../words/words';
import { siteName } from './sentences';
import { useAddress } from './useAddress';

/** The site a page is about: the address's, else the reader's own. */
export const useSiteId = (): string => {
  const [address] = useAddress();
  const who = useSession();
  return address.get('site') ?? who?.duties[0]?.siteId ?? '';
};

type Props = {
  readonly value: string;
  /** Sites the page can be about; undefined while they are on the way. */
  readonly sites: readonly SiteNameFragment[] | undefined;
};

/** Chooses the site a page is about; a reader whose own is none of them begins with the first. */
export function SiteChoice({ value, sites }: Props) {
  const words = useWords();
  const [, change] = useAddress();
  const first = sites?.[0]?.id;
  const known = sites === undefined || sites.some(({ id }) => id === value);
  const choose = useEffectEvent((site: string) => change({ site }));
  useEffect(() => {
    if (!known && first !== undefined) choose(first);
  }, [known, first]);
  return (
    <Select
      aria-label={words.t.site}
      value={known && sites !== undefined ? value : null}
      popupMatchSelectWidth={false}
      loading={sites === undefined}
      options={(sites ?? []).map((site) => ({ value: site.id, label: siteName(site, words) }))}
      onChange={(site) => {
        if (site !== null) change({ site });
      }}
    />
  );
}
