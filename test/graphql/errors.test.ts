import { GraphQLError } from 'graphql';
import { Fault } from '../../activities/platform/faults';
import { makeLog } from '../../activities/platform/log';
import { makeMask } from '../../graphql/errors';

const lines: string[] = [];
const mask = makeMask(makeLog('api', { write: (line) => lines.push(line) }));
const thrown = (originalError: Error) =>
  mask(new GraphQLError(originalError.message, { originalError, path: ['board'] }));

test('a fault reaches the person with its code and sentence', () => {
  expect(thrown(new Fault('NOT_FOUND', 'No such alarm.'))).toMatchObject({
    message: 'No such alarm.',
    extensions: { code: 'NOT_FOUND', http: { status: 404 } },
  });
});

test('a bug tells the person nothing, and the log everything', () => {
  lines.length = 0;
  const seen = thrown(new Error('password of the database is x'));
  expect(seen.message).not.toContain('password');
  expect(seen.extensions).toEqual({ code: 'BUG' });
  expect(lines.join()).toContain('password of the database is x');
});

test.each([
  new Error('connect ECONNREFUSED 127.0.0.1:5432'),
  new Error('read ECONNRESET'),
  Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' }),
  new Error('Connection terminated unexpectedly'),
  new Error('Client has encountered a connection error and is not queryable'),
  new Error('timeout exceeded when trying to connect'),
  Object.assign(new Error('Server has closed the connection.'), { code: 'P1017' }),
  new Error('connect ENOENT /run/postgresql/.s.PGSQL.5432'),
])('%s means that the record is away', (error) => {
  expect(thrown(error).extensions['code']).toBe('RECORD_UNREACHABLE');
});

test('a missing file is not the record being away', () => {
  const error = new Error('ENOENT: no such file or directory, open');
  expect(thrown(error).extensions['code']).toBe('BUG');
});

test('what is wrong with the question itself is said', () => {
  const error = new GraphQLError('Cannot query field "x" on type "Query".');
  expect(mask(error)).toBe(error);
});
