import { builder } from '../builder';

export const Pair = builder.objectRef<{ readonly key: string; readonly value: string }>('Pair').implement({
  fields: (t) => ({ key: t.exposeString('key'), value: t.exposeString('value') }),
});

export const PairInput = builder.inputType('PairInput', {
  fields: (t) => ({ key: t.string({ required: true }), value: t.string({ required: true }) }),
});

/** A record as a list, because GraphQL has no maps. */
export const pairsOf = (record: unknown): { key: string; value: string }[] =>
  Object.entries(typeof record === 'object' && record !== null ? record : {}).map(([key, value]) => ({
    key,
    value: String(value),
  }));
