import type { Pool } from 'pg';
import type { SubjectKind } from '../workflows/domain/vocabulary';

export type ChangeNote = {
  readonly position: number;
  readonly kind: SubjectKind;
  readonly id: string;
  readonly version: number;
};

/** The last changes in memory, in order and without a gap. */
export type HeldChanges = {
  readonly position: () => number | undefined;
  readonly heardAt: () => number | undefined;
  /** `undefined`: too long ago to be held. */
  readonly after: (from: number, limit: number) => readonly ChangeNote[] | undefined;
  readonly take: (notes: readonly ChangeNote[]) => void;
  /** Where the record stands; one restored from an older state stands before what was seen. */
  readonly findPlace: () => Promise<void>;
  /** Reads on until nothing is missing. */
  readonly catchUp: () => Promise<void>;
};

const HELD = 10_000;
const BATCH = 1000;

type Row = { position: string; kind: SubjectKind; id: string; version: string };

/** The changes after a position as the record has them. */
export async function readAfter(pool: Pick<Pool, 'query'>, position: number, limit: number): Promise<ChangeNote[]> {
  const { rows } = await pool.query<Row>(
    'SELECT position, kind, id, version FROM change WHERE position > $1 ORDER BY position LIMIT $2',
    [position, limit],
  );
  return rows.map(({ kind, id, ...row }) => ({
    ...{ kind, id },
    position: Number(row.position),
    version: Number(row.version),
  }));
}

type Deps = { readonly pool: Pick<Pool, 'query'>; readonly now: () => number; readonly onNews: () => void };

export function makeHeldChanges({ pool, now, onNews }: Deps): HeldChanges {
  let held: ChangeNote[] = [];
  let position: number | undefined;
  let heardAt: number | undefined;
  const take = (notes: readonly ChangeNote[]) => {
    heardAt = now();
    for (const note of notes) {
      if (position !== undefined && note.position <= position) continue;
      position = note.position;
      held.push(note);
    }
    if (held.length > HELD) held = held.slice(-HELD / 2);
    if (notes.length > 0) onNews();
  };
  return {
    position: () => position,
    heardAt: () => heardAt,
    after: (from, limit) => {
      if (position !== undefined && from >= position) return [];
      const oldest = held[0]?.position;
      if (oldest === undefined || from < oldest - 1) return undefined;
      return held.filter((note) => note.position > from).slice(0, limit);
    },
    take,
    findPlace: async () => {
      const { rows } = await pool.query<{ position: string }>('SELECT position FROM live_position');
      const top = Number(rows[0]?.position ?? 0);
      if (position !== undefined && position <= top) return;
      position = top;
      held = [];
    },
    catchUp: async () => {
      if (position === undefined) return;
      for (let full = true; full;) {
        const notes = await readAfter(pool, position, BATCH);
        take(notes);
        full = notes.length === BATCH;
      }
    },
  };
}
