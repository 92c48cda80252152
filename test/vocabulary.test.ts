import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vocabulary from '../workflows/domain/vocabulary';

const ROOT = join(__dirname, '..');
const read = (pattern: string) =>
  globSync(pattern, { cwd: ROOT })
    .sort()
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .join('\n');

/** Lists that are not stored as a column of their own: they live inside JSON, or in no table. */
const NOT_COLUMNS = ['LAB_ROLES', 'PAGE_REASONS', 'TERRITORIES', 'JURISDICTIONS', 'ANSWERS'];

/** `CLOCK_STATUSES` → `ClockStatus`; a name that is taken by a table has a word more. */
const ENUM_NAMES: Record<string, string> = {
  PHASES: 'Phase',
  MILESTONES: 'MilestoneCode',
  STRATEGIES: 'Strategy',
  TERRITORIES: 'Territory',
  SEXES: 'Sex',
  PRIORITIES: 'Priority',
};
const enumOf = (list: string) =>
  ENUM_NAMES[list] ??
  list
    .toLowerCase()
    .replace(/(?<=s)es$|s$/, '')
    .replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

const lists = Object.entries(vocabulary).filter(([name]) => !NOT_COLUMNS.includes(name));

/** `enum Phase { A B @@map("phase") }` → its codes and the type's name in SQL. */
const inPrisma = new Map(
  Array.from(read('prisma/schema/*.prisma').matchAll(/^enum (\w+) \{([^}]*)\}/gm), ([, name = '', body = '']) => {
    const codes = body.split('\n').map((line) => line.trim());
    const sqlName = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name;
    return [name, { codes: codes.filter((line) => /^[A-Z]/.test(line)), sqlName }];
  }),
);

const inSql = new Map(
  Array.from(
    read('prisma/migrations/*/migration.sql').matchAll(/CREATE TYPE (\w+) AS ENUM \(([^)]*)\)/g),
    ([, name = '', body = '']) => [name, Array.from(body.matchAll(/'(\w+)'/g), ([, code = '']) => code)],
  ),
);

test.each(lists)('%s is spelled in Prisma and in PostgreSQL as in the rules', (list, codes) => {
  const found = inPrisma.get(enumOf(list));
  expect(found?.codes).toEqual(codes);
  expect(inSql.get(found?.sqlName ?? '')).toEqual(codes);
});

/** Printed in the order of the alphabet, so only the spelling is compared. */
const inGraphql = new Map(
  Array.from(read('graphql/schema.graphql').matchAll(/^enum (\w+) \{([^}]*)\}/gm), ([, name = '', body = '']) => {
    const codes = Array.from(body.matchAll(/^ {2}([A-Z]\w*)/gm), ([, code = '']) => code);
    return [name, codes.sort()];
  }),
);

test.each(Object.entries(vocabulary))('%s is spelled in GraphQL as in the rules', (list, codes) => {
  const name = list === 'MILESTONES' ? 'Milestone' : enumOf(list);
  expect(inGraphql.get(name)).toEqual([...codes].sort());
});

test('every code list of PostgreSQL is one of Prisma, with the same codes', () => {
  const byName = new Map([...inPrisma.values()].map(({ sqlName, codes }) => [sqlName, codes]));
  expect(byName).toEqual(inSql);
});
