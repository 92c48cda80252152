import { z } from 'zod';

/** How long a token lasts, s: a phone that lost one loses an hour. */
export const TOKEN_LASTS_S = 3600;

const ISSUER = 'wiretime';
const AUDIENCE = 'wiretime-devices';
const claims = z.object({ sub: z.string(), exp: z.number(), made: z.string() });

/** `made` names the secret the token was made with: when that is replaced, the token is void. */
export type Token = { readonly deviceId: string; readonly made: string; readonly expiresAt: number };
type Signed = { readonly token: string; readonly expiresAt: Date };

/** A signed token for one device, to be used in place of its secret. */
export async function signToken(
  key: Uint8Array,
  { deviceId, made, at }: { readonly deviceId: string; readonly made: string; readonly at: Date },
): Promise<Signed> {
  const { SignJWT } = await import('jose');
  const issuedS = Math.floor(at.getTime() / 1000);
  const expiresS = issuedS + TOKEN_LASTS_S;
  const token = await new SignJWT({ made })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(deviceId)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt(issuedS)
    .setExpirationTime(expiresS)
    .sign(key);
  return { token, expiresAt: new Date(expiresS * 1000) };
}

/** A secret is one word of base64url; a token has three. */
export const looksLikeToken = (text: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);

/** `undefined` for one that is forged, over, or of another installation. */
export async function readToken(key: Uint8Array, token: string, at: Date): Promise<Token | undefined> {
  const { jwtVerify } = await import('jose');
  try {
    const rules = { issuer: ISSUER, audience: AUDIENCE, algorithms: ['HS256'], currentDate: at };
    const { sub, exp, made } = claims.parse((await jwtVerify(token, key, rules)).payload);
    return { deviceId: sub, made, expiresAt: exp * 1000 };
  } catch {
    return undefined;
  }
}
