type Trace = { readonly name: string; readonly uv: Int16Array };

/** The samples in which two recordings differ, so that a failure can be read. */
export const apart = (a: readonly Trace[], b: readonly Trace[]): string[] =>
  b.flatMap(({ name, uv }, n) => {
    const other = a[n];
    if (other?.name !== name || other.uv.length !== uv.length) return [name];
    return [...uv].flatMap((value, i) => (other.uv[i] === value ? [] : [`${name} ${i}`]));
  });
