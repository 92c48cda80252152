import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from './schema';

/** The schema as text, sorted, as it stands in the repository. */
export const printed = (): string => `${printSchema(lexicographicSortSchema(schema))}\n`;

if (require.main === module) writeFileSync(join(__dirname, 'schema.graphql'), printed());
