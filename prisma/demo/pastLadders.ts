import { answered, climb, nextTellAt, startRun, supersede } from '../../workflows/domain/climb';
import type { Episode } from '../../workflows/domain/episode';
import { ecgId, episodeId, patientId, readingId } from '../../workflows/domain/ids';
import type { Ladder, LadderRun, Subject } from '../../workflows/domain/ladder';
import { dispatchLadder, labTeamLadder, readLadder } from '../../workflows/domain/ladders';
import { NOTHING_YET } from '../../workflows/domain/nothingYet';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import type { Reading } from '../../workflows/domain/reading';
import { type Instant, instant, MINUTE_MS, plus } from '../../workflows/domain/time';
import { LAB_ROLES } from '../../workflows/domain/vocabulary';
import { REGION } from './places';

const HUB = 'st_hub';

/** What the ladders of a closed episode began with. */
export type PastCase = {
  readonly n: number;
  readonly id: string;
  readonly patient: string;
  readonly communityId: string;
  readonly by120: boolean;
  readonly fmc: number;
  readonly ecg: number;
  readonly read: number;
  readonly labCalled: number;
};

/** Minutes until somebody looked or answered: most at once, some late; by number, so that figures can be tested. */
const DISPATCHED = [0.5, 1, 1, 2.5, 1.5, 0.7, 3.5];
const OPENED = [1, 2, 1.5, 4, 2.5];
const LAB_ANSWERED = [1, 3, 2, 6, 4, 2, 9, 1, 17, 3, 2];
const nth = (list: readonly number[], n: number): number => list[n % list.length] ?? 1;

/** The pages of the past as the engine would have sent them: climbed by the same ladders, answered by invented people. */
export function pastLadders(cases: readonly PastCase[]) {
  const climbs = cases.flatMap(climbsOf);
  return {
    readings: cases.map(readingRow),
    ladders: climbs.map(ladderRow),
    pages: climbs.flatMap(pageRows),
  };
}

type Climb = { readonly subject: Subject; readonly run: LadderRun };
type Answer = { readonly at: Instant; readonly by: string; readonly openedAt?: Instant };

/** Climbs until somebody has opened what is asked for, then until it is answered. */
function climbed(subject: Subject, ladder: Ladder, start: LadderRun, { at, by, openedAt }: Answer): Climb {
  const looked = openedAt === undefined || openedAt >= at ? undefined : openedAt;
  const upTo = (run: LadderRun, until: Instant): LadderRun => {
    const next = nextTellAt(ladder, run);
    return next === undefined || next >= until ? run : upTo(climb(ladder, run, subject, next).run, until);
  };
  const opened = looked === undefined ? start : { ...upTo(start, looked), openedAt: looked };
  return { subject, run: supersede(answered(upTo(opened, at), by, at), at) };
}

function climbsOf(one: PastCase): readonly Climb[] {
  const { n, id, by120, fmc, ecg, read, labCalled } = one;
  const subject = { kind: 'EPISODE', id } as const;
  const episode = episodeOf(one);
  const [called, acquired] = [instant(labCalled), instant(ecg)];
  const dispatched = instant(fmc - 12 * MINUTE_MS);
  const dispatch = startRun('DISPATCH', dispatched);
  const team = LAB_ROLES.map((role, place) => {
    const run = startRun(`LAB:${role}`, called);
    const answer = { at: plus(called, nth(LAB_ANSWERED, n + 3 * place)), by: LAB_TEAM[role] };
    return climbed(subject, labTeamLadder(run, role, episode), run, answer);
  });
  const reader = climbed(
    { kind: 'READING', id: readingOf(one).id },
    readLadder(readingOf(one)),
    startRun('READ', acquired),
    { at: instant(read), by: 'ps_reader', openedAt: plus(acquired, nth(OPENED, n)) },
  );
  const answer = { at: plus(dispatched, nth(DISPATCHED, n)), by: 'ps_dispatcher' };
  const crew = by120 ? [climbed(subject, dispatchLadder(dispatch, episode), dispatch, answer)] : [];
  return [...crew, reader, ...team];
}

const LAB_TEAM = {
  INTERVENTIONIST: 'ps_operator',
  LAB_NURSE: 'ps_lab_nurse',
  LAB_TECHNICIAN: 'ps_lab_technician',
} as const;

/** As much of the episode as its ladders ask for. */
const episodeOf = ({ id, patient, communityId, fmc }: PastCase): Episode => ({
  ...NOTHING_YET,
  id: episodeId(id),
  region: REGION,
  patientId: patientId(patient),
  sites: { community: communityId, ems: 'st_ems', receiving: HUB },
  pathway: DEFAULT_PATHWAY,
  jurisdiction: DEFAULT_PATHWAY.jurisdiction,
  complaints: [],
  openedAt: instant(fmc),
  helpChannel: 'CALL_120',
  drill: false,
});

const readingOf = ({ id, patient, communityId, ecg }: PastCase): Reading => ({
  id: readingId(id.replace('ep_', 'rd_')),
  region: REGION,
  ecgId: ecgId(id.replace('ep_', 'ecg_')),
  episodeId: episodeId(id),
  patientId: patientId(patient),
  siteId: communityId,
  hubSiteId: HUB,
  neighbourSiteId: 'st_neighbour',
  acquiredAt: instant(ecg),
  receivedAt: plus(instant(ecg), 1),
  status: 'SIGNED',
  runs: [],
});

const iso = (ms: number): string => new Date(ms).toISOString();

function readingRow(one: PastCase) {
  const { id, ecgId: ecg, siteId, acquiredAt } = readingOf(one);
  return {
    id,
    ecg_id: ecg,
    episode_id: one.id,
    patient_id: one.patient,
    site_id: siteId,
    acquired_at: iso(acquiredAt),
    status: 'SIGNED',
    opened_at: iso(Math.min(plus(acquiredAt, nth(OPENED, one.n)), one.read)),
    opened_by: 'ps_reader',
    signed_at: iso(one.read),
    signed_by: 'ps_reader',
    finding: 'STEMI',
  };
}

const runId = ({ subject, run }: Climb): string => `${subject.id}:${run.key}:${run.startedAt}`;

const ladderRow = (one: Climb) => ({
  id: runId(one),
  subject_kind: one.subject.kind,
  subject_id: one.subject.id,
  key: one.run.key,
  status: one.run.status,
  started_at: iso(one.run.startedAt),
  climbed: one.run.climbed,
  answered_at: one.run.answeredAt === undefined ? null : iso(one.run.answeredAt),
  answered_by: one.run.answeredBy,
  ended_at: one.run.endedAt === undefined ? null : iso(one.run.endedAt),
});

const pageRows = (one: Climb) =>
  one.run.pages.map((page) => ({
    id: page.id,
    ladder_id: runId(one),
    subject_kind: one.subject.kind,
    subject_id: one.subject.id,
    rung: page.rung,
    role: page.role,
    site_id: page.siteId,
    channel: page.channel,
    because: page.because,
    status: page.status,
    asked_at: iso(page.askedAt),
    sent_at: iso(page.askedAt),
    simulated: true,
  }));
