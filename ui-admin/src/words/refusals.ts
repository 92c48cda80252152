import { REFUSALS_ZH } from './refusalsZh';
import type { Language } from './words';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Sentences with gaps, each as what it looks like when they are filled; the longest first, for it says the most. */
const PATTERNS = Object.entries(REFUSALS_ZH)
  .filter(([sentence]) => sentence.includes('{}'))
  .toSorted(([one], [other]) => other.length - one.length)
  .map(([sentence, chinese]) => ({
    looks: new RegExp(`^${sentence.split('{}').map(escaped).join('(.+)')}$`),
    chinese,
  }));

/** A sentence of the server in the reader’s language; one newer than this screen stays as it was sent. */
export const inLanguage = (sentence: string, language: Language): string => {
  if (language === 'en') return sentence;
  const whole = REFUSALS_ZH[sentence];
  if (whole !== undefined) return whole;
  for (const { looks, chinese } of PATTERNS) {
    const [, ...filled] = looks.exec(sentence) ?? [];
    if (filled.length > 0) return chinese.replace(/\{\}/g, () => inLanguage(filled.shift() ?? '', language));
  }
  return sentence;
};
