import { createContext, createElement, useContext, useEffect, useState, type ReactNode } from 'react';

let offsetMs = 0;

/** Sets this screen's clock by the server's: `serverMs` was read somewhere between `askedAt` and `heardAt`. */
export const setServerTime = (serverMs: number, askedAt: number, heardAt: number): void => {
  offsetMs = serverMs - (askedAt + heardAt) / 2;
};

/** The server's time, as well as this screen knows it, ms. */
export const serverNow = (): number => Date.now() + offsetMs;

/** A server instant as this computer's clock would show it. */
export const toLocalClock = (serverMs: number): number => serverMs - offsetMs;

/** The server's time as the whole page sees it, ms. */
export const NowContext = createContext(0);

/** The one ticking clock of the page: once a second, on the second. */
export function NowProvider({ children }: { readonly children: ReactNode }) {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const at = serverNow();
      setNow(at);
      timer = setTimeout(tick, 1000 - (at % 1000) + 5);
    };
    tick();
    return () => clearTimeout(timer);
  }, []);
  return createElement(NowContext, { value: now }, children);
}

export const useNow = (): number => useContext(NowContext);
