/**
 * Credentials of devices: `npm run device -- register ID --kind KIND --site SITE [--interval SECONDS] [--model TEXT]`,
 * `secret ID`, `certificate ID [--request FILE] [--out FOLDER]`, `retire ID`. What was given before counts no more once a new
 * secret is made; of certificates the newest two count.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Pool } from 'pg';
import { fingerprintOf, openAuthority } from '../activities/platform/deviceAuthority';
import { hashSecret, isDeviceId, newSecret } from '../activities/platform/deviceCredentials';
import { addCertificate, registerDevice, replaceSecret, retireDevice } from '../prisma/devices';
import { DEVICE_KINDS, type DeviceKind } from '../workflows/domain/vocabulary';
import { readOptions } from './options';
import { readRun } from './services/runFile';

const USAGE =
  'npm run device -- register ID --kind KIND --site SITE [--interval S] [--model TEXT] | secret ID | certificate ID [--request FILE] [--out FOLDER] | retire ID';

const isKind = (text: string | undefined): text is DeviceKind => DEVICE_KINDS.some((kind) => kind === text);

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    kind: { type: 'string' },
    site: { type: 'string' },
    interval: { type: 'string' },
    model: { type: 'string' },
    request: { type: 'string' },
    out: { type: 'string', default: '.' },
  },
});

async function main(): Promise<void> {
  const [what = '', id = '', ...more] = positionals;
  if (!isDeviceId(id) || more.length > 0) throw new Error(USAGE);
  const { dataFolder } = readOptions([], process.env);
  const connectionString = process.env['DATABASE_URL'] || readRun(dataFolder)?.env['DATABASE_URL'];
  if (connectionString === undefined) throw new Error('Nothing runs here: start it, or set DATABASE_URL');
  const pool = new Pool({ connectionString, connectionTimeoutMillis: 5_000 });
  try {
    const known = await run(pool, { what, id, authority: join(dataFolder, 'devices', 'authority') });
    if (!known) throw new Error(`${id} is not registered`);
  } finally {
    await pool.end();
  }
}

type Asked = { readonly what: string; readonly id: string; readonly authority: string };

/** False where the device is not known. */
async function run(pool: Pool, { what, id, authority }: Asked): Promise<boolean> {
  switch (what) {
    case 'register': {
      const { kind, site, interval, model } = values;
      if (!isKind(kind) || site === undefined) throw new Error(`--kind is one of ${DEVICE_KINDS.join(', ')}; ${USAGE}`);
      const secret = newSecret();
      const uploadIntervalS = interval === undefined ? undefined : Number(interval);
      await registerDevice(pool, { id, kind, siteId: site, secretHash: hashSecret(secret), uploadIntervalS, model });
      console.log(`${id} is registered. Its secret, shown this once: ${secret}`);
      return true;
    }
    case 'secret': {
      const secret = newSecret();
      if (!(await replaceSecret(pool, id, hashSecret(secret)))) return false;
      console.log(`The new secret of ${id}, shown this once: ${secret}`);
      return true;
    }
    case 'certificate':
      return certify(pool, id, authority);
    case 'retire':
      return retireDevice(pool, id, new Date());
    default:
      throw new Error(USAGE);
  }
}

async function certify(pool: Pool, id: string, folder: string): Promise<boolean> {
  const { request, out } = values;
  const now = new Date();
  const authority = await openAuthority(folder, now);
  const made =
    request === undefined
      ? await authority.device(id, now)
      : { certificate: await authority.sign(id, readFileSync(request, 'utf8'), now), key: undefined };
  if (!(await addCertificate(pool, id, fingerprintOf(made.certificate)))) return false;
  const files = { [`${id}.crt`]: made.certificate, [`${id}.key`]: made.key, 'authority.crt': authority.certificate };
  for (const [name, text] of Object.entries(files))
    if (text !== undefined) writeFileSync(join(out, name), text, { mode: name.endsWith('.key') ? 0o600 : 0o644 });
  console.log(
    `In ${out}: ${Object.keys(files)
      .filter((name) => files[name] !== undefined)
      .join(', ')}`,
  );
  return true;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
