import { decideEpisode, isEpisodeClosed, openEpisode } from '../../workflows/domain/decideEpisode';
import type { Episode, EpisodeMessage } from '../../workflows/domain/episode';
import { isRefusal } from '../../workflows/domain/faults';
import { dailyDrillId, DRILL, drillOpening, isDrillOver, isDrillTime } from '../../workflows/domain/drill';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import { aTime, anEpisode, local, minute, T0 } from '../builders/anEpisode';
import { LAB_ROLES } from '../../workflows/domain/vocabulary';
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

const words = (...said: readonly Unsaid[]) =>
  said.reduce((episode, { at, ...word }, n) => {
    const decided = decideEpisode(episode, { by: DRILL, ...word, id: `w${n}`, receivedAt: minute(at) } as never);
    if (isRefusal(decided)) throw new Error(decided.because);
    return decided.next;
  }, opened().next);
type Unsaid = { readonly type: string; readonly at: number; readonly [key: string]: unknown };
const ecgCame: Unsaid = {
  type: 'ECG_RECEIVED',
  at: 1,
  ecgId: 'ecg_1',
  readingId: 'rd_1',
  acquired: aTime(T0),
  ecgReceivedAt: minute(1),
};
const signed: Unsaid = {
  type: 'ECG_REPORTED',
  at: 2,
  report: { ecgId: 'ecg_1', finding: 'STEMI', territories: [], signedBy: 'ps_reader', at: minute(2) },
};
const called: Unsaid = { type: 'LAB_CALLED', at: 3, labId: 'lab_1' };
const over = (episode: Episode, at: number) => {
  const reason = 'DRILL_OVER';
  const word = { type: 'EPISODE_CLOSED', id: 'over', by: DRILL, reason, time: aTime(minute(at)) } as const;
  const decided = decideEpisode(episode, { ...word, receivedAt: minute(at) });
  if (isRefusal(decided)) throw new Error(decided.because);
  return decided;
};

describe('a drill of the whole activation', () => {
  test('asks the team of the lab, marked as a drill, and holds no lab', () => {
    const decided = decideEpisode(words(ecgCame, signed), {
      ...{ type: 'LAB_CALLED', labId: 'lab_1', id: 'lab', by: DRILL, receivedAt: minute(3) },
    } as never);
    if (isRefusal(decided)) throw new Error(decided.because);
    const team = pagesOf(decided).filter(({ because }) => because.reason === 'LAB_ACTIVATED');
    expect(new Set(team.map(({ role }) => role))).toEqual(new Set(LAB_ROLES));
    for (const { because } of team) expect(because.drill).toBe(true);
    expect(decided.actions.filter((action) => action.do === 'TELL')).toEqual([]);
  });
  test('calls nobody by its clocks, asks nothing of the record, and tells no sender how it went', () => {
    const later = words(ecgCame, signed, called, { type: 'TIME_PASSED', at: 60 });
    expect(new Set(later.runs.map(({ key }) => key.replace(/:.*/, '')))).toEqual(new Set(['DISPATCH', 'LAB']));
    expect(later.questions).toEqual([]);
  });
  test('that nobody read tells its reading that it is over, and the coordinator who did not answer', () => {
    const { actions, next } = over(words(ecgCame, called), 10);
    expect(actions).toContainEqual(expect.objectContaining({ to: { kind: 'READING', region: 'demo', id: 'rd_1' } }));
    const pages = pagesOf({ actions, next, outcome: 'APPLIED' });
    expect(pages).toMatchObject([{ role: 'COORDINATOR', because: { reason: 'DRILL_MISSED', drill: true } }]);
    expect(pages[0]?.because.detail?.split(',')).toEqual(['EMS_DISPATCHER', ...LAB_ROLES, 'ECG_READER']);
  });
  test('that was broken off for a patient blames nobody', () => {
    expect(pagesOf(over(words(ecgCame, called), 4))).toEqual([]);
  });
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
    const { next } = over;
    expect(next.runs.filter(({ key, endedAt }) => key !== 'DRILL_MISSED' && endedAt === undefined)).toEqual([]);
    const later = decideEpisode(next, { type: 'TIME_PASSED', id: 't', by: DRILL, receivedAt: minute(3 * 1440) });
    if (isRefusal(later)) throw new Error(later.because);
    expect(pagesOf(later)).toEqual([]);
    expect(isEpisodeClosed(later.next)).toBe(true);
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
