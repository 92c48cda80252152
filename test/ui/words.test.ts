import { ASKED_LIMITS, type Asking } from '../../workflows/domain/askedLimits';
import { LYSIS_ITEMS } from '../../workflows/domain/lysisChecklist';
import { type Reason, SITUATION_ITEMS } from '../../workflows/domain/strategy';
import { saidWith } from '../../workflows/domain/strategySays';
import { NSTE_ITEMS } from '../../workflows/domain/nsteRisk';
import { FAULTS } from '../../workflows/domain/faults';
import { VISITS } from '../../workflows/domain/followUpPlan';
import { TARGETS } from '../../workflows/domain/targets';
import { THRESHOLDS, type Threshold } from '../../workflows/domain/thresholds';
import * as vocabulary from '../../workflows/domain/vocabulary';
import { COMPLAINTS } from '../../ui-admin/src/actions/openingForms';
import { asked } from '../../ui-admin/src/words/asked';
import type { CodeGroup } from '../../ui-admin/src/words/codes';
import { codesEn } from '../../ui-admin/src/words/codesEn';
import { codesZh } from '../../ui-admin/src/words/codesZh';
import { textsEn } from '../../ui-admin/src/words/textsEn';
import { textsZh } from '../../ui-admin/src/words/textsZh';
import { fill } from '../../ui-admin/src/words/fill';
import { wordsOf } from '../../ui-admin/src/words/words';

/** Which catalogue speaks for which list of the vocabulary. */
const GROUPS: Readonly<Record<string, CodeGroup>> = {
  PHASES: 'phase',
  MILESTONES: 'milestone',
  PRECISIONS: 'precision',
  SOURCES: 'source',
  ROLES: 'role',
  LAB_ROLES: 'role',
  CHANNELS: 'channel',
  LEVELS: 'level',
  CLOCK_STATUSES: 'clockStatus',
  CLOCK_FLAGS: 'clockFlag',
  VOID_REASONS: 'voidReason',
  DELAY_REASONS: 'delayReason',
  LADDER_STATUSES: 'ladderStatus',
  PAGE_STATUSES: 'pageStatus',
  PAGE_REASONS: 'pageReason',
  HELP_CHANNELS: 'helpChannel',
  ARRIVAL_CLASSES: 'arrivalClass',
  NATIONAL_CLASSES: 'nationalClass',
  BLEEDING_KINDS: 'bleedingKind',
  CALL_ITEMS: 'checklistItem',
  CALL_ADVICES: 'callAdvice',
  ANGIOGRAPHY_ENDS: 'angiographyEnd',
  PCI_COMPLICATIONS: 'pciComplication',
  PCI_SUPPORTS: 'pciSupport',
  FINDINGS: 'finding',
  TRACING_SOURCES: 'tracingSource',
  RISK_CLASSES: 'riskClass',
  TERRITORIES: 'territory',
  CONSULT_OUTPUTS: 'consultOutput',
  TRANSFER_ADVICES: 'transferAdvice',
  TEST_KINDS: 'testKind',
  TEST_BOUNDS: 'testBound',
  REACH_WAYS: 'reachWay',
  ALARM_REVIEW_OUTCOMES: 'alarmReviewOutcome',
  DEVICE_ENDS: 'deviceEnd',
  ST_VERDICTS: 'stVerdict',
  PRE_READ_REASONS: 'preReadReason',
  READING_STATUSES: 'readingStatus',
  STRATEGIES: 'strategy',
  ANSWERS: 'answer',
  JURISDICTIONS: 'jurisdiction',
  LYSIS_RESULTS: 'lysisResult',
  OVERLAYS: 'overlay',
  STAND_DOWN_REASONS: 'standDownReason',
  LYTIC_AGENTS: 'drug',
  DOSE_UNITS: 'doseUnit',
  GIVEN_UNITS: 'doseUnit',
  ADJUNCTS: 'adjunct',
  ADJUNCT_PRODUCTS: 'drug',
  DRUGS: 'drug',
  ROUTES: 'route',
  VITAL_CODES: 'vital',
  LEADS: 'lead',
  CONSENT_KINDS: 'consentKind',
  CONSENT_STATES: 'consentState',
  LAB_STATUSES: 'labStatus',
  RESOURCE_KINDS: 'resourceKind',
  DEPARTMENTS: 'department',
  TASK_KINDS: 'taskKind',
  TASK_STATUSES: 'taskStatus',
  CLOSE_REASONS: 'closeReason',
  QUESTION_KINDS: 'questionKind',
  QUESTION_STATUSES: 'questionStatus',
  SITE_KINDS: 'siteKind',
  SEXES: 'sex',
  SUBJECT_KINDS: 'subjectKind',
  OUTCOMES: 'outcome',
  DEVICE_KINDS: 'deviceKind',
  ALARM_CODES: 'alarm',
  PRIORITIES: 'priority',
  INCIDENT_STATUSES: 'incidentStatus',
  INCIDENT_ACTIONS: 'incidentAction',
  THRESHOLD_UNITS: 'thresholdUnit',
};
const lists = Object.entries(vocabulary);
const has = (catalogue: typeof codesEn, group: CodeGroup, code: string): boolean => {
  const words: Readonly<Record<string, string>> = catalogue[group];
  return (words[code] ?? '').trim() !== '';
};

/** Doses, heights and the numbers of questions are named by the facts of their row. */
const isNamedByRow = ({ code, printed, unit }: Threshold): boolean =>
  printed !== undefined || unit === 'MV' || code in ASKED_LIMITS;
const QUESTIONS: readonly Asking[] = [...LYSIS_ITEMS, ...NSTE_ITEMS];

describe.each([
  ['en', codesEn],
  ['zh-CN', codesZh],
] as const)('the %s catalogue', (_, catalogue) => {
  test.each(lists)('has a word for every code of %s', (name, codes) => {
    const group = GROUPS[name];
    expect(group).toBeDefined();
    const missing = codes.filter((code) => group !== undefined && !has(catalogue, group, code));
    expect(missing).toEqual([]);
  });

  test.each([
    ['target', Object.keys(TARGETS)],
    [
      'threshold',
      THRESHOLDS.filter((one) => one.ladder === undefined && one.unit !== 'OFFERED' && !isNamedByRow(one))
        .map(({ code, target }) => (target === undefined ? code : code.slice(target.length + 1)))
        .filter((part) => !/^(TELL|CHAIN)_/.test(part)),
    ],
    ['fault', [...Object.keys(FAULTS), 'OFFLINE', 'UNEXPECTED']],
    [
      'checklistItem',
      [...LYSIS_ITEMS.map(({ code }) => code), ...SITUATION_ITEMS, ...NSTE_ITEMS.map(({ code }) => code)],
    ],
    ['taskCode', VISITS.map(({ code }) => code)],
    ['taskContent', VISITS.flatMap(({ content, contentIfLvefLow = [] }) => [...content, ...contentIfLvefLow])],
    ['complaint', COMPLAINTS],
  ] as const)('names every %s', (group, codes) => {
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((code) => !has(catalogue, group, code))).toEqual([]);
  });
});

test.each([
  ['en', codesEn],
  ['zh-CN', codesZh],
] as const)('2.3, 2.11: each %s question shows every number an edition asks it with, and no other', (_, catalogue) => {
  const word = (__: string, code: string | null | undefined) => catalogue.checklistItem[code ?? ''] ?? '';
  for (const { code, limits = [] } of QUESTIONS) {
    const said = asked({ code, limits: limits.map((__, place) => 7001 + place) }, word);
    expect([code, said.match(/7\d{3}/g) ?? []]).toEqual([code, limits.map((__, place) => String(7001 + place))]);
    expect(said).not.toContain('{');
  }
});

test.each([
  ['en', codesEn],
  ['zh-CN', codesZh],
] as const)(
  '2.2: each %s reason that speaks of a window or a limit has its number from the edition',
  (_, catalogue) => {
    const sentences = Object.entries(catalogue.strategyReason);
    const codes = sentences.map(([code]) => code) as Reason[]; // the group holds reasons and remarks alone
    const numbers = saidWith({ strategy: 'ASK', row: '2.2', reasons: codes, remarks: [] }, {});
    const gaps = sentences.flatMap(([code, text]) => (text.includes('{n}') ? [code] : []));
    expect(numbers.map(({ code }) => code)).toEqual(gaps);
    expect(sentences.filter(([, text]) => /\d/.test(text))).toEqual([]);
  },
);

describe('the two catalogues together', () => {
  test('a code has a word in both languages or in none', () => {
    for (const group of Object.keys(codesEn) as CodeGroup[])
      expect([group, Object.keys(codesZh[group]).toSorted()]).toEqual([group, Object.keys(codesEn[group]).toSorted()]);
  });

  test('every text leaves the same gaps in both languages', () => {
    const gaps = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([gap]) => gap).toSorted();
    for (const [key, text] of Object.entries(textsEn)) {
      const chinese: Readonly<Record<string, string>> = textsZh;
      expect([key, gaps(chinese[key] ?? '')]).toEqual([key, gaps(text)]);
    }
  });

  test('the Chinese texts are Chinese', () => {
    const same = ['appName', 'otherLanguage', 'paper', 'caliperValue', 'killip', 'lvef', 'by', 'qrsIs'];
    const untranslated = Object.entries(textsZh).filter(
      ([key, text]) => !same.includes(key) && !/\p{Script=Han}/u.test(text),
    );
    expect(untranslated).toEqual([]);
  });

  test('a code newer than the screen is shown as it is, never hidden', () => {
    expect(wordsOf('zh-CN').word('role', 'ROBOT')).toBe('ROBOT');
  });

  test('a gap without a value stays visible', () => {
    expect(fill('due {time} at {place}', { time: '14:03' })).toBe('due 14:03 at {place}');
  });
});
