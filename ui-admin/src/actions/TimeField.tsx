import { useId } from 'react';
import { PRECISIONS } from '../../../workflows/domain/vocabulary';
import { localInput } from '../times';
import { serverNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import type { TimeValue } from './fields';

const MINUTES_AGO = [1, 2, 5, 10, 30] as const;

/** A clinical time now, exact to the second because the button was pressed now. */
export const timeNow = (): TimeValue => ({ at: localInput(serverNow()), precision: 'SECOND' });

type Props = {
  readonly value?: TimeValue | undefined;
  readonly onChange?: (value: TimeValue | undefined) => void;
  readonly id?: string;
  readonly label: string;
  readonly optional?: boolean;
};

/** When something happened, with how exactly it is known; an interval has two ends. */
export function TimeField({ value, onChange, id, label, optional = false }: Props) {
  const { t, word } = useWords();
  const own = useId();
  const inputId = id ?? own;
  const set = (next: TimeValue | undefined) => onChange?.(next);
  const pick = (at: string) =>
    set(
      at === ''
        ? undefined
        : {
            ...(value ?? { precision: 'MINUTE' }),
            at,
            precision: value?.precision === 'SECOND' ? 'MINUTE' : (value?.precision ?? 'MINUTE'),
          },
    );
  return (
    <fieldset className="time-field" aria-label={label}>
      <div className="row">
        <input
          id={inputId}
          aria-label={label}
          type="datetime-local"
          step={1}
          value={value?.at ?? ''}
          onChange={(event) => pick(event.target.value)}
        />
        {value?.precision === 'INTERVAL' ? (
          <>
            <span>{t.until}</span>
            <input
              aria-label={`${label}: ${t.until}`}
              type="datetime-local"
              step={1}
              value={value.until ?? ''}
              onChange={(event) => set({ ...value, until: event.target.value })}
            />
          </>
        ) : null}
        <select
          aria-label={`${label}: ${t.precision}`}
          value={value?.precision ?? 'MINUTE'}
          onChange={(event) => {
            const precision = PRECISIONS.find((code) => code === event.target.value) ?? 'MINUTE';
            set({ ...(value ?? timeNow()), precision });
          }}
        >
          {PRECISIONS.map((code) => (
            <option key={code} value={code}>
              {word('precision', code)}
            </option>
          ))}
        </select>
      </div>
      <div className="row quick">
        <button type="button" onClick={() => set(timeNow())}>
          {t.now}
        </button>
        {MINUTES_AGO.map((n) => (
          <button
            key={n}
            type="button"
            onClick={() => set({ at: localInput(serverNow() - n * 60_000), precision: 'MINUTE' })}
          >
            {fill(t.minAgo, { n })}
          </button>
        ))}
        {optional && value !== undefined ? (
          <button type="button" onClick={() => set(undefined)} aria-label={`${t.removeRow}: ${label}`}>
            ×
          </button>
        ) : null}
      </div>
    </fieldset>
  );
}
