type Given<T> = { readonly [K in keyof T as null extends T[K] ? never : undefined extends T[K] ? never : K]: T[K] } & {
  readonly [K in keyof T as null extends T[K] ? K : undefined extends T[K] ? K : never]?: NonNullable<T[K]>;
};

/** The wire's `null` and absent become no key at all: inside, what is not known is not a field. */
export const present = <T extends object>(facts: T): Given<T> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== null)) as Given<T>; // the one cast: entries of T
