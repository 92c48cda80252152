/** What this browser keeps between visits: strings under one prefix, and nothing when storage is refused. */
const PREFIX = 'wiretime.';

const storage = (): Storage | undefined => {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined; // private windows may refuse it
  }
};

export const kept = (key: string): string | undefined => storage()?.getItem(PREFIX + key) ?? undefined;

export const keep = (key: string, value: string | undefined): void => {
  if (value === undefined) storage()?.removeItem(PREFIX + key);
  else storage()?.setItem(PREFIX + key, value);
};
