/** Every refusal of the system: the code is the contract, the sentence beside it is for people. */
export const FAULTS = {
  NOT_SIGNED_IN: { http: 401, retry: false },
  NOT_ALLOWED: { http: 403, retry: false },
  NOT_FOUND: { http: 404, retry: false },
  BAD_INPUT: { http: 400, retry: false },
  TIME_IN_FUTURE: { http: 400, retry: false },
  TIME_WITHOUT_ZONE: { http: 400, retry: false },
  WRONG_PHASE: { http: 409, retry: false },
  EPISODE_CLOSED: { http: 409, retry: false },
  ALREADY_DONE: { http: 409, retry: false },
  ALREADY_OPEN: { http: 409, retry: false },
  ID_REUSED: { http: 409, retry: false },
  NO_SUCH_PAGE: { http: 404, retry: false },
  NO_SUCH_TASK: { http: 404, retry: false },
  NO_SUCH_CLOCK: { http: 404, retry: false },
  REASON_NEEDED: { http: 400, retry: false },
  NEXT_DATE_NEEDED: { http: 400, retry: false },
  SIGNATURE_NEEDED: { http: 409, retry: false },
  CHECKLIST_INCOMPLETE: { http: 409, retry: false },
  CONTRAINDICATED: { http: 409, retry: false },
  LAB_BUSY: { http: 409, retry: true },
  TAKEN: { http: 409, retry: false },
  OUT_OF_USE: { http: 409, retry: false },
  NOT_LATEST: { http: 409, retry: true },
  ENGINE_UNREACHABLE: { http: 503, retry: true },
  RECORD_UNREACHABLE: { http: 503, retry: true },
  CHANNEL_UNREACHABLE: { http: 503, retry: true },
  NOBODY_ON_ROTA: { http: 409, retry: false },
} as const satisfies Record<string, { http: number; retry: boolean }>;
export type FaultCode = keyof typeof FAULTS;

/** A rule's refusal: nothing changed, and why. */
export type Refusal = { readonly refused: FaultCode; readonly because: string };

export const refuse = (refused: FaultCode, because: string): Refusal => ({ refused, because });
export const isRefusal = (answer: object): answer is Refusal => 'refused' in answer;
