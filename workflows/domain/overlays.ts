import type { Episode } from './episode';
import type { Instant } from './time';
import { instant } from './time';
import type { Answer, Overlay } from './vocabulary';

/** One stretch of an overlay; without `until` it still lies over the phase. */
export type OverlaySpan = {
  readonly overlay: Overlay;
  readonly from: Instant;
  readonly until?: Instant;
  readonly raisedBy: string;
  readonly endedBy?: string;
  readonly reason?: string;
  /** A doubted ECG raised it, and the last of them ends it (R23). */
  readonly ofEcg?: true;
};

type Row = {
  readonly ref: string;
  /** Running clocks stand still while it lasts (10.14, 10.41). */
  readonly suspends: boolean;
  /** What it answers on the checklist of the case. */
  readonly answers?: Readonly<Record<string, Answer>>;
};

/** The overlays of clinical.md 4.2 and what each of them does beside being seen. */
export const OVERLAY_ROWS: Readonly<Record<Overlay, Row>> = {
  ARREST: { ref: '2.10, R18, 10.14', suspends: true },
  SHOCK: { ref: '2.2#1', suspends: false, answers: { CARDIOGENIC_SHOCK: 'YES' } },
  CONSENT_REFUSED: { ref: '2.8, R10', suspends: false },
  COMMS_LOST: { ref: 'R5, R30', suspends: false },
  IDENTITY_DOUBT: { ref: 'R23', suspends: false },
};

export const standingOverlay = ({ overlays }: Episode, overlay: Overlay): OverlaySpan | undefined =>
  overlays.find((span) => span.overlay === overlay && span.until === undefined);

/** What lies over the phase now, each once. */
export const standingOverlays = (overlays: Episode['overlays']): readonly Overlay[] =>
  overlays.filter(({ until }) => until === undefined).map(({ overlay }) => overlay);

type Stretch = { readonly from: Instant; readonly until: Instant };

/** When clocks stood still within a stretch of time, in order and without overlap. */
export function suspensions({ overlays }: Episode, within: Stretch): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const spans = overlays
    .filter(({ overlay }) => OVERLAY_ROWS[overlay].suspends)
    .toSorted((one, other) => one.from - other.from);
  for (const span of spans) {
    const from = instant(Math.max(span.from, within.from, stretches.at(-1)?.until ?? span.from));
    const until = instant(Math.min(span.until ?? within.until, within.until));
    if (from < until) stretches.push({ from, until });
  }
  return stretches;
}

/** An instant of a clock, later by what it stood still before it came: only the overlap moves it (10.41). */
export const movedBy = (stretches: readonly Stretch[], at: Instant): Instant =>
  stretches.reduce((moved, { from, until }) => (from < moved ? instant(moved + until - from) : moved), at);

/** Since when clocks stand still, when they do. */
export const suspendedSince = (episode: Episode): Instant | undefined =>
  episode.overlays.find(({ overlay, until }) => until === undefined && OVERLAY_ROWS[overlay].suspends)?.from;
