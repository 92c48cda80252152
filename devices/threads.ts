import { Worker } from 'node:worker_threads';

export type ThreadLimits = {
  /** How many work at once; further jobs wait their turn. */
  readonly threads: number;
  /** A job that takes longer is ended with its thread. */
  readonly ms: number;
  /** JavaScript's own memory in one thread; buffers are bounded by who allocates them. */
  readonly heapMb: number;
};

export type Threads<Job, Answer> = {
  /** The answer, or `STOPPED` when the job took too long or too much and its thread was ended. */
  readonly ask: (job: Job) => Promise<Answer | 'STOPPED'>;
  readonly close: () => Promise<unknown>;
};

/** What a thread says once it can be given jobs: until then its clock does not run. */
export const READY = 'READY';

/** Threads that can be killed, for work on what strangers send: nothing in it can stop or starve the process. */
export function makeThreads<Job, Answer>(file: string, limits: ThreadLimits): Threads<Job, Answer> {
  const alive = new Set<Worker>();
  const idle: Worker[] = [];
  const waiting: (() => void)[] = [];
  let starting = 0;
  let closed = false;

  const forget = (worker: Worker) => {
    alive.delete(worker);
    if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
  };

  const seat = async (): Promise<Worker> => {
    for (;;) {
      const free = idle.pop();
      if (free) return free;
      if (alive.size + starting < limits.threads) break;
      await new Promise<void>((next) => waiting.push(next));
    }
    starting++;
    const worker = await begin(file, limits.heapMb, forget).finally(() => starting--);
    alive.add(worker);
    return worker;
  };

  const work = async (job: Job): Promise<Answer | 'STOPPED'> => {
    const worker = await seat();
    worker.ref();
    const said: Said<Answer> = await listen(worker, job, limits.ms);
    if (closed) throw new Error('the threads were closed in the middle of a job');
    if (said === 'STOPPED') {
      forget(worker);
      await worker.terminate();
      return said;
    }
    // A thread without work holds nobody back from ending.
    worker.unref();
    idle.push(worker);
    return said.answer;
  };

  return {
    ask: (job) => work(job).finally(() => waiting.shift()?.()),
    close: () => {
      closed = true;
      return Promise.all([...alive].map((worker) => worker.terminate()));
    },
  };
}

/** A thread that is ready for its first job. */
function begin(file: string, heapMb: number, onEnd: (worker: Worker) => void): Promise<Worker> {
  const worker = new Worker(file, {
    execArgv: ['--require', require.resolve('tsx/cjs')],
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 16 },
  });
  worker.on('error', () => onEnd(worker)).once('exit', () => onEnd(worker));
  return new Promise((ready, failed) => {
    worker.once('message', () => ready(worker)).once('error', failed);
    worker.once('exit', (code) => failed(new Error(`a thread ended with ${code} before it began`)));
  });
}

type Said<Answer> = { readonly answer: Answer } | 'STOPPED';

/** Gives a thread its job and waits: for the answer, for the end of the thread, or for as long as a job may take. */
function listen<Answer>(worker: Worker, job: unknown, ms: number): Promise<Said<Answer>> {
  return new Promise((done) => {
    const end = (said: Said<Answer>) => {
      clearTimeout(timer);
      worker.off('message', heard).off('error', died).off('exit', died);
      done(said);
    };
    const heard = (answer: Answer) => end({ answer });
    const died = () => end('STOPPED');
    const timer = setTimeout(died, ms);
    worker.on('message', heard).once('error', died).once('exit', died);
    worker.postMessage(job);
  });
}
