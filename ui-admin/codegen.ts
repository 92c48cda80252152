import type { CodegenConfig } from '@graphql-codegen/cli';

/** Makes typed documents of the printed schema: `graphql-codegen --config ui-admin/codegen.ts`. */
const config: CodegenConfig = {
  schema: 'graphql/schema.graphql',
  documents: ['ui-admin/src/api/operations/*.graphql'],
  generates: {
    'ui-admin/src/api/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        strictScalars: true,
        useTypeImports: true,
        avoidOptionals: { field: true, inputValue: false, object: false, defaultValue: false },
        scalars: {
          ID: { input: 'string', output: 'string' },
          Instant: { input: 'string', output: 'string' },
          Position: 'number',
          Json: 'unknown',
        },
      },
    },
  },
};

// A default export because the generator looks for one.
export default config;
