import type { Department, Milestone } from '../../workflows/domain/vocabulary';
import type { PastCase } from './pastLadders';
import { pastLadders } from './pastLadders';
import { REGION } from './places';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Admissions of each year, spread over its months; 2026 ends with October. */
const YEARS = [
  { year: 2024, episodes: 130, months: 12, longerDays: 2 },
  { year: 2025, episodes: 140, months: 12, longerDays: 1 },
  { year: 2026, episodes: 130, months: 10, longerDays: 0 },
] as const;
/** From here on the past knows whom it paged: enough for a manager who plays a quarter through other steps. */
const LADDERS_FROM = Date.UTC(2026, 0, 1);
/** Invented lengths (days) that differ enough to be seen on a page; no figure of any hospital. */
const DEPARTMENTS: readonly { department: Department; share: number; days: number }[] = [
  { department: 'CARDIOLOGY', share: 0.55, days: 6 },
  { department: 'CCU', share: 0.25, days: 7 },
  { department: 'GENERAL_WARD', share: 0.12, days: 8 },
  { department: 'ICU', share: 0.08, days: 10 },
];

/** Chance that is the same at every start (mulberry32), so that figures over the past can be tested. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Closed episodes of invented patients over three years, with stay and the times of the wire. */
export function past(seed = 20_261_122) {
  const roll = chance(seed);
  const all = YEARS.flatMap(({ year, episodes, months, longerDays }) =>
    Array.from({ length: episodes }, () => onePast(roll, year, months, longerDays)),
  );
  return {
    ...pastLadders(all.map(pastCase).filter(({ fmc }) => fmc >= LADDERS_FROM)),
    patients: all.map((_, n) => pastPatient(n)),
    episodes: all.map((one, n) => pastEpisode(one, n)),
    milestones: all.flatMap((one, n) => pastMilestones(one, n)),
    stays: all.map(({ department, admitted, ready, discharged }, n) => ({
      episode_id: idOf('ep', n),
      site_id: 'st_hub',
      department,
      admitted_at: iso(admitted),
      ready_at: iso(ready),
      discharged_at: iso(discharged),
    })),
  };
}

type Past = {
  fmc: number;
  door: number;
  wire: number;
  admitted: number;
  ready: number;
  discharged: number;
  department: Department;
};

function onePast(roll: () => number, year: number, months: number, longerDays: number): Past {
  const fmc = Date.UTC(year, 0, 1) + Math.floor(roll() * months * 30 * DAY_MS);
  const door = fmc + minutes(20 + roll() * 60);
  const wire = door + minutes(40 + roll() * 60);
  const admitted = wire + minutes(30 + roll() * 30);
  const { department, days } = departmentAt(roll());
  const ready = admitted + Math.round((days + longerDays + roll() * 3 - 1.5) * DAY_MS);
  return { fmc, door, wire, admitted, ready, discharged: ready + minutes(60 * (4 + roll() * 30)), department };
}

function departmentAt(part: number) {
  let upTo = 0;
  for (const each of DEPARTMENTS) {
    upTo += each.share;
    if (part < upTo) return each;
  }
  return { department: 'CARDIOLOGY' as const, days: 6 };
}

const minutes = (count: number) => Math.round(count) * MINUTE_MS;
const iso = (ms: number) => new Date(ms).toISOString();
const idOf = (prefix: 'ep' | 'pt', n: number) => `${prefix}_past${String(n + 1).padStart(3, '0')}`;
const siteOf = (n: number) => `st_cc${(n % 2) + 1}`;

const pastPatient = (n: number) => ({
  id: idOf('pt', n),
  name: `测试既往患者${n + 1} Test Past Patient ${n + 1}`,
  sex: n % 3 === 0 ? 'FEMALE' : 'MALE',
  birth_date: `${1940 + (n % 40)}-01-01`,
  phone: null,
  emergency_contact: null,
  address: null,
  contracted_doctor_id: `ps_family${(n % 2) + 1}`,
  community_site_id: siteOf(n),
  synthetic: true,
});

const pastEpisode = ({ fmc, discharged }: Past, n: number) => ({
  id: idOf('ep', n),
  region: REGION,
  patient_id: idOf('pt', n),
  phase: 'CLOSED',
  opened_at: iso(fmc),
  closed_at: iso(discharged + 5 * DAY_MS),
  close_reason: 'RECOVERED',
  community_site_id: siteOf(n),
  receiving_site_id: 'st_hub',
  help_channel: n % 4 === 0 ? 'CALL_120' : 'FAMILY_DOCTOR',
  arrival_class: 'AMBULANCE',
  bypass_ed: n % 3 !== 0,
  bypass_ccu: true,
  drill: false,
  pathway_edition: '2024-01',
  finding: 'STEMI',
  strategy: 'PPCI_ON_SITE',
  lab_id: `lab_${(n % 2) + 1}`,
  nobody_answered: false,
  open_incidents: 0,
  facts: {},
});

/** Minutes, invented too, and by number instead of by chance: the lengths of stay must not move with them. */
const ecgAfterFmc = (n: number): number => 3 + (n % 10);
const readAfterEcg = (n: number): number => 2 + (n % 7);

const pastCase = ({ fmc }: Past, n: number): PastCase => {
  const ecg = fmc + minutes(ecgAfterFmc(n));
  const read = ecg + minutes(readAfterEcg(n));
  return {
    n,
    id: idOf('ep', n),
    patient: idOf('pt', n),
    communityId: siteOf(n),
    by120: n % 4 === 0,
    fmc,
    ecg,
    read,
    labCalled: read + minutes(2),
  };
};

/** Each told a minute after it happened. */
function pastMilestones({ fmc, door, wire, admitted, ready, discharged }: Past, n: number) {
  const [ecgAfter, readAfter] = [ecgAfterFmc(n), readAfterEcg(n)];
  const times: readonly (readonly [Milestone, number])[] = [
    // every twelfth patient could not say when it began
    ...(n % 12 === 0 ? [] : [['ONSET', fmc - minutes(35 + 17 * (n % 29))] as const]),
    ['FMC', fmc],
    ['ECG1_ACQUIRED', fmc + minutes(ecgAfter)],
    ['ECG1_RECEIVED', fmc + minutes(ecgAfter + 1)],
    ['ECG1_REPORTED', fmc + minutes(ecgAfter + readAfter)],
    ['STEMI_DX', fmc + minutes(ecgAfter + readAfter)],
    ['LAB_CALLED', fmc + minutes(ecgAfter + readAfter + 2)],
    ['ASPIRIN', fmc + minutes(ecgAfter + readAfter + 3)],
    ['P2Y12', fmc + minutes(ecgAfter + readAfter + 4 + (n % 6))],
    ['LAB_READY', fmc + minutes(ecgAfter + readAfter + 2 + 14 + (n % 19))],
    ['DOOR', door],
    ['WIRE', wire],
    ['STATIN', admitted + minutes(60 * (1 + (n % 22)))],
    ['ADMIT', admitted],
    ['READY', ready],
    ['DISCHARGE', discharged],
  ];
  return times.map(([code, at], k) => ({
    episode_id: idOf('ep', n),
    n: k + 1,
    code,
    at: iso(at),
    precision: 'MINUTE',
    source: 'HUMAN',
    recorded_by: 'ps_coordinator',
    received_at: iso(at + MINUTE_MS),
  }));
}
