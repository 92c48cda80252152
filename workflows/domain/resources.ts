import type { Episode } from './episode';
import type { Ladder, LadderRun } from './ladder';
import type { LadderCode } from './ladderSteps';
import { askAll } from './asking';
import { when } from './milestones';
import { holderOf } from './owners';
import type { Instant } from './time';
import type { PageReason, ResourceKind } from './vocabulary';
import { RESOURCE_KINDS } from './vocabulary';

/** One bed, vehicle or pack as an episode remembers it; of a pack its product, lot and last day too. */
export type Resource = {
  readonly id: string;
  readonly kind: ResourceKind;
  readonly siteId: string;
  readonly name: string;
  readonly product?: string;
  readonly lot?: string;
  readonly expiresOn?: string;
};
export type HeldResource = Resource & { readonly since: Instant; readonly by: string };
export type Want = { readonly kind: ResourceKind; readonly since: Instant; readonly by: string };

/** What an episode hears of beds, vehicles and packs. */
export type ResourceWord =
  | { readonly type: 'RESOURCE_ASKED'; readonly kind: ResourceKind }
  | { readonly type: 'RESOURCE_UNASKED'; readonly kind: ResourceKind }
  | { readonly type: 'RESOURCE_HELD'; readonly resource: Resource }
  | {
      readonly type: 'RESOURCE_RELEASED';
      readonly resourceId: string;
      /** Another patient was given it, or it broke: this one waits again. */
      readonly takenBecause?: string;
    };

/** An episode waits for one of a kind while it was asked for and none is held. */
export const wanted = ({ wants }: Episode, kind: ResourceKind): Want | undefined =>
  wants?.find((want) => want.kind === kind);
export const holds = ({ resources }: Episode, kind: ResourceKind): HeldResource | undefined =>
  resources?.find((resource) => resource.kind === kind);

type Asking = (episode: Episode, from: Instant) => Ladder;

/** Only having what was asked for ends the asking. */
const asking =
  (reason: LadderCode & PageReason): Asking =>
  (episode, from) =>
    askAll(episode, { from, reason }, { answeredBy: 'DEED' });

const ASKING: Readonly<Record<ResourceKind, Asking>> = {
  /** P6T: the bed is reserved while the patient is on the way. */
  CCU_BED: asking('BED_WANTED'),
  WARD_BED: asking('BED_WANTED'),
  /** R8: asked at once; ten minutes without a vehicle ask the receiving hospital for its own, and the sender to look at lysis again. */
  AMBULANCE: asking('VEHICLE_WANTED'),
  TRANSFER_VEHICLE: asking('VEHICLE_WANTED'),
  /** R11: the nearest stock, a pack by ambulance, or transfer instead: all three can be reached at once. */
  LYTIC: asking('LYTIC_MISSING'),
};

/** A pack is needed no more once lysis has begun or another way was chosen; a vehicle once the patient is on the road. */
const needless = ({ choice, milestones }: Episode, kind: ResourceKind): boolean => {
  const known = (...codes: Parameters<typeof when>[1][]) => codes.some((code) => when(milestones, code) !== undefined);
  if (known('DEATH')) return true;
  if (kind === 'LYTIC') return known('LYSIS_START') || (choice !== undefined && choice.strategy !== 'LYSIS');
  return (kind === 'TRANSFER_VEHICLE' || kind === 'AMBULANCE') && known('REF_DOOR_OUT', 'DOOR');
};

const wantLadder =
  (kind: ResourceKind) =>
  (episode: Episode, { startedAt }: LadderRun): Ladder | undefined => {
    if (wanted(episode, kind) === undefined || needless(episode, kind)) return undefined;
    return ASKING[kind](episode, startedAt);
  };

export const wantKey = (kind: ResourceKind): string => `WANT:${kind}`;

/** Whoever waits for a bed, a vehicle or a pack, by key; only having it ends the asking. */
export const RESOURCE_LADDERS: Readonly<
  Record<string, ((episode: Episode, run: LadderRun) => Ladder | undefined) | undefined>
> = Object.fromEntries(RESOURCE_KINDS.map((kind) => [wantKey(kind), wantLadder(kind)]));

/** Whose stock the patient's pack comes from: that of the place which holds the patient. */
export function stockSiteOf(episode: Episode): string {
  const { community, ems, referring, receiving } = episode.sites;
  const places = {
    FD: community,
    EMS: ems,
    REF: referring ?? community,
    ED: receiving,
    CCU: receiving,
    WARD: receiving,
  };
  return places[holderOf(episode)];
}
