import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '../devices/topics';
import * as vocabulary from '../workflows/domain/vocabulary';

const ROOT = join(__dirname, '..');
const read = (pattern: string) =>
  globSync(pattern, { cwd: ROOT })
    .sort()
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .join('\n');

/** Lists that are not stored as a column of their own: they live inside JSON, or in no table. */
const NOT_COLUMNS = [
  'LAB_ROLES',
  'PAGE_REASONS',
  'TERRITORIES',
  'JURISDICTIONS',
  'ANSWERS',
  'LYSIS_RESULTS',
  'OVERLAYS',
  'STAND_DOWN_REASONS',
  'LYTIC_AGENTS',
  'DOSE_UNITS',
  'CONSULT_OUTPUTS',
  'TRANSFER_ADVICES',
  'ADJUNCTS',
  'ADJUNCT_PRODUCTS',
  'LEADS',
  'RISK_CLASSES',
  'VITAL_CODES',
  'NATIONAL_CLASSES',
  'BLEEDING_KINDS',
  'ANGIOGRAPHY_ENDS',
  'CALL_ITEMS',
  'CALL_ADVICES',
  'PCI_COMPLICATIONS',
  'PCI_SUPPORTS',
  'ST_VERDICTS',
  'PRE_READ_REASONS',
  'TRACING_SOURCES',
  'THRESHOLD_UNITS',
];

/** `CLOCK_STATUSES` → `ClockStatus`; a name that is taken by a table has a word more. */
const ENUM_NAMES: Record<string, string> = {
  PHASES: 'Phase',
  MILESTONES: 'MilestoneCode',
  STRATEGIES: 'Strategy',
  TERRITORIES: 'Territory',
  RISK_CLASSES: 'RiskClass',
  NATIONAL_CLASSES: 'NationalClass',
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

/** An alarm as a device would send it, with nothing but what the contract demands. */
const alarm = (code: string) =>
  Buffer.from(
    JSON.stringify({
      v: 1,
      kind: 'alarm',
      msgId: '01KAPQ3V5S9XJ7Y2M4N6P8R0TA',
      bootId: 'boot-1',
      seq: 1,
      monoMs: 1000,
      orderRef: null,
      wristband: null,
      measuredAt: '2026-11-22T10:15:30.120+08:00',
      sentAt: '2026-11-22T10:15:31.000+08:00',
      clock: { source: 'ntp', syncAgeS: 1 },
      buffered: false,
      fw: '1.0.0',
      data: { alarmId: 'a1', phase: 'start', category: 'patient', code, onsetAt: '2026-11-22T10:15:30.120+08:00' },
    }),
  );

test.each(vocabulary.ALARM_CODES)('a device says %s over MQTT as the rules spell it', (code) => {
  expect(decode('cpc/v1/dv_wear1/up/alarm', alarm(code))).toMatchObject({ ok: true });
});

test('a device that spells an alarm otherwise is refused, and a person looks', () => {
  expect(decode('cpc/v1/dv_wear1/up/alarm', alarm('Sos'))).toMatchObject({ ok: false, lifeline: true });
});
