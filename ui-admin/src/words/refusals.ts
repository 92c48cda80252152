import { REFUSALS_ZH } from './refusalsZh';
import type { Language } from './words';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Sentences with gaps, each as what it looks like when they are filled; the longest first, for it says the most. */
const PATTERNS = Object.entries(REFUSALS_ZH)
  .filter(([sentence]) => sentence.includes('{}'))
  .toSorted(([one], [other]) => other.length - one.length)
  .map(([sentence, chinese]) => ({
    looks: new RegExp(`^${sentence.split('{}').map(escaped).join('(.+)')}$`),
    written: { en: sentence, 'zh-CN': chinese },
  }));

/**
 * A sentence of the server in the reader’s language, with `named` saying what stands in its gaps; one newer than this
 * screen stays as it was sent.
 */
export const inLanguage = (sentence: string, language: Language, named = (filled: string) => filled): string => {
  const whole = language === 'en' ? undefined : REFUSALS_ZH[sentence];
  if (whole !== undefined) return whole;
  for (const { looks, written } of PATTERNS) {
    const [, ...filled] = looks.exec(sentence) ?? [];
    if (filled.length > 0)
      return written[language].replace(/\{\}/g, () => named(inLanguage(filled.shift() ?? '', language, named)));
  }
  return sentence;
};
