import { arrivalClass } from './arrivals';
import { bypass, needsBay } from './bypass';
import { owesReason, readClock } from './clocks';
import { nextTellAt } from './climb';
import type { Episode } from './episode';
import { episodeLadderOf } from './episodeClocks';
import { known } from './known';
import { angiographyWindow } from './lysisRules';
import { when } from './milestones';
import { phaseOf } from './phase';
import type {
  ClockRow,
  ConsentRow,
  EpisodeRow,
  HeldEcgRow,
  MilestoneRow,
  QuestionRow,
  Row,
  StayRow,
  TaskRow,
  DrugGivenRow,
  TestResultRow,
} from './rows';
import { nobodyAnswered, runRows } from './runs';
import { recommendFor } from './strategy';
import type { TargetCode } from './targets';
import { targetCodes } from './targets';
import type { Instant } from './time';
import { CONSENT_KINDS, LEVELS } from './vocabulary';

/** What PostgreSQL shows of an episode: the only projection. `now` is the moment of the last word. */
export function episodeRows(episode: Episode, now: Instant): readonly Row[] {
  const clocks = targetCodes.flatMap((code) => clockRow(episode, code, now) ?? []);
  return [
    episodeRow(episode, clocks, now),
    ...episode.milestones.map((entry): MilestoneRow => ({ table: 'milestone', episodeId: episode.id, ...entry })),
    ...clocks,
    ...runRows(episode, episodeLadderOf(now), { kind: 'EPISODE', id: episode.id }),
    ...episode.tasks.map((task): TaskRow => ({ table: 'task', episodeId: episode.id, ...task })),
    ...episode.questions.map((one): QuestionRow => ({ table: 'question', episodeId: episode.id, ...one })),
    ...ecgRows(episode),
    ...consentRows(episode),
    ...testRows(episode),
    ...drugRows(episode),
    ...stayRows(episode),
  ];
}

/** The next moment somebody is told, and the clock that tells next, when one does. */
function nextTold(
  episode: Episode,
  now: Instant,
): { readonly at: Instant | undefined; readonly target: TargetCode | undefined } {
  const told = episode.runs.flatMap((run) => {
    const ladder = run.endedAt === undefined ? episodeLadderOf(now)(episode, run) : undefined;
    const at = ladder === undefined ? undefined : nextTellAt(ladder, run);
    return at === undefined ? [] : [{ at, target: targetCodes.find((code) => run.key === `CLOCK:${code}`) }];
  });
  const inOrder = told.toSorted((one, other) => one.at - other.at);
  return { at: inOrder[0]?.at, target: inOrder.find(({ target }) => target !== undefined)?.target };
}

function episodeRow(episode: Episode, clocks: readonly ClockRow[], now: Instant): EpisodeRow {
  const { id, region, patientId, pathway, openedAt, helpChannel, drill } = episode;
  const open = clocks.filter(({ status }) => status === 'RUNNING' || status === 'UNCERTAIN');
  const next = nextTold(episode, now);
  const worstLevel = LEVELS.findLast((level) => open.some((clock) => clock.level === level));
  return {
    table: 'episode',
    ...{ id, region, patientId, openedAt, helpChannel, drill },
    phase: phaseOf(episode),
    communitySiteId: episode.sites.community,
    pathwayEdition: pathway.edition,
    nobodyAnswered: nobodyAnswered(episode),
    openIncidents: Object.values(episode.incidents).length,
    facts: factsOf(episode, now),
    ...known({ ...learnt(episode), nextDueAt: next.at, nextTarget: next.target, worstLevel }),
  };
}

/** What an episode comes to know on its way. */
function learnt(episode: Episode) {
  const { sites, index, report, choice, activation, closed, continuedBy, mergedInto } = episode;
  const { ed, ccu } = bypass(episode);
  return {
    closedAt: closed?.at,
    closeReason: closed?.reason,
    referringSiteId: sites.referring,
    receivingSiteId: sites.receiving,
    arrivalClass: arrivalClass(episode),
    linkedFromId: index?.episodeId,
    continuedById: continuedBy,
    mergedIntoId: mergedInto?.episodeId,
    finding: report?.finding,
    strategy: choice?.strategy,
    labId: activation?.labId,
    bypassEd: ed,
    bypassCcu: ccu,
  };
}

/** What the record keeps of the state as it is. */
const KEPT = [
  'index',
  'complaints',
  'callScript',
  'callPlace',
  'checklist',
  'jurisdiction',
  'killip',
  'weightKg',
  'confirmations',
  'forecast',
  'choice',
  'unreadable',
  'revision',
  'risk',
  'bleeding',
  'overlays',
  'lysis',
  'activation',
  'standDowns',
  'result',
  'angiographyEnd',
  'consults',
  'resources',
  'wants',
  'receivers',
  'announcedAt',
  'reception',
  'refused',
  'legs',
  'discharge',
  'downReferral',
  'downRefusals',
  'hospitalFollowUp',
  'report',
  'bedside',
  'incidents',
  'ecgs',
  'retractions',
  'unidentified',
  'merged',
] as const satisfies readonly (keyof Episode)[];

const factsOf = (episode: Episode, now: Instant): object =>
  known({
    ...Object.fromEntries(KEPT.map((key) => [key, episode[key]])),
    recommendation: episode.report === undefined ? undefined : recommendFor(episode, now),
    angiography: angiographyWindow(episode),
    bypassBecause: bypass(episode).because,
    monitoredBay: needsBay(episode) || undefined,
  });

function clockRow(episode: Episode, target: TargetCode, now: Instant): ClockRow | undefined {
  const reading = readClock(target, episode, now);
  if (reading === undefined) return undefined;
  const memory = episode.clocks[target];
  const announced = memory?.announced.at(-1);
  const { status, startedAt, dueAt, limitMin, endedAt, tookMin, voidReason, flag, ownerRole } = reading;
  return {
    table: 'clock',
    episodeId: episode.id,
    target,
    status,
    startedAt,
    ownerRole,
    reasonOwed: owesReason(reading, episode),
    ...known({
      dueAt,
      limitMin,
      endedAt,
      tookMin,
      voidReason,
      flag,
      level: announced?.level,
      levelAt: announced?.at,
      delayReason: memory?.delayReason,
      delayText: memory?.delayText,
    }),
  };
}

/** What it holds; what it took back for nobody belongs to nobody, what it handed on is the other's to say. */
const ecgRows = ({ id, ecgs, retractions }: Episode): readonly HeldEcgRow[] => [
  ...retractions
    .filter(({ ecg, to }) => to === undefined && ecgs.every(({ ecgId }) => ecgId !== ecg.ecgId))
    .map(({ ecg: { ecgId, readingId } }) => ({ table: 'held_ecg' as const, readingId, ecgId })),
  ...ecgs.map(({ ecgId, readingId }) => ({ table: 'held_ecg' as const, readingId, ecgId, episodeId: id })),
];

const consentRows = (episode: Episode): readonly ConsentRow[] =>
  CONSENT_KINDS.flatMap((kind) => {
    const consent = episode.consents[kind];
    return consent === undefined ? [] : [{ table: 'consent' as const, episodeId: episode.id, kind, ...consent }];
  });

const testRows = ({ id, tests = [] }: Episode): readonly TestResultRow[] =>
  tests.map(({ sampled, ...test }) => ({ table: 'test_result' as const, episodeId: id, ...test, ...sampled }));

const drugRows = ({ id, drugs = [] }: Episode): readonly DrugGivenRow[] =>
  drugs.map(({ given, ...drug }) => ({ table: 'drug_given' as const, episodeId: id, ...drug, ...given }));

function stayRows({ id, sites, legs, milestones }: Episode): readonly StayRow[] {
  const admittedAt = when(milestones, 'ADMIT');
  const department = legs.at(-1)?.department;
  if (admittedAt === undefined || department === undefined) return [];
  const ends = known({ readyAt: when(milestones, 'READY'), dischargedAt: when(milestones, 'DISCHARGE') });
  return [{ table: 'stay', episodeId: id, siteId: sites.receiving, department, admittedAt, ...ends }];
}
