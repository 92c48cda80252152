export { episode } from './episode';
export { incident } from './incident';
export { lab } from './lab';
export { reading } from './reading';
export { rotaHole } from './rotaHole';
export { rotaWatch } from './rotaWatch';
