import { Context } from '@temporalio/activity';
import type { PageOrder, PageSent } from '../workflows/domain/decision';
import type { FaultCode } from '../workflows/domain/faults';
import { instant } from '../workflows/domain/time';
import { notWritten } from '../workflows/messages';
import { type Adapter, type DeskPage, wayTo } from './channels';
import type { Activities, Deps } from './index';
import type { Duty, Rota } from './rota';

type PageDeps = Pick<Deps, 'rota' | 'channels' | 'log' | 'now'>;

/** Sends all pages at once; one that can't be sent says so in its answer and holds up no other. */
export const makeSendPages =
  (deps: PageDeps): Activities['sendPages'] =>
  (pages) =>
    Promise.all(pages.map((page) => send(deps, page)));

/** How long (ms) a run may wait with its writing for what becomes of pages. */
const SLOW_MS = 1000;

/** Tells the run to write meanwhile where a provider takes its time to answer. */
export const tellingWhenSlow =
  (sendPages: Activities['sendPages'], { client, log }: Pick<Deps, 'client' | 'log'>): Activities['sendPages'] =>
  async (pages) => {
    const { workflowId, runId } = Context.current().info.workflowExecution ?? {};
    const run = workflowId === undefined ? undefined : client.workflow.getHandle(workflowId, runId);
    const timer = setTimeout(
      () => void run?.signal(notWritten).catch((error: unknown) => log.error('NOT_WRITTEN_UNTOLD', error)),
      SLOW_MS,
    );
    return sendPages(pages).finally(() => clearTimeout(timer));
  };

async function send(deps: PageDeps, page: PageOrder): Promise<PageSent> {
  const at = deps.now();
  const turns = deps.rota.onDuty(page.role, page.siteId, at);
  // The rota may have changed since the first was asked: then the round goes on with those who are there now.
  const asked = turns[(page.turn ?? 0) % Math.max(1, turns.length)] ?? [];
  const duties = page.personId === undefined ? asked : withNamed(deps.rota, page.personId, asked);
  const ways = duties.flatMap((duty) => {
    const adapter = wayTo(deps.channels, page.channel, duty.personId);
    return adapter === undefined ? [] : [{ duty, adapter }];
  });
  const simulated = page.channel !== 'DESK' && ways.length === 0 && deps.channels.adapters[page.channel] === undefined;
  const [shown, reached] = await Promise.all([
    show(deps, deskPage(page, duties, simulated, at)),
    reach(deps, page, ways),
  ]);
  const [first] = duties;
  const known = {
    id: page.id,
    ...(first !== undefined && { personId: first.personId }),
    ...(turns.length > 1 && { turns: turns.length }),
  };
  const fault = (code: FaultCode): PageSent => ({ ...known, fault: code });
  if (first === undefined) return fault('NOBODY_ON_ROTA');
  if (!(ways.length === 0 ? shown : reached)) return fault('CHANNEL_UNREACHABLE');
  return { ...known, sentAt: instant(at), ...(simulated && { simulated }) };
}

/** Who is told by name comes first, on duty or not. */
const withNamed = (rota: Pick<Rota, 'phoneOf'>, personId: string, duties: readonly Duty[]): readonly Duty[] => [
  duties.find((duty) => duty.personId === personId) ?? { personId, phone: rota.phoneOf(personId) },
  ...duties.filter((duty) => duty.personId !== personId),
];

const deskPage = (page: PageOrder, duties: readonly Duty[], simulated: boolean, sentAt: number): DeskPage => ({
  ...page,
  personIds: duties.map(({ personId }) => personId),
  sentAt,
  simulated,
  ...(duties.length === 0 && { fault: 'NOBODY_ON_ROTA' }),
});

/** Puts the page on the screens, whatever its channel: somebody sees even the one nobody is there to get. */
async function show({ channels, log }: PageDeps, page: DeskPage): Promise<boolean> {
  try {
    await channels.desk(page);
    return true;
  } catch (error) {
    log.error('DESK_UNREACHABLE', error, { page: page.id });
    return false;
  }
}

type Way = { readonly duty: Duty; readonly adapter: Adapter };

/** Whether at least one of those whose turn it is was reached: who is on duty, and until taken over who was. */
async function reach({ log }: PageDeps, page: PageOrder, ways: readonly Way[]): Promise<boolean> {
  const tries = await Promise.allSettled(ways.map(({ duty, adapter }) => adapter(page, duty)));
  for (const attempt of tries)
    if (attempt.status === 'rejected')
      log.error('PROVIDER_UNREACHABLE', attempt.reason, { page: page.id, channel: page.channel });
  return tries.some(({ status }) => status === 'fulfilled');
}
