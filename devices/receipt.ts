import { z } from 'zod';
import { RECEIPT_CODES, VERDICTS } from './topics';

/** What a device hears on `down/ack` (devices.md 6.2); it keeps its data until then. */
export const RECEIPT = z.object({
  msgId: z.string().nullable(),
  verdict: z.enum(VERDICTS),
  code: z.enum(RECEIPT_CODES).exactOptional(),
  detail: z.string().exactOptional(),
  /** Also the device's clock sync. */
  serverTime: z.string(),
  ecgId: z.string().exactOptional(),
  /** Every message of this boot from `fromSeq` to `seq` is stored, not only the one named. */
  upTo: z.object({ bootId: z.string(), fromSeq: z.number(), seq: z.number() }).exactOptional(),
  /** Not taken now: keep it and send it again. */
  retry: z.boolean(),
});
export type Receipt = Readonly<z.infer<typeof RECEIPT>>;
