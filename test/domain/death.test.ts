import { isEpisodeClosed } from '../../workflows/domain/decideEpisode';
import { episodeLadderOf } from '../../workflows/domain/episodeClocks';
import { episodeRows } from '../../workflows/domain/episodeRows';
import { when } from '../../workflows/domain/milestones';
import { nextDue } from '../../workflows/domain/runs';
import { aTime, minute } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import { CARDIOLOGIST, decided, ecg, given, labCalled, milestone, pagesOf, read, timePasses } from '../builders/given';

const lysed = [milestone('FMC', 5), ecg(9), read('STEMI', 14), decided('LYSIS', 16), milestone('LYSIS_START', 20)];
const arrest: Word = { type: 'OVERLAY_RAISED', overlay: 'ARREST', time: aTime(minute(40)), heardMin: 40 };
const died: Word = {
  type: 'EPISODE_CLOSED',
  reason: 'DIED',
  time: aTime(minute(60)),
  heardMin: 61,
  by: CARDIOLOGIST,
};

describe('R21 and 2.10: the patient has died', () => {
  test('from that word on nobody is asked, reminded or climbed for anything any more', () => {
    const { next } = given(...lysed, arrest).when(died);
    const open = next.runs.filter(({ endedAt }) => endedAt === undefined);
    expect(open.map(({ key }) => key)).toEqual(['FEEDBACK']);
  });
  test('who sent the patient hears how it ended, once; then the episode is over', () => {
    const decision = given(...lysed, arrest).when(died);
    expect(pagesOf(decision).map(({ because, role }) => [because.reason, role])).toEqual([
      ['FEEDBACK', 'FAMILY_DOCTOR'],
    ]);
    expect(isEpisodeClosed(decision.next)).toBe(false);
    const [page] = pagesOf(decision);
    const seen: Word = { type: 'PAGE_ACKNOWLEDGED', pageId: page?.id ?? '', heardMin: 70 };
    expect(isEpisodeClosed(given(...lysed, arrest, died).when(seen).next)).toBe(true);
    const unseen = given(...lysed, arrest, died).when(timePasses(61 + 24 * 60));
    expect(isEpisodeClosed(unseen.next)).toBe(true);
    expect(pagesOf(unseen)).toEqual([]);
  });
  test('a sender who was told an outcome before is not told again', () => {
    const over = given(...lysed, milestone('DOOR', 30), milestone('PCI_END', 50));
    const later = over.when(died);
    expect(pagesOf(later)).toEqual([]);
    expect(nextDue(later.next, episodeLadderOf(minute(61)))).toBeUndefined();
    expect(isEpisodeClosed(later.next)).toBe(true);
  });
  test('a death entered more than a day later asks nobody for anything (10.18); the sender still hears how it went', () => {
    const late = given(...lysed).when({ ...died, heardMin: 60 + 25 * 60 });
    expect(pagesOf(late).map(({ role, because }) => `${role} ${because.reason}`)).toEqual(['FAMILY_DOCTOR FEEDBACK']);
    expect(isEpisodeClosed(late.next)).toBe(false);
    const heardMin = 60 + 26 * 60;
    const seen: Word = { type: 'PAGE_ACKNOWLEDGED', pageId: pagesOf(late)[0]?.id ?? '', heardMin };
    const told = given(...lysed, { ...died, heardMin: 60 + 25 * 60 });
    expect(isEpisodeClosed(told.when(seen).next)).toBe(true);
    expect(isEpisodeClosed(told.when(timePasses(heardMin + 24 * 60)).next)).toBe(true);
  });
  test('nobody is asked for anything with the word itself, and the lab is free for somebody else', () => {
    const decision = given(...lysed, labCalled(30)).when(died);
    expect(pagesOf(decision).filter(({ because }) => because.reason !== 'FEEDBACK')).toEqual([]);
    expect(decision.actions).toContainEqual(
      expect.objectContaining({ do: 'TELL', message: expect.objectContaining({ type: 'LAB_RELEASED' }) }),
    );
  });
  test('the time of death stands in the record, and open clocks say why they stopped', () => {
    const { next } = given(...lysed).when(died);
    expect(when(next.milestones, 'DEATH')).toBe(minute(60));
    const clock = episodeRows(next, minute(62)).find((row) => row.table === 'clock' && row.target === 'T29');
    expect(clock).toMatchObject({ status: 'VOID', voidReason: 'DIED' });
  });
});
