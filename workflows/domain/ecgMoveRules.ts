import type { BedsideReading } from './bedside';
import { reportOf, watchReadings } from './bedsideRules';
import { ecgReceived, ecgReported } from './ecgRules';
import type { Action, Decided, Decision, Telling } from './decision';
import { applied, duplicate, noLongerApplies, noted } from './decision';
import type { Episode, Of } from './episode';
import { refuse } from './faults';
import { isStemi } from './findings';
import { known } from './known';
import { standing, when } from './milestones';
import type { EcgOfEpisode, Retraction } from './moved';
import { standingOverlay } from './overlays';
import { chainOf } from './owners';
import { withRun } from './runs';
import type { Role } from './vocabulary';
import { mark, systemTime, takeBack } from './marking';

/** Whose ECG it is (R23): in doubt it moves nothing, wrong it is taken back from everybody who was told. */

const refuseUnknown = () => refuse('NOT_FOUND', 'This episode holds no such ECG.');
const withEcg = (episode: Episode, changed: EcgOfEpisode): Episode => ({
  ...episode,
  ecgs: episode.ecgs.map((ecg) => (ecg.ecgId === changed.ecgId ? changed : ecg)),
});

/** An ECG from a device, or from the episode that held it before; what was taken back here comes back only by a later move. */
export function ecgTaken(episode: Episode, happening: Of<'ECG_RECEIVED'>): Decided<Episode> {
  const { ecgId, moved } = happening;
  const gone = episode.retractions.findLast(({ ecg }) => ecg.ecgId === ecgId);
  if (gone !== undefined && (moved === undefined || moved.at <= gone.at)) return noLongerApplies(episode);
  const received = ecgReceived(episode, happening);
  return received.outcome !== 'APPLIED' || moved?.report === undefined
    ? received
    : ecgRead(received.next, { ...happening, type: 'ECG_REPORTED', report: moved.report });
}

/** The reader's signature, kept with its ECG; while whose it is stands in doubt, nothing follows from it. */
export function ecgRead(episode: Episode, happening: Of<'ECG_REPORTED'>): Decision<Episode> {
  const { report } = happening;
  const ecg = episode.ecgs.find(({ ecgId }) => ecgId === report.ecgId);
  const gone = episode.retractions.findLast((one) => one.ecg.ecgId === report.ecgId);
  if (ecg === undefined && gone !== undefined) {
    const read: Retraction = { ...gone, ecg: { ...gone.ecg, report } };
    return { next: episode, actions: handOver(episode, read), outcome: 'NO_LONGER_APPLIES' };
  }
  const kept = ecg === undefined ? episode : withEcg(episode, { ...ecg, report });
  if (ecg?.doubt !== undefined) return noted(kept);
  const decided = ecgReported(kept, happening);
  return { ...decided, next: watchReadings(episode, decided.next, happening.receivedAt) };
}

export function identityDoubted(episode: Episode, happening: Of<'IDENTITY_DOUBTED'>): Decided<Episode> {
  const { ecgId, reason, by, receivedAt } = happening;
  const ecg = episode.ecgs.find((one) => one.ecgId === ecgId);
  if (ecg === undefined) return refuseUnknown();
  if (reason.trim() === '') return refuse('REASON_NEEDED', 'Say what does not fit the patient.');
  if (ecg.doubt !== undefined) return duplicate(episode);
  const doubted = withEcg(episode, { ...ecg, doubt: { by: by.id, at: receivedAt, reason } });
  if (standingOverlay(doubted, 'IDENTITY_DOUBT') !== undefined) return applied(doubted);
  const span = { overlay: 'IDENTITY_DOUBT', from: receivedAt, raisedBy: by.id, reason, ofEcg: true } as const;
  return applied({ ...doubted, overlays: [...doubted.overlays, span] });
}

export function identitySettled(episode: Episode, happening: Of<'IDENTITY_SETTLED'>): Decided<Episode> {
  const ecg = episode.ecgs.find(({ ecgId }) => ecgId === happening.ecgId);
  if (ecg === undefined) return refuseUnknown();
  if (ecg.doubt === undefined) return refuse('ALREADY_DONE', 'Whose this ECG is stands in no doubt.');
  const { doubt: _, ...sure } = ecg;
  const settled = doubtOver(withEcg(episode, sure), happening);
  return sure.report === undefined
    ? applied(settled)
    : ecgReported(settled, { by: happening.by, receivedAt: happening.receivedAt, report: sure.report });
}

/** The overlay that doubted ECGs raised ends with the last of them; one a person raised stays. */
function doubtOver(episode: Episode, { by, receivedAt }: Telling): Episode {
  const span = standingOverlay(episode, 'IDENTITY_DOUBT');
  if (span?.ofEcg !== true || episode.ecgs.some(({ doubt }) => doubt !== undefined)) return episode;
  const ended = { ...span, until: receivedAt, endedBy: by.id };
  return { ...episode, overlays: episode.overlays.map((one) => (one === span ? ended : one)) };
}

/** The wrong patient's ECG: its times are taken back, everybody who was told hears so, and it goes where it belongs. */
export function ecgRetracted(episode: Episode, happening: Of<'ECG_RETRACTED'>): Decided<Episode> {
  const { ecgId, to, reason, by, receivedAt } = happening;
  const ecg = episode.ecgs.find((one) => one.ecgId === ecgId);
  if (ecg === undefined) return noLongerApplies(episode);
  if (to?.episodeId === episode.id) return refuse('BAD_INPUT', 'It belongs to this episode already.');
  if (reason.trim() === '') return refuse('REASON_NEEDED', 'Say why this ECG is not this patient’s.');
  const retraction: Retraction = { ecg, at: receivedAt, by: by.id, reason, ...known({ to }) };
  const without: Episode = {
    ...episode,
    ecgs: episode.ecgs.filter((one) => one !== ecg),
    ...known({ bedside: episode.bedside?.map((one) => (one.ecgId === ecgId ? withoutRecording(one) : one)) }),
    retractions: [...episode.retractions, retraction],
  };
  const restated = restate(timesTakenBack(doubtOver(without, happening), happening), happening);
  const nth = restated.retractions.length;
  const told = toldOf(episode).reduce((next, role) => withRun(next, `RETRACT:${nth}:${role}`, receivedAt), restated);
  return applied(told, ...handOver(episode, retraction));
}

const withoutRecording = (one: BedsideReading): BedsideReading => {
  const { ecgId: _, ...reading } = one;
  return reading;
};

/** Everybody this episode has paged, and who must know in any case: reader, holder, coordinator. */
const toldOf = (episode: Episode): readonly Role[] => [
  ...new Set<Role>([...episode.told, 'ECG_READER', chainOf('HOLDER', episode)[0], 'COORDINATOR']),
];

const timesTakenBack = (episode: Episode, retracted: Of<'ECG_RETRACTED'>): Episode =>
  standing(episode.milestones)
    .filter((entry) => entry.ecgId === retracted.ecgId)
    .reduce((next, entry) => takeBack(next, entry, retracted), episode);

/** What the ECGs that remain say by themselves: the first of them, its report, the diagnosis. */
function restate(episode: Episode, { by, receivedAt }: Of<'ECG_RETRACTED'>): Episode {
  const heard = { by, receivedAt };
  const first = episode.ecgs.toSorted((one, other) => one.acquiredAt - other.acquiredAt)[0];
  const acquired =
    first === undefined || when(episode.milestones, 'ECG1_ACQUIRED') !== undefined
      ? episode
      : markFirst(episode, first, heard);
  // what a named doctor said it is does not rest on one ECG
  if (acquired.revision !== undefined) return acquired;
  const { report, choice, ...unread } = acquired;
  const reports = episode.ecgs.flatMap((ecg) => (ecg.report === undefined || ecg.doubt ? [] : [ecg.report]));
  const read = [...reports, ...(episode.bedside ?? []).map(reportOf)]
    .toSorted((one, other) => one.at - other.at)
    .reduce<Episode>((next, one) => ecgReported(next, { ...heard, report: one }).next, unread);
  if (isStemi(read.report?.finding)) return { ...read, ...known({ choice }) };
  return isStemi(report?.finding) && read.activation !== undefined ? withRun(read, 'LAB_IN_DOUBT', receivedAt) : read;
}

function markFirst(
  episode: Episode,
  { ecgId, acquiredAt, receivedAt: arrivedAt }: EcgOfEpisode,
  heard: Telling,
): Episode {
  const from = { ...heard, ecgId };
  const acquired = mark(episode, 'ECG1_ACQUIRED', { at: acquiredAt, precision: 'SECOND', source: 'DEVICE' }, from);
  return mark(acquired, 'ECG1_RECEIVED', systemTime(arrivedAt), from);
}

/** Unread, the reading is told and tells its new episode; read, the new episode gets ECG and signature together. */
function handOver({ id, region }: Episode, { ecg, at, to }: Retraction): Action[] {
  if (to === undefined) return [];
  const { ecgId, readingId, acquiredAt, receivedAt, report, takenBy } = ecg;
  const by = { kind: 'SYSTEM', id } as const;
  const word = { id: `${id}:MOVED:${ecgId}:${at}${report === undefined ? '' : ':READ'}`, by };
  if (report === undefined)
    return [
      {
        do: 'TELL',
        to: { kind: 'READING', region, id: readingId },
        message: { ...word, type: 'EPISODE_LINKED', ...to },
      },
    ];
  const acquired = { at: acquiredAt, precision: 'SECOND', source: 'DEVICE' } as const;
  return [
    {
      do: 'TELL',
      to: { kind: 'EPISODE', region, id: to.episodeId },
      message: {
        ...word,
        type: 'ECG_RECEIVED',
        ...{ ecgId, readingId, acquired, ecgReceivedAt: receivedAt, moved: { at, report }, ...known({ takenBy }) },
      },
    },
  ];
}

/** After a restore: what was taken back may not have arrived where it belongs; told twice it counts once. */
export const owedMoves = (episode: Episode): readonly Action[] =>
  episode.retractions.flatMap((retraction) => handOver(episode, retraction));
