import { types } from 'node:util';

/** PostgreSQL: connection exceptions, shutting down, cannot connect now, too many connections. */
const POSTGRES = '08...|57P0[123]|53300';
/** Prisma: unreachable, too late, closed by the server, none free in the pool, too many connections. */
const PRISMA = 'P1001|P1002|P1008|P1017|P2024|P2037';
const AWAY = new RegExp(`^(?:${POSTGRES}|${PRISMA})$`);
/** Node, of a line that could not be made or was cut: not every library passes its code on. */
const LINE = /^(?:connect|getaddrinfo|read|write) E[A-Z_]+\b/;
/** What the driver has no code for. */
const LOST =
  /connection terminated|not queryable|timeout exceeded when trying to connect|query read timeout|after calling end on the pool/i;

/** Whether work failed because PostgreSQL could not be reached, or not for as long as the work took; the same may be sent again. */
export function isRecordAway(error: unknown): error is Error {
  // Not `instanceof`: what node throws comes from another realm where tests run.
  if (!types.isNativeError(error)) return false;
  if ('errors' in error && Array.isArray(error.errors)) return error.errors.some(isRecordAway);
  if ('code' in error && AWAY.test(String(error.code))) return true;
  return LINE.test(error.message) || LOST.test(error.message);
}
