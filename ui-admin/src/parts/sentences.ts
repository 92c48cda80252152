import type { BecausePartsFragment, PersonNameFragment, SiteNameFragment } from '../api/generated/graphql';
import type { PageWords } from '../words/pageWords';
import type { Words } from '../words/words';

/** The name of a site in the reader's language. */
export const siteName = (site: SiteNameFragment | null | undefined, { language }: Pick<Words, 'language'>): string =>
  site == null ? '' : language === 'zh-CN' ? site.nameZh : site.nameEn;

/** The row of the clinical reference a target stands in: two targets may share one. */
export const rowOf = (target: string): string => target.replace(/_.*$/, '');

/** Why a page went out, as one line. */
export const becauseText = (because: BecausePartsFragment, { t, word }: PageWords): string => {
  const parts = [word('pageReason', because.reason)];
  if (because.drill) parts.unshift(t.drillMark);
  if (because.target !== null) parts.push(`${rowOf(because.target)} ${word('target', because.target)}`);
  if (because.level !== null) parts.push(word('level', because.level));
  if (because.reason === 'CLOCK_LEVEL' && because.detail !== null) parts.push(word('clockAsk', because.detail));
  if (because.alarm !== null) parts.push(word('alarm', because.alarm));
  if (because.reason === 'ROTA_HOLE' && because.detail !== null) parts.push(word('role', because.detail));
  if ((because.reason === 'LOW_ALARMS' || because.reason === 'WEEK_OF_ALARMS') && because.detail !== null)
    parts.push(because.detail);
  if (because.reason === 'DRILL_MISSED' && because.detail !== null)
    parts.push(...because.detail.split(',').map((role) => word('role', role)));
  return parts.join(' · ');
};

export const personName = (person: PersonNameFragment | null | undefined): string => person?.name ?? '';
