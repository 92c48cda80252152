import { setTimeout as sleep } from 'node:timers/promises';
import { flush, recordSent } from '../prisma/flush';
import type { PageOrder, PageSent } from '../workflows/domain/decision';
import type { FaultCode } from '../workflows/domain/faults';
import { instant } from '../workflows/domain/time';
import type { Adapter, DeskPage } from './channels';
import type { Activities, Deps } from './index';
import type { Duty, Rota } from './rota';

type PageDeps = Pick<Deps, 'rota' | 'channels' | 'log' | 'now'>;

/**
 * How long (ms) the record may take before the answer goes without it; then the workflow writes by itself. Nobody waits
 * for the answer when all pages went out, and where hundreds go out at once the record is busy, not away: to write
 * everything a second time would make it busier. A page that failed is answered soon, because the next person is due.
 */
const RECORD_MS = { ALL_SENT: 3000, ELSE: 300 } as const;

/**
 * Sends all pages at once, and writes what they bring for the record beside it; one that can't be sent says so in its
 * answer and holds up no other, and neither does the record.
 */
export const makeSendPages =
  (deps: PageDeps & Pick<Deps, 'pool'>): Activities['sendPages'] =>
  async ({ pages, flush: input }) => {
    const writing = input === undefined ? undefined : flush(deps.pool, input).catch(() => undefined);
    const sent = await Promise.all(pages.map((page) => send(deps, page)));
    const isAll = sent.every(saysAll);
    const limitMs = isAll ? RECORD_MS.ALL_SENT : RECORD_MS.ELSE;
    const flushed = writing && (await inTime(writing, limitMs));
    const isThere = input === undefined || flushed !== undefined;
    const held = isThere && isAll ? await inTime(recordSent(deps.pool, sent), limitMs) : undefined;
    return { sent, recorded: held === sent.length, ...(flushed !== undefined && { flushed }) };
  };

/** Nothing else follows from it: it was sent, and nobody else on duty is to be asked in turn. */
const saysAll = ({ fault, turns }: PageSent): boolean => fault === undefined && turns === undefined;

/** What the record answers in time; undefined when it is away or takes too long. */
const inTime = <T>(writing: Promise<T>, limitMs: number): Promise<T | undefined> =>
  Promise.race([writing.catch(() => undefined), sleep(limitMs, undefined, { ref: false })]);

async function send(deps: PageDeps, page: PageOrder): Promise<PageSent> {
  const at = deps.now();
  const turns = deps.rota.onDuty(page.role, page.siteId, at);
  // The rota may have changed since the first was asked: then the round goes on with those who are there now.
  const asked = turns[(page.turn ?? 0) % Math.max(1, turns.length)] ?? [];
  const duties = page.personId === undefined ? asked : withNamed(deps.rota, page.personId, asked);
  const adapter = page.channel === 'DESK' ? undefined : deps.channels.adapters[page.channel];
  const simulated = page.channel !== 'DESK' && adapter === undefined;
  const [shown, reached] = await Promise.all([
    show(deps, deskPage(page, duties, simulated, at)),
    adapter !== undefined && reach(deps, page, duties, adapter),
  ]);
  const [first] = duties;
  const known = {
    id: page.id,
    ...(first !== undefined && { personId: first.personId }),
    ...(turns.length > 1 && { turns: turns.length }),
  };
  const fault = (code: FaultCode): PageSent => ({ ...known, fault: code });
  if (first === undefined) return fault('NOBODY_ON_ROTA');
  if (!(adapter === undefined ? shown : reached)) return fault('CHANNEL_UNREACHABLE');
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

/** Whether at least one of those whose turn it is was reached: who is on duty, and until taken over who was. */
async function reach({ log }: PageDeps, page: PageOrder, duties: readonly Duty[], adapter: Adapter): Promise<boolean> {
  const tries = await Promise.allSettled(duties.map((duty) => adapter(page, duty)));
  for (const attempt of tries)
    if (attempt.status === 'rejected')
      log.error('PROVIDER_UNREACHABLE', attempt.reason, { page: page.id, channel: page.channel });
  return tries.some(({ status }) => status === 'fulfilled');
}
