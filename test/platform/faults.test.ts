import { WorkflowUpdateFailedError } from '@temporalio/client';
import { Fault, faultOf, httpOf, isWorthRetrying, toFailure } from '../../activities/platform/faults';
import { makeLog } from '../../activities/platform/log';

const lines: string[] = [];
const log = makeLog('api', { write: (line) => lines.push(line), now: () => new Date(0) });
beforeEach(() => void lines.splice(0));

test('a refusal inside a workflow reaches the caller with its code and its sentence', () => {
  const failure = toFailure(new Fault('WRONG_PHASE', 'The lab was not called yet'));
  const fault = faultOf(new WorkflowUpdateFailedError('Workflow Update failed', failure));
  expect(fault).toMatchObject({ code: 'WRONG_PHASE', message: 'The lab was not called yet' });
  expect(fault && [httpOf(fault), isWorthRetrying(fault)]).toEqual([409, false]);
});

test('a bug is never taken for a refusal', () => {
  expect(faultOf(new Error('x is not a function'))).toBeUndefined();
  expect(faultOf('WRONG_PHASE')).toBeUndefined();
});

test('the log says of a refusal its code and not its sentence, which may quote a person', () => {
  log.error('MUTATION_REFUSED', new Fault('NOT_ALLOWED', 'Synthetic Person Zhang may not'), { episodeId: 'e1' });
  expect(lines).toEqual([
    '{"at":"1970-01-01T00:00:00.000Z","level":"error","from":"api","what":"MUTATION_REFUSED","episodeId":"e1","code":"NOT_ALLOWED"}',
  ]);
});

test('the log says less where it is told to', () => {
  const warnings = makeLog('api', { level: 'warn', write: (line) => lines.push(line) });
  warnings.info('STARTED');
  warnings.warn('LATE');
  expect(lines.map((line) => JSON.parse(line).what)).toEqual(['LATE']);
});
