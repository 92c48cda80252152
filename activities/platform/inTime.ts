/** What the work answers within so many ms; `undefined` when it fails or takes longer. */
export function inTime<T>(work: Promise<T>, limitMs: number): Promise<T | undefined> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(undefined), limitMs);
    void work
      .catch(() => undefined)
      .then(resolve)
      .finally(() => clearTimeout(late));
  });
}
