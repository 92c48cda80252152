import { isFault } from './faults';

export type Level = 'debug' | 'info' | 'warn' | 'error';
const LEVELS: readonly Level[] = ['debug', 'info', 'warn', 'error'];

/** Ids, codes, counts and durations. Never a name, a number of a person, a finding or a free text. */
export type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

export type Log = {
  debug(what: string, fields?: Fields): void;
  info(what: string, fields?: Fields): void;
  warn(what: string, fields?: Fields): void;
  error(what: string, error: unknown, fields?: Fields): void;
};

type Options = { level?: Level; write?: (line: string) => void; now?: () => Date };

/** One JSON line for each thing that happened, `what` in UPPER_SNAKE; `from` names the process. */
export function makeLog(from: string, { level = 'info', write = print, now = () => new Date() }: Options = {}): Log {
  const say = (at: Level, what: string, fields: Fields = {}) => {
    if (LEVELS.indexOf(at) < LEVELS.indexOf(level)) return;
    write(JSON.stringify({ at: now().toISOString(), level: at, from, what, ...fields }));
  };
  return {
    debug: (what, fields) => say('debug', what, fields),
    info: (what, fields) => say('info', what, fields),
    warn: (what, fields) => say('warn', what, fields),
    error: (what, error, fields) => say('error', what, { ...fields, ...describe(error) }),
  };
}

/** A fault is expected and has its code. Anything else is a bug: with its stack, whose first line is its message. */
function describe(error: unknown): Fields {
  if (isFault(error)) return { code: error.code };
  if (error instanceof Error) return { error: error.stack ?? error.message, ...codeOf(error) };
  return { error: String(error) };
}

const codeOf = (error: Error): Fields =>
  'code' in error && typeof error.code === 'string' ? { code: error.code } : {};

const print = (line: string) => void process.stdout.write(`${line}\n`);
