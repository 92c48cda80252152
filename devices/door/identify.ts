import type { Pool } from 'pg';
import { sha256 } from '../../activities/platform/hash';
import { findDevice, type DeviceRow } from '../../prisma/devices';
import { secretFits } from '../../activities/platform/deviceCredentials';
import { looksLikeToken, readToken } from './tokens';

/** By what a device showed who it is; what it hangs on may be taken back while the device is connected. */
export type Proof =
  | { readonly kind: 'SECRET'; readonly made: string }
  | { readonly kind: 'TOKEN'; readonly made: string; readonly expiresAt: number }
  | { readonly kind: 'CERTIFICATE'; readonly sha256: string; readonly expiresAt: number };

/** A client certificate that our authority signed; whether it still counts is the device's row's to say. */
export type Shown = { readonly deviceId: string; readonly sha256: string; readonly expiresAt: number };

export type Claim = { readonly deviceId: string; readonly password?: string; readonly certificate?: Shown };
export type Identified = { readonly device: DeviceRow; readonly proof: Proof };
export type Identify = (claim: Claim) => Promise<Identified | undefined>;

/** Names a secret without telling anything of it. */
export const madeWith = ({ secretHash }: Pick<DeviceRow, 'secretHash'>): string =>
  sha256(Buffer.from(secretHash)).slice(0, 16);

type Deps = {
  readonly pool: Pool;
  /** Signs and reads tokens; the same in every process that issues or takes them. */
  readonly tokenKey: Uint8Array;
  readonly clock: () => Date;
};

/** Who a device is, by certificate, token or secret; `undefined` for everybody else, retired devices included. */
export function makeIdentify({ pool, tokenKey, clock }: Deps): Identify {
  const proofOf = async (
    { deviceId, password = '', certificate }: Claim,
    row: DeviceRow,
  ): Promise<Proof | undefined> => {
    if (certificate !== undefined) {
      const { sha256: sum, expiresAt } = certificate;
      return certificate.deviceId === deviceId ? { kind: 'CERTIFICATE', sha256: sum, expiresAt } : undefined;
    }
    if (looksLikeToken(password)) {
      const token = await readToken(tokenKey, password, clock());
      return token?.deviceId === deviceId ? { kind: 'TOKEN', ...token } : undefined;
    }
    return secretFits(password, row.secretHash) ? { kind: 'SECRET', made: madeWith(row) } : undefined;
  };
  return async (claim) => {
    const device = await findDevice(pool, claim.deviceId);
    const proof = device && (await proofOf(claim, device));
    return device && proof && stillGood(device, proof, clock()) ? { device, proof } : undefined;
  };
}

/** Whether what was shown still counts: a device may be retired, and its credentials replaced, at any time. */
export function stillGood(device: DeviceRow, proof: Proof, at: Date): boolean {
  if (device.retired) return false;
  if (proof.kind !== 'SECRET' && proof.expiresAt <= at.getTime()) return false;
  return proof.kind === 'CERTIFICATE' ? device.certificates.includes(proof.sha256) : madeWith(device) === proof.made;
}
