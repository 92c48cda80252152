/**
 * How fast devices come in when all of them come at once: a district's power is back, or we are. A connection costs a
 * look at the register, a session, a birth and its receipt; what nobody may pay is an alarm behind five hundred of them.
 */
export const RAMP = { perSecond: 50, burst: 50, line: 1_000 } as const;

type Ramp = { readonly perSecond: number; readonly burst: number; readonly line: number };

export type Admission = {
  /**
   * Resolves when this one may come in; with `false` when the line is so long that it should come again later. A call for
   * help waits for nobody and takes nobody's place.
   */
  enter(who: { readonly inNeed: boolean; readonly isGone: () => boolean }): Promise<boolean>;
  readonly waiting: () => number;
  readonly stop: () => void;
};

type Waiting = { readonly go: (mayEnter: boolean) => void; readonly isGone: () => boolean };

/** One line before the door: a burst at once, then so many a second, in the order they came. */
export function makeAdmission({ perSecond, burst, line: longest }: Ramp = RAMP): Admission {
  const line: Waiting[] = [];
  let room: number = burst;
  let at = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const refill = (): void => {
    const now = performance.now();
    room = Math.min(burst, room + ((now - at) / 1_000) * perSecond);
    at = now;
  };
  const move = (): void => {
    timer = undefined;
    refill();
    while (line.length > 0 && room >= 1) {
      const next = line.shift();
      if (next === undefined || next.isGone()) {
        next?.go(false); // who left the line has used nobody's place
        continue;
      }
      room--;
      next.go(true);
    }
    if (line.length > 0) timer = setTimeout(move, 1_000 / perSecond);
  };
  return {
    enter({ inNeed, isGone }) {
      if (inNeed) return Promise.resolve(true);
      if (line.length >= longest) return Promise.resolve(false);
      return new Promise((go) => {
        line.push({ go, isGone });
        if (timer === undefined) move();
      });
    },
    waiting: () => line.length,
    stop: () => {
      clearTimeout(timer);
      line.splice(0).forEach(({ go }) => go(false));
    },
  };
}
