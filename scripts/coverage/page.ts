import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CONTRACT_ROWS } from './contract';
import { DECISION_ROWS } from './decisions';
import { READING_ROWS } from './readings';
import type { Row } from './row';
import { STATE_ROWS } from './states';
import { TARGET_ROWS } from './targets';
import type { Written } from './titles';
import { testsOf } from './titles';

const ROOT = join(__dirname, '..', '..');

const SECTIONS: readonly (readonly [title: string, rows: readonly Row[]])[] = [
  ['1 · Time targets', TARGET_ROWS],
  ['2 · Decision rules', DECISION_ROWS],
  ['4 · States and branches', STATE_ROWS],
  ['10 · Readings', READING_ROWS],
  ['The contract with devices (devices.md 6.4 and 6.5)', CONTRACT_ROWS],
];

/** Where rules live, the medicine first. */
const RULES = [
  'workflows/domain/*.ts',
  'devices/{rules,preread}/**/*.ts',
  'devices/*.ts',
  'devices/{door,formats}/**/*.ts',
  '{activities,graphql}/**/*.ts',
  'ui-admin/src/**/*.tsx',
];

type Rule = { readonly file: string; readonly text: string };
type Test = Written & { readonly file: string };
/** At most this many are named in a cell. */
const NAMED = 2;

/** `T18–T23` names every row from one to the other. */
const spread = (text: string): string =>
  text.replaceAll(/\b(T|R|10\.)(\d+)\s?–\s?(?:T|R|10\.)(\d+)\b/g, (_, kind: string, from: string, to: string) =>
    Array.from({ length: Math.max(0, Number(to) - Number(from)) + 1 }, (__, n) => {
      const number = String(Number(from) + n);
      return `${kind}${kind === 'T' ? number.padStart(2, '0') : number}`;
    }).join(' '),
  );

const names = (text: string, word: string): boolean =>
  new RegExp(String.raw`(?<![\w.#])${word.replaceAll('.', String.raw`\.`)}(?![\w#]|\.\d)`).test(text);

const read = (pattern: string): readonly Rule[] =>
  globSync(pattern, { cwd: ROOT })
    .filter((file) => !file.includes('generated'))
    .toSorted()
    .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));

const rulesOf = ({ id, rule = [id] }: Row, sources: readonly Rule[]): readonly string[] =>
  sources.filter(({ text }) => rule.some((word) => names(text, word))).map(({ file }) => file);

/** A test names a row in its sentence or its table; a code of a table counts where the test uses it too. */
const testsFor = ({ id, test = [] }: Row, tests: readonly Test[]): readonly string[] =>
  tests
    .filter(
      ({ title, table, body }) =>
        names([spread(title), ...table].join('\n'), id) ||
        test.some((code) => names([title, ...table, ...body].join('\n'), code)),
    )
    .map(({ file, title }) => `${basename(file)}: ${title.replaceAll('|', '/')}`);

const cell = (found: readonly string[]): string =>
  found.length === 0 ? '**missing**' : `${found.slice(0, NAMED).join('<br>')}${found.length > NAMED ? ' …' : ''}`;

/** docs/clinical-coverage.md as it should be now. */
export function coveragePage(): string {
  const sources = RULES.flatMap((pattern) => read(pattern)).map(({ file, text }) => ({ file, text: spread(text) }));
  const tests = read('test/**/*.test.{ts,tsx}').flatMap(({ file, text }) =>
    testsOf(text, file.endsWith('x')).map((one): Test => ({ ...one, file })),
  );
  const covered = SECTIONS.map(([title, rows]) => ({
    title,
    rows: rows
      .filter(({ cannot }) => cannot === undefined)
      .map((one) => ({ ...one, rules: rulesOf(one, sources), tests: testsFor(one, tests) })),
  }));
  const all = covered.flatMap(({ rows }) => rows);
  const missing = all.filter(({ rules, tests }) => rules.length === 0 || tests.length === 0);
  return [
    '# Clinical coverage',
    '',
    'Which rule implements a row of the clinical reference, and which test exercises it. Made by `npm run coverage` from the ids that rules and tests name; `test/coverage.test.ts` says when it is out of date.',
    '',
    `${all.length - missing.length} of ${all.length} rows have both.`,
    ...(missing.length === 0
      ? []
      : ['', `Without a rule or a test of their id: ${missing.map(({ id }) => id).join(', ')}.`]),
    ...covered.flatMap(({ title, rows }) => [
      '',
      `## ${title}`,
      '',
      '| row | says | rule | test |',
      '|---|---|---|---|',
      ...rows.map(({ id, says, rules, tests }) => `| ${id} | ${says} | ${cell(rules)} | ${cell(tests)} |`),
    ]),
    ...cannotBe(),
    '',
  ].join('\n');
}

const cannotBe = (): readonly string[] => {
  const rows = SECTIONS.flatMap(([, all]) => all.filter(({ cannot }) => cannot !== undefined));
  if (rows.length === 0) return [];
  return [
    '',
    '## Rows without a rule of their own, and why',
    '',
    '| row | says | why |',
    '|---|---|---|',
    ...rows.map(({ id, says, cannot }) => `| ${id} | ${says} | ${cannot} |`),
  ];
};
