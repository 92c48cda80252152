import { isEpisodeClosed } from '../../workflows/domain/decideEpisode';
import { episodeLadderOf } from '../../workflows/domain/episodeClocks';
import { episodeRows } from '../../workflows/domain/episodeRows';
import { when } from '../../workflows/domain/milestones';
import { nextDue } from '../../workflows/domain/runs';
import { aTime, minute } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import { CARDIOLOGIST, decided, ecg, given, labCalled, milestone, pagesOf, read } from '../builders/given';

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
    expect(nextDue(next, episodeLadderOf(minute(61)))).toBeUndefined();
    expect(next.runs.filter(({ endedAt }) => endedAt === undefined)).toEqual([]);
    expect(isEpisodeClosed(next)).toBe(true);
  });
  test('no page goes out with the word itself, and the lab is free for somebody else', () => {
    const decision = given(...lysed, labCalled(30)).when(died);
    expect(pagesOf(decision)).toEqual([]);
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
