import { ApplicationFailure } from '@temporalio/common';
import { type FaultCode, FAULTS } from '../../workflows/domain/faults';

/** A refusal that was meant: the code is the contract, the sentence is for people. Anything else thrown is a bug. */
export class Fault extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode, because: string, options?: ErrorOptions) {
    super(because, options);
    this.name = 'Fault';
    this.code = code;
  }
}

/** The HTTP status the fault is answered with. */
export const httpOf = (fault: Fault): number => FAULTS[fault.code].http;
/** Whether the same request may succeed later. */
export const isWorthRetrying = (fault: Fault): boolean => FAULTS[fault.code].retry;

/** Across a copy of this module too, as jest makes one for each test file. */
export const isFault = (error: unknown): error is Fault =>
  error instanceof Error && error.name === 'Fault' && 'code' in error && isCode(error.code);

const isCode = (code: unknown): code is FaultCode => typeof code === 'string' && code in FAULTS;

/** How a refusal travels through Temporal: type REFUSED, details `[code, sentence]`. */
export const toFailure = (fault: Fault): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'REFUSED',
    message: fault.message,
    nonRetryable: !isWorthRetrying(fault),
    details: [fault.code, fault.message],
  });

/** The fault somewhere in a chain of causes, as the engine sends it; undefined when the error is a bug. */
export function faultOf(error: unknown): Fault | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (isFault(at)) return at;
    if (at instanceof ApplicationFailure && at.type === 'REFUSED') {
      const [code, because] = at.details ?? [];
      if (isCode(code)) return new Fault(code, typeof because === 'string' ? because : code, { cause: error });
    }
  }
  return undefined;
}
