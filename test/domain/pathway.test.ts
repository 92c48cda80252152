import { clockLadder } from '../../workflows/domain/clockLadder';
import { readClock } from '../../workflows/domain/clocks';
import type { Thresholds } from '../../workflows/domain/pathway';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import { replayPathway } from '../../workflows/domain/replayPathway';
import { targetCodes, targetOf } from '../../workflows/domain/targets';
import { differences, targetIn, THRESHOLDS, whyNotThresholds } from '../../workflows/domain/thresholds';
import { anEpisode, minute } from '../builders/anEpisode';

const under = (thresholds: Thresholds) => ({ pathway: { ...DEFAULT_PATHWAY, thresholds } });
const noEcg = { FMC: 0 };

describe('an edition of a site', () => {
  test('sets the limit of a clock for the episodes that began under it, and for no other', () => {
    const strict = anEpisode(under({ T05_LIMIT: 6 }), { FMC: 0, ECG1_ACQUIRED: 8 });
    expect(readClock('T05', strict, minute(20))).toMatchObject({ status: 'MISSED', limitMin: 6, dueAt: minute(6) });
    const plain = anEpisode({}, { FMC: 0, ECG1_ACQUIRED: 8 });
    expect(readClock('T05', plain, minute(20))).toMatchObject({ status: 'MET', limitMin: 10 });
  });

  test('moves a row’s own minute, and with it who is told when', () => {
    const times = (thresholds: Thresholds) => {
      const episode = anEpisode(under(thresholds), noEcg);
      const reading = readClock('T05', episode, minute(0));
      if (reading === undefined) throw new Error('the ECG clock should run');
      return clockLadder('T05', episode, reading)
        .rungs.filter(({ tells }) => tells.length > 0)
        .map(({ at }) => (at - minute(0)) / 60_000);
    };
    expect(times({})).toContain(7);
    expect(times({ T05_TELL_1: 4 })).toContain(4);
    expect(times({ T05_TELL_1: 4 })).not.toContain(7);
  });

  test('that sets nothing is the tables themselves', () => {
    for (const code of targetCodes) expect(targetIn({ thresholds: {} }, code)).toEqual(targetOf(code));
    expect(differences({}, {})).toEqual([]);
  });

  test('each number that may be set really moves its row', () => {
    for (const { code, target, value } of THRESHOLDS.filter((one) => one.target !== undefined)) {
      const changed = target && targetIn({ thresholds: { [code]: value + 1 } }, target);
      expect({ code, changed }).not.toEqual({ code, changed: target && targetOf(target) });
    }
  });

  test('with an unknown code, nothing, less than nothing or months is refused in a sentence', () => {
    expect(whyNotThresholds({ T05_LIMIT: 8, UNANSWERED: 4 })).toBeUndefined();
    expect(whyNotThresholds({ T99_LIMIT: 8 })).toBe('T99_LIMIT is no threshold.');
    for (const wrong of [0, -1, Number.NaN, 90 * 1440])
      expect(whyNotThresholds({ T05_LIMIT: wrong })).toMatch(/^T05_LIMIT must be above 0/);
  });

  test('is compared with another line by line: what it was, what it is', () => {
    expect(differences({ T05_LIMIT: 8 }, { T18_LIMIT: 60 })).toEqual([
      { code: 'T05_LIMIT', before: 8, after: 10 },
      { code: 'T18_LIMIT', before: 90, after: 60 },
    ]);
  });
});

describe('stored episodes played through changed numbers', () => {
  const stored = [
    anEpisode({}, { FMC: 0, ECG1_ACQUIRED: 4 }),
    anEpisode({}, { FMC: 0, ECG1_ACQUIRED: 9 }),
    anEpisode({}, { FMC: 0, ECG1_ACQUIRED: 16 }),
  ];
  const ecg = (changed: Thresholds) =>
    replayPathway(stored, changed, minute(600)).find(({ target }) => target === 'T05');

  test('a target of 8 instead of 10 minutes: one breach more, and the pages that go with it', () => {
    const { was, would } = ecg({ T05_LIMIT: 8 }) ?? {};
    expect(was).toMatchObject({ clocks: 3, breaches: 1 });
    expect(would).toMatchObject({ clocks: 3, breaches: 2 });
    expect(would?.pages).toBeGreaterThan(was?.pages ?? Number.POSITIVE_INFINITY);
  });

  test('an earlier minute of the ladder: the same breaches, one page more for the ECG taken at four', () => {
    const { was, would } = ecg({ T05_TELL_1: 3 }) ?? {};
    expect(would?.breaches).toBe(was?.breaches);
    expect(would?.pages).toBe((was?.pages ?? 0) + 1);
  });

  test('nothing changed: nothing differs, whatever edition the episode began under', () => {
    expect(ecg({})?.would).toEqual(ecg({})?.was);
    const own = [anEpisode(under({ T05_LIMIT: 3 }), { FMC: 0, ECG1_ACQUIRED: 4 })];
    const [line] = replayPathway(own, { T05_LIMIT: 3 }, minute(600)).filter(({ target }) => target === 'T05');
    expect(line?.was).toEqual(line?.would);
    expect(line?.was.breaches).toBe(1);
  });

  test('a clock that is void under both says nothing', () => {
    const lysed = anEpisode(
      { choice: { strategy: 'LYSIS', by: 'ps_cardio', role: 'ON_CALL_CARDIOLOGIST', at: minute(12) } },
      { FMC: 0, STEMI_DX: 10, STRATEGY: 12, DOOR: 30 },
    );
    const played = replayPathway([lysed], { T18_LIMIT: 5 }, minute(600));
    expect(played.map(({ target }) => target)).not.toContain('T18');
  });
});
