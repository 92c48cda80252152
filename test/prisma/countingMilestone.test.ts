import * as fc from 'fast-check';
import type { MilestoneEntry } from '../../workflows/domain/episode';
import { milestone } from '../../workflows/domain/milestones';
import { MILESTONES, SOURCES } from '../../workflows/domain/vocabulary';
import { anEntry, minute } from '../builders/anEpisode';
import type { Database } from '../support/postgres';
import { freshDatabase } from '../support/postgres';

let database: Database;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

async function stored(episodeId: string, entries: readonly MilestoneEntry[]): Promise<void> {
  for (const { n, code, at, source, receivedAt, corrects, withdraws } of entries)
    await database.pool.query(
      `INSERT INTO milestone (episode_id, n, code, at, precision, source, recorded_by, received_at, corrects, withdraws)
       VALUES ($1, $2, $3, $4, 'MINUTE', $5, 'ps_nurse', $6, $7, $8)`,
      [episodeId, n, code, new Date(at), source, new Date(receivedAt), corrects ?? null, withdraws ?? null],
    );
}

/** Corrections and withdrawals only of what was said before, as the rules take them. */
const reports = fc
  .array(
    fc.record({
      code: fc.constantFrom(...MILESTONES),
      at: fc.nat(60),
      source: fc.constantFrom(...SOURCES),
      again: fc.constantFrom('NEW', 'CORRECTS', 'WITHDRAWS'),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((told) =>
    told.reduce<readonly MilestoneEntry[]>((entries, { code, at, source, again }, index) => {
      const before = entries.findLast((one) => one.code === code && one.withdraws !== true);
      const about = again === 'NEW' || before === undefined ? {} : { corrects: before.n };
      const back = again === 'WITHDRAWS' && before !== undefined ? ({ withdraws: true } as const) : {};
      return [...entries, anEntry(code, minute(at), { n: index + 1, source, ...about, ...back })];
    }, []),
  );

test('4.1 human: figures count the same report of each time as the rules do', async () => {
  let n = 0;
  await fc.assert(
    fc.asyncProperty(reports, async (entries) => {
      const id = `ep_${n++}`;
      await stored(id, entries);
      const { rows } = await database.pool.query<{ code: string; at: Date }>(
        'SELECT code, at FROM counting_milestone WHERE episode_id = $1',
        [id],
      );
      const counted = Object.fromEntries(rows.map(({ code, at }) => [code, at.getTime()]));
      const ours = MILESTONES.flatMap((code) => {
        const entry = milestone(entries, code);
        return entry === undefined ? [] : [[code, entry.at]];
      });
      expect(counted).toEqual(Object.fromEntries(ours));
    }),
    { numRuns: 60 },
  );
});
