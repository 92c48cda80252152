import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coveragePage } from './coverage/page';
import { decisionTables } from './coverage/tables';

/** The pages of docs/ that are made from the rules and the tests. */
export const PAGES: Readonly<Record<string, () => string>> = {
  'clinical-coverage.md': coveragePage,
  'generated/decision-tables.md': decisionTables,
};

if (require.main === module)
  for (const [name, page] of Object.entries(PAGES)) writeFileSync(join(__dirname, '..', 'docs', name), page());
