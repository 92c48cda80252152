import 'reflect-metadata';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type JsonGeneralName,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  Pkcs10CertificateRequest,
  SubjectAlternativeNameExtension,
  X509Certificate as Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const DAY_MS = 86_400_000;
/** How long what we sign lasts; a server's is made anew at a start, a device's by whoever keeps the device. */
const LASTS_DAYS = { authority: 20 * 365, server: 397, device: 2 * 365 } as const;
const RENEWED_BEFORE_DAYS = 60;
/** Clocks of devices run behind. */
const BACKDATED_MS = 3_600_000;
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNED = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** A certificate and, where we made it, its key, both as PEM. */
export type Credential = { readonly certificate: string; readonly key: string };

/** Signs certificates of devices and of the door itself; its key lies in one folder and is read by nobody else. */
export type Authority = {
  /** What devices must trust. */
  readonly certificate: string;
  /** The door's own, for these names and addresses; kept until it nears its end. */
  server(names: readonly string[], at: Date): Promise<Credential>;
  /** A new key and its certificate. */
  device(deviceId: string, at: Date): Promise<Credential>;
  /** For a key that never left the device: signs its request, whatever name that asked for. */
  sign(deviceId: string, request: string, at: Date): Promise<string>;
};

/** The authority of this folder; made when it is first asked for. */
export async function openAuthority(folder: string, at: Date): Promise<Authority> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const own = read(folder, 'authority') ?? write(folder, 'authority', await selfSigned(at));
  const issuer = new Certificate(own.certificate);
  const signingKey = await importKey(own.key);
  const issue = async (publicKey: CryptoKey, { name, usage, days, names }: Wanted, from: Date): Promise<string> => {
    const made = await X509CertificateGenerator.create({
      serialNumber: newSerial(),
      subject: `CN=${name}`,
      issuer: issuer.subject,
      ...lasting(days, from),
      publicKey,
      signingKey,
      signingAlgorithm: SIGNED,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([usage]),
        ...(names.length > 0 ? [new SubjectAlternativeNameExtension([...names])] : []),
      ],
    });
    return made.toString('pem');
  };
  const credential = async (wanted: Wanted, from: Date): Promise<Credential> => {
    const keys = await newKeys();
    return { certificate: await issue(keys.publicKey, wanted, from), key: await exportKey(keys.privateKey) };
  };
  return {
    certificate: own.certificate,
    server: async (hosts, from) => {
      const kept = read(folder, 'server');
      if (kept && isStillFor(kept.certificate, hosts, from)) return kept;
      const [name = 'localhost'] = hosts;
      const names = hosts.map((host): JsonGeneralName => ({ type: isIP(host) ? 'ip' : 'dns', value: host }));
      const wanted = { name, usage: ExtendedKeyUsage.serverAuth, days: LASTS_DAYS.server, names };
      return write(folder, 'server', await credential(wanted, from));
    },
    device: (deviceId, from) => credential(forDevice(deviceId), from),
    sign: async (deviceId, request, from) => {
      const asked = new Pkcs10CertificateRequest(request);
      if (!(await asked.verify())) throw new Error('this request was not made with the key it names');
      return issue(await asked.publicKey.export(), forDevice(deviceId), from);
    },
  };
}

type Wanted = {
  readonly name: string;
  readonly usage: ExtendedKeyUsage;
  readonly days: number;
  readonly names: readonly JsonGeneralName[];
};

const forDevice = (name: string): Wanted => ({
  ...{ name, usage: ExtendedKeyUsage.clientAuth, days: LASTS_DAYS.device, names: [] },
});

const newSerial = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(15))).toString('hex');
const newKeys = () => crypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
const importKey = (pem: string) =>
  crypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(pem), CURVE, false, ['sign']);
const exportKey = async (key: CryptoKey) =>
  PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), PemConverter.PrivateKeyTag);

/** As a device's row names its certificates: the SHA-256 of the certificate, PEM or bytes. */
export const fingerprintOf = (certificate: string | Uint8Array): string =>
  new X509Certificate(certificate).fingerprint256.replaceAll(':', '').toLowerCase();

const lasting = (days: number, from: Date) => ({
  notBefore: new Date(from.getTime() - BACKDATED_MS),
  notAfter: new Date(from.getTime() + days * DAY_MS),
});

async function selfSigned(from: Date): Promise<Credential> {
  const keys = await newKeys();
  const made = await X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: 'CN=Wiretime devices',
    ...lasting(LASTS_DAYS.authority, from),
    keys,
    signingAlgorithm: SIGNED,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  return { certificate: made.toString('pem'), key: await exportKey(keys.privateKey) };
}

function isStillFor(pem: string, hosts: readonly string[], at: Date): boolean {
  const { validTo, subjectAltName = '' } = new X509Certificate(pem);
  const names = subjectAltName.split(', ').map((name) => name.replace(/^(DNS|IP Address):/, ''));
  return (
    Date.parse(validTo) - at.getTime() > RENEWED_BEFORE_DAYS * DAY_MS && hosts.every((host) => names.includes(host))
  );
}

function read(folder: string, name: string): Credential | undefined {
  try {
    const pem = (kind: 'crt' | 'key') => readFileSync(join(folder, `${name}.${kind}`), 'utf8');
    return { certificate: pem('crt'), key: pem('key') };
  } catch {
    return undefined;
  }
}

/** The key first, and each moved into its place, so that nobody reads half of it. */
function write(folder: string, name: string, credential: Credential): Credential {
  for (const [kind, text] of [
    ['key', credential.key],
    ['crt', credential.certificate],
  ] as const) {
    const file = join(folder, `${name}.${kind}`);
    writeFileSync(`${file}.new`, text, { mode: kind === 'key' ? 0o600 : 0o644 });
    renameSync(`${file}.new`, file);
  }
  return credential;
}
