import { useSearchParams } from 'react-router';

/** What the address says, and how to change some of it: an empty word goes out of it. */
export const useAddress = (): readonly [URLSearchParams, (change: Readonly<Record<string, string>>) => void] => {
  const [address, setAddress] = useSearchParams();
  const change = (words: Readonly<Record<string, string>>) =>
    setAddress(
      (old) => {
        const next = new URLSearchParams(old);
        for (const [name, value] of Object.entries(words)) {
          if (value === '') next.delete(name);
          else next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  return [address, change];
};
