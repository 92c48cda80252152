import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Pool } from 'pg';
import { WORKFLOW_TYPES, startOf } from '../../activities/platform/subjects';
import { readCarried } from '../../prisma/carried';
import { workflowIdOf } from '../../workflows/domain/ids';
import { instant } from '../../workflows/domain/time';
import { SUBJECT_KINDS, type SubjectKind } from '../../workflows/domain/vocabulary';
import { standing, writeAgain } from '../../workflows/messages';

/** How a running thing and its record can differ. `RECORD_BEHIND`: what the engine holds as written is not there. */
export const DIFFERENCES = ['MISSING', 'ENDED', 'ENGINE_BEHIND', 'RECORD_BEHIND', 'SILENT'] as const;
export type Difference = {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly region: string;
  readonly is: (typeof DIFFERENCES)[number];
  readonly epoch: number;
  readonly seq: number;
  readonly sentence: string;
};

type Subject = {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly region: string;
  readonly epoch: number;
  readonly seq: number;
};

const READ_OPEN = 'SELECT kind, id, region, epoch, seq FROM subject WHERE NOT closed ORDER BY kind, id';
/** How many are asked at once: each is a query that a worker answers. */
const AT_ONCE = 20;
/** A word may be between engine and record while we look: what differs is looked at again after this time (ms). */
const SECOND_LOOK_MS = 1000;

/** Compares every open subject of the record with the workflow of its id; never by visibility, which lags. */
export async function compare(pool: Pick<Pool, 'query'>, client: Client): Promise<readonly Difference[]> {
  const { rows } = await pool.query<Subject>(READ_OPEN);
  const suspects = await eachOf(rows, (subject) => look(client, subject));
  const unrecorded = await running(pool, client);
  if (suspects.length === 0) return unrecorded;
  await new Promise((resolve) => setTimeout(resolve, SECOND_LOOK_MS));
  const again = await pool.query<Subject>(READ_OPEN.replace('ORDER BY', 'AND id = ANY($1) ORDER BY'), [
    suspects.map(({ id }) => id),
  ]);
  return [...unrecorded, ...(await eachOf(again.rows, (subject) => look(client, subject)))];
}

/** What runs and is not on record at all. The list lags, so it only ever adds to what the record itself tells. */
async function running(pool: Pick<Pool, 'query'>, client: Client): Promise<Difference[]> {
  const found: Subject[] = [];
  for await (const { workflowId } of client.workflow.list({ query: `ExecutionStatus = 'Running'` })) {
    const [type, region, id] = workflowId.split(':');
    const kind = SUBJECT_KINDS.find((one) => one.toLowerCase() === type);
    if (kind !== undefined && region !== undefined && id !== undefined)
      found.push({ kind, region, id, epoch: 0, seq: 0 });
  }
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM subject WHERE id = ANY($1)', [
    found.map(({ id }) => id),
  ]);
  const recorded = new Set(rows.map(({ id }) => id));
  return eachOf(
    found.filter(({ id }) => !recorded.has(id)),
    (subject) => look(client, subject),
  );
}

async function eachOf(
  subjects: readonly Subject[],
  ask: (subject: Subject) => Promise<Difference | undefined>,
): Promise<Difference[]> {
  const found: (Difference | undefined)[] = [];
  for (let from = 0; from < subjects.length; from += AT_ONCE)
    found.push(...(await Promise.all(subjects.slice(from, from + AT_ONCE).map(ask))));
  return found.filter((difference) => difference !== undefined);
}

async function look(client: Client, subject: Subject): Promise<Difference | undefined> {
  const { kind, region, id, epoch, seq } = subject;
  const differs = (is: Difference['is'], sentence: string): Difference => ({ ...subject, is, sentence });
  const handle = client.workflow.getHandle(workflowIdOf(kind, region, id));
  try {
    const { status } = await handle.describe();
    if (status.name !== 'RUNNING')
      return differs('ENDED', `the record is open at ${epoch}.${seq}, the workflow ${status.name}`);
    const stands = await handle.query(standing);
    const at = `engine at ${stands.epoch}.${stands.seq}, written up to ${stands.flushedSeq}; record at ${epoch}.${seq}`;
    if (stands.epoch < epoch || (stands.epoch === epoch && stands.seq < seq)) return differs('ENGINE_BEHIND', at);
    if (stands.epoch > epoch || stands.flushedSeq !== seq) return differs('RECORD_BEHIND', at);
    return undefined;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError)
      return differs('MISSING', `the record is open at ${epoch}.${seq}, there is no workflow`);
    return differs('SILENT', `the workflow does not answer: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Whether one half is known to be the better one; what does not answer is for a person to look at. */
export const isRepairable = ({ is }: Difference): boolean => is !== 'SILENT';

/**
 * Starts a subject again from its record, in a new epoch, knowing the answers it gave; a run still there is ended.
 * Where the record is behind, the run writes every row again instead.
 */
export async function repair(
  pool: Pick<Pool, 'query'>,
  client: Client,
  difference: Difference,
  now: number,
): Promise<void> {
  const { kind, region, id, is } = difference;
  if (is === 'RECORD_BEHIND') return client.workflow.getHandle(workflowIdOf(kind, region, id)).signal(writeAgain);
  const stored = await readCarried(pool, { kind, id }, instant(now));
  if (stored === undefined) throw new Error(`${kind} ${id} is no longer on record`);
  const carried = { ...stored, epoch: stored.epoch + 1, recordAll: true };
  if (is === 'ENGINE_BEHIND')
    await client.workflow.getHandle(workflowIdOf(kind, region, id)).terminate('repaired from the record');
  await client.workflow.start(WORKFLOW_TYPES[kind], {
    ...startOf(kind, { carried }),
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'FAIL',
  });
}
