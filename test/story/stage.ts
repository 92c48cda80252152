import { startOf, WORKFLOW_TYPES } from '../../activities/platform/subjects';
import type { Actor, PageOrder } from '../../workflows/domain/decision';
import type { DigestMessage } from '../../workflows/domain/digest';
import type { EpisodeMessage, OpenEpisode } from '../../workflows/domain/episode';
import { workflowIdOf } from '../../workflows/domain/ids';
import type { IncidentMessage } from '../../workflows/domain/incident';
import type { LabMessage } from '../../workflows/domain/lab';
import type { ReadingMessage } from '../../workflows/domain/reading';
import type { RotaHoleMessage } from '../../workflows/domain/rotaHole';
import type { Row } from '../../workflows/domain/rows';
import { type Instant, instant, MINUTE_MS } from '../../workflows/domain/time';
import type { Role, SubjectKind } from '../../workflows/domain/vocabulary';
import { type Answer, type Message, type Opening, tell, told } from '../../workflows/messages';
import type { TimeSkipping } from '../support/temporal';
import { makeWard, type Ward } from '../workflows/ward';

type Words = {
  EPISODE: EpisodeMessage;
  READING: ReadingMessage;
  INCIDENT: IncidentMessage;
  LAB: LabMessage;
  ROTA_HOLE: RotaHoleMessage;
  DIGEST: DigestMessage;
};
type Unsaid<M> = M extends Message ? Omit<M, 'id' | 'by'> : never;

/** One of the story's running things. */
export type Subject<Kind extends SubjectKind = SubjectKind> = { readonly kind: Kind; readonly id: string };

/** A region on virtual time: every kind of running thing, what it wrote down and whom it paged. */
export type Stage = {
  readonly ward: Ward;
  /** An instant, minutes after the story began. */
  minute(n: number): Instant;
  /** Lets virtual time pass until that minute. */
  until(n: number): Promise<void>;
  open(kind: SubjectKind, opening: Opening): Promise<void>;
  /** A person speaks, in one role. */
  say<Kind extends SubjectKind>(to: Subject<Kind>, role: Role, word: Unsaid<Words[Kind]>): Promise<Answer>;
  /** A device reports, or what else speaks without waiting for an answer. */
  signal<Kind extends SubjectKind>(to: Subject<Kind>, word: Unsaid<Words[Kind]>, by?: Actor): Promise<void>;
  /** Whoever has a page in hand acknowledges it: all of that role not yet acknowledged, about that subject. */
  acknowledge(about: Subject, role: Role): Promise<void>;
  /** The rows as PostgreSQL would hold them now. */
  rows<Table extends Row['table']>(table: Table): readonly Extract<Row, { table: Table }>[];
  /** Whom one ladder told, as `minute ROLE`, counted from `from`. */
  told(from: Instant, isOf: (page: PageOrder) => boolean): readonly string[];
  leave(): Promise<void>;
};

export const REGION = 'demo';
export const person = (role: Role): Actor => ({ kind: 'HUMAN', id: `ps_${role.toLowerCase()}`, role });
export const DEVICE: Actor = { kind: 'DEVICE', id: 'dv_story' };

/**
 * Sets the stage on a server; the story's first minute is the server's now. Each story has a server of its own: where
 * something is ended in the middle of a task, virtual time stands still for all that come after.
 */
export async function setStage(server: TimeSkipping): Promise<Stage> {
  const { client } = server;
  const ward = makeWard();
  const start = (kind: SubjectKind, opening: Opening) =>
    client.workflow.start(WORKFLOW_TYPES[kind], startOf(kind, { open: opening }));
  const activities = {
    ...ward.activities,
    openEpisode: async (open: OpenEpisode) => {
      await start('EPISODE', open);
    },
  };
  const hosted = await server.host({
    episodes: { workflows: true },
    paging: { activities },
    records: { activities },
  });
  const began = await server.now();
  const minute = (n: number) => instant(began + n * MINUTE_MS);
  const handle = ({ kind, id }: Subject) => client.workflow.getHandle(workflowIdOf(kind, REGION, id));
  const acknowledged = new Set<string>();
  let words = 0;

  const say: Stage['say'] = (to, role, word) => {
    const message = { ...word, id: `word-${++words}`, by: person(role) } as unknown as Message; // a union loses its kind through the rest
    return handle(to).executeUpdate(tell, { args: [message], updateId: message.id });
  };
  return {
    ward,
    minute,
    until: async (n) => server.pass(Math.max(0, minute(n) - (await server.now()))),
    open: async (kind, opening) => {
      await start(kind, opening);
    },
    say,
    signal: (to, word, by = DEVICE) => handle(to).signal(told, { ...word, id: `signal-${++words}`, by }),
    acknowledge: async (about, role) => {
      const asked = ward.pages.filter((page) => page.role === role && page.subjectId === about.id);
      const open = asked.filter(({ id }) => !acknowledged.has(id));
      if (open.length === 0) throw new Error(`nobody has paged ${role} about ${about.id}`);
      for (const { id } of open) {
        acknowledged.add(id);
        await say(about, role, { type: 'PAGE_ACKNOWLEDGED', pageId: id });
      }
    },
    rows: (table) => rowsOf(ward).filter((row): row is Extract<Row, { table: typeof table }> => row.table === table),
    told: (from, isOf) =>
      ward.pages.filter(isOf).map(({ role, askedAt }) => `${Math.round((askedAt - from) / 6000) / 10} ${role}`),
    leave: () => hosted.stop(),
  };
}

/** Later writes of the same row replace earlier ones. */
function rowsOf({ flushes }: Ward): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const { id, rows: written } of flushes) for (const row of written) rows.set(keyOf(id, row), row);
  return [...rows.values()];
}

function keyOf(subjectId: string, row: Row): string {
  if ('id' in row) return `${row.table} ${row.id}`;
  const part = 'n' in row ? row.n : 'target' in row ? row.target : 'kind' in row ? row.kind : '';
  return `${row.table} ${subjectId} ${part}`;
}
