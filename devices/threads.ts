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

  const start = async (): Promise<Worker> => {
    starting++;
    try {
      const worker = new Worker(file, {
        execArgv: ['--require', require.resolve('tsx/cjs')],
        resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 16 },
      });
      worker.on('error', () => forget(worker)).once('exit', () => forget(worker));
      await firstWord(worker);
      alive.add(worker);
      return worker;
    } finally {
      starting--;
    }
  };

  const seat = async (): Promise<Worker> => {
    for (;;) {
      const free = idle.pop();
      if (free) return free;
      if (alive.size + starting < limits.threads) return start();
      await new Promise<void>((next) => waiting.push(next));
    }
  };

  return {
    ask: async (job) => {
      try {
        const worker = await seat();
        worker.ref();
        const said = await answerOf<Answer>(worker, () => worker.postMessage(job), limits.ms);
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
      } finally {
        waiting.shift()?.();
      }
    },
    close: () => {
      closed = true;
      return Promise.all([...alive].map((worker) => worker.terminate()));
    },
  };
}

function firstWord(worker: Worker): Promise<void> {
  return new Promise((ready, failed) => {
    worker.once('message', () => ready()).once('error', failed);
    worker.once('exit', (code) => failed(new Error(`a thread ended with ${code} before it began`)));
  });
}

function answerOf<Answer>(worker: Worker, ask: () => void, ms: number): Promise<{ answer: Answer } | 'STOPPED'> {
  return new Promise((done) => {
    const end = (said: { answer: Answer } | 'STOPPED') => {
      clearTimeout(timer);
      worker.off('message', heard).off('error', died).off('exit', died);
      done(said);
    };
    const heard = (answer: Answer) => end({ answer });
    const died = () => end('STOPPED');
    const timer = setTimeout(died, ms);
    worker.on('message', heard).once('error', died).once('exit', died);
    ask();
  });
}
