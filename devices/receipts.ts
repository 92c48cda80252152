import type { Answer } from './intake';
import type { Receipt } from './receipt';

/** How long receipts of vitals are collected, ms: a device that sends often hears one receipt for many messages. */
const COLLECT_MS = 200;

type Heard = Exclude<Answer, string>;
/** One message that was stored, by its place in its device's boot. */
type Stored = { readonly seq: number; readonly receipt: Receipt };
type Held = { readonly deviceId: string; readonly bootId: string; readonly stored: Stored[] };

export type Receipts = {
  /** Sends the answer's receipt, at once or together with others of the same device. */
  send(answer: Heard): void;
  /** Sends what is still collected. */
  flush(): void;
};

/**
 * Receipts may be cumulative (devices.md 6.2): one names the first and the last `seq` of a boot between which every
 * message is stored. Only what is stored counts, so a gap ends the run, and a gateway that died owes nothing.
 */
export function makeReceipts(publish: (deviceId: string, receipt: Receipt) => void): Receipts {
  const held = new Map<string, Held>();
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const all = [...held.values()];
    held.clear();
    for (const { deviceId, bootId, stored } of all)
      for (const receipt of cumulative(bootId, stored)) publish(deviceId, receipt);
  };
  return {
    flush,
    send({ deviceId, receipt, stored }) {
      if (!stored) return publish(deviceId, receipt);
      const { bootId, seq } = stored;
      // A repeated message hears that it was one, as it would alone.
      const key = `${deviceId} ${bootId} ${receipt.verdict}`;
      const device = held.get(key) ?? { deviceId, bootId, stored: [] };
      device.stored.push({ seq, receipt });
      held.set(key, device);
      timer ??= setTimeout(flush, COLLECT_MS);
    },
  };
}

/** One receipt for each unbroken run of `seq`; a run of one is a plain receipt. */
export function cumulative(bootId: string, stored: readonly Stored[]): Receipt[] {
  const runs: { fromSeq: number; last: Stored }[] = [];
  for (const one of [...stored].sort((a, b) => a.seq - b.seq)) {
    const run = runs.at(-1);
    if (run && one.seq <= run.last.seq + 1) run.last = one;
    else runs.push({ fromSeq: one.seq, last: one });
  }
  return runs.map(({ fromSeq, last: { seq, receipt } }) =>
    fromSeq === seq ? receipt : { ...receipt, upTo: { bootId, fromSeq, seq } },
  );
}
