import { type LastPage, lastOfEachRole } from '../../graphql/acknowledgements';

const page = (more: Partial<LastPage>): LastPage => ({
  subjectId: 'ep_1',
  pageId: `pg_${more.role}_${more.reason}`,
  role: 'COORDINATOR',
  reason: 'CLOCK_LEVEL',
  status: 'SENT',
  personId: null,
  askedAt: new Date('2026-11-22T02:00:00Z'),
  ackAt: null,
  ackBy: null,
  ...more,
});
const later = new Date('2026-11-22T02:05:00Z');

test('the board marks who answered and who is still to answer, each role by its last page', () => {
  const marks = lastOfEachRole([
    page({ role: 'ED_DOCTOR', status: 'ACKNOWLEDGED', ackAt: later }),
    page({ reason: 'DECIDE_STRATEGY' }),
    page({ reason: 'CLOCK_LEVEL', askedAt: later }),
  ]);
  expect(marks.map(({ role, reason }) => [role, reason])).toEqual([
    ['ED_DOCTOR', 'CLOCK_LEVEL'],
    ['COORDINATOR', 'CLOCK_LEVEL'],
  ]);
});

test('a page whose cause was over before anybody answered leaves no mark: nobody waits for that answer', () => {
  expect(lastOfEachRole([page({ status: 'SUPERSEDED' })])).toEqual([]);
  const answered = page({ reason: 'LAB_ACTIVATED', status: 'ACKNOWLEDGED', ackAt: later });
  expect(lastOfEachRole([answered, page({ status: 'SUPERSEDED', askedAt: later })])).toEqual([answered]);
});
