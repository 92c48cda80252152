import { useSyncExternalStore } from 'react';
import type { Role } from '../../../workflows/domain/vocabulary';
import { keep, kept } from './store';
import { trusted } from './trusted';

export type Duty = { readonly role: Role; readonly siteId: string };

/** Who sits at this screen, and in which of their roles they act. */
export type Session = {
  readonly personId: string;
  readonly name: string;
  readonly duties: readonly Duty[];
  /** The one role they act in; without it, in whichever of theirs may. */
  readonly role?: Role | undefined;
  readonly token: string;
};

const listeners = new Set<() => void>();
const read = (): Session | undefined => {
  const text = kept('session');
  try {
    return text === undefined ? undefined : trusted<Session>(JSON.parse(text));
  } catch {
    return undefined;
  }
};
let current = read();

export const session = (): Session | undefined => current;

export const setSession = (next: Session | undefined): void => {
  current = next;
  keep('session', next === undefined ? undefined : JSON.stringify(next));
  for (const listener of listeners) listener();
};

export const useSession = (): Session | undefined =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, session);
