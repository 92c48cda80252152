import type { Milestone } from '../../workflows/domain/vocabulary';
import { type EpisodeSeen, type IncidentSeen, milestoneAt, type PageSeen, type ReadingSeen } from './record';

/** How the record must stand when the case is over: what differs is said in a sentence, and nothing when it holds. */

const IN_ORDER: readonly Milestone[] = [
  'ONSET',
  'HELP_SOUGHT',
  'DISPATCH',
  'ROLLING',
  'FMC',
  'REF_DOOR_IN',
  'ECG1_ACQUIRED',
  'ECG1_RECEIVED',
  'ECG1_REPORTED',
  'STEMI_DX',
  'STRATEGY',
  'LAB_CALLED',
  'REF_DOOR_OUT',
  'LAB_READY',
  'DOOR',
  'LAB_IN',
  'PCI_CONSENT_START',
  'PCI_CONSENT_SIGNED',
  'PUNCTURE',
  'ANGIO',
  'WIRE',
  'PCI_END',
  'ADMIT',
  'READY',
  'DISCHARGE',
  'DOWN_REF_SENT',
  'DOWN_REF_ACCEPTED',
  'UP_REF',
];

/** Clocks that stop in the story and must have stopped in time; the lysis clocks are void (10.17). */
const MET = [
  'T04',
  'T05',
  'T06',
  'T07',
  'T08',
  'T12',
  'T14',
  'T15_PCI',
  'T16',
  'T17',
  'T18',
  'T21',
  'T22',
  'T23',
  'T24',
  'T40',
  'T41',
];
const VOID = ['T25', 'T26', 'T27'];

type End = {
  readonly episode: EpisodeSeen;
  readonly next: EpisodeSeen;
  readonly reading: ReadingSeen | undefined;
  readonly incident: IncidentSeen | undefined;
  readonly stays: number;
};

export const differences = (end: End): readonly string[] => [
  ...milestoneDifferences(end.episode),
  ...clockDifferences(end.episode),
  ...answerDifferences(end),
  ...linkDifferences(end),
  ...(end.stays > 0 ? [] : ['there is no length of stay to show']),
];

function milestoneDifferences(episode: EpisodeSeen): string[] {
  const times = IN_ORDER.map((code) => [code, milestoneAt(episode, code)] as const);
  const missing = times.filter(([, at]) => at === undefined).map(([code]) => `${code} is missing`);
  const known = times.flatMap(([code, at]) => (at === undefined ? [] : [{ code, at }]));
  const early = known.flatMap(({ code, at }, index) => {
    const before = known[index - 1];
    return before !== undefined && at < before.at ? [`${code} lies before ${before.code}`] : [];
  });
  return [...missing, ...early];
}

function clockDifferences({ clocks }: EpisodeSeen): string[] {
  const is = (target: string, wanted: string) => {
    const status = clocks.find((clock) => clock.target === target)?.status ?? 'not there';
    return status === wanted ? [] : [`${target} is ${status}, not ${wanted}`];
  };
  return [...MET.flatMap((target) => is(target, 'MET')), ...VOID.flatMap((target) => is(target, 'VOID'))];
}

/** Every page is answered, or its cause was over first; nobody is left asking. */
function answerDifferences({ episode, next, reading, incident }: End): string[] {
  const all = [episode, next, reading, incident].flatMap((one) => (one === undefined ? [] : [one]));
  const open = all.flatMap(({ pages }) => pages.filter((page) => !isAnswered(page, pages)));
  const pages = all.flatMap((one) => one.pages);
  const twice = pages.filter(({ id }, index) => pages.findIndex((page) => page.id === id) !== index);
  const nobody = all.flatMap(({ ladders }) => ladders).filter(({ status }) => status === 'NOBODY_ANSWERED');
  return [
    ...open.map(({ role, status, because }) => `the page to ${role} (${because.reason}) is ${status}`),
    ...twice.map(({ id }) => `the page ${id} is there twice`),
    ...nobody.map(({ key }) => `nobody answered ${key}`),
  ];
}

/** A page that could not be sent is made good by the next person's answer. */
const isAnswered = ({ status, because }: PageSeen, pages: readonly PageSeen[]): boolean =>
  status === 'ACKNOWLEDGED' ||
  status === 'SUPERSEDED' ||
  (status === 'FAILED' &&
    pages.some((other) => other.status === 'ACKNOWLEDGED' && other.because.reason === because.reason));

function linkDifferences({ episode, next, reading, incident }: End): string[] {
  const holds: readonly (readonly [boolean, string])[] = [
    [episode.phase === 'FOLLOW_UP', `the episode is in ${episode.phase}, not FOLLOW_UP`],
    [episode.bypassEd === true && episode.bypassCcu === true, 'the patient did not go past ED and CCU'],
    [episode.continuedById === next.id, 'the episode does not say in which one it goes on'],
    [episode.tasks.length > 0 && episode.tasks.every(({ status }) => status === 'SUSPENDED'), 'the plan does not rest'],
    [reading?.status === 'SIGNED' && reading.finding === 'STEMI', 'the reading is not signed as STEMI'],
    [
      incident?.status === 'ACTED' && incident.upReferralId === next.id,
      `the incident is ${incident?.status}, not ACTED by the up-referral`,
    ],
    [next.linkedFromId === episode.id, 'the new episode is not linked to the first'],
    [
      next.index?.stents.length === 1 && next.index.drugs.length === 3,
      'the new episode does not know the stent and the drugs',
    ],
    [milestoneAt(next, 'FMC') === Date.parse(incident?.onsetAt ?? ''), 'the new clocks do not start at the alarm'],
  ];
  return holds.filter(([good]) => !good).map(([, sentence]) => sentence);
}
