import { movedTimes, type Timed, withoutTimes } from './broughtTimes';
import type { Decided, Decision, Telling } from './decision';
import { applied, duplicate } from './decision';
import type { Episode, Of, Time } from './episode';
import { isRefusal, refuse } from './faults';
import { known } from './known';
import { standing, when } from './milestones';
import { keptLines, linesMoved, lineToldBy, takingBack } from './toldLines';
import type { TestReport, TestResult } from './testResults';
import { firstTroponin, isTroponin, isVital, standingTests, TEST_UNITS, VITALS_BY_HAND } from './testResults';
import type { Milestone } from './vocabulary';
import { futureRefusal, inFuture, mark, toldNow } from './marking';

/** Point-of-care and laboratory results: appended, corrected by later ones, and no step of the pathway waits for one (T11). */

/** So many the state holds; the record keeps the older ones (a bound for the state's size, no medicine). */
const HELD = 24;

function whyNotTaken(report: TestReport, heard: Telling) {
  const { kind, value, unit, limit, sampled, reported } = report;
  const units = Object.keys(TEST_UNITS[kind]);
  if (!units.includes(unit)) return refuse('BAD_INPUT', `${kind} is told in ${units.join(', ')}.`);
  if (!Number.isFinite(value) || value < 0) return refuse('BAD_INPUT', 'A value is a number from 0.');
  if (unit === '%' && value > 100) return refuse('BAD_INPUT', 'A share is at most 100 %.');
  if (limit !== undefined && !(limit > 0)) return refuse('BAD_INPUT', 'A limit is a number above 0.');
  if (inFuture(sampled, heard) || (reported !== undefined && inFuture(reported, heard))) return futureRefusal();
  if (reported !== undefined && reported.at < sampled.at)
    return refuse('BAD_INPUT', 'A result cannot be there before its sample is taken.');
  return undefined;
}

/** The same value of the same sample, told twice. */
const isSame = (one: TestResult, { kind, value, unit, bound, sampled }: TestReport): boolean =>
  one.kind === kind && one.value === value && one.unit === unit && one.bound === bound && one.sampled.at === sampled.at;

/** Values of the bedside leave before others, and never the first troponin. */
const held = (tests: readonly TestResult[]): readonly TestResult[] =>
  keptLines(tests, HELD, (lines) => {
    const first = firstTroponin(lines);
    // what was said just now must be written before it may leave
    const old = lines.slice(0, -VITALS_BY_HAND.length);
    return old.find(isVital) ?? lines.find((line) => line !== first);
  });

export function testReported(episode: Episode, happening: Of<'TEST_REPORTED'>): Decided<Episode> {
  const { report, corrects, reason, receivedAt } = happening;
  const tests = episode.tests ?? [];
  const refusal = whyNotTaken(report, happening);
  if (refusal !== undefined) return refusal;
  const corrected = standing(tests).find(({ n }) => n === corrects);
  if (corrects !== undefined) {
    if (corrected?.kind !== report.kind)
      return refuse('NOT_FOUND', 'There is no such result of this test that still stands.');
    if ((reason ?? '').trim() === '') return refuse('REASON_NEEDED', 'Say why this result is corrected.');
  } else if (standing(tests).some((one) => isSame(one, report))) return duplicate(episode);
  const { reported, ...rest } = report;
  const entry: TestResult = {
    ...rest,
    ...lineToldBy(tests, happening),
    reportedAt: reported?.at ?? corrected?.reportedAt ?? receivedAt,
  };
  const timed =
    corrected === undefined
      ? withTimes(episode, entry, report, happening)
      : // a corrected sample or result time corrects the clinical times that came with it
        movedTimes(episode, corrected, (code) => (code === 'TN_REPORTED' ? reported : entry.sampled), happening);
  return applied({ ...timed.episode, tests: held([...tests, { ...entry, ...known({ marked: timed.marked }) }]) });
}

/** Saturation, pressure and pulse, as somebody read them off at one time (2.5#5, 2.5#6). */
export function vitalsMeasured(episode: Episode, happening: Of<'VITALS_MEASURED'>): Decided<Episode> {
  const { values, measured, id, by, receivedAt } = happening;
  const { SBP, DBP } = values;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'What was measured by hand is told by a named person.');
  if (SBP !== undefined && DBP !== undefined && DBP >= SBP)
    return refuse('BAD_INPUT', 'The diastolic pressure lies below the systolic one.');
  const told = VITALS_BY_HAND.flatMap((kind): TestReport[] => {
    const [value, unit] = [values[kind], Object.keys(TEST_UNITS[kind])[0]];
    return value === undefined || unit === undefined ? [] : [{ kind, value, unit, sampled: measured }];
  });
  if (told.length === 0) return refuse('BAD_INPUT', 'Say at least one value.');
  let done: Decision<Episode> = duplicate(episode);
  for (const report of told) {
    const one = testReported(done.next, { id, by, receivedAt, type: 'TEST_REPORTED', report });
    if (isRefusal(one)) return one;
    if (one.outcome === 'APPLIED') done = one;
  }
  return done;
}

/** T11 and T36: the first troponin brings the times of draw and result, a later sample that of the second draw. */
function withTimes(episode: Episode, entry: TestResult, { sampled, reported }: TestReport, heard: Telling): Timed {
  if (!isTroponin(entry)) return { episode, marked: undefined };
  const first = firstTroponin(episode.tests ?? []);
  const shown = reported ?? toldNow(heard);
  const times: readonly (readonly [Milestone, Time])[] =
    first === undefined || entry.sampled.at <= first.sampled.at
      ? [
          ['TN_DRAWN', sampled],
          ['TN_REPORTED', shown],
        ]
      : [['TN2_DRAWN', sampled]];
  return times.reduce<Timed>(
    (done, [code, time]) => {
      if (when(done.episode.milestones, code) !== undefined) return done;
      const marked = mark(done.episode, code, time, heard);
      return { episode: marked, marked: [...(done.marked ?? []), marked.milestones.length] };
    },
    { episode, marked: undefined },
  );
}

/** What was entered in error, or was another patient's, is taken back with the times that came with it. */
export function testWithdrawn(episode: Episode, happening: Of<'TEST_WITHDRAWN'>): Decided<Episode> {
  const { n, reason, by } = happening;
  const tests = episode.tests ?? [];
  const test = standing(tests).find((one) => one.n === n);
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person takes a result back.');
  if (test === undefined) return refuse('NOT_FOUND', 'There is no such result that still stands.');
  if (reason.trim() === '') return refuse('REASON_NEEDED', 'Say why this result is taken back.');
  const entry = takingBack(tests, test, happening);
  return applied({ ...withoutTimes(episode, test, happening), tests: held([...tests, entry]) });
}

/** A merged episode's results that stand, numbered on; what this one was told itself it keeps (R1). */
export function withTestsOf(
  episode: Episode,
  fromEpisodeId: Episode['id'],
  moved: readonly TestResult[] | undefined,
): Episode {
  const own = episode.tests ?? [];
  const fresh = linesMoved(own, standingTests(moved ?? []), fromEpisodeId, isSame);
  return fresh.length === 0 ? episode : { ...episode, tests: held([...own, ...fresh]) };
}
