import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { SUBJECT_KINDS } from '../workflows/domain/vocabulary';
import type { ChangeNote, HeldChanges } from './heldChanges';

/** How often (ms) a silent record is asked whether it is still there. */
const PROBE_MS = 2000;

type Listening = {
  readonly databaseUrl: string;
  readonly held: HeldChanges;
  readonly signal: AbortSignal;
  /** The place is found and nothing is missing. */
  readonly onPlace: () => void;
};

/** Follows the record's notes on one connection; throws when that is lost, and never returns before `signal`. */
export async function listen({ databaseUrl, held, signal, onPlace }: Listening): Promise<void> {
  const patience = { connectionTimeoutMillis: 2000, query_timeout: 3000, keepAlive: true };
  const client = new Client({ connectionString: databaseUrl, ...patience });
  const lost = new Promise<never>((_, reject) => {
    client.on('error', reject);
    client.on('end', () => reject(new Error('the connection ended')));
  });
  lost.catch(() => undefined);
  // One after another: a note read while an earlier gap is being filled must not overtake it.
  let queue = Promise.resolve();
  client.on('notification', ({ payload }) => {
    queue = queue.then(() => hear(held, payload));
    queue.catch(() => undefined);
  });
  try {
    await client.connect();
    await client.query('LISTEN wiretime_change');
    await held.findPlace();
    await held.catchUp();
    onPlace();
    while (!signal.aborted) {
      await Promise.race([sleep(PROBE_MS, undefined, { signal }), lost]);
      await Promise.race([queue.then(held.catchUp), lost]);
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The next note in order is taken as it is; any other is read from the record, with what lies between. */
async function hear(held: HeldChanges, payload: string | undefined): Promise<void> {
  const note = readNote(payload);
  if (note !== undefined && note.position === (held.position() ?? 0) + 1) held.take([note]);
  else await held.catchUp();
}

function readNote(payload: string | undefined): ChangeNote | undefined {
  const note: unknown = payload === undefined ? undefined : JSON.parse(payload);
  if (typeof note !== 'object' || note === null) return undefined;
  const { position, kind, id, version } = note as Partial<Record<string, unknown>>; // each is checked below
  const known = SUBJECT_KINDS.find((one) => one === kind);
  if (typeof position !== 'number' || typeof version !== 'number') return undefined;
  return typeof id === 'string' && known !== undefined ? { position, kind: known, id, version } : undefined;
}
