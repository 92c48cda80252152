import { DRILL_LASTS_MIN } from './drill';
import type { Action } from './decision';
import type { Episode } from './episode';
import type { Ladder, LadderRun } from './ladder';
import { minutesLadder } from './runs';
import type { Instant } from './time';
import { DAY_MS, plus } from './time';

/** The way of a drill through the system itself, in its order: who is asked hears of it, and the ECG comes through. */
export const DRILL_LEGS = ['PAGE', 'DOOR', 'RECEIPT', 'MATCH', 'READER'] as const;
export type DrillLeg = (typeof DRILL_LEGS)[number];

/** The run that tells the coordinator which links of the drill did not answer. */
export const DRILL_MISSED = 'DRILL_MISSED';

/** A drill asks these and nobody else: its clocks run unheard, and it waits for no bed, no hospital and no word back. */
export const isDrillLink = ({ key }: LadderRun): boolean =>
  key === 'DISPATCH' || key === DRILL_MISSED || key.startsWith('LAB:') || key.startsWith('FAILED:');

/** Whoever is asked in a drill reads that it is one. */
export const markedDrill = (ladder: Ladder | undefined): Ladder | undefined =>
  ladder && { ...ladder, because: { ...ladder.because, drill: true } };

const hasAnswered = ({ status, pages }: LadderRun): boolean =>
  status === 'ANSWERED' || pages.some((page) => page.status === 'ACKNOWLEDGED');

/** The first role of each link that was asked and did not answer; none where the drill was broken off. */
export function missedLinks({ openedAt, runs, ecgs }: Episode, endedAt: Instant): readonly string[] {
  if (endedAt < plus(openedAt, DRILL_LASTS_MIN)) return [];
  const asked = runs.filter((run) => isDrillLink(run) && run.endedAt === undefined && !hasAnswered(run));
  const unread = ecgs.some(({ report }) => report === undefined) ? ['ECG_READER'] : [];
  return [...asked.flatMap(({ pages }) => pages[0]?.role ?? []), ...unread];
}

/** Routine: it waits for nobody’s answer, and is put away after a day. */
export const missedLadder = (run: LadderRun, { sites, drillMissed = [] }: Episode): Ladder => ({
  ...minutesLadder(
    run.startedAt,
    'DRILL_MISSED',
    [{ afterMin: 0, role: 'COORDINATOR', siteId: sites.receiving, channel: 'PUSH' }],
    { informs: true, endsWhenAnswered: true, detail: drillMissed.join() },
  ),
  putAwayAfterMs: DAY_MS,
});

/** Nobody has to read the ECG of a drill that is over. */
export const readingsEnded = ({ id, region, ecgs }: Episode): readonly Action[] =>
  ecgs
    .filter(({ report }) => report === undefined)
    .map(({ readingId }) => ({
      do: 'TELL',
      to: { kind: 'READING', region, id: readingId },
      message: { id: `${id}:DRILL_ENDED`, by: { kind: 'SYSTEM', id }, type: 'DRILL_ENDED' },
    }));
