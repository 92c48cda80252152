/** One row of the clinical reference: its id and a few words by which a cardiologist knows it. */
export type Row = {
  readonly id: string;
  readonly says: string;
  /** Words of the code that implement it, where the rule doesn't cite the id itself. */
  readonly rule?: readonly string[];
  /** Words of a test that exercise it, where its title doesn't name the id itself. */
  readonly test?: readonly string[];
  /** Why it has no rule of its own; such a row is listed apart. */
  readonly cannot?: string;
};

/** A row whose rule and test are found by codes of the tables. */
export const row = (id: string, says: string, ...codes: readonly string[]): Row => ({
  id,
  says,
  ...(codes.length > 0 && { rule: codes, test: codes }),
});

/** A row that cites its section in the code and has a test of its own id. */
export const under = (section: string, id: string, says: string): Row => ({ id, says, rule: [section, id] });

/** A row that is kept by what the rules leave out. */
export const absent = (id: string, says: string, cannot: string): Row => ({ id, says, cannot });

/** The test that searches for it is test/domain/firstTreat.test.ts. */
export const NO_MONEY = 'kept by absence: no rule and no code knows a payment, and a test (R33) searches for one';
