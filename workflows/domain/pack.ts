import { amountsIn } from './doseNumbers';
import { FINDING_ROWS } from './findings';
import { loadWith, PACK_CHOICES, PACK_ROWS, packCode, SMALLER_LOAD } from './packRows';
import type { PackDrug, PackRow } from './packRows';
import type { Edited } from './pathway';
import { numberIn } from './pathway';
import type { Answer, Finding, Strategy } from './vocabulary';

/** One loading dose of the pack (2.5). */
export type PackDose = { readonly drug: PackDrug; readonly mg: number };
/** What a person is asked before anything of it is given. */
export type PackQuestion = 'ASPIRIN_ALLERGY' | 'AGE' | 'P2Y12_GIVEN_SENIOR_ASKED';

export type Pack = {
  readonly row: string;
  readonly aspirin: readonly PackDose[];
  /** One of these, chosen by the doctor. */
  readonly p2y12: readonly PackDose[];
  readonly asks: readonly PackQuestion[];
};

type Case = Edited & {
  readonly strategy: Strategy | undefined;
  readonly ageYears: number | undefined;
  readonly answers: Readonly<Record<string, Answer>>;
  /** What stops every prompt for antithrombotics (R14, R16). */
  readonly stoppedBy?: 'R14' | 'R16';
};

const doseIn = (edition: Edited, row: PackRow): PackDose => ({
  drug: row.drug,
  mg: loadWith(row, amountsIn(edition)),
});

const p2y12Of = ({ strategy, ageYears, ...edition }: Case): readonly PackRow[] => {
  if (strategy === 'PPCI_ON_SITE' || strategy === 'PPCI_BY_TRANSFER') {
    const stocked = PACK_CHOICES.filter((drug) => numberIn(edition, packCode(drug), 1) === 1);
    return [...stocked.map((drug) => PACK_ROWS[drug]), PACK_ROWS.CLOPIDOGREL_PPCI];
  }
  if (ageYears === undefined) return [];
  if (ageYears <= numberIn(edition, SMALLER_LOAD.code, SMALLER_LOAD.years)) return [PACK_ROWS.CLOPIDOGREL_LYSIS];
  return strategy === 'LYSIS' ? [PACK_ROWS.CLOPIDOGREL_LYSIS_SMALLER] : [];
};

/** The "one pack" interlock (2.5, 10.34): ticagrelor and prasugrel only once PPCI is decided, and no second load. */
export function packFor(facts: Case): Pack {
  const { strategy, ageYears, answers, stoppedBy } = facts;
  if (stoppedBy !== undefined) return { row: stoppedBy, aspirin: [], p2y12: [], asks: [] };
  const loaded = strategy === 'LYSIS' && answers['TICAGRELOR_OR_PRASUGREL_GIVEN'] === 'YES';
  const allergic = answers['ASPIRIN_ALLERGY'] === 'YES';
  const needsAge = strategy === undefined || strategy === 'LYSIS';
  return {
    row: loaded || allergic ? '10.34' : strategy === undefined ? '2.5 undecided' : '2.5',
    aspirin: allergic ? [] : [doseIn(facts, PACK_ROWS.ASPIRIN)],
    p2y12: loaded || strategy === 'NONE' ? [] : p2y12Of(facts).map((row) => doseIn(facts, row)),
    asks: [
      ...(allergic ? (['ASPIRIN_ALLERGY'] as const) : []),
      ...(needsAge && ageYears === undefined ? (['AGE'] as const) : []),
      ...(loaded ? (['P2Y12_GIVEN_SENIOR_ASKED'] as const) : []),
    ],
  };
}

/** Bleeding, a diagnosis that must be looked at first, or dissection suspected on the checklist: nothing that thins blood is offered (R14, R16, 10.36). */
export const stopsAntithrombotics = (
  bleeding: boolean,
  finding: Finding | undefined,
  checklist: Readonly<Record<string, Answer>> = {},
): 'R14' | 'R16' | undefined => {
  if (bleeding) return 'R16';
  if (checklist['AORTIC_DISSECTION_SUSPECTED'] === 'YES') return 'R14';
  return finding !== undefined && FINDING_ROWS[finding].path === 'OTHER' ? 'R14' : undefined;
};
