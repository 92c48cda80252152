/** What devices are told when a message is not taken in for what it is, not for how it is written. */
export const UNKNOWN = {
  code: 'unknown-device',
  detail: 'this device is not registered or no longer in use',
} as const;

export const OVER_QUOTA = {
  verdict: 'rejected',
  code: 'quota',
  detail: 'too many of this kind; send it again later',
  retry: true,
} as const;

export const UNSTORABLE = { code: 'malformed', detail: 'the record cannot hold it' } as const;

export const CONFLICT = {
  code: 'conflict',
  detail: 'this id was sent before with other content; the first is kept',
} as const;
