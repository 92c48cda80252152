import { may, PERSON_ACTIONS } from '../../workflows/domain/permissions';
import { ROLES } from '../../workflows/domain/vocabulary';

/** The whole grid for a clinician to read: one line a role, one mark an action. */
const grid = (): string =>
  [
    ...PERSON_ACTIONS.map((action, n) => `${String(n + 1).padStart(2)} ${action}`),
    '',
    ...ROLES.map(
      (role) =>
        `${role.padEnd(26)}${PERSON_ACTIONS.map((action) => (may(role, action) === true ? '●' : '·')).join(' ')}`,
    ),
  ].join('\n');

test('who may do what', () => {
  expect(grid()).toMatchSnapshot();
});

test('a refusal is a sentence that says who may', () => {
  expect(may('FAMILY_DOCTOR', 'DECIDE_STRATEGY')).toBe(
    'The strategy is decided by a cardiologist or by the hospital doctor who treats the patient.',
  );
});

test.each(PERSON_ACTIONS)('%s: somebody may, and not everybody', (action) => {
  const answers = ROLES.map((role) => may(role, action));
  expect(answers).toContain(true);
  for (const answer of answers.filter((one) => one !== true)) expect(answer).toMatch(/^[A-Z].+\.$/);
  expect(answers.some((answer) => answer !== true)).toBe(true);
});

test.each(['MANAGER', 'AUDITOR', 'ADMIN'] as const)('%s treats nobody', (role) => {
  expect(PERSON_ACTIONS.filter((action) => may(role, action) === true)).toEqual([]);
});

test('everybody on duty can acknowledge a page', () => {
  const refused = ROLES.filter((role) => may(role, 'ACKNOWLEDGE_PAGE') !== true);
  expect(refused).toEqual(['MANAGER', 'AUDITOR', 'ADMIN']);
});
