import type { OpenReading, Reading } from './domain/reading';
import { READING } from './machine';
import type { Begin } from './messages';
import { run } from './shell';

/** One ECG until a person signs it: `reading:{region}:{id}`. */
export const reading = (begin: Begin<OpenReading, Reading>): Promise<void> => run(READING, begin);
