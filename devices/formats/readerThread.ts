import { parentPort } from 'node:worker_threads';
import { READY } from '../threads';
import { readFile, type FileToRead } from './readFile';

/** One of the threads in which files are read. */
parentPort?.on('message', (file: FileToRead) => parentPort?.postMessage(readFile(file)));
parentPort?.postMessage(READY);
