import { z } from 'zod';
import { Fault } from '../activities/platform/faults';
import { secretFile } from '../activities/platform/secretFile';
import { ROLES } from '../workflows/domain/vocabulary';
import type { SignedIn } from './context';
import type { Directory } from './directory';

/** Who somebody is: tokens of the demo people, signed by a key of this installation. */
export type Identity = {
  /** A token of a known person; also while PostgreSQL is away, as the directory is held here. */
  signIn(personId: string): Promise<string>;
  /** `undefined` for no token or none of ours. */
  verify(authorization: string | undefined): Promise<SignedIn | undefined>;
};

const ISSUER = 'wiretime-demo';
const AUDIENCE = 'wiretime';
const LASTS = '12h';
const claims = z.object({
  sub: z.string(),
  exp: z.number(),
  duties: z.array(z.object({ role: z.enum(ROLES), siteId: z.string() })),
});

type Deps = { readonly directory: Directory; readonly keyFile: string };

export function makeDemoIdentity({ directory, keyFile }: Deps): Identity {
  const key = secretFile(keyFile);
  const verified = makeVerified();
  return {
    signIn: async (personId) => {
      const person = directory.person(personId);
      if (person === undefined) throw new Fault('NOT_FOUND', 'No such person.');
      const { SignJWT } = await import('jose');
      return new SignJWT({ duties: person.duties })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(person.id)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(LASTS)
        .sign(key);
    },
    verify: async (authorization) => {
      const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
      if (token === undefined) return undefined;
      const seen = verified.find(token);
      if (seen !== undefined) return seen;
      const { jwtVerify } = await import('jose');
      try {
        const { payload } = await jwtVerify(token, key, { issuer: ISSUER, audience: AUDIENCE, algorithms: ['HS256'] });
        const { sub, duties, exp } = claims.parse(payload);
        const signedIn = { personId: sub, duties };
        verified.keep(token, signedIn, exp * 1000);
        return signedIn;
      } catch {
        return undefined; // forged, stale or of another installation: nobody
      }
    },
  };
}

/** How many tokens' answers are kept: those of everybody on duty in a region. */
const KEPT = 2_000;

/** Tokens found good, until they expire: a screen shows the same one with every request. */
function makeVerified() {
  const held = new Map<string, { readonly signedIn: SignedIn; readonly until: number }>();
  return {
    find: (token: string): SignedIn | undefined => {
      const known = held.get(token);
      if (known !== undefined && known.until > Date.now()) return known.signedIn;
      held.delete(token);
      return undefined;
    },
    keep: (token: string, signedIn: SignedIn, until: number): void => {
      held.set(token, { signedIn, until });
      const oldest = held.keys().next();
      if (held.size > KEPT && oldest.done !== true) held.delete(oldest.value);
    },
  };
}
