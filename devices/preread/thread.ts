import { parentPort } from 'node:worker_threads';
import { READY } from '../threads';
import { measureCanonical, type ToMeasure } from './measureCanonical';

/** One of the threads in which recordings are measured. */
parentPort?.on('message', (job: ToMeasure) => parentPort?.postMessage(measureCanonical(job)));
parentPort?.postMessage(READY);
