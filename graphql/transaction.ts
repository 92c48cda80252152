import type { PoolClient } from 'pg';
import { Fault } from '../activities/platform/faults';
import { inTransaction as wholeOrNothing } from '../prisma/transaction';
import type { Actor } from '../workflows/domain/decision';
import type { FaultCode } from '../workflows/domain/faults';
import type { Outcome } from '../workflows/domain/vocabulary';
import type { Answer } from '../workflows/messages';
import type { Context } from './context';
import { onRecord } from './record';

export type Person = Actor & { readonly kind: 'HUMAN' };

/** What PostgreSQL refuses, by its own code, as people hear it. */
type Refusals = Readonly<Record<string, readonly [FaultCode, string]>>;
const NO_SUCH_REFERENCE: Refusals = { 23503: ['NOT_FOUND', 'No such person, site or patient.'] };

/** What a person asked of the record itself: whole or not at all. */
export const inTransaction = <T>(
  pool: Context['pool'],
  work: (client: PoolClient) => Promise<T>,
  refusals = NO_SUCH_REFERENCE,
): Promise<T> =>
  onRecord(() =>
    wholeOrNothing(pool, work).catch((error: unknown) => {
      throw understood(error, refusals);
    }),
  );

function understood(error: unknown, refusals: Refusals): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const refusal = typeof code === 'string' ? refusals[code] : undefined;
  return refusal === undefined ? error : new Fault(...refusal, { cause: error });
}

/** What the record itself answers: no running thing heard the word, so it has no place in one's order. */
export const answerOf = (id: string, outcome: Outcome): Answer => ({ id, epoch: 0, seq: 0, outcome });

const AUDIT = `
  INSERT INTO audit (at, actor_kind, actor_id, actor_role, action, subject_kind, subject_id, detail)
  VALUES (now(), 'HUMAN', $1, $2::role, $3, $4, $5, $6::jsonb)`;

type Trace = {
  readonly action: string;
  readonly kind: string;
  readonly id: string;
  readonly detail: object;
};

/** Who changed what: a row in the transaction of the change itself. */
export const audit = (
  client: Pick<PoolClient, 'query'>,
  by: Person,
  { action, kind, id, detail }: Trace,
): Promise<unknown> => client.query(AUDIT, [by.id, by.role, action, kind, id, JSON.stringify(detail)]);
