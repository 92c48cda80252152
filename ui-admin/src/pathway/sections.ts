type Sorted = {
  readonly code: string;
  readonly ref: string;
  readonly target: string | null;
  readonly ladder: string | null;
  readonly unit: string;
};
type Holds = (threshold: Sorted) => boolean;

const under =
  (...refs: readonly string[]): Holds =>
  ({ ref }) =>
    refs.some((part) => ref === part || ref.startsWith(`${part}#`));

/** By what people look for; a number stands in the first section that holds it, and in the last when none does. */
const SECTIONS = {
  TARGETS: ({ target }) => target !== null,
  LADDERS: ({ code, ladder }) => ladder !== null || /^(LEVEL_|CHAIN_|QUIET_|UNANSWERED$)/.test(code),
  ECG: under('2.1'),
  DOSES: (threshold) => threshold.unit === 'OFFERED' || under('2.4', '2.5', '10.6')(threshold),
  QUESTIONS: under('2.3', '2.11'),
  CHOICE: under('2.2', '2.6', '2.8', 'T29', 'P6T'),
  REST: () => true,
} as const satisfies Record<string, Holds>;

export type PathwaySection = keyof typeof SECTIONS;
export const PATHWAY_SECTIONS = Object.keys(SECTIONS) as readonly PathwaySection[]; // its own keys

export const sectionOf = (threshold: Sorted): PathwaySection =>
  PATHWAY_SECTIONS.find((section) => SECTIONS[section](threshold)) ?? 'REST';
