import { createECDH, createHash } from 'node:crypto';
import type { Agent } from 'node:https';
import { sendNotification, WebPushError } from 'web-push';
import type { PushUrgency } from '../../workflows/domain/pushUrgency';
import { secretFile } from './secretFile';

/** Where a browser’s push service takes messages for it, and the keys they are encrypted for (RFC 8291). */
export type PushAddress = { readonly endpoint: string; readonly p256dh: string; readonly auth: string };

/** What one message says, who it replaces, and how urgent it is. */
export type Push = PushUrgency & {
  /** Two of one topic are shown once: the later takes the place of the earlier. */
  readonly topic: string;
  readonly content: object;
};

export type WebPush = {
  /** The key under which browsers subscribe: a browser takes messages from this installation alone. */
  readonly publicKey: string;
  /** `false` where the browser is gone; throws where its push service did not take the message. */
  readonly push: (to: PushAddress, message: Push) => Promise<boolean>;
};

/** Its service says that there is no such browser any more. */
const GONE: readonly number[] = [404, 410];
/** A push service carries no longer topics (RFC 8030 5.4). */
const TOPIC_LENGTH = 32;
/** How long (ms) a push service may say nothing. */
const LIMIT_MS = 5000;

type Deps = {
  /** The private key (RFC 8292), made once for an installation: engine and api share it. */
  readonly keyFile: string;
  /** Whom a push service may write to when something goes wrong: a `mailto:` or `https:` address. */
  readonly contact: string;
  readonly agent?: Agent;
  readonly limitMs?: number;
};

/** Real Web Push: encrypted for the browser alone, signed by this installation. */
export function makeWebPush({ keyFile, contact, agent, limitMs = LIMIT_MS }: Deps): WebPush {
  const key = createECDH('prime256v1');
  key.setPrivateKey(secretFile(keyFile));
  const publicKey = key.getPublicKey('base64url');
  const privateKey = key.getPrivateKey('base64url');
  return {
    publicKey,
    push: async ({ endpoint, p256dh, auth }, { topic, urgency, ttlS, content }) => {
      const options = {
        vapidDetails: { subject: contact, publicKey, privateKey },
        topic: createHash('sha256').update(topic).digest('base64url').slice(0, TOPIC_LENGTH),
        urgency,
        TTL: ttlS,
        timeout: limitMs,
        ...(agent && { agent }),
      };
      const status = await sendNotification(
        { endpoint, keys: { p256dh, auth } },
        JSON.stringify(content),
        options,
      ).then(() => undefined, refusedWith);
      if (status === undefined) return true;
      if (GONE.includes(status)) return false;
      throw new Error(`the push service answered ${status}`);
    },
  };
}

/** The library’s own error names the browser’s address, which is a secret: what the service answered goes on alone. */
function refusedWith(error: unknown): number {
  if (error instanceof WebPushError) return error.statusCode;
  throw error;
}
