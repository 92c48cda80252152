import type { Pool } from 'pg';
import { runLimits } from '../activities/platform/subjects';
import type { SubjectKind } from '../workflows/domain/vocabulary';
import type { Instant } from '../workflows/domain/time';
import type { Answer, Carried } from '../workflows/messages';

type Asked = Pick<Pool, 'query'>;
type Stored = { readonly region: string; readonly state: object; readonly epoch: number; readonly seq: number };
type Subject = { readonly kind: SubjectKind; readonly id: string };

/** What a run that is begun again takes up from the record, with the answers it gave; nothing when it is not on record. */
export async function readCarried(pool: Asked, subject: Subject, now: Instant): Promise<Carried<object> | undefined> {
  const { kind, id } = subject;
  const { rows } = await pool.query<Stored>(
    'SELECT region, state, epoch, seq FROM subject WHERE kind = $1 AND id = $2',
    [kind, id],
  );
  const [stored] = rows;
  if (stored === undefined) return undefined;
  const answers = await answersOf(pool, subject);
  return { schemaVersion: 1, id, ...stored, heardAt: now, limits: runLimits(), answers };
}

/** What people and devices were answered, as far back as a run remembers, oldest first. */
async function answersOf(pool: Asked, { kind, id }: Subject): Promise<readonly (readonly [string, Answer])[]> {
  const { rows } = await pool.query<{ words: readonly Answer[] }>('SELECT record_words($1, $2, $3) AS words', [
    kind,
    id,
    runLimits().rememberedWords,
  ]);
  return (rows[0]?.words ?? []).map((word) => [word.id, { ...word, id }]);
}
