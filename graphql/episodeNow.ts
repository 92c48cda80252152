import { inTime } from '../activities/platform/inTime';
import type { Episode, Forecast } from '../workflows/domain/episode';
import type { Eta, Road } from '../workflows/domain/forecast';
import { diagnosisToWire, diagnosisToWireBy, etaCounts, roadFrom } from '../workflows/domain/forecast';
import { stockSiteOf } from '../workflows/domain/resources';
import type { Recommendation } from '../workflows/domain/strategy';
import { recommendFor } from '../workflows/domain/strategy';
import type { Said } from '../workflows/domain/strategySays';
import { saidWith } from '../workflows/domain/strategySays';
import type { PersonAction } from '../workflows/domain/permissions';
import { whyNotNow } from '../workflows/domain/possible';
import { thresholdOf } from '../workflows/domain/ruleThresholds';
import { type Instant, instant, instantOf, type Minutes } from '../workflows/domain/time';
import type { Context } from './context';
import { stateOf } from './episodeState';
import { labBusyAt } from './labsFree';
import { present } from './present';
import { roadTo } from './roads';

/** Nobody in need waits longer than this (ms) for a figure. */
const PATIENCE_MS = 500;

export type ForecastNow = Forecast & {
  readonly diagnosisToWireMin: Minutes | undefined;
  /** What the labs of the hospital add to it; none where one is free, or where nobody knows. */
  readonly labWaitMin: Minutes | undefined;
  readonly limitMin: Minutes;
  /** What the crew said of its arrival, and whether that counts still. */
  readonly eta: (Eta & { readonly counts: boolean }) | undefined;
};

/** Closed before it was taken over from elsewhere: there is nothing to begin again. */
const NO_RUN = 'This episode was taken over as a closed one; open a linked one.';

/** Why an action makes no sense on an episode at this point; the rules themselves say so. */
export async function refusedNow(id: string, action: PersonAction, context: Context): Promise<string | undefined> {
  const episode = await stateOf(id, context);
  if (episode === undefined) return action === 'REOPEN_EPISODE' ? NO_RUN : undefined;
  return whyNotNow(episode, action, instant(context.now()));
}

/** What the region knows of the way to the hospital it goes to, or to another; nothing when the record cannot say. */
export async function roadOf(id: string, context: Context, siteId?: string): Promise<Road> {
  const episode = await stateOf(id, context).catch(() => undefined);
  if (episode === undefined) return {};
  const to = siteId ?? episode.sites.receiving;
  const [road, labBusy] = await Promise.all([
    roadTo(context, { from: roadFrom(episode), to }),
    inTime(labBusyAt(context, to, id), PATIENCE_MS),
  ]);
  return { ...road, ...present({ labBusy }) };
}

/** Where the patient would be driven from; nowhere once at the hospital. */
export async function roadBegins(id: string, context: Pick<Context, 'loaders'>): Promise<string | undefined> {
  const episode = await stateOf(id, context);
  return episode && roadFrom(episode);
}

/** The same of each hospital the sender has an agreement with: one of them is asked next (R9). */
export async function roadsOf(id: string, context: Context): Promise<Readonly<Record<string, Road>>> {
  const episode = await stateOf(id, context).catch(() => undefined);
  const others = episode?.receivers?.filter(({ siteId }) => siteId !== episode.sites.receiving) ?? [];
  return Object.fromEntries(
    await Promise.all(others.map(async ({ siteId }) => [siteId, await roadOf(id, context, siteId)] as const)),
  );
}

/** The hospital it goes to. */
export async function receivingSite(id: string, context: Pick<Context, 'loaders'>): Promise<string | undefined> {
  return (await stateOf(id, context))?.sites.receiving;
}

/** Where its lytic would come from; nothing for an imported old episode. */
export async function stockSite(id: string, context: Pick<Context, 'loaders'>): Promise<string | undefined> {
  const episode = await stateOf(id, context);
  return episode && stockSiteOf(episode);
}

/** Those who wait for one lab: shock and heart failure first, then whose wire is furthest from now (R27). */
export async function inNeed(ids: readonly string[], context: Context): Promise<readonly string[]> {
  const all = await Promise.all(ids.map(async (id) => ({ id, episode: await stateOf(id, context) })));
  const severity = ({ episode }: (typeof all)[number]) => episode?.killip ?? 0;
  const ahead = ({ episode }: (typeof all)[number]) =>
    (episode === undefined ? undefined : diagnosisToWire(episode, context.now())) ?? 0;
  return all.toSorted((one, other) => severity(other) - severity(one) || ahead(other) - ahead(one)).map(({ id }) => id);
}

const ETA = `
  SELECT f.eta_at AS "etaAt", f.eta_said_at AS "saidAt" FROM vehicle_fix f JOIN resource r ON r.id = f.resource_id
   WHERE r.holder_id = $1 AND f.eta_at IS NOT NULL ORDER BY f.eta_said_at DESC LIMIT 1`;

/** The last word of a vehicle that this patient has. */
async function etaOf(id: string, { pool }: Pick<Context, 'pool'>): Promise<Eta | undefined> {
  const row = (await pool.query<{ etaAt: Date; saidAt: Date }>(ETA, [id])).rows[0];
  return row && { etaAt: instantOf(row.etaAt), saidAt: instantOf(row.saidAt) };
}

/** The labs of its hospital as they are now: a lab that was given or freed since the forecast was made is a changed input. */
async function withLabNow(id: string, context: Context): Promise<Episode | undefined> {
  const episode = await stateOf(id, context);
  if (episode?.forecast === undefined || episode.closed !== undefined) return episode;
  const { labBusy: _, ...forecast } = episode.forecast;
  const labBusy = await labBusyAt(context, episode.sites.receiving, id);
  return { ...episode, forecast: { ...forecast, ...present({ labBusy }) } };
}

/** The whole, and what of it is the wait for a lab. */
function minutesAhead(
  episode: Episode,
  eta: Eta | undefined,
  now: Instant,
): Pick<ForecastNow, 'diagnosisToWireMin' | 'labWaitMin'> {
  const { labBusy, ...forecast } = episode.forecast ?? { madeAt: now };
  const whole = diagnosisToWireBy(episode, eta, now);
  const withRoom = diagnosisToWireBy({ ...episode, forecast }, eta, now);
  const isKnown = labBusy !== undefined && whole !== undefined && withRoom !== undefined;
  return { diagnosisToWireMin: whole, labWaitMin: isKnown ? whole - withRoom : undefined };
}

/** The forecast as of now: time that passes is a changed input (clinical.md 10.38). */
export async function forecastNow(id: string, context: Context): Promise<ForecastNow | undefined> {
  const episode = await withLabNow(id, context);
  if (episode?.forecast === undefined) return undefined;
  const [now, eta] = [context.now(), await etaOf(id, context)];
  return {
    ...episode.forecast,
    ...minutesAhead(episode, eta, now),
    limitMin: thresholdOf(episode.pathway, 'FORECAST_LIMIT'),
    eta: eta && { ...eta, counts: etaCounts(episode, eta, now) },
  };
}

/** A recommendation with what its sentences say in numbers. */
export type RecommendationNow = Recommendation & { readonly numbers: readonly Said[] };

/** What the table says as of now. */
export async function recommendationNow(id: string, context: Context): Promise<RecommendationNow | undefined> {
  const episode = await withLabNow(id, context);
  const said = episode && recommendFor(episode, context.now());
  return said && { ...said, numbers: saidWith(said, episode.pathway) };
}
