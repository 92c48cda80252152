/** How many pages each of those who are asked was sent; whom only the case can name goes by its word in the row. */
export type People = Readonly<Record<string, number>>;

export function peopleOf(asked: readonly string[]): People {
  const pages: Record<string, number> = {};
  for (const who of asked) pages[who] = (pages[who] ?? 0) + 1;
  return pages;
}

export type ReplayedPerson = { readonly who: string; readonly pages: number; readonly pagesThen: number };
type Line = { readonly was: { readonly people: People }; readonly would: { readonly people: People } };

/** Who would have been rung more often, and who less, over every clock and ladder that was played. */
export function replayedPeople(lines: readonly Line[]): readonly ReplayedPerson[] {
  const everybody = [...new Set(lines.flatMap(({ was, would }) => Object.keys({ ...was.people, ...would.people })))];
  const sent = (who: string, when: 'was' | 'would') =>
    lines.reduce((sum, line) => sum + (line[when].people[who] ?? 0), 0);
  return everybody.toSorted().map((who) => ({ who, pages: sent(who, 'was'), pagesThen: sent(who, 'would') }));
}
