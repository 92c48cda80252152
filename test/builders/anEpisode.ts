import type { Episode, MilestoneEntry, Time } from '../../workflows/domain/episode';
import { episodeId, patientId } from '../../workflows/domain/ids';
import { NOTHING_YET } from '../../workflows/domain/nothingYet';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import { instant, plus } from '../../workflows/domain/time';
import type { Instant } from '../../workflows/domain/time';
import type { TargetCode } from '../../workflows/domain/targets';
import type { Milestone, RiskClass } from '../../workflows/domain/vocabulary';
import { MILESTONES } from '../../workflows/domain/vocabulary';

/** A Monday, ten in the morning at the demo region's clock (UTC+8). */
export const T0: Instant = instant(Date.parse('2026-03-02T10:00:00+08:00'));
export const minute = (n: number): Instant => plus(T0, n);
export const hour = (n: number): Instant => plus(T0, n * 60);
/** Local clock time of the demo region: `local('2026-03-07T09:00')`. */
export const local = (text: string): Instant => instant(Date.parse(`${text}+08:00`));

export const aTime = (at: Instant): Time => ({ at, precision: 'MINUTE', source: 'HUMAN' });

type Minutes = Readonly<Partial<Record<Milestone, number>>>;

export const anEntry = (code: Milestone, at: Instant, extra: Partial<MilestoneEntry> = {}): MilestoneEntry => ({
  ...aTime(at),
  n: 1,
  code,
  recordedBy: 'ps_nurse',
  receivedAt: at,
  ...extra,
});

/** Clinical times by minutes after T0, each known at once: `milestonesAt({ FMC: 0, DOOR: 40 })`. */
export const milestonesAt = (minutes: Minutes, ...more: readonly MilestoneEntry[]): readonly MilestoneEntry[] =>
  [
    ...MILESTONES.flatMap((code) => {
      const after = minutes[code];
      return after === undefined ? [] : [anEntry(code, minute(after))];
    }),
    ...more,
  ].map((entry, index) => ({ ...entry, n: index + 1 }));

const LABELLED: Readonly<Partial<Record<TargetCode, RiskClass>>> = {
  T32: 'VERY_HIGH',
  T33: 'HIGH',
  T34: 'INTERMEDIATE',
};

/** The label of NSTE-ACS a row needs before its clock runs, by the row. */
export const riskFor = (code: TargetCode): Pick<Episode, 'risk'> => {
  const riskClass = LABELLED[code];
  return riskClass === undefined
    ? {}
    : { risk: { riskClass, says: riskClass, by: 'ps_cardiologist', role: 'ON_CALL_CARDIOLOGIST', at: T0 } };
};

/** A resident whose contracted doctor was called; everything a test does not mention is empty. */
export const anEpisode = (overrides: Partial<Episode> = {}, minutes: Minutes = {}): Episode => ({
  id: episodeId('ep_1'),
  region: 'demo',
  patientId: patientId('pt_1'),
  sites: { community: 'st_community', ems: 'st_ems', referring: 'st_county', receiving: 'st_hub' },
  pathway: DEFAULT_PATHWAY,
  openedAt: T0,
  helpChannel: 'FAMILY_DOCTOR',
  complaints: [],
  drill: false,
  jurisdiction: 'CHINA_2019',
  ...NOTHING_YET,
  milestones: milestonesAt(minutes),
  ...overrides,
});
