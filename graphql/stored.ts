import type { Instant } from '../workflows/domain/time';

type Held<T> = T extends Instant ? Date : T;

/** A row as PostgreSQL hands it back: instants are dates, and what is absent is `null`. */
export type Stored<Row> = {
  readonly [Key in keyof Omit<Row, 'table'>]-?: Record<never, never> extends Pick<Row, Key>
    ? Held<Exclude<Row[Key], undefined>> | null
    : Held<Row[Key]>;
};
