import type { Activities } from '../../activities';
import { startOf, WORKFLOW_TYPES } from '../../activities/platform/subjects';
import type { PageOrder, PageSent } from '../../workflows/domain/decision';
import type { EpisodeMessage, OpenEpisode } from '../../workflows/domain/episode';
import { episodeId, patientId } from '../../workflows/domain/ids';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import type { Flush, Flushed } from '../../workflows/domain/rows';
import type { Instant } from '../../workflows/domain/time';
import { instant } from '../../workflows/domain/time';
import type { Answer, Limits } from '../../workflows/messages';
import { tell } from '../../workflows/messages';
import type { TimeSkipping } from '../support/temporal';

export const DOCTOR = { kind: 'HUMAN', id: 'ps_doctor', role: 'FAMILY_DOCTOR' } as const;

/** What a test sees of the world: every page that went out and every write, with switches to break both. */
export type Ward = {
  readonly pages: PageOrder[];
  readonly flushes: Flush[];
  readonly opened: OpenEpisode[];
  database: 'UP' | 'AWAY';
  pager: 'UP' | 'DOWN';
  /** What stands in the record, ahead of all this engine writes until it raises its epoch. */
  stored: Flushed | undefined;
  readonly activities: Activities;
};

export function makeWard(): Ward {
  const ward: Ward = {
    pages: [],
    flushes: [],
    opened: [],
    database: 'UP',
    pager: 'UP',
    stored: undefined,
    activities: {
      flush: async (input) => {
        if (ward.database === 'AWAY') throw new Error('connection refused');
        if (ward.stored !== undefined && input.epoch <= ward.stored.epoch) return ward.stored;
        ward.flushes.push(input);
        return { epoch: input.epoch, seq: input.seq };
      },
      sendPages: async (pages) => {
        ward.pages.push(...pages);
        return pages.map(({ id, askedAt }): PageSent =>
          ward.pager === 'UP' ? { id, sentAt: askedAt } : { id, fault: 'CHANNEL_UNREACHABLE' },
        );
      },
      openEpisode: async (open) => {
        ward.opened.push(open);
      },
      watchRota: async () => undefined,
      watchGateway: async () => undefined,
      watchAlarms: async () => undefined,
      runDrills: async () => undefined,
    },
  };
  return ward;
}

type Unsaid<M> = M extends EpisodeMessage ? Omit<M, 'id' | 'by'> : never;
export type Saying = Unsaid<EpisodeMessage>;

let born = 0;
export const opening = (at: Instant, overrides: Partial<OpenEpisode> = {}): OpenEpisode => ({
  id: episodeId(`ep_test${process.pid}_${++born}`),
  region: 'demo',
  patientId: patientId('pt_1'),
  sites: { community: 'st_community', ems: 'st_ems', receiving: 'st_pci' },
  pathway: DEFAULT_PATHWAY,
  helpChannel: 'FAMILY_DOCTOR',
  helpSought: { at, precision: 'SECOND', source: 'HUMAN' },
  complaints: ['CRUSHING_CHEST_PAIN'],
  drill: false,
  heard: { id: 'open', receivedAt: at, by: DOCTOR },
  ...overrides,
});

/** Starts an episode on the server; `say` tells it something as a person would. */
export async function startEpisode(
  { client, now, pass }: TimeSkipping,
  overrides: Partial<OpenEpisode> = {},
  limits?: Limits,
) {
  const open = opening(instant(await now()), overrides);
  const start = startOf('EPISODE', { open, ...(limits && { limits }) });
  const handle = await client.workflow.start(WORKFLOW_TYPES.EPISODE, start);
  let said = 0;
  return {
    open,
    handle,
    /** Ends the run once nothing of it is under way: an activity of a terminated run would stop virtual time for good. */
    end: async () => {
      await pass(1000);
      await handle.terminate();
    },
    say: (message: Saying, options: { id?: string; by?: EpisodeMessage['by'] } = {}): Promise<Answer> => {
      const id = options.id ?? `word-${++said}`;
      const word: EpisodeMessage = { ...message, id, by: options.by ?? DOCTOR };
      return handle.executeUpdate(tell, { args: [word], updateId: id });
    },
  };
}

export const at = (time: Instant | number) => ({ at: instant(time), precision: 'SECOND', source: 'HUMAN' }) as const;
