import { answered } from './climb';
import type { Action, Decided, Decision } from './decision';
import { applied, duplicate, noLongerApplies, noted } from './decision';
import { markedDrill } from './drillLinks';
import { isRefusal, refuse } from './faults';
import { known } from './known';
import type { Ladder, LadderRun } from './ladder';
import { readLadder, troubleLadder } from './ladders';
import type { OpenReading, Reading, ReadingHappening } from './reading';
import type { Row } from './rows';
import { changeRun, decideCommon, endRuns, owedPages, pageAll, runRows, settleRuns, withRun } from './runs';

type Linked = Extract<ReadingHappening, { type: 'EPISODE_LINKED' }>;

const subject = ({ id }: Reading) => ({ kind: 'READING', id }) as const;

export const readingLadderOf = (reading: Reading, run: LadderRun): Ladder | undefined =>
  reading.drill === true ? markedDrill(ladderOf(reading, run)) : ladderOf(reading, run);

const ladderOf = (reading: Reading, run: LadderRun): Ladder | undefined =>
  run.key === 'READ'
    ? reading.status === 'WAITING' || reading.status === 'OPENED'
      ? readLadder(reading)
      : undefined
    : troubleLadder(run, reading.hubSiteId);

const isDone = (status: Reading['status']): boolean => status !== 'WAITING' && status !== 'OPENED';

export const isReadingClosed = ({ status, runs }: Reading): boolean =>
  isDone(status) && runs.every((run) => run.endedAt !== undefined);

export function openReading({ heard, ...open }: OpenReading): Decision<Reading> {
  const reading: Reading = { ...open, status: 'WAITING', runs: [] };
  return settle(applied(withRun(reading, 'READ', heard.receivedAt)), heard.receivedAt);
}

function settle(decision: Decision<Reading>, now: ReadingHappening['receivedAt']): Decision<Reading> {
  const { next, orders } = settleRuns(decision.next, readingLadderOf, subject(decision.next), now);
  return { ...decision, next, actions: [...decision.actions, ...pageAll(orders)] };
}

export function decideReading(reading: Reading, happening: ReadingHappening): Decided<Reading> {
  const decided = rule(reading, happening);
  return isRefusal(decided) ? decided : settle(decided, happening.receivedAt);
}

function rule(reading: Reading, happening: ReadingHappening): Decided<Reading> {
  const now = happening.receivedAt;
  const done = isDone(reading.status);

  switch (happening.type) {
    case 'READING_OPENED': {
      if (done) return noLongerApplies(reading);
      // The first to open it is who the ladder waits for; others may look too.
      if (reading.status === 'OPENED') return noted(reading);
      const opened: Reading = { ...reading, status: 'OPENED', openedAt: now, openedBy: happening.by.id };
      return applied(changeRun(opened, 'READ', (run) => ({ ...run, openedAt: now })));
    }

    case 'READING_SIGNED': {
      if (done) return refuse('ALREADY_DONE', 'This ECG has been signed already; a second opinion is a new reading.');
      if (happening.by.kind !== 'HUMAN') return byNoMachine();
      const { finding, territories, comment } = happening;
      const signature = { status: 'SIGNED', signedAt: now, signedBy: happening.by.id, finding, territories } as const;
      const opened = { openedAt: reading.openedAt ?? now, openedBy: reading.openedBy ?? happening.by.id };
      const signed: Reading = { ...reading, ...opened, ...signature, ...known({ comment }) };
      return applied(finish(signed, happening), ...report(signed));
    }

    case 'ECG_FOUND_UNREADABLE': {
      if (done) return refuse('ALREADY_DONE', 'This ECG has been dealt with already.');
      if (happening.by.kind !== 'HUMAN') return byNoMachine();
      const unreadable: Reading = {
        ...reading,
        status: 'UNREADABLE',
        signedAt: now,
        signedBy: happening.by.id,
        comment: happening.advice,
      };
      return applied(finish(unreadable, happening), ...askAgain(unreadable));
    }

    case 'READ_AT_BEDSIDE':
      if (done) return noLongerApplies(reading);
      return reading.readAtBedside === true ? duplicate(reading) : applied({ ...reading, readAtBedside: true });

    case 'DRILL_ENDED':
      if (done || reading.drill !== true) return noLongerApplies(reading);
      return applied(endRuns({ ...reading, status: 'DRILL_OVER' }, 'READ', now));

    case 'EPISODE_LINKED': {
      const { episodeId, patientId } = happening;
      if (reading.episodeId === episodeId)
        return reading.patientId === patientId ? duplicate(reading) : applied({ ...reading, patientId });
      if (reading.episodeId !== undefined && isUnexplained(happening))
        return refuse('REASON_NEEDED', 'Say why this ECG is not the patient’s it was given to.');
      const linked = { ...reading, episodeId, patientId };
      return applied(linked, ...retract(reading, happening), ...deliver(linked, happening), ...report(linked));
    }

    default:
      return decideCommon(reading, happening, readingLadderOf);
  }
}

/** 2.1 machine: a program may raise a reading in the worklist; whatever it found, a person ends it. */
const byNoMachine = () => refuse('NOT_ALLOWED', 'A person signs or rejects an ECG; a machine’s reading is a hint.');

const finish = (reading: Reading, { receivedAt, by }: ReadingHappening): Reading =>
  endRuns(
    changeRun(reading, 'READ', (run) => answered(run, by.id, receivedAt)),
    'READ',
    receivedAt,
  );

/** The signature goes to the episode it belongs to; the message id makes it count once. */
function report({ id, region, ecgId, episodeId, finding, territories, signedBy, signedAt }: Reading): Action[] {
  if (episodeId === undefined || finding === undefined || signedAt === undefined || signedBy === undefined) return [];
  return [
    {
      do: 'TELL',
      to: { kind: 'EPISODE', region, id: episodeId },
      message: {
        id: `${id}:SIGNED`,
        by: { kind: 'SYSTEM', id },
        type: 'ECG_REPORTED',
        report: { ecgId, finding, territories: territories ?? [], signedBy, at: signedAt },
      },
    },
  ];
}

const isUnexplained = ({ by, reason = '' }: Linked): boolean => by.kind === 'HUMAN' && reason.trim() === '';

/** The episode it was given to wrongly hears so from the person who says it (R23). */
function retract({ id, region, ecgId, episodeId: from }: Reading, linked: Linked): Action[] {
  if (from === undefined || linked.by.kind !== 'HUMAN') return [];
  const { episodeId, patientId, reason = '', by, id: word } = linked;
  return [
    {
      do: 'TELL',
      to: { kind: 'EPISODE', region, id: from },
      message: { id: `${id}:${word}:BACK`, by, type: 'ECG_RETRACTED', ecgId, reason, to: { episodeId, patientId } },
    },
  ];
}

/** An ECG given to an episode later than it came. */
const deliver = ({ id, region, ecgId, acquiredAt, receivedAt }: Reading, linked: Linked): Action[] => [
  {
    do: 'TELL',
    to: { kind: 'EPISODE', region, id: linked.episodeId },
    message: {
      id: `${id}:${linked.id}:GIVEN`,
      by: linked.by,
      type: 'ECG_RECEIVED',
      ...{ ecgId, readingId: id, ecgReceivedAt: receivedAt, moved: { at: linked.receivedAt } },
      acquired: { at: acquiredAt, precision: 'SECOND', source: 'DEVICE' },
    },
  },
];

function askAgain({ id, region, ecgId, episodeId, comment, status }: Reading): Action[] {
  if (episodeId === undefined || status !== 'UNREADABLE') return [];
  return [
    {
      do: 'TELL',
      to: { kind: 'EPISODE', region, id: episodeId },
      message: {
        id: `${id}:UNREADABLE`,
        by: { kind: 'SYSTEM', id },
        type: 'ECG_UNREADABLE',
        ecgId,
        advice: comment ?? '',
      },
    },
  ];
}

/** What must be done again when it is not known to have been done: every id is the same as the first time. */
export const readingOwes = (reading: Reading): readonly Action[] => [
  ...owedPages(reading, subject(reading)),
  ...report(reading),
  ...askAgain(reading),
];

export function readingRows(reading: Reading): readonly Row[] {
  const {
    region: _region,
    hubSiteId: _hub,
    neighbourSiteId: _neighbour,
    receivedAt: _received,
    runs: _runs,
    readAtBedside: _bedside,
    drill: _drill,
    territories,
    comment,
    ...facts
  } = reading;
  const report = territories === undefined && comment === undefined ? undefined : { territories, comment };
  return [{ table: 'reading', ...known({ ...facts, report }) }, ...runRows(reading, readingLadderOf, subject(reading))];
}
