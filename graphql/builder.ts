import SchemaBuilder from '@pothos/core';
import ErrorsPlugin from '@pothos/plugin-errors';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import { Fault } from '../activities/platform/faults';
import type PrismaTypes from '../prisma/generated/pothos';
import { getDatamodel } from '../prisma/generated/pothos';
import type { Context } from './context';

/** Pothos with its plugins; errors first, so that a refusal of the ones after it is an answer too. Defines no types. */
export const builder = new SchemaBuilder<{
  Context: Context;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  AuthScopes: { signedIn: boolean };
  Scalars: {
    ID: { Input: string; Output: string };
    Instant: { Input: string; Output: Date | number };
    Position: { Input: number; Output: number };
    Json: { Input: never; Output: object };
  };
}>({
  plugins: [ErrorsPlugin, ScopeAuthPlugin, RelayPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  errors: { defaultTypes: [] },
  relay: { cursorType: 'String', clientMutationId: 'omit' },
  prisma: { client: ({ prisma }) => prisma, dmmf: getDatamodel() },
  scopeAuth: {
    authScopes: ({ actor }) => ({ signedIn: actor !== undefined }),
    authorizeOnSubscribe: true,
    unauthorizedError: () => new Fault('NOT_SIGNED_IN', 'Sign in first.'),
  },
});
