import type { OpenRotaHole, RotaHole } from './domain/rotaHole';
import { ROTA_HOLE } from './machine';
import type { Begin } from './messages';
import { run } from './shell';

/** One hole in the rota until somebody fills it: `rota_hole:{region}:{id}`. */
export const rotaHole = (begin: Begin<OpenRotaHole, RotaHole>): Promise<void> => run(ROTA_HOLE, begin);
