import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES } from '../scripts/coverage';
import { testsOf } from '../scripts/coverage/titles';

test.each(Object.entries(PAGES))(
  'docs/%s says what the rules and the tests say now (npm run coverage)',
  (name, page) => {
    expect(readFileSync(join(__dirname, '..', 'docs', name), 'utf8')).toBe(page());
  },
);

test('a test is found with its group, and with the rows of the table it walks', () => {
  const source = `
    const ROWS = [['T04', 3]];
    describe('R7: nobody answers', () => {
      test.each(ROWS)('%s is told', (code) => expect(code).toBe('CALLED'));
    });`;
  const [found, ...others] = testsOf(source, false);
  expect(others).toEqual([]);
  expect(found?.title).toBe('R7: nobody answers: %s is told');
  expect(found?.table).toContain('T04');
  expect(found?.body).toContain('CALLED');
});
