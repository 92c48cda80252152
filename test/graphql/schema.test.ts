import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getNamedType, GraphQLEnumType, isUnionType } from 'graphql';
import { printed } from '../../graphql/print';
import { schema } from '../../graphql/schema';
import { FAULTS } from '../../workflows/domain/faults';
import * as words from '../../workflows/domain/vocabulary';

test('the printed schema is the one the API serves (node --import tsx graphql/print.ts prints it)', () => {
  expect(readFileSync(join(__dirname, '../../graphql/schema.graphql'), 'utf8')).toBe(printed());
});

const lists = Object.entries(words).map(([name, codes]) => [name, [...codes].sort().join(' ')] as const);
const enums = Object.values(schema.getTypeMap())
  .filter((type) => type instanceof GraphQLEnumType)
  .map((type) =>
    type
      .getValues()
      .map(({ name }) => name)
      .sort()
      .join(' '),
  );

test.each(lists)('%s is spelled in GraphQL as everywhere else', (_, codes) => {
  expect(enums).toContain(codes);
});

test('every refusal of the system has its code in the schema', () => {
  expect(enums).toContain(Object.keys(FAULTS).sort().join(' '));
});

/** What a device signs in with is said in the answer, for it is kept nowhere. */
const GIVEN: Readonly<Record<string, string>> = {
  giveDeviceSecret: 'DeviceSecret',
  giveDeviceCertificate: 'DeviceCertificate',
};

test('every word of a person carries a client id and may answer with a fault', () => {
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
  expect(fields.length).toBeGreaterThan(25);
  for (const { name, args, type } of fields) {
    const answer = getNamedType(type);
    const answers = isUnionType(answer)
      ? answer
          .getTypes()
          .map((one) => one.name)
          .sort()
      : [];
    expect([name, answers]).toEqual([name, [GIVEN[name] ?? 'Told', 'Fault'].sort()]);
    expect([name, args.find((arg) => arg.name === 'clientId')?.type.toString()]).toEqual([name, 'ID!']);
  }
});
