import type { CodeWords } from './codes';
import { pageCodesEn, pageTextsEn } from './pageWordsEn';
import { pageCodesZh, pageTextsZh } from './pageWordsZh';

/** Groups whose codes a page may name. */
type PageGroup = 'role' | 'level' | 'pageReason' | 'alarm' | 'clockAsk' | 'target';
export type PageCodes = Pick<CodeWords, PageGroup>;
export type PageTexts = Readonly<Record<keyof typeof pageTextsEn, string>>;

/** What a page is told with; the words of a screen can do the same. */
export type PageWords = {
  readonly t: PageTexts;
  readonly word: (group: PageGroup, code: string | null | undefined) => string;
};

const CATALOGUES = {
  'zh-CN': { codes: pageCodesZh, texts: pageTextsZh },
  en: { codes: pageCodesEn, texts: pageTextsEn },
} as const;

/** The words of pages alone: what wakes to ring is loaded on a village’s line, and needs no others. */
export function pageWordsOf(language: keyof typeof CATALOGUES): PageWords {
  const { codes, texts } = CATALOGUES[language];
  return { t: texts, word: (group, code) => wordFor(codes[group], code) };
}

/** A code newer than these words is told as it is, never hidden. */
export const wordFor = (words: Readonly<Record<string, string>>, code: string | null | undefined): string =>
  code == null ? '' : (words[code] ?? code);
