import { decideEpisode, isEpisodeClosed, openEpisode } from '../../workflows/domain/decideEpisode';
import type { Episode, EpisodeMessage } from '../../workflows/domain/episode';
import { isRefusal } from '../../workflows/domain/faults';
import { dailyDrillId, DRILL, drillOpening, isDrillOver, isDrillTime } from '../../workflows/domain/drill';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import { aTime, anEpisode, local, minute, T0 } from '../builders/anEpisode';
import { pagesOf } from '../builders/given';

const { calendar } = DEFAULT_PATHWAY;
const place = {
  region: 'demo',
  sites: { community: 'st_community', ems: 'st_ems', receiving: 'st_hub' },
  pathway: DEFAULT_PATHWAY,
};
const opened = () => openEpisode(drillOpening(dailyDrillId('st_hub', calendar, T0), place, DRILL, T0));

const ended = (episode: Episode, over: Pick<EpisodeMessage, 'by'>) =>
  decideEpisode(episode, {
    ...over,
    id: 'over',
    type: 'EPISODE_CLOSED',
    reason: 'DRILL_OVER',
    time: aTime(minute(10)),
    receivedAt: minute(10),
  });

describe('a drill', () => {
  test('asks the ambulance as a real call does, and every page says that it is a drill', () => {
    const pages = pagesOf(opened());
    expect(pages.map(({ role, because }) => [role, because.reason, because.drill])).toEqual([
      ['EMS_DISPATCHER', 'DISPATCH_AMBULANCE', true],
    ]);
    expect(opened().next.drill).toBe(true);
  });

  test('that climbs says so on every rung', () => {
    const later = decideEpisode(opened().next, { type: 'TIME_PASSED', id: 't', by: DRILL, receivedAt: minute(6) });
    if (isRefusal(later)) throw new Error(later.because);
    expect(pagesOf(later).length).toBeGreaterThan(0);
    for (const { because } of pagesOf(later)) expect(because.drill).toBe(true);
  });

  test('ends by itself, and nobody is asked afterwards', () => {
    const over = ended(opened().next, { by: DRILL });
    if (isRefusal(over)) throw new Error(over.because);
    expect(isEpisodeClosed(over.next)).toBe(true);
    expect(pagesOf(over)).toEqual([]);
  });

  test('is the only thing that ends as a drill: a patient’s episode needs a person and another reason', () => {
    const patient = anEpisode({}, { FMC: 0 });
    expect(isRefusal(ended(patient, { by: DRILL }))).toBe(true);
    expect(isRefusal(ended(patient, { by: { kind: 'HUMAN', id: 'ps_x', role: 'COORDINATOR' } }))).toBe(true);
  });

  test('begins at its minute of the hospital’s own day, once', () => {
    expect(isDrillTime(600, calendar, local('2026-03-02T09:59'))).toBe(false);
    expect(isDrillTime(600, calendar, local('2026-03-02T10:00'))).toBe(true);
    expect(isDrillTime(600, calendar, local('2026-03-02T10:15'))).toBe(false);
    const today = dailyDrillId('st_hub', calendar, local('2026-03-02T10:00'));
    expect(dailyDrillId('st_hub', calendar, local('2026-03-02T23:59'))).toBe(today);
    expect(dailyDrillId('st_hub', calendar, local('2026-03-03T00:00'))).not.toBe(today);
  });

  test('is over after ten minutes', () => {
    expect(isDrillOver(T0, minute(9))).toBe(false);
    expect(isDrillOver(T0, minute(10))).toBe(true);
  });
});
