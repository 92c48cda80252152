import { limitIn } from './askedLimits';
import type { Decided } from './decision';
import { applied, duplicate } from './decision';
import type { Episode, Of } from './episode';
import { isOpen, readClock } from './clocks';
import { refuse } from './faults';
import { known } from './known';
import type { OverlaySpan } from './overlays';
import { OVERLAY_ROWS, standingOverlay } from './overlays';
import { withRun } from './runs';
import { targetCodes, targetOf } from './targets';
import { between } from './time';
import type { Instant } from './time';
import type { Overlay } from './vocabulary';
import { futureRefusal, inFuture } from './marking';

/** Overlays lie over a phase and never change it: it goes on where it was (2.10, 4.2). */

/** Overlays with a ladder of their own name. */
const TOLD_AT_ONCE: readonly Overlay[] = ['ARREST', 'SHOCK', 'COMMS_LOST'];

/** A clock an arrest holds up has its reason already, whatever becomes of it (2.10); the year after is not held up. */
const explainByArrest = (episode: Episode, { from, until }: OverlaySpan, now: Instant): Episode =>
  targetCodes.reduce((next, code) => {
    const memory = next.clocks[code];
    if (memory === undefined || memory.delayReason !== undefined || targetOf(code).time !== undefined) return next;
    const reading = readClock(code, next, now);
    if (reading === undefined || (!isOpen(reading) && reading.status !== 'MISSED')) return next;
    const isHeldUp = reading.startedAt <= (until ?? now) && (reading.endedAt === undefined || from < reading.endedAt);
    return isHeldUp
      ? { ...next, clocks: { ...next.clocks, [code]: { ...memory, delayReason: 'CARDIAC_ARREST' } } }
      : next;
  }, episode);

export function overlayRaised(episode: Episode, happening: Of<'OVERLAY_RAISED'>): Decided<Episode> {
  const { overlay, time, reason, by, receivedAt } = happening;
  if (inFuture(time, happening)) return futureRefusal();
  if (standingOverlay(episode, overlay) !== undefined) return duplicate(episode);
  const last = episode.overlays.findLast((one) => one.overlay === overlay)?.until;
  if (last !== undefined && time.at < last)
    return refuse('BAD_INPUT', 'That time lies before the end of the one before.');
  const span: OverlaySpan = { overlay, from: time.at, raisedBy: by.id, ...known({ reason }) };
  const { answers } = OVERLAY_ROWS[overlay];
  const raised: Episode = {
    ...episode,
    overlays: [...episode.overlays, span],
    checklist: { ...episode.checklist, ...answers },
  };
  const explained = overlay === 'ARREST' ? explainByArrest(raised, span, receivedAt) : raised;
  return applied(TOLD_AT_ONCE.includes(overlay) ? withRun(explained, overlay, receivedAt) : explained);
}

export function overlayEnded(episode: Episode, happening: Of<'OVERLAY_ENDED'>): Decided<Episode> {
  const { overlay, time, by, cprMin, receivedAt } = happening;
  const standing = standingOverlay(episode, overlay);
  if (inFuture(time, happening)) return futureRefusal();
  if (standing === undefined) return refuse('ALREADY_DONE', 'That is over already, or was never told.');
  if (time.at < standing.from) return refuse('BAD_INPUT', 'It ends before it begins.');
  const overlays = episode.overlays.map((span) =>
    span === standing ? { ...span, until: time.at, endedBy: by.id } : span,
  );
  const over: Episode = { ...episode, overlays };
  if (overlay !== 'ARREST') return applied(over);
  // those that began while it lasted, too
  const ended = explainByArrest(over, { ...standing, until: time.at }, receivedAt);
  const compressedMin = cprMin ?? between(standing.from, time.at);
  // beyond this, compressions are a relative contraindication (2.10, 2.3)
  const isLong = compressedMin > limitIn(episode.pathway, 'CPR_10_MINUTES');
  const long: Episode['checklist'] = isLong ? { CPR_OVER_10_MINUTES_OR_TRAUMATIC: 'YES' } : {};
  const checklist: Episode['checklist'] = { ...ended.checklist, CIRCULATION_RETURNED_AFTER_ARREST: 'YES', ...long };
  return applied(withRun({ ...ended, checklist }, 'ECG_AFTER_ARREST', receivedAt));
}
