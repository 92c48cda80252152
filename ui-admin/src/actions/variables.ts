import { trusted } from '../api/trusted';
import { serverNow } from '../useNow';
import { withZone } from '../times';
import type { Words } from '../words/words';
import type { Form, TimeValue } from './fields';

/** R31: what is entered more than a day later is marked as entered later. */
const BACK_ENTERED_AFTER_MS = 24 * 3_600_000;

export const timeInput = ({ at, precision, until }: TimeValue) => ({
  at: withZone(at),
  precision,
  source: serverNow() - new Date(at).getTime() > BACK_ENTERED_AFTER_MS ? 'BACK_ENTERED' : 'HUMAN',
  ...(precision === 'INTERVAL' && until !== undefined && until !== '' ? { untilAt: withZone(until) } : {}),
});

type Line = Readonly<Record<string, string | undefined>>;

/** A form's values as the mutation's variables: times with their zone, empty ones left out. */
export const toVariables = (form: Form, values: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const entries = form.fields.flatMap((field): [string, unknown][] => {
    const value = values[field.name];
    if (value === undefined || value === null || value === '') {
      if (field.kind === 'FLAG') return [[field.name, false]];
      return field.kind === 'CODES' || field.kind === 'STENTS' || field.kind === 'DRUGS' || field.kind === 'PAIRS'
        ? [[field.name, []]]
        : [];
    }
    switch (field.kind) {
      case 'TIME':
        return [[field.name, timeInput(trusted<TimeValue>(value))]];
      case 'DATE':
        return [[field.name, withZone(`${trusted<string>(value)}T12:00:00`)]];
      case 'MOMENT':
        return [[field.name, withZone(trusted<string>(value))]];
      case 'DRUGS':
        return [
          [
            field.name,
            trusted<Line[]>(value).map(({ drug, dose, stopAt }) => ({
              drug,
              dose,
              ...(stopAt ? { stopAt: withZone(`${stopAt}T00:00:00`) } : {}),
            })),
          ],
        ];
      case 'STENTS':
        return [[field.name, trusted<Line[]>(value).map(({ segment, product }) => ({ segment, product }))]];
      case 'PAIRS':
        return [
          [
            field.name,
            Object.entries(trusted<Line>(value)).flatMap(([key, text]) => (text ? [{ key, value: text }] : [])),
          ],
        ];
      default:
        return [[field.name, value]];
    }
  });
  return { ...form.fixed, ...Object.fromEntries(entries) };
};

/** What a list of unsent words calls this one: the form, and what was chosen first where that is a choice. */
export const labelOf = (
  { title, fields }: Form,
  values: Readonly<Record<string, unknown>>,
  { word }: Pick<Words, 'word'>,
): string => {
  const [first] = fields;
  if (first?.kind !== 'CODE') return title;
  const chosen = values[first.name];
  return typeof chosen === 'string' ? `${title}: ${word(first.group, chosen)}` : title;
};
