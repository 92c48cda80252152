import type { Lab, OpenLab } from './domain/lab';
import { LAB } from './machine';
import type { Begin } from './messages';
import { run } from './shell';

/** One cath lab, who holds it and who waits: `lab:{region}:{id}`. It never ends. */
export const lab = (begin: Begin<OpenLab, Lab>): Promise<void> => run(LAB, begin);
