/**
 * The one place where a shape is believed instead of checked: answers whose types are generated from the schema,
 * what this browser wrote itself, and what a form's own fields hold. Nothing is decided by it; the server checks all.
 */
export const trusted = <Shape>(value: unknown): Shape => value as Shape; // oxlint-disable-line typescript/no-unsafe-type-assertion, typescript/no-unnecessary-type-parameters
