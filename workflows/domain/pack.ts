import { PACK_CHOICES, packCode } from './adjunctRows';
import { FINDING_ROWS } from './findings';
import type { Edited } from './pathway';
import { numberIn } from './pathway';
import { thresholdOf } from './ruleThresholds';
import type { Answer, Finding, Strategy } from './vocabulary';

/** What goes into the pack, as codes with the dose in the code's words (2.5). */
export type PackItem =
  | 'ASPIRIN_300'
  | 'CLOPIDOGREL_300'
  | 'CLOPIDOGREL_75'
  | 'CLOPIDOGREL_600'
  | 'TICAGRELOR_180'
  | 'PRASUGREL_60';
/** What a person is asked before anything of it is given. */
export type PackQuestion = 'ASPIRIN_ALLERGY' | 'AGE' | 'P2Y12_GIVEN_SENIOR_ASKED';

export type Pack = {
  readonly row: string;
  readonly aspirin: readonly PackItem[];
  /** One of these, chosen by the doctor. */
  readonly p2y12: readonly PackItem[];
  readonly asks: readonly PackQuestion[];
};

type Case = Edited & {
  readonly strategy: Strategy | undefined;
  readonly ageYears: number | undefined;
  readonly answers: Readonly<Record<string, Answer>>;
  /** What stops every prompt for antithrombotics (R14, R16). */
  readonly stoppedBy?: 'R14' | 'R16';
};

const p2y12Of = ({ strategy, ageYears, ...edition }: Case): readonly PackItem[] => {
  if (strategy === 'PPCI_ON_SITE' || strategy === 'PPCI_BY_TRANSFER')
    return [...PACK_CHOICES.filter((item) => numberIn(edition, packCode(item), 1) === 1), 'CLOPIDOGREL_600'];
  if (ageYears === undefined) return [];
  if (ageYears <= thresholdOf(edition, 'CLOPIDOGREL_75_OVER')) return ['CLOPIDOGREL_300'];
  return strategy === 'LYSIS' ? ['CLOPIDOGREL_75'] : [];
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
    aspirin: allergic ? [] : ['ASPIRIN_300'],
    p2y12: loaded || strategy === 'NONE' ? [] : p2y12Of(facts),
    asks: [
      ...(allergic ? (['ASPIRIN_ALLERGY'] as const) : []),
      ...(needsAge && ageYears === undefined ? (['AGE'] as const) : []),
      ...(loaded ? (['P2Y12_GIVEN_SENIOR_ASKED'] as const) : []),
    ],
  };
}

/** Bleeding, or a diagnosis that must be looked at first: nothing that thins blood is offered (R14, R16). */
export const stopsAntithrombotics = (bleeding: boolean, finding: Finding | undefined): 'R14' | 'R16' | undefined => {
  if (bleeding) return 'R16';
  return finding !== undefined && FINDING_ROWS[finding].path === 'OTHER' ? 'R14' : undefined;
};
