import type { Time } from './episode';
import type { ToldLine } from './toldLines';
import { standingByTime } from './toldLines';
import type { Answer, GivenUnit, Drug, Milestone, Route } from './vocabulary';
import { LYTIC_AGENTS } from './vocabulary';

/** One dose, or one rate from a time on, as it was given at the bedside (8.6). */
export type DrugDose = {
  readonly drug: Drug;
  readonly amount: number;
  readonly unit: GivenUnit;
  readonly route: Route;
  readonly given: Time;
};

/** One line of the append-only list of what was given. */
export type DrugGiven = DrugDose & ToldLine;

/** What an episode hears of drugs that were given. */
export type DrugWord =
  | {
      readonly type: 'DRUG_GIVEN';
      readonly dose: DrugDose;
      readonly corrects?: number;
      readonly reason?: string;
    }
  | { readonly type: 'DRUG_WITHDRAWN'; readonly n: number; readonly reason: string };

type DrugRow = {
  readonly ref: string;
  /** In what it is counted: a unit of another product is an error of the hand (2.4). */
  readonly units: readonly GivenUnit[];
  /** The clinical time its first dose is. */
  readonly brings?: Milestone;
};

const P2Y12: DrugRow = { ref: '2.5#2', units: ['MG'], brings: 'P2Y12' };
const STATIN: DrugRow = { ref: '2.5#3', units: ['MG'], brings: 'STATIN' };

/** What clinical.md 2.4 and 2.5 name; how much of it is given, a doctor decides. */
export const DRUG_ROWS: Readonly<Record<Drug, DrugRow>> = {
  ASPIRIN: { ref: '2.5#1', units: ['MG'], brings: 'ASPIRIN' },
  CLOPIDOGREL: P2Y12,
  TICAGRELOR: P2Y12,
  PRASUGREL: P2Y12,
  ATORVASTATIN: STATIN,
  ROSUVASTATIN: STATIN,
  UNFRACTIONATED_HEPARIN: { ref: '2.5#4', units: ['U', 'U_PER_H'], brings: 'ANTICOAG' },
  ENOXAPARIN: { ref: '2.5#4', units: ['MG'], brings: 'ANTICOAG' },
  BIVALIRUDIN: { ref: '2.5#4', units: ['MG', 'MG_PER_H'], brings: 'ANTICOAG' },
  OXYGEN: { ref: '2.5#5', units: ['L_PER_MIN'] },
  NITROGLYCERIN: { ref: '2.5#6', units: ['MG', 'UG', 'UG_PER_MIN'] },
  TENECTEPLASE: { ref: '2.4', units: ['MG'] },
  RETEPLASE: { ref: '2.4', units: ['U', 'MG'] },
  ALTEPLASE: { ref: '2.4', units: ['MG'] },
  PROUROKINASE: { ref: '2.4', units: ['MG'] },
  UROKINASE: { ref: '2.4', units: ['MU'] },
  STREPTOKINASE: { ref: '2.4', units: ['MU'] },
};

export const isLytic = (drug: Drug): boolean => LYTIC_AGENTS.some((agent) => agent === drug);

/** The doses that stand, by when they were given. */
export const standingDrugs = (drugs: readonly DrugGiven[]): readonly DrugGiven[] =>
  standingByTime(drugs, ({ given }) => given.at);

/** 10.34: a dose on record says yes to the question whether one was given; nobody is asked what is known. */
export const withDrugsGiven = (
  answers: Readonly<Record<string, Answer>>,
  drugs: readonly Pick<DrugGiven, 'drug'>[],
): Readonly<Record<string, Answer>> =>
  drugs.some(({ drug }) => drug === 'TICAGRELOR' || drug === 'PRASUGREL')
    ? { ...answers, TICAGRELOR_OR_PRASUGREL_GIVEN: 'YES' }
    : answers;
