import type { OpenEpisodeRow } from '../prisma/openEpisodes';

/** What the gateway could find out about whose ECG this is. */
export type MatchFacts = {
  /** The cart was told whom to record: an episode's id. */
  readonly order?: OpenEpisodeRow;
  /** Whose the device was when the ECG was taken, and that patient's open episodes, newest first. */
  readonly bound?: {
    readonly patientId: string;
    readonly episode?: OpenEpisodeRow;
    readonly episodes: readonly OpenEpisodeRow[];
  };
  /** The patient the cart's operator entered, where the registry knows him, and his open episodes. */
  readonly named?: { readonly patientId: string; readonly episodes: readonly OpenEpisodeRow[] };
  /** Open episodes at the device's site that still wait for an ECG. */
  readonly atSite: readonly OpenEpisodeRow[];
};

export const MATCHED_BY = ['ORDER', 'BINDING', 'PATIENT_REF', 'NOBODY', 'CONTRADICTION'] as const;
export type MatchedBy = (typeof MATCHED_BY)[number];

export type Match = {
  readonly by: MatchedBy;
  readonly episode?: OpenEpisodeRow;
  readonly patientId?: string;
  /** The reader is asked whose this is; the reading runs meanwhile. */
  readonly identify: boolean;
  /** Episodes a person may choose from; place and time alone never attach an ECG to a patient. */
  readonly suggested: readonly string[];
};

/**
 * Which episode an ECG belongs to. An order beats a binding, a binding beats what was typed; two that name different
 * patients settle nothing, because an ECG in the wrong record is worse than one that waits for a person.
 */
export function matchEcg({ order, bound, named, atSite }: MatchFacts): Match {
  const suggested = atSite.map(({ id }) => id);
  const said = [order?.patientId, bound?.patientId, named?.patientId].filter((id) => id !== undefined);
  if (new Set(said).size > 1) {
    const told = [
      order?.id,
      ...(bound?.episodes ?? []).map(({ id }) => id),
      ...(named?.episodes ?? []).map(({ id }) => id),
    ];
    return {
      by: 'CONTRADICTION',
      identify: true,
      suggested: [...new Set([...told.filter((id) => id !== undefined), ...suggested])],
    };
  }
  if (order) return { by: 'ORDER', episode: order, patientId: order.patientId, identify: false, suggested: [] };
  if (bound)
    return ofPatient(
      'BINDING',
      bound.patientId,
      bound.episode?.open ? bound.episode : (newest(bound.episodes) ?? bound.episode),
    );
  if (named) return ofPatient('PATIENT_REF', named.patientId, newest(named.episodes));
  return { by: 'NOBODY', identify: true, suggested };
}

const newest = (episodes: readonly OpenEpisodeRow[]): OpenEpisodeRow | undefined =>
  episodes.reduce<OpenEpisodeRow | undefined>(
    (best, one) => (!one.open || (best && best.openedAt >= one.openedAt) ? best : one),
    undefined,
  );

/** A known patient without an open episode keeps the ECG: an ECG need not belong to an episode. */
const ofPatient = (by: MatchedBy, patientId: string, episode: OpenEpisodeRow | undefined): Match => ({
  by,
  patientId,
  identify: false,
  suggested: [],
  ...(episode && { episode }),
});
