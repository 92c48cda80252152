import type { Instant } from '../workflows/domain/time';
import type { Role } from '../workflows/domain/vocabulary';

/** Who asks, from the token: never from the request's body. */
export type SignedIn = {
  readonly personId: string;
  readonly duties: readonly { readonly role: Role; readonly siteId: string }[];
};

export type Context = { readonly actor: SignedIn | undefined; readonly now: () => Instant };
