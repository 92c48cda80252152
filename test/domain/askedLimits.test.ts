import { ASKED_LIMITS, limitsIn } from '../../workflows/domain/askedLimits';
import { beyondPrint, whyNotThresholds } from '../../workflows/domain/editionChecks';
import { lysisItems, LYSIS_ITEMS } from '../../workflows/domain/lysisChecklist';
import { NSTE_ITEMS } from '../../workflows/domain/nsteRisk';
import type { Thresholds } from '../../workflows/domain/pathway';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import { riskAnswers } from '../../workflows/domain/testResults';
import { THRESHOLDS } from '../../workflows/domain/thresholds';
import { minute } from '../builders/anEpisode';
import { given, milestone, type Word } from '../builders/given';

const ITEMS = [...LYSIS_ITEMS, ...NSTE_ITEMS];
const COORDINATOR = { kind: 'HUMAN', id: 'ps_coordinator', role: 'COORDINATOR' } as const;
const hub = (thresholds: Thresholds) => ({ ...HUB, thresholds });
const HUB = { edition: 'hub-2', jurisdiction: DEFAULT_PATHWAY.jurisdiction };
const asks = (code: string, thresholds: Thresholds = {}) =>
  ITEMS.filter((item) => item.code === code).map((item) => limitsIn({ thresholds }, item));

describe('2.3, 2.11: the numbers inside the questions', () => {
  test.each(ITEMS.filter(({ limits }) => limits !== undefined))(
    '$code is asked with the numbers its row prints',
    ({ code, limits = [] }) => {
      const row = code.replace('4_5', '4.5').replace('V1', '');
      const printed = [...row.matchAll(/\d+(\.\d+)?/g)].map(([number]) => Number(number));
      // of the week after birth the row has no digit
      expect(limits.map((limit) => ASKED_LIMITS[limit].value)).toEqual(printed.length > 0 ? printed : [1]);
    },
  );

  test('no question of either table keeps a number to itself', () => {
    const hidden = ITEMS.filter(({ code, limits }) => /\d/.test(code) && limits === undefined);
    expect(hidden).toEqual([]);
    const asked = ITEMS.flatMap(({ limits = [] }) => limits);
    expect(Object.keys(ASKED_LIMITS).filter((code) => !asked.some((limit) => limit === code))).toEqual([]);
  });

  test('a hospital’s edition sets them, and what one list says within and another longer ago stays one number', () => {
    expect(asks('ISCHAEMIC_STROKE_WITHIN_3_MONTHS', { STROKE_3_MONTHS: 6 })).toEqual([[6]]);
    expect(asks('ISCHAEMIC_STROKE_OVER_3_MONTHS_AGO', { STROKE_3_MONTHS: 6 })).toEqual([[6]]);
    expect(asks('BP_OVER_180_OR_110_REFRACTORY', { SYSTOLIC_180: 175 })).toEqual([[175, 110]]);
    expect(asks('GRACE_109_TO_140', { GRACE_INTERMEDIATE_109: 100 })).toEqual([[100, 140]]);
    expect(THRESHOLDS.filter(({ code }) => code in ASKED_LIMITS)).toHaveLength(Object.keys(ASKED_LIMITS).length);
  });

  test('2.3: another number than the lists print is signed for by name; a slip of the pen is refused', () => {
    expect(beyondPrint({ STROKE_3_MONTHS: 6, SYSTOLIC_180: 185, GRACE_HIGH_140: 150 })).toEqual(['SYSTOLIC_180']);
    expect(whyNotThresholds({ SYSTOLIC_180: 18 })).toBe('SYSTOLIC_180 must be 90 to 360.');
    expect(whyNotThresholds({ DEPRESSED_LEADS_6: 5.5 })).toBe('DEPRESSED_LEADS_6 is a whole number.');
    expect(whyNotThresholds({ GRACE_INTERMEDIATE_109: 141 })).toBe('Intermediate risk begins below high risk.');
  });

  test('2.3#13, 2.10: compressions answer their item by the minutes of the edition', () => {
    const at = (min: number) => ({ at: minute(min), precision: 'MINUTE', source: 'HUMAN' }) as const;
    const said = (thresholds: Thresholds) =>
      given(
        milestone('FMC', 2),
        { type: 'PATHWAY_MOVED', pathway: hub(thresholds), reason: 'asked for', heardMin: 3, by: COORDINATOR },
        { type: 'OVERLAY_RAISED', overlay: 'ARREST', time: at(4), heardMin: 4, by: COORDINATOR },
        { type: 'OVERLAY_ENDED', overlay: 'ARREST', time: at(12), heardMin: 12, by: COORDINATOR },
      ).episode.checklist['CPR_OVER_10_MINUTES_OR_TRAUMATIC'];
    expect([said({}), said({ CPR_10_MINUTES: 6 })]).toEqual([undefined, 'YES']);
  });

  test('2.11#3: a result is held against the limit of the edition', () => {
    const egfr = given({
      type: 'TEST_REPORTED',
      report: {
        kind: 'EGFR',
        value: 50,
        unit: 'mL/min/{1.73_m2}',
        sampled: { at: minute(5), precision: 'MINUTE', source: 'HUMAN' },
      },
      heardMin: 8,
      by: COORDINATOR,
    }).episode;
    const said = (thresholds: Thresholds) => riskAnswers({ ...egfr, pathway: { thresholds } })['EGFR_BELOW_60'];
    expect([said({}), said({ RISK_EGFR_60: 45 })]).toEqual(['YES', 'NO']);
  });
});

describe('a running episode moved to an edition that asks with another number', () => {
  const answered: Word = {
    type: 'CHECKLIST_ANSWERED',
    answers: Object.fromEntries([
      ...lysisItems('CHINA_2019').map(({ code }) => [code, 'NO' as const]),
      ['MAJOR_SURGERY_WITHIN_3_WEEKS', 'YES'],
    ]),
    heardMin: 4,
    by: COORDINATOR,
  };
  const moved = (thresholds: Thresholds): Word => ({
    type: 'PATHWAY_MOVED',
    pathway: hub(thresholds),
    reason: 'the county hospital asked',
    heardMin: 5,
    by: COORDINATOR,
  });
  const checklist = (thresholds: Thresholds) =>
    given(milestone('FMC', 2), answered, moved(thresholds)).episode.checklist;

  test('2.3 unknown is never no: a no to the old number is no answer to the new one', () => {
    const after = checklist({ STROKE_3_MONTHS: 6, MAJOR_SURGERY_3_WEEKS: 2 });
    expect(after).not.toHaveProperty('ISCHAEMIC_STROKE_WITHIN_3_MONTHS');
    expect(after).not.toHaveProperty('ISCHAEMIC_STROKE_OVER_3_MONTHS_AGO');
    expect(after['INTERNAL_BLEEDING_WITHIN_4_WEEKS']).toBe('NO');
  });

  test('2.3 what stands against lysis stands until a person says otherwise', () => {
    expect(checklist({ MAJOR_SURGERY_3_WEEKS: 2 })['MAJOR_SURGERY_WITHIN_3_WEEKS']).toBe('YES');
  });

  test('answers to questions whose numbers are the same stay', () => {
    expect(checklist({ T05_LIMIT: 8 })).toEqual(answered.type === 'CHECKLIST_ANSWERED' ? answered.answers : {});
  });
});
