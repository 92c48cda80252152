import { LAST_PAGES, type LastPage } from './acknowledgements';
import type { Services } from './context';
import { alarmsOf, type IncidentAlarm } from './incidentAlarms';
import { readLabs, type RegionLabs } from './labsFree';
import { hintsBefore, type HintBefore } from './preRead';
import type { SubjectKind } from '../workflows/domain/vocabulary';

/** Where a running thing stands in the record, with its whole state as JSON. */
export type Standing = {
  readonly epoch: number;
  readonly seq: number;
  readonly closed: boolean;
  readonly state: object;
};

export type Loaders = {
  readonly standing: (id: string) => Promise<Standing | undefined>;
  /** One number that grows with every write: as changes carry it. */
  readonly version: (id: string) => Promise<number>;
  /** Of each role and reason, the last page: who was asked, and whether somebody answered. */
  readonly lastPages: (subjectId: string) => Promise<readonly LastPage[]>;
  /** Asked once, for however many labs and hospitals a request looks at. */
  readonly labs: () => Promise<RegionLabs>;
  /** What the machine measured of the patient’s recording before this one. */
  readonly hintBefore: (ecgId: string) => Promise<HintBefore | undefined>;
  /** What devices told that became one incident. */
  readonly alarms: (incidentId: string) => Promise<readonly IncidentAlarm[]>;
};

type Row = Standing & { readonly id: string; readonly kind: SubjectKind };

/** Loads that a request makes one by one and PostgreSQL answers together; made anew for each request. */
export function makeLoaders(services: Pick<Services, 'pool' | 'region' | 'now'>): Loaders {
  const { pool } = services;
  const version = batched(async (ids) => {
    const { rows } = await pool.query<{ id: string; version: string }>(
      'SELECT id, epoch * 1000000::bigint + seq AS version FROM subject WHERE id = ANY($1)',
      [ids],
    );
    return new Map(rows.map((row) => [row.id, Number(row.version)]));
  });
  const standing = batched(async (ids) => {
    const { rows } = await pool.query<Row>(
      'SELECT id, kind, epoch, seq, closed, state FROM subject WHERE id = ANY($1)',
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  });
  const lastPages = batched(async (ids) => {
    const { rows } = await pool.query<LastPage>(LAST_PAGES, [ids]);
    return Map.groupBy(rows, ({ subjectId }) => subjectId);
  });
  const alarms = batched((ids) => alarmsOf(pool, ids));
  return {
    standing,
    version: async (id) => (await version(id)) ?? 0,
    lastPages: async (id) => (await lastPages(id)) ?? [],
    labs: once(() => readLabs(services)),
    hintBefore: batched((ecgIds) => hintsBefore(pool, ecgIds)),
    alarms: async (id) => (await alarms(id)) ?? [],
  };
}

/** The first answer is everybody’s. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= load());
}

/** Collects the keys asked for in one turn of the event loop into one load; each key is loaded once. */
export function batched<T>(load: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>) {
  let next: { keys: Set<string>; loaded: Promise<ReadonlyMap<string, T>> } | undefined;
  const asked = new Map<string, Promise<T | undefined>>();
  return (key: string): Promise<T | undefined> => {
    const before = asked.get(key);
    if (before !== undefined) return before;
    if (next === undefined) {
      const keys = new Set<string>();
      const loaded = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        next = undefined;
        return load([...keys]);
      });
      next = { keys, loaded };
    }
    next.keys.add(key);
    const answer = next.loaded.then((found) => found.get(key));
    asked.set(key, answer);
    return answer;
  };
}
