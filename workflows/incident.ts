import type { Incident, OpenIncident } from './domain/incident';
import { INCIDENT } from './machine';
import type { Begin } from './messages';
import { run } from './shell';

/** One alarm from its first signal to a person's closing word: `incident:{region}:{id}`. */
export const incident = (begin: Begin<OpenIncident, Incident>): Promise<void> => run(INCIDENT, begin);
