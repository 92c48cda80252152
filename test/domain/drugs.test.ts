import type { Actor } from '../../workflows/domain/decision';
import type { DrugDose } from '../../workflows/domain/drugs';
import { DRUG_ROWS, standingDrugs, withDrugsGiven } from '../../workflows/domain/drugs';
import { episodeRows } from '../../workflows/domain/episodeRows';
import { standing, when } from '../../workflows/domain/milestones';
import type { Drug } from '../../workflows/domain/vocabulary';
import { aTime, minute } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import { given, milestone } from '../builders/given';

const DOCTOR: Actor = { kind: 'HUMAN', id: 'ps_ed', role: 'ED_DOCTOR' };
type More = Partial<DrugDose> & { readonly corrects?: number; readonly reason?: string; readonly by?: Actor };

/** A dose given at one minute and told at another. */
const gave = (drug: Drug, amount: number, [givenMin, heardMin]: readonly [number, number], more: More = {}): Word => {
  const { corrects, reason, by = DOCTOR, ...dose } = more;
  return {
    type: 'DRUG_GIVEN',
    dose: { drug, amount, unit: 'MG', route: 'ORAL', given: aTime(minute(givenMin)), ...dose },
    ...(corrects === undefined ? {} : { corrects }),
    ...(reason === undefined ? {} : { reason }),
    heardMin,
    by,
  };
};
const takenBack = (n: number, heardMin: number, reason = 'the next bed’s'): Word => ({
  type: 'DRUG_WITHDRAWN',
  n,
  reason,
  heardMin,
  by: DOCTOR,
});

describe('8.6: a dose is recorded with amount, unit, route, time and who says so', () => {
  test('the record keeps all of it', () => {
    const { episode } = given(gave('ATORVASTATIN', 40, [30, 34]));
    expect(episodeRows(episode, minute(34)).find(({ table }) => table === 'drug_given')).toEqual({
      ...{ table: 'drug_given', episodeId: 'ep_1', n: 1, drug: 'ATORVASTATIN', amount: 40, unit: 'MG', route: 'ORAL' },
      ...{ at: minute(30), precision: 'MINUTE', source: 'HUMAN', recordedBy: 'ps_ed', recordedRole: 'ED_DOCTOR' },
      ...{ receivedAt: minute(34), marked: [episode.milestones.length] },
    });
  });
  test.each([
    ['2.5#1', 'ASPIRIN', 'ASPIRIN', 'MG'],
    ['2.5#2', 'TICAGRELOR', 'P2Y12', 'MG'],
    ['2.5#3', 'ROSUVASTATIN', 'STATIN', 'MG'],
    ['2.5#4', 'UNFRACTIONATED_HEPARIN', 'ANTICOAG', 'U'],
  ] as const)('%s the first dose of %s is the clinical time %s', (_ref, drug, code, unit) => {
    const { episode } = given(gave(drug, 100, [30, 34], { unit }), gave(drug, 200, [50, 51], { unit }));
    expect(when(episode.milestones, code)).toBe(minute(30));
    expect(episode.milestones.filter((entry) => entry.code === code)).toHaveLength(1);
  });
  test('2.5#5, 2.5#6 oxygen and nitroglycerin are recorded and are no clinical time', () => {
    const { episode } = given(
      gave('OXYGEN', 4, [12, 13], { unit: 'L_PER_MIN', route: 'INHALED' }),
      gave('NITROGLYCERIN', 0.5, [14, 15], { route: 'SUBLINGUAL' }),
    );
    expect(episode.drugs?.map(({ drug, amount, unit }) => [drug, amount, unit])).toEqual([
      ['OXYGEN', 4, 'L_PER_MIN'],
      ['NITROGLYCERIN', 0.5, 'MG'],
    ]);
    expect(episode.milestones).toEqual(given().episode.milestones);
  });
  test('a time entered before stays, and an earlier dose told later counts', () => {
    const timed = given(milestone('ASPIRIN', 20), gave('ASPIRIN', 300, [20, 25]));
    expect(timed.episode.milestones.filter(({ code }) => code === 'ASPIRIN')).toHaveLength(1);
    const earlier = timed.when(gave('ASPIRIN', 100, [11, 40])).next;
    expect(when(earlier.milestones, 'ASPIRIN')).toBe(minute(11));
  });
});

describe('2.4, 2.5: what a dose is not', () => {
  test('2.4 a unit in which its drug is not counted is refused: reteplase units and milligrams are two products', () => {
    const lysed = given(milestone('LYSIS_START', 30));
    expect(given().refuses(gave('ASPIRIN', 300, [10, 12], { unit: 'U' }))?.because).toBe('ASPIRIN is counted in MG.');
    expect(lysed.refuses(gave('TENECTEPLASE', 16, [30, 32], { unit: 'U', route: 'IV' }))?.refused).toBe('BAD_INPUT');
    expect(lysed.when(gave('RETEPLASE', 10, [30, 32], { unit: 'U', route: 'IV' })).outcome).toBe('APPLIED');
  });
  test('no amount, one of nothing and one of tomorrow are refused', () => {
    for (const amount of [0, -1, Number.NaN])
      expect(given().refuses(gave('ASPIRIN', amount, [10, 12]))?.refused).toBe('BAD_INPUT');
    expect(given().refuses(gave('ASPIRIN', 300, [40, 12]))?.refused).toBe('TIME_IN_FUTURE');
  });
  test('a machine gives nothing: a named person says what was given and takes it back', () => {
    const by = { kind: 'SYSTEM', id: 'sys' } as const;
    expect(given().refuses(gave('ASPIRIN', 300, [10, 12], { by }))?.refused).toBe('NOT_ALLOWED');
    const machine = { ...takenBack(1, 20), by };
    expect(given(gave('ASPIRIN', 300, [10, 12])).refuses(machine)?.refused).toBe('NOT_ALLOWED');
  });
  test('2.3 no lytic is recorded around the hard stop before the bolus', () => {
    const tnk = gave('TENECTEPLASE', 16, [30, 32], { route: 'IV' });
    expect(given().refuses(tnk)?.refused).toBe('WRONG_PHASE');
    expect(given(milestone('LYSIS_START', 30)).when(tnk).next.drugs).toHaveLength(1);
  });
  test('2.5 what a table bars can still be recorded: the record says what happened', () => {
    const { next } = given(gave('CLOPIDOGREL', 300, [10, 12])).when(gave('PRASUGREL', 60, [15, 16]));
    expect(next.drugs).toHaveLength(2);
  });
});

describe('8: a dose is corrected and taken back by later lines', () => {
  test('a corrected time moves the clinical time that came with it', () => {
    const { next } = given(gave('ASPIRIN', 300, [20, 25])).when(
      gave('ASPIRIN', 300, [14, 30], { corrects: 1, reason: 'watch was fast' }),
    );
    expect(when(next.milestones, 'ASPIRIN')).toBe(minute(14));
    expect(standingDrugs(next.drugs ?? []).map(({ n }) => n)).toEqual([2]);
  });
  test('another drug instead gives the first one’s time back and brings its own', () => {
    const { next } = given(gave('ATORVASTATIN', 80, [20, 25])).when(
      gave('ASPIRIN', 300, [20, 30], { corrects: 1, reason: 'the other tablet' }),
    );
    expect(when(next.milestones, 'STATIN')).toBeUndefined();
    expect(when(next.milestones, 'ASPIRIN')).toBe(minute(20));
  });
  test('taken back, its time goes with it, and the next dose is the first', () => {
    const two = given(gave('ASPIRIN', 300, [20, 25]), gave('ASPIRIN', 100, [60, 61]));
    const { next } = two.when(takenBack(1, 70));
    expect(when(next.milestones, 'ASPIRIN')).toBe(minute(60));
    expect(when(given(gave('ASPIRIN', 300, [20, 25])).when(takenBack(1, 30)).next.milestones, 'ASPIRIN')).toBe(
      undefined,
    );
  });
  test('neither goes without a reason, nor on a line that no longer stands', () => {
    const one = given(gave('ASPIRIN', 300, [20, 25]));
    expect(one.refuses(takenBack(1, 30, ' '))?.refused).toBe('REASON_NEEDED');
    expect(one.refuses(gave('ASPIRIN', 100, [20, 30], { corrects: 1 }))?.refused).toBe('REASON_NEEDED');
    expect(given(gave('ASPIRIN', 300, [20, 25]), takenBack(1, 30)).refuses(takenBack(1, 31))?.refused).toBe(
      'NOT_FOUND',
    );
  });
  test('told twice it stands once', () => {
    expect(given(gave('ASPIRIN', 300, [20, 25])).when(gave('ASPIRIN', 300, [20, 26])).outcome).toBe('DUPLICATE');
  });
  test('the state holds sixteen lines and never lets go of one that brought a clinical time', () => {
    const many = Array.from({ length: 20 }, (_none, n) => gave('NITROGLYCERIN', 0.5, [n + 5, 60 + n]));
    const { episode } = given(gave('ASPIRIN', 300, [1, 50]), ...many);
    expect(episode.drugs).toHaveLength(16);
    expect(episode.drugs?.[0]?.drug).toBe('ASPIRIN');
    expect(standing(episode.milestones).some(({ code }) => code === 'ASPIRIN')).toBe(true);
  });
});

test('10.34 a dose of ticagrelor or prasugrel on record answers whether one was given', () => {
  const asked = { TICAGRELOR_OR_PRASUGREL_GIVEN: 'NO' } as const;
  expect(withDrugsGiven(asked, [{ drug: 'CLOPIDOGREL' }])).toEqual(asked);
  expect(withDrugsGiven(asked, [{ drug: 'TICAGRELOR' }])).toEqual({ TICAGRELOR_OR_PRASUGREL_GIVEN: 'YES' });
});

test('2.4, 2.5 every drug cites its row', () => {
  expect(Object.values(DRUG_ROWS).filter(({ ref }) => !/^2\.(4|5#[1-6])$/.test(ref))).toEqual([]);
});
