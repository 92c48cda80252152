import { findBeats } from '../../../devices/preread/beats';
import { median } from '../../../devices/preread/filters';
import { wideRunsOf } from '../../../devices/preread/runs';
import { describeReal } from '../library';
import { beatsOf, drawnQrs, namesIn, say, tracesOf, ventricularBeatsOf } from './annotations';

/** Hours of real signal on a slow machine, ms. */
jest.setTimeout(120_000);

/** How many marked beats were missed and how many were made up; both lists in order, each beat matched once. */
function compare(marked: readonly number[], found: readonly number[], tolerance: number) {
  let [missed, madeUp, n] = [0, 0, 0];
  for (const at of marked) {
    for (; n < found.length && (found[n] ?? 0) < at - tolerance; n += 1) madeUp += 1;
    if (n < found.length && (found[n] ?? 0) <= at + tolerance) n += 1;
    else missed += 1;
  }
  return { marked: marked.length, missed, madeUp: madeUp + found.length - n };
}

const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(2)} %`;

const CALM = ['100', '101', '102', '231', '232'];
const NOISY = ['105', '208'];

/** A half hour and its beats, found once for all tests. */
const holters = new Map<string, ReturnType<typeof searched>>();
function searched(name: string) {
  const { fs, traces } = tracesOf(name);
  return { fs, traces, found: findBeats(traces, fs) };
}
function holterOf(record: string) {
  const holter = holters.get(record) ?? searched(`mitbih/${record}`);
  holters.set(record, holter);
  return holter;
}

describeReal('beats', () => {
  const comparedOf = (record: string) => {
    const { fs, found } = holterOf(record);
    return compare(beatsOf(`mitbih/${record}.atr`), found, 0.15 * fs);
  };

  test.each([
    ['five half hours', 1, CALM],
    ['seven half hours, two of them noisy', 1.5, [...CALM, ...NOISY]],
  ])(
    'of the beats in %s of a Holter 999 of 1000 are found, and of those found at most %f of 1000 are none',
    (_, most, of) => {
      const sum = of.map(comparedOf).reduce((all, one) => ({
        marked: all.marked + one.marked,
        missed: all.missed + one.missed,
        madeUp: all.madeUp + one.madeUp,
      }));
      const { marked, missed, madeUp } = sum;
      const right = marked - missed;
      say(`MIT-BIH, ${of.length} records: Se ${share(right, marked)}, PPV ${share(right, right + madeUp)}`);
      expect(right / marked).toBeGreaterThanOrEqual(0.999);
      expect(madeUp / (right + madeUp)).toBeLessThanOrEqual(most / 1000);
    },
  );

  test('all 31 pauses over three seconds of 232 are there, and none besides', () => {
    const { fs, found } = holterOf('232');
    expect(found.filter((at, n) => n > 0 && at - (found[n - 1] ?? 0) > 3 * fs)).toHaveLength(31);
  });

  test.each(NOISY)('the noisy %s neither loses nor gains more than one beat in two hundred', (record) => {
    const { marked, missed, madeUp } = comparedOf(record);
    say(`MIT-BIH ${record}: Se ${share(marked - missed, marked)}, made up ${madeUp} of ${marked}`);
    expect(missed / marked).toBeLessThan(0.005);
    expect(madeUp / marked).toBeLessThan(0.005);
  });

  test('a lead of artefacts alone leads nobody astray: 200 has the beats that its good lead has', () => {
    const { fs, traces } = tracesOf('mitbih/200m');
    const [both, good] = [findBeats(traces, fs), findBeats(traces.slice(1), fs)];
    const { marked, missed, madeUp } = compare(good, both, 0.15 * fs);
    say(`MIT-BIH 200, both leads beside MLII alone: ${missed} of ${marked} missed, ${madeUp} made up`);
    expect(missed / marked).toBeLessThan(0.005);
    expect(madeUp / marked).toBeLessThan(0.005);
  });

  test('every beat the cardiologists drew in LUDB is found within what they drew, and none is made up', () => {
    const wrong = namesIn('ludb').flatMap((record) => {
      const { fs, traces } = tracesOf(`ludb/${record}`);
      const drawn = drawnQrs(record);
      const [first, last] = [drawn[0]?.from ?? 0, drawn.at(-1)?.to ?? 0];
      const found = findBeats(traces, fs).filter((at) => at >= first && at <= last);
      const beats = consensus(drawn, fs);
      const right = beats.every(({ from, to, peak }) => {
        const near = Math.max(0.075 * fs, peak - from, to - peak);
        return found.filter((at) => Math.abs(at - peak) <= near).length === 1;
      });
      return right && beats.length === found.length ? [] : [record];
    });
    expect(wrong).toEqual([]);
  });

  test('a bedside alarm of asystole that was false: no gap of four seconds between beats', () => {
    const { fs, traces } = tracesOf('alarms/a103l');
    const found = findBeats(traces, fs);
    const gaps = found.map((at, n) => (at - (found[n - 1] ?? 0)) / fs);
    expect(Math.max(...gaps)).toBeLessThan(4);
  });
});

describeReal('wide beats in a row', () => {
  const runsIn = ({ fs, traces, found }: ReturnType<typeof searched>) =>
    wideRunsOf(traces, found, fs).map((run) => ({ ...run, fs }));
  const runsOf = (name: string) => runsIn(searched(name));

  test('a bedside alarm of ventricular tachycardia that was false has none', () => {
    expect(runsOf('alarms/v102s')).toEqual([]);
  });

  test('of seven half hours only 208 has one, and there the cardiologists marked three beats as begun in a ventricle', () => {
    const found = [...CALM, ...NOISY].flatMap((record) => runsIn(holterOf(record)).map((run) => ({ ...run, record })));
    expect(found).toMatchObject([{ record: '208', beats: 3 }]);
    const marked = ventricularBeatsOf('mitbih/208.atr');
    const within = found.flatMap(({ fromS, toS, fs }) =>
      marked.filter((at) => at > (fromS - 0.1) * fs && at < (toS + 0.1) * fs),
    );
    expect(within).toHaveLength(3);
  });

  test('no twelve-lead has one', () => {
    const names = ['ptbxl', 'ludb', 'cinc2021'].flatMap((folder) =>
      namesIn(folder).map((name) => `${folder}/${name.replace(/_hr$/, '')}`),
    );
    expect(names.filter((name) => runsOf(name).length > 0)).toEqual([]);
  });
});

/** Each beat once: the middle of what was drawn of it in at least four leads. */
function consensus(drawn: ReturnType<typeof drawnQrs>, fs: number) {
  const groups: (typeof drawn)[number][][] = [];
  for (const one of drawn) {
    const group = groups.at(-1);
    if (group && one.peak - (group.at(-1)?.peak ?? 0) <= 0.1 * fs) group.push(one);
    else groups.push([one]);
  }
  return groups
    .filter((group) => group.length >= 4)
    .map((group) => ({
      from: median(group.map(({ from }) => from)),
      peak: median(group.map(({ peak }) => peak)),
      to: median(group.map(({ to }) => to)),
    }));
}
