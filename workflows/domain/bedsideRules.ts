import type { BedsideReading } from './bedside';
import { ecgOfReading, readAlready, readingsDiffer } from './bedside';
import type { Action, Decided, Telling } from './decision';
import { applied, duplicate } from './decision';
import { ecgReported, replaceUnreadable } from './ecgRules';
import type { Episode, Of, Report } from './episode';
import { refuse } from './faults';
import { addsTo, FINDING_ROWS, isStemi } from './findings';
import { known } from './known';
import { watchReclosure } from './lysisLadders';
import { when } from './milestones';
import { endRuns, withRun } from './runs';
import { territoriesOf } from './stCriteria';
import type { Instant } from './time';
import type { Milestone } from './vocabulary';
import { futureRefusal, inFuture, mark } from './marking';

/** R5: the cart or the network is down, and a doctor reads the ECG where it was taken; care goes on from that. */

export function ecgReadAtBedside(episode: Episode, happening: Of<'ECG_READ_AT_BEDSIDE'>): Decided<Episode> {
  const { acquired, read, readFrom, finding, leads, readWith, by, receivedAt } = happening;
  const { bedside = [] } = episode;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named doctor reads an ECG at the bedside.');
  if (inFuture(acquired, happening) || inFuture(read, happening)) return futureRefusal();
  if (read.at < acquired.at) return refuse('BAD_INPUT', 'An ECG is read after it was taken.');
  const same = bedside.some((one) => one.by === by.id && one.acquired.at === acquired.at && one.finding === finding);
  if (same) return duplicate(episode);
  const ecg = ecgOfReading(episode, happening);
  const facts = { acquired, read, readFrom, finding, leads, by: by.id, role: by.role };
  const reading: BedsideReading = { ...facts, n: bedside.length + 1, ...known({ readWith, ecgId: ecg?.ecgId }) };
  const kept = endRuns({ ...episode, bedside: [...bedside, reading] }, 'REPEAT_ECG', receivedAt);
  const next = readAs(timed(kept, reading, happening), reading, happening);
  return applied(
    watchReadings(episode, next, receivedAt),
    ...(ecg === undefined || ecg.report !== undefined ? [] : [readAlready(episode, ecg)]),
  );
}

/** The clocks of the ECG, of its reading and of the diagnosis go by what was told, as by a recording (T05, T07, T08). */
function timed(episode: Episode, { acquired, read, finding }: BedsideReading, heard: Telling): Episode {
  const first = (state: Episode, code: Milestone, time: BedsideReading['read']): Episode => {
    const at = when(state.milestones, code);
    return at !== undefined && at <= time.at ? state : mark(state, code, time, heard);
  };
  const taken = replaceUnreadable(first(episode, 'ECG1_ACQUIRED', acquired), heard);
  const reported = first(taken, 'ECG1_REPORTED', read);
  if (!addsTo(episode.report?.finding, finding)) return reported;
  const { path } = FINDING_ROWS[finding];
  if (path === 'STEMI') return first(reported, 'STEMI_DX', read);
  return path === 'NSTE_ACS' ? first(reported, 'NSTE_DX', read) : reported;
}

/** What a bedside reading says of the case, as a signed ECG does. */
export const reportOf = ({ n, finding, leads, by, read }: BedsideReading): Report => ({
  bedside: n,
  finding,
  territories: territoriesOf(leads),
  signedBy: by,
  at: read.at,
});

/** Told later than a reading that says the same, it changes no report. */
function readAs(episode: Episode, reading: BedsideReading, { by, receivedAt }: Telling): Episode {
  const { report } = episode;
  const isOlder = report !== undefined && report.at >= reading.read.at;
  if (isOlder && isStemi(report.finding) === isStemi(reading.finding)) return episode;
  return ecgReported(episode, { by, receivedAt, report: reportOf(reading) }).next;
}

/** The reader's signature on its recording says otherwise: whoever acts on the bedside reading hears so at once. */
export const watchReadings = (before: Episode, next: Episode, now: Instant): Episode => {
  const watched = watchReclosure(next, now);
  return readingsDiffer(watched) && !readingsDiffer(before) ? withRun(watched, 'READINGS_DIFFER', now) : watched;
};

/** What the episode that ended here had read at the bedside (R1). */
export const bedsideMoved = (episode: Episode, moved: readonly BedsideReading[], heard: Telling): Episode =>
  moved.reduce((next, one) => {
    const { bedside = [] } = next;
    const reading = { ...one, n: bedside.length + 1 };
    return readAs({ ...next, bedside: [...bedside, reading] }, reading, heard);
  }, episode);

/** After a restore: the reading may not have heard that it is in no hurry; told twice it counts once. */
export const bedsideOwed = (episode: Episode): readonly Action[] =>
  (episode.bedside ?? []).flatMap((reading) => {
    const ecg = episode.ecgs.find(({ ecgId, report }) => ecgId === reading.ecgId && report === undefined);
    return ecg === undefined ? [] : [readAlready(episode, ecg)];
  });
