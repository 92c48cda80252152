/** A heading and a table below it. */
export const table = (
  heading: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] => [
  '',
  `## ${heading}`,
  '',
  `| ${columns.join(' | ')} |`,
  `|${'---|'.repeat(columns.length)}`,
  ...rows.map((cells) => `| ${cells.join(' | ')} |`),
];
