import type { PatientHeaderFragment } from '../api/generated/graphql';

type Line = PatientHeaderFragment['history'][number];
type Drug = { readonly drug: string; readonly dose: string };

/** What the contracted doctor keeps of a kind, in one line. */
export const historyText = (history: readonly Line[], kind: Line['kind']): string =>
  history
    .filter((line) => line.kind === kind)
    .map((line) => (line.since === null ? line.text : `${line.text} (${line.since})`))
    .join('; ');

/** The drugs somebody may take now: those of the history, and those of the last discharge that they lack. */
export const drugsText = (history: readonly Line[], discharged: readonly Drug[]): string => {
  const kept = historyText(history, 'DRUG');
  const since = discharged.map(({ drug, dose }) => `${drug} ${dose}`.trim()).filter((one) => !kept.includes(one));
  return [kept, ...since].filter((text) => text !== '').join('; ');
};
