import type { BecausePartsFragment } from '../api/generated/graphql';
import { becauseText } from '../parts/sentences';
import { toSubject } from '../paths';
import { clockTime } from '../times';
import { fill } from '../words/fill';
import { pageWordsOf } from '../words/pageWords';
import type { Language } from '../words/words';

/** A page as it was pushed: ids and codes, of which the reader’s language makes a sentence. */
export type Pushed = {
  readonly id: string;
  readonly language: Language;
  /** Nobody asks: a person wanted to know whether it rings. */
  readonly trial?: true;
  readonly subjectKind?: string;
  readonly subjectId?: string;
  readonly role?: string;
  readonly because?: Partial<BecausePartsFragment>;
  readonly askedAt?: number;
};

type Notice = {
  readonly title: string;
  readonly body: string;
  /** One page is one notice, however often it comes. */
  readonly tag: string;
  /** Where pressing it leads. */
  readonly path: string;
};

const NOTHING: Omit<BecausePartsFragment, 'reason'> = {
  target: null,
  level: null,
  alarm: null,
  detail: null,
  drill: false,
};

/** What the notice says. What this version doesn’t know of is a page all the same: nothing pushed goes unshown. */
export function noticeOf(pushed: Pushed): Notice {
  const words = pageWordsOf(pushed.language);
  const { t, word } = words;
  const { id, subjectKind, subjectId, role, because, askedAt } = pushed;
  if (pushed.trial) return { title: t.ringTrialTitle, body: t.ringTrialBody, tag: id, path: '/board' };
  const asked = askedAt === undefined ? '' : fill(t.pagedAt, { time: clockTime(askedAt) });
  return {
    title:
      because?.reason === undefined
        ? t.myPages
        : becauseText({ ...NOTHING, reason: because.reason, ...because }, words),
    body: [word('role', role), asked].filter((part) => part !== '').join(' · '),
    tag: id,
    path: subjectKind === undefined || subjectId === undefined ? '/board' : toSubject(subjectKind, subjectId),
  };
}
