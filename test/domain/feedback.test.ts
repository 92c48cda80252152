import { outcomeAt, sendersOf } from '../../workflows/domain/feedback';
import { episodeLadderOf } from '../../workflows/domain/episodeClocks';
import { nextDue } from '../../workflows/domain/runs';
import { anEpisode, local, minute } from '../builders/anEpisode';
import { anOpening, decided, ecg, given, milestone, opened, pagesOf, read, timePasses } from '../builders/given';

const feedback = (decision: Parameters<typeof pagesOf>[0]) =>
  pagesOf(decision)
    .filter(({ because }) => because.reason === 'FEEDBACK')
    .map(({ role, siteId, channel }) => `${role} ${siteId} ${channel}`);

const byCommunity = [
  milestone('FMC', 5),
  ecg(9),
  read('STEMI', 14),
  decided('PPCI_BY_TRANSFER', 16),
  milestone('DOOR', 60),
  milestone('WIRE', 95),
];

describe('feedback to the sender', () => {
  test('once the intervention is over, the doctor who took the ECG hears at once by day', () => {
    expect(feedback(given(...byCommunity).when(milestone('PCI_END', 110)))).toEqual([
      'FAMILY_DOCTOR st_community PUSH',
    ]);
  });

  test('the hospital that referred hears too, each at its own site', () => {
    const referred = given(...byCommunity, milestone('REF_DOOR_IN', 20));
    expect(feedback(referred.when(milestone('PCI_END', 110)))).toEqual([
      'FAMILY_DOCTOR st_community PUSH',
      'REFERRING_CHEST_PAIN_LEAD st_county PUSH',
    ]);
  });

  test('at night it waits for the morning of the site, well within 24 hours', () => {
    // help was sought at ten in the morning; the intervention ends at half past nine in the evening
    const late = 11.5 * 60;
    const { next } = given(...byCommunity).when(milestone('PCI_END', late));
    expect(nextDue({ runs: next.runs.filter(({ key }) => key === 'FEEDBACK') }, episodeLadderFor(next))).toBe(
      local('2026-03-03T09:00'),
    );
    const morning = given(...byCommunity, milestone('PCI_END', late)).when(timePasses(23 * 60));
    expect(feedback(morning)).toEqual(['FAMILY_DOCTOR st_community PUSH']);
  });

  test('it is told once, whatever follows and whatever is corrected, and nobody is called because nobody answers', () => {
    const told = given(...byCommunity, milestone('PCI_END', 110));
    expect(feedback(told.when(milestone('PCI_END', 108, 120)))).toEqual([]);
    const { next } = told.when(timePasses(30 * 24 * 60));
    expect(next.runs.find(({ key }) => key === 'FEEDBACK')).toMatchObject({ status: 'CLIMBING' });
    expect(next.runs.find(({ key }) => key === 'FEEDBACK')?.pages).toHaveLength(1);
  });

  test('an outcome told days late is still told to the sender, once', () => {
    const late = given(...byCommunity).when(milestone('PCI_END', 110, 110 + 49 * 60));
    expect(feedback(late)).toEqual(['FAMILY_DOCTOR st_community PUSH']);
  });

  test('a case of another day that is entered as a whole pages nobody (10.18)', () => {
    const entered = 50 * 60;
    const opening = { heard: { ...anOpening().heard, receivedAt: minute(entered) } };
    const afterwards = opened(opening, ...byCommunity.map((word) => ({ ...word, heardMin: entered })));
    expect(feedback(afterwards.when(milestone('PCI_END', 110, entered)))).toEqual([]);
  });

  test('who brought themselves to the PCI hospital was sent by nobody', () => {
    expect(sendersOf(anEpisode({ helpChannel: 'WALK_IN' }, { DOOR: 0, ECG1_ACQUIRED: 5 }))).toEqual([]);
  });

  test('the person who recorded it is told by name, whoever is on duty then', () => {
    const byName = [milestone('FMC', 5), { ...ecg(9), takenBy: 'ps_village_doctor' }, ...byCommunity.slice(2)];
    const [page] = pagesOf(given(...byName).when(milestone('PCI_END', 110))).filter(
      ({ because }) => because.reason === 'FEEDBACK',
    );
    expect(page).toMatchObject({ role: 'FAMILY_DOCTOR', siteId: 'st_community', personId: 'ps_village_doctor' });
  });

  test('of several ECGs it is who took the first, and a cart that names nobody leaves it to the role', () => {
    const later = [ecg(9), { ...ecg(20, 'ecg_2'), takenBy: 'ps_later' }];
    const { episode } = given(milestone('FMC', 5), ...later);
    expect(sendersOf(episode)).toEqual([{ role: 'FAMILY_DOCTOR', siteId: 'st_community' }]);
  });

  test('the crew that took the ECG hears at its station', () => {
    const byCrew = anEpisode({ helpChannel: 'CALL_120' }, { ON_SCENE: 0, FMC: 0, ECG1_ACQUIRED: 5, DOOR: 40 });
    expect(sendersOf(byCrew).map(({ role }) => role)).toEqual(['EMS_CREW']);
  });

  test('without an intervention the word is that lysis worked, or the discharge', () => {
    expect(outcomeAt(anEpisode({}, { FMC: 0 }))).toBeUndefined();
    expect(outcomeAt(anEpisode({}, { FMC: 0, DISCHARGE: 600 }))).toBe(minute(600));
  });
});

type Ended = ReturnType<ReturnType<typeof given>['when']>['next'];

/** The ladders of this episode, asked about its feedback alone. */
const episodeLadderFor =
  (episode: Ended) =>
  (_: unknown, run: Ended['runs'][number]): ReturnType<ReturnType<typeof episodeLadderOf>> =>
    episodeLadderOf(minute(0))(episode, run);
