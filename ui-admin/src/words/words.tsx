import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { CodeGroup, CodeWords } from './codes';
import { codesEn } from './codesEn';
import { codesZh } from './codesZh';
import { keep, kept } from '../api/store';
import { clockTime, dayOf } from '../times';
import { wordFor } from './pageWords';
import { inLanguage } from './refusals';
import { textsEn, type Texts } from './textsEn';
import { textsZh } from './textsZh';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const CATALOGUES: Readonly<Record<Language, { codes: CodeWords; texts: Texts }>> = {
  'zh-CN': { codes: codesZh, texts: textsZh },
  en: { codes: codesEn, texts: textsEn },
};

export type Words = {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly t: Texts;
  /** The word for a code; a code newer than this screen is shown as it is, never hidden. */
  readonly word: (group: CodeGroup, code: string | null | undefined) => string;
  /** A sentence of the server, in the reader’s language. */
  readonly sentence: (sent: string) => string;
};

/** Groups whose codes the server’s sentences name. */
const NAMED = [
  'milestone',
  'consultOutput',
  'checklistItem',
  'testKind',
  'unit',
  'role',
  'riskClass',
  'lyticProduct',
] as const satisfies readonly CodeGroup[];
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const BETWEEN: Readonly<Record<Language, string>> = { en: ', ', 'zh-CN': '、' };

/** The words of one language without React: for pages' titles, tests and sounds. */
export const wordsOf = (language: Language): Omit<Words, 'language' | 'setLanguage'> => {
  const word: Words['word'] = (group, code) => wordFor(CATALOGUES[language].codes[group], code);
  const nameOf = (said: string): string => {
    if (INSTANT.test(said)) return `${dayOf(Date.parse(said))} ${clockTime(Date.parse(said))}`;
    const target = word('target', said);
    if (target !== said) return `${said} ${target}`;
    return NAMED.map((group) => word(group, said)).find((name) => name !== said) ?? said;
  };
  const named = (filled: string) => filled.split(', ').map(nameOf).join(BETWEEN[language]);
  return { t: CATALOGUES[language].texts, word, sentence: (sent) => inLanguage(sent, language, named) };
};

const preferred = (): Language => {
  const saved = kept('language');
  if (saved === 'zh-CN' || saved === 'en') return saved;
  return typeof navigator !== 'undefined' && navigator.language.startsWith('zh') ? 'zh-CN' : 'en';
};

const Context = createContext<Words>({ language: 'en', setLanguage: () => undefined, ...wordsOf('en') });

export function WordsProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(preferred);
  useEffect(() => {
    document.documentElement.lang = language;
    keep('language', language);
  }, [language]);
  const words = useMemo(() => ({ language, setLanguage, ...wordsOf(language) }), [language]);
  return <Context value={words}>{children}</Context>;
}

export const useWords = (): Words => useContext(Context);
